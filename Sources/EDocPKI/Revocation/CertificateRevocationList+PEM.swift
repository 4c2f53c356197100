internal import EDocCrypto
package import EDocEncoding

extension CertificateRevocationList {
    /// The lists in a file: one in DER, or blocks labelled `X509 CRL`
    /// ([RFC 7468 §6](https://www.rfc-editor.org/rfc/rfc7468#section-6)) between any other text.
    ///
    /// - Throws: `ASN1Error` when the file holds no list, or one that cannot be decoded.
    package static func lists(
        inFile octets: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) -> [CertificateRevocationList] {
        let field = "revocation list"
        if octets.first == ASN1Tag.sequence.rawValue {
            return [try CertificateRevocationList(derEncoded: octets, limits: limits)]
        }
        var blocks: [[UInt8]] = []
        do throws(CryptoError) {
            try PEM.forEachBlock(
                of: octets.span, in: "PEM", limit: limits.revocationListSize,
                where: { $0 == "X509 CRL" }
            ) { block in blocks.append(block.octets.withOctets { $0.copied() }) }
        } catch {
            throw ASN1Error(.invalidValue, field, error.message)
        }
        guard !blocks.isEmpty else {
            throw ASN1Error(.invalidValue, field, "neither DER nor a block X509 CRL in PEM")
        }
        return try blocks.map { octets throws(ASN1Error) in
            try CertificateRevocationList(derEncoded: octets, limits: limits)
        }
    }
}
