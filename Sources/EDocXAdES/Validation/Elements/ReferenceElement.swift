package import EDocCrypto
internal import EDocEncoding
internal import EDocValidation
package import EDocXML

/// A `ds:Reference` that was read
/// ([XMLDSig 1.1 §4.4.3](https://www.w3.org/TR/xmldsig-core1/#sec-Reference)).
package struct ReferenceElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The place in `ds:SignedInfo`, counted from 1.
    package let number: Int
    /// The `Id`.
    package let id: String?
    /// The `Type`; an empty one counts as absent.
    package let type: String?
    /// The `URI` as written.
    package let uri: String
    /// What the transforms do; nil when there are none.
    package let transform: CanonicalizationElement?
    /// The `DigestMethod` as written.
    package let digestMethod: String
    /// The digest; nil when this library does not know its algorithm.
    package let digest: DigestValue?

    /// Whether the reference is within the signature file.
    package var isSameDocument: Bool { uri.isEmpty || uri.utf8.first == UInt8(ascii: "#") }

    /// Whether the reference says that it is the one to the signed properties.
    package var isToSignedProperties: Bool {
        type?.hasOctets(of: Reference.signedPropertiesType) ?? false
    }

    init(parsing element: XMLElement, number: Int, in entry: String) throws(FormatFailure) {
        self.element = element
        self.number = number
        id = element.attribute("Id")
        type = element.attribute("Type").flatMap { $0.isEmpty ? nil : $0 }
        guard let uri = element.attribute("URI") else {
            throw FormatFailure(
                .referenceToFile, at: element, in: entry, expected: "a URI",
                "the reference names nothing: every reference needs a URI")
        }
        self.uri = uri
        if let transforms = try element.only(.transforms, in: entry) {
            transform = try Self.transform(transforms, in: entry)
        } else {
            transform = nil
        }
        (digestMethod, digest) = try DigestElements.parse(element, in: entry)
    }

    /// Canonicalization and nothing else may transform what is signed (T4).
    private static func transform(
        _ transforms: XMLElement, in entry: String
    ) throws(FormatFailure) -> CanonicalizationElement? {
        let all = Array(transforms.children)
        for transform in all where !transform.isNamed(.transform) {
            throw FormatFailure(
                .allowedTransforms, at: transform, in: entry, "only ds:Transform may stand here")
        }
        guard let first = all.first else { return nil }
        guard all.count == 1 else {
            throw FormatFailure(
                .allowedTransforms, at: transforms, in: entry, expected: "at most one Transform",
                found: "\(all.count)", "several transforms are refused")
        }
        return try CanonicalizationElement(parsing: first, rule: .allowedTransforms, in: entry)
    }
}

/// `ds:DigestMethod` and `ds:DigestValue`
/// ([XMLDSig 1.1 §4.4.3.5](https://www.w3.org/TR/xmldsig-core1/#sec-DigestMethod)).
enum DigestElements {
    static func parse(
        _ parent: XMLElement, in entry: String
    ) throws(FormatFailure) -> (method: String, digest: DigestValue?) {
        let method = try parent.required(.digestMethod, in: entry)
        guard let uri = method.attribute("Algorithm") else {
            throw FormatFailure(.signatureFormat, at: method, in: entry, "the Algorithm is missing")
        }
        let value = try parent.required(.digestValue, in: entry).base64Value(in: entry, limit: 64)
        guard let algorithm = DigestAlgorithm(rawValue: uri) else { return (uri, nil) }
        guard value.octets.count == algorithm.digestSize else {
            throw FormatFailure(
                .signatureFormat, at: parent, in: entry,
                expected: "\(algorithm.digestSize) octets for \(algorithm.name)",
                found: "\(value.octets.count)", "the DigestValue has the wrong size")
        }
        return (uri, DigestValue(algorithm: algorithm, octets: value.octets))
    }
}

/// An element with the `Algorithm` of a canonicalization: `ds:CanonicalizationMethod` or
/// `ds:Transform`.
package struct CanonicalizationElement: Sendable {
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
