package import EDocCrypto
internal import EDocEncoding

/// Certificates and revocation lists in signed data without signers, which programs write as
/// `.p7b`: PKCS #7 or CMS, "certs-only"
/// ([RFC 8551 §3.8](https://www.rfc-editor.org/rfc/rfc8551#section-3.8)).
///
/// Nothing in such a message is signed: it only carries the certificates and lists.
package struct CertificateBundle {
    /// The labels of such a block in PEM: RFC 7468 §8, §9, and an older one of OpenSSL's.
    static let labels = ["PKCS7", "CMS", "PKCS #7 SIGNED DATA"]

    /// The certificates, in the order of the message.
    let certificates: [X509Certificate]
    /// The DER of the revocation lists.
    let revocationLists: [[UInt8]]

    /// Reads a message, in DER or BER.
    init(_ octets: [UInt8], from source: String) throws(EDocError) {
        var limits = EvidenceLimits()
        limits.embeddedCertificates = KeyLimits().blocks
        let message: SignedData
        do throws(ASN1Error) {
            let definite = try BERTranscoding.definiteLengths(octets, "ContentInfo")
            message = try SignedData(
                try DERValue(definite[...], .sequence, "ContentInfo"), limits: limits)
        } catch {
            throw EDocError(
                .malformedCertificate,
                "\(source): a PKCS #7 message that cannot be read (RFC 5652 §5.1): \(error.message)"
            )
        }
        certificates = try message.certificates.map { octets throws(EDocError) in
            try X509Certificate(derEncoded: octets, from: source)
        }
        revocationLists = message.revocationLists
    }

    /// The certificates in `octets`: the DER of one certificate, or such a message, as
    /// `caIssuers` leads to (RFC 5280 §4.2.2.1).
    ///
    /// - Parameter source: Where they come from, for messages.
    /// - Throws: `EDocError` with `malformedCertificate` when they are neither.
    package static func certificates(
        in octets: [UInt8], from source: String
    ) throws(EDocError) -> [X509Certificate] {
        if let certificate = try? X509Certificate(decoding: octets) { return [certificate] }
        return try CertificateBundle(octets, from: source).certificates
    }
}
