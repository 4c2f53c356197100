package import EDocCrypto
internal import EDocSystem
internal import EDocValidation
package import EDocXML

/// What the signature value is about
/// ([XMLDSig 1.1 §4.4](https://www.w3.org/TR/xmldsig-core1/#sec-SignedInfo)).
package struct SignedInfo: Sendable {
    /// The element.
    package let element: XMLElement
    /// How the element is made octets.
    package let canonicalization: Canonicalization
    /// The `SignatureMethod` as written.
    package let signatureMethod: String
    /// The algorithm; nil when this library does not know it.
    package let signatureAlgorithm: SignatureAlgorithm?
    /// The references in their order.
    package let references: [Reference]

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
        canonicalization = try Canonicalization(
            parsing: method, rule: .allowedCanonicalization, in: entry)
        signatureMethod = signature.attribute("Algorithm") ?? ""
        signatureAlgorithm = SignatureAlgorithm(rawValue: signatureMethod)
        for child in signature.children {
            throw FormatFailure(
                .signatureFormat, at: child, in: entry,
                "SignatureMethod has no parameters: an HMAC length or PSS parameters are refused")
        }
        var references: [Reference] = []
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
                try Reference(parsing: child, number: references.count + 1, in: entry))
        }
        self.references = references
    }

    /// Writes the element with what `content` writes in it.
    ///
    /// - Parameter namespaces: Those to declare in any case, as inclusive canonicalization does at
    ///   the apex.
    static func write(
        id: String?, declaring namespaces: [XMLNamespace] = [], to writer: inout XMLWriter,
        _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.signedInfo, declaring: namespaces)
        if let id { writer.attribute("Id", id) }
        content(&writer)
        writer.end()
    }

    /// Writes what stands before the references.
    static func writeMethods(
        _ canonicalization: CanonicalizationMethod, _ signature: SignatureAlgorithm,
        to writer: inout XMLWriter
    ) {
        Canonicalization.write(canonicalization, as: .canonicalizationMethod, to: &writer)
        writer.start(.signatureMethod)
        writer.attribute("Algorithm", signature.rawValue)
        writer.end()
    }
}

extension XMLName {
    /// `ds:SignedInfo`.
    package static let signedInfo = XMLNamespace.ds.name("SignedInfo")
    /// `ds:CanonicalizationMethod`.
    package static let canonicalizationMethod = XMLNamespace.ds.name("CanonicalizationMethod")
    /// `ds:SignatureMethod`.
    package static let signatureMethod = XMLNamespace.ds.name("SignatureMethod")
}
