internal import EDocValidation
internal import EDocPKI
package import EDocXML

/// A `ds:KeyInfo` that was read
/// ([XMLDSig 1.1 §4.5](https://www.w3.org/TR/xmldsig-core1/#sec-KeyInfo)).
///
/// Only its certificates are used: a key, a name or a retrieval method in it would be a second
/// opinion about who signed.
package struct KeyInfoElement: Sendable {
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
}
