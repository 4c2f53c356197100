extension CertificateRevocationList {
    /// The lists in a file: one in DER, or blocks labelled `X509 CRL`
    /// ([RFC 7468 §6](https://www.rfc-editor.org/rfc/rfc7468#section-6)) between any other text.
    ///
    /// - Throws: ``ASN1Error`` when the file holds no list, or one that cannot be decoded.
    package static func lists(
        inFile octets: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) -> [CertificateRevocationList] {
        let field = "revocation list"
        if octets.first == ASN1Tag.sequence.rawValue {
            return [try CertificateRevocationList(derEncoded: octets, limits: limits)]
        }
        let begin = [UInt8]("-----BEGIN X509 CRL-----".utf8)
        let end = [UInt8]("-----END X509 CRL-----".utf8)
        var lists: [CertificateRevocationList] = []
        var block: [UInt8]?
        for line in octets.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = line.prefix(line.count - line.reversed().prefix { $0 == 0x20 }.count)
            if line == begin[...] {
                block = []
            } else if line == end[...], let text = block {
                block = nil
                guard let decoded = base64Decoded(text) else {
                    throw ASN1Error(.invalidValue, field, "a PEM block that is not base64")
                }
                lists.append(try CertificateRevocationList(derEncoded: decoded, limits: limits))
            } else {
                block?.append(contentsOf: line)
            }
        }
        guard !lists.isEmpty, block == nil else {
            throw ASN1Error(.invalidValue, field, "neither DER nor whole X509 CRL blocks in PEM")
        }
        return lists
    }

    /// The octets of `text`, base64 with padding (RFC 4648 §4) and maybe spaces; nil when it is
    /// not.
    private static func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var count = 0
        var padding = 0
        for character in text where character != 0x20 && character != 0x09 {
            if character == UInt8(ascii: "=") {
                guard count >= 2 else { return nil }
                padding += 1
                group <<= 6
            } else {
                let value = Base64.values[Int(character)]
                guard value < 64, padding == 0 else { return nil }
                group = group << 6 | UInt32(value)
            }
            count += 1
            guard count == 4 else { continue }
            guard padding <= 2 else { return nil }
            let three = [group >> 16, group >> 8, group].map { UInt8(truncatingIfNeeded: $0) }
            octets += three.dropLast(padding)
            (group, count) = (0, 0)
        }
        return count == 0 ? octets : nil
    }
}
