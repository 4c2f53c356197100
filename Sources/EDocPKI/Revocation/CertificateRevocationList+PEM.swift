internal import EDocCrypto
package import EDocEncoding

extension CertificateRevocationList {
    /// The lists in a file: one in DER, or blocks labelled `X509 CRL`
    /// ([RFC 7468 §6](https://www.rfc-editor.org/rfc/rfc7468#section-6)) between any other text;
    /// those in PKCS #7 messages (`.p7b`), in either form, too.
    ///
    /// - Throws: `ASN1Error` when the file holds no list, or one that cannot be decoded.
    package static func lists(
        inFile octets: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) -> [CertificateRevocationList] {
        let lists = try lists(in: octets, limits: limits)
        guard lists.isEmpty else { return lists }
        if isDER(octets) {
            return [try CertificateRevocationList(derEncoded: octets, limits: limits)]
        }
        throw ASN1Error(
            .invalidValue, "revocation list", "neither DER nor a block X509 CRL in PEM")
    }

    /// The lists in a file, which may hold something else.
    ///
    /// - Throws: `ASN1Error` when a block in PEM cannot be decoded.
    package static func lists(
        in octets: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) -> [CertificateRevocationList] {
        var blocks: [[UInt8]] = []
        if isDER(octets) {
            if let list = try? CertificateRevocationList(derEncoded: octets, limits: limits) {
                return [list]
            }
            blocks = (try? CertificateBundle(octets, from: "DER"))?.revocationLists ?? []
        } else {
            do throws(CryptoError) {
                try PEM.forEachBlock(
                    of: octets.span, in: "PEM", limit: limits.revocationListSize,
                    where: { $0 == "X509 CRL" || CertificateBundle.labels.contains($0) }
                ) { block throws(CryptoError) in
                    let octets = block.octets.withOctets { $0.copied() }
                    if CertificateBundle.labels.contains(block.label) {
                        blocks += try CertificateBundle(octets, from: "PEM").revocationLists
                    } else {
                        blocks.append(octets)
                    }
                }
            } catch {
                throw ASN1Error(.invalidValue, "revocation list", error.message)
            }
        }
        return try blocks.map { octets throws(ASN1Error) in
            try CertificateRevocationList(derEncoded: octets, limits: limits)
        }
    }

    /// DER begins with the tag of a SEQUENCE, which is a digit in a text.
    private static func isDER(_ octets: [UInt8]) -> Bool {
        octets.first == ASN1Tag.sequence.rawValue
    }
}
