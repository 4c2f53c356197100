package import EDocCrypto
internal import EDocSystem
internal import EDocValidation
package import EDocXML

/// A `ds:SignedInfo` that was read
/// ([XMLDSig 1.1 §4.4](https://www.w3.org/TR/xmldsig-core1/#sec-SignedInfo)).
package struct SignedInfoElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// How the element is made octets.
    package let canonicalization: CanonicalizationElement
    /// The `SignatureMethod` as written.
    package let signatureMethod: String
    /// The algorithm; nil when this library does not know it.
    package let signatureAlgorithm: SignatureAlgorithm?
    /// The references in their order.
    package let references: [ReferenceElement]

    init(
        parsing element: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) {
        self.element = element
        var children = element.children
        guard let method = children.next(), method.isNamed(.canonicalizationMethod),
            let signature = children.next(), signature.isNamed(.signatureMethod)
        else {
            throw FormatFailure(
                .signatureFormat, at: element, in: entry,
                expected: "CanonicalizationMethod, SignatureMethod, Reference …",
                "the elements of SignedInfo are not in the order of XMLDSig 1.1 §4.4")
        }
        canonicalization = try CanonicalizationElement(
            parsing: method, rule: .allowedCanonicalization, in: entry)
        signatureMethod = signature.attribute("Algorithm") ?? ""
        signatureAlgorithm = SignatureAlgorithm(rawValue: signatureMethod)
        for child in signature.children {
            throw FormatFailure(
                .signatureFormat, at: child, in: entry,
                "SignatureMethod has no parameters: an HMAC length or PSS parameters are refused")
        }
        var references: [ReferenceElement] = []
        while let child = children.next() {
            guard child.isNamed(.reference) else {
                throw FormatFailure(
                    .signatureFormat, at: child, in: entry, "only ds:Reference may stand here")
            }
            guard references.count < limits.references else {
                throw FormatFailure(
                    .signatureLimits, at: element, in: entry,
                    expected: "at most \(limits.references)",
                    "more references than this library reads")
            }
            // Who stops reading here is told so by the budget, and the signature does not pass.
            guard (try? element.document.budget.spend(4)) != nil else { break }
            references.append(
                try ReferenceElement(parsing: child, number: references.count + 1, in: entry))
        }
        self.references = references
    }
}
