internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI

/// Issuer and serial number of a certificate (EN 319 132-1 §5.2.2): `IssuerSerial` of
/// [RFC 5035 §4](https://www.rfc-editor.org/rfc/rfc5035#section-4), in DER.
struct IssuerSerialV2 {
    /// The issuer.
    let issuer: Name
    /// The serial number in two's complement, as encoded.
    let serialNumber: ArraySlice<UInt8>

    /// Reads the structure; its issuer must be one directoryName.
    init(_ octets: [UInt8]) throws(ASN1Error) {
        var reader = try DERValue(octets[...], .sequence, "IssuerSerial").reader
        let names = try GeneralName.names(in: try reader.next(.sequence, "issuer"), "issuer")
        serialNumber = try reader.next(.integer, "serialNumber").integer("serialNumber")
        _ = try reader.optional(.bitString, "issuerUID")
        try reader.end("IssuerSerial")
        guard names.count == 1, case .directoryName(let name) = names[0] else {
            throw ASN1Error(.invalidValue, "issuer", "expected one directoryName")
        }
        issuer = name
    }
}

/// An integer written in decimal digits, as the `ds:X509SerialNumber` of the first version holds it.
enum DecimalInteger {
    /// The two's complement of a number that is not negative, as short as DER has it; nil when the
    /// text is no such number, or has more than 60 digits.
    static func octets(of text: String) -> [UInt8]? {
        let digits = text.utf8.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        var octets: [UInt8] = [0]
        var count = 0
        for digit in digits {
            if [0x20, 0x09, 0x0A, 0x0D].contains(digit) { break }
            guard (0x30...0x39).contains(digit), count < 60 else { return nil }
            count += 1
            var carry = UInt(digit - 0x30)
            for index in octets.indices.reversed() {
                let value = UInt(octets[index]) * 10 + carry
                octets[index] = UInt8(truncatingIfNeeded: value)
                carry = value >> 8
            }
            if carry > 0 { octets.insert(UInt8(truncatingIfNeeded: carry), at: 0) }
        }
        guard count > 0 else { return nil }
        if octets[0] & 0x80 != 0 { octets.insert(0, at: 0) }
        if octets.count > 1, octets[0] == 0, octets[1] & 0x80 == 0 { octets.removeFirst() }
        return octets
    }
}
