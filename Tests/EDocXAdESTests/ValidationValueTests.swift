@testable import EDocXAdES
import Testing

/// The values that validation reads and writes.
struct ValidationValueTests {
    @Test("Base64 is strict, but white space may stand anywhere")
    func base64() throws {
        func octets(_ text: String) -> [UInt8]? { Base64Binary(Array(text.utf8))?.octets }
        #expect(octets("") == [])
        #expect(octets("TWFu") == Array("Man".utf8))
        #expect(octets(" T W\nF\tu ") == Array("Man".utf8))
        #expect(octets("TWE=") == Array("Ma".utf8))
        #expect(octets("TQ==") == Array("M".utf8))
        for wrong in [
            "T", "TW", "TWF", "TQ=", "TQ===", "TR==", "TWF=", "TQ==TQ==", "====", "TWF-", "=WFu",
        ] {
            #expect(octets(wrong) == nil, "\(wrong)")
        }
        #expect(Base64Binary(Array("TWFu\r\n".utf8))?.hasCarriageReturn == true)
        #expect(Base64Binary(Array("TWFu\n".utf8))?.hasCarriageReturn == false)
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
