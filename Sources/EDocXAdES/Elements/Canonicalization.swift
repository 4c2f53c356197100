internal import EDocValidation
package import EDocXML

/// An element with the `Algorithm` of a canonicalization: `ds:CanonicalizationMethod`
/// ([XMLDSig 1.1 §4.4.1](https://www.w3.org/TR/xmldsig-core1/#sec-CanonicalizationMethod)) or a
/// `ds:Transform`.
package struct Canonicalization: Sendable {
    /// The method.
    package let method: CanonicalizationMethod
    /// Prefixes that exclusive canonicalization treats as the inclusive one does
    /// ([Exclusive XML Canonicalization §4](https://www.w3.org/TR/xml-exc-c14n/#sec-Use)).
    package let inclusivePrefixes: [String]

    init(method: CanonicalizationMethod, inclusivePrefixes: [String] = []) {
        self.method = method
        self.inclusivePrefixes = inclusivePrefixes
    }

    init(
        parsing element: XMLElement, rule: ValidationRule, in entry: String
    ) throws(FormatFailure) {
        let uri = element.attribute("Algorithm") ?? ""
        guard let method = CanonicalizationMethod(rawValue: uri) else {
            throw FormatFailure(
                rule, at: element, in: entry,
                expected: "one of the six canonicalizations of EN 319 132-1 §6.3 note d",
                found: uri, "the algorithm is refused: it could change what is signed")
        }
        self.method = method
        var prefixes: [String] = []
        for child in element.children {
            guard method.isExclusive, prefixes.isEmpty,
                child.isNamed(
                    XMLName(
                        namespaceURI: CanonicalizationMethod.exclusive.rawValue,
                        localName: "InclusiveNamespaces")),
                let list = child.attribute("PrefixList")
            else {
                throw FormatFailure(
                    rule, at: child, in: entry,
                    "only one InclusiveNamespaces with a PrefixList may stand here, and only with "
                        + "exclusive canonicalization")
            }
            prefixes = list.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
        }
        inclusivePrefixes = prefixes
    }

    /// Writes the element `name` with `method`.
    static func write(
        _ method: CanonicalizationMethod, as name: XMLName, to writer: inout XMLWriter
    ) {
        writer.start(name)
        writer.attribute("Algorithm", method.rawValue)
        writer.end()
    }

    /// The canonicalizer; comments kept or not as the method says.
    package func canonicalizer() throws(XMLError) -> Canonicalizer {
        try Canonicalizer(method, inclusivePrefixes: inclusivePrefixes)
    }

    /// The canonicalizer for what a reference `#Id` names: a node-set without comments, whatever
    /// the method ([XMLDSig 1.1 §4.4.3.3](https://www.w3.org/TR/xmldsig-core1/#sec-Same-Document)).
    package func canonicalizerOfSameDocumentReference() throws(XMLError) -> Canonicalizer {
        try Canonicalizer(method.omittingComments, inclusivePrefixes: inclusivePrefixes)
    }
}
