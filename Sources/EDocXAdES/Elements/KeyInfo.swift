internal import EDocCrypto
internal import EDocPKI
internal import EDocValidation
package import EDocXML

/// The certificates that come with a signature
/// ([XMLDSig 1.1 §4.5](https://www.w3.org/TR/xmldsig-core1/#sec-KeyInfo)).
///
/// Only certificates are read: a key, a name or a retrieval method would be a second opinion about
/// who signed.
package struct KeyInfo: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id`.
    package let id: String?
    /// The DER of the certificates, in their order.
    package let certificates: [[UInt8]]
    /// Whether a base64 text had carriage returns.
    let hasCarriageReturn: Bool

    init(
        parsing element: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) {
        self.element = element
        id = element.attribute("Id")
        var certificates: [[UInt8]] = []
        var carriageReturn = false
        for data in element.children(named: .x509Data) {
            for child in data.children(named: .x509Certificate) {
                guard certificates.count < limits.evidenceItems else {
                    throw FormatFailure(
                        .signatureLimits, at: element, in: entry,
                        expected: "at most \(limits.evidenceItems)",
                        "more certificates than this library reads")
                }
                let value = try child.base64Value(in: entry, limit: limits.evidence.certificateSize)
                carriageReturn = carriageReturn || value.hasCarriageReturn
                certificates.append(value.octets)
            }
        }
        self.certificates = certificates
        hasCarriageReturn = carriageReturn
    }

    /// Writes one `ds:X509Data` with the signing certificate first and then its issuers
    /// (EN 319 132-1 §6.3, notes a to c).
    static func write(_ certificates: [X509Certificate], to writer: inout XMLWriter) {
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
