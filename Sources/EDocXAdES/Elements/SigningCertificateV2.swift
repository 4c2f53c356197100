package import EDocXML

internal import EDocCrypto

/// The digest that ties a signature to its signing certificate (EN 319 132-1 §5.2.2).
///
/// Exactly one `xades:Cert`, without a `URI` and without an `IssuerSerialV2` (§6.3, notes i and j).
struct SigningCertificateV2 {
    /// The digest of the certificate's DER.
    var certDigest: DigestValue

    func write(to writer: inout XMLWriter) {
        writer.start(.signingCertificateV2)
        writer.start(.cert)
        writer.start(.certDigest)
        certDigest.write(to: &writer)
        writer.end()
        writer.end()
        writer.end()
    }
}

extension XMLName {
    /// `xades:SigningCertificateV2`.
    package static let signingCertificateV2 = XMLNamespace.xades.name("SigningCertificateV2")
    /// `xades:Cert`.
    package static let cert = XMLNamespace.xades.name("Cert")
    /// `xades:CertDigest`.
    package static let certDigest = XMLNamespace.xades.name("CertDigest")
}
