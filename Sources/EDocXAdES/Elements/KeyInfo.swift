internal import EDocPKI
package import EDocXML

internal import EDocCrypto

/// The certificates that come with a signature
/// ([XMLDSig 1.1 §4.5](https://www.w3.org/TR/xmldsig-core1/#sec-KeyInfo)).
///
/// One `ds:X509Data` with the signing certificate first and then its issuers (EN 319 132-1 §6.3,
/// notes a to c).
struct KeyInfo {
    var certificates: [X509Certificate]

    func write(to writer: inout XMLWriter) {
        writer.start(.keyInfo)
        writer.start(.x509Data)
        for certificate in certificates {
            writer.start(.x509Certificate)
            writer.base64(certificate.derEncoded)
            writer.end()
        }
        writer.end()
        writer.end()
    }
}

extension XMLName {
    /// `ds:KeyInfo`.
    package static let keyInfo = XMLNamespace.ds.name("KeyInfo")
    /// `ds:X509Data`.
    package static let x509Data = XMLNamespace.ds.name("X509Data")
    /// `ds:X509Certificate`.
    package static let x509Certificate = XMLNamespace.ds.name("X509Certificate")
}
