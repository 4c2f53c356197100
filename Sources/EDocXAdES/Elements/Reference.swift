package import EDocCrypto
internal import EDocEncoding
internal import EDocValidation
package import EDocXML

/// A signed object and its digest
/// ([XMLDSig 1.1 §4.4.3](https://www.w3.org/TR/xmldsig-core1/#sec-Reference)).
package struct Reference: Sendable {
    /// `Type` of the reference to the signed properties (EN 319 132-1 §4.4.1).
    package static let signedPropertiesType = "http://uri.etsi.org/01903#SignedProperties"

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
    package let transform: Canonicalization?
    /// The `DigestMethod` as written.
    package let digestMethod: String
    /// The digest; nil when this library does not know its algorithm.
    package let digest: DigestValue?

    /// Whether the reference is within the signature file.
    package var isSameDocument: Bool { uri.isEmpty || uri.utf8.first == UInt8(ascii: "#") }

    /// Whether the reference says that it is the one to the signed properties.
    package var isToSignedProperties: Bool {
        type?.hasOctets(of: Self.signedPropertiesType) ?? false
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
            transform = try Transforms.parse(transforms, in: entry)
        } else {
            transform = nil
        }
        let digest = try DigestAlgAndValue(parsing: element, in: entry)
        (digestMethod, self.digest) = (digest.method, digest.digest)
    }

    /// Writes a reference with a gap for the digest.
    ///
    /// - Parameters:
    ///   - id: The `Id`; nil: none.
    ///   - type: The `Type`; nil: none.
    ///   - uri: The `URI`, percent-encoded.
    ///   - transform: The canonicalization that makes octets of the object, as the only transform;
    ///     nil for data files, which are octets already.
    ///   - algorithm: The algorithm of the digest.
    static func write(
        id: String?, type: String? = nil, uri: String, transform: CanonicalizationMethod? = nil,
        digestAlgorithm algorithm: DigestAlgorithm, to writer: inout XMLWriter
    ) {
        writer.start(.reference)
        if let id { writer.attribute("Id", id) }
        if let type { writer.attribute("Type", type) }
        writer.attribute("URI", uri)
        if let transform { Transforms.write(transform, to: &writer) }
        DigestAlgAndValue.write(algorithm, to: &writer) { $0.text(XMLFrame.gap) }
        writer.end()
    }
}

extension XMLName {
    /// `ds:Reference`.
    package static let reference = XMLNamespace.ds.name("Reference")
}
