import EDocEncoding
import EDocPKI
@testable import EDocXAdES
import Testing

/// EN 319 132-1 §5.2.2, RFC 5035 §4.
struct IssuerSerialV2Tests {
    @Test("Issuer and serial number are those of the certificate")
    func read() throws {
        let tbs = try ReadSignature.certificate("seal").tbs
        let name = DEREncoding.value(.constructed(4), Array(tbs.issuer.encoded))
        let number = DEREncoding.value(.integer, Array(tbs.serialNumber))
        let serial = try IssuerSerialV2(
            DEREncoding.value(.sequence, DEREncoding.value(.sequence, name), number))
        #expect(serial.issuer == tbs.issuer)
        #expect(serial.serialNumber.elementsEqual(tbs.serialNumber))
        for issuer in [[], name + name] {
            #expect(throws: ASN1Error.self) {
                try IssuerSerialV2(
                    DEREncoding.value(.sequence, DEREncoding.value(.sequence, issuer), number))
            }
        }
    }

    @Test("Decimal serial numbers in two's complement")
    func serialNumbers() {
        #expect(DecimalInteger.octets(of: "0") == [0])
        #expect(DecimalInteger.octets(of: "127") == [0x7F])
        #expect(DecimalInteger.octets(of: "128") == [0, 0x80])
        #expect(DecimalInteger.octets(of: " 65536\n") == [1, 0, 0])
        #expect(
            DecimalInteger.octets(of: "18446744073709551615") == [0]
                + [UInt8](repeating: 255, count: 8))
        for wrong in ["", " ", "-1", "1a", "0x10", String(repeating: "9", count: 61)] {
            #expect(DecimalInteger.octets(of: wrong) == nil, "\(wrong)")
        }
    }
}
