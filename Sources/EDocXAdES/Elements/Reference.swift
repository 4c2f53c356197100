internal import EDocCrypto
package import EDocXML

/// A signed object and its digest
/// ([XMLDSig 1.1 §4.4.3](https://www.w3.org/TR/xmldsig-core1/#sec-Reference)).
package struct Reference {
    /// The `Id`; nil when the reference has none.
    var id: String?
    /// The `Type`; nil when the reference has none.
    var type: String?
    /// The `URI`, percent-encoded.
    var uri: String
    /// The canonicalization that makes octets of the object, as the only transform; nil for data
    /// files, which are octets already.
    var transform: CanonicalizationMethod?
    /// The algorithm of the digest.
    var digestAlgorithm: DigestAlgorithm

    /// `Type` of the reference to the signed properties (EN 319 132-1 §4.4.1).
    package static let signedPropertiesType = "http://uri.etsi.org/01903#SignedProperties"

    /// Writes the reference with a gap for the digest.
    func write(to writer: inout XMLWriter) {
        writer.start(.reference)
        if let id { writer.attribute("Id", id) }
        if let type { writer.attribute("Type", type) }
        writer.attribute("URI", uri)
        if let transform {
            writer.start(.transforms)
            writer.start(.transform)
            writer.attribute("Algorithm", transform.rawValue)
            writer.end()
            writer.end()
        }
        digestAlgorithm.writeDigest(to: &writer) { $0.text(XMLFrame.gap) }
        writer.end()
    }
}

extension DigestValue {
    /// Writes `ds:DigestMethod` and `ds:DigestValue`
    /// ([XMLDSig 1.1 §4.4.3.5](https://www.w3.org/TR/xmldsig-core1/#sec-DigestMethod)).
    func write(to writer: inout XMLWriter) {
        algorithm.writeDigest(to: &writer) { $0.base64(octets) }
    }
}

extension DigestAlgorithm {
    /// Writes `ds:DigestMethod` and a `ds:DigestValue` that holds what `content` writes.
    fileprivate func writeDigest(
        to writer: inout XMLWriter, _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.digestMethod)
        writer.attribute("Algorithm", rawValue)
        writer.end()
        writer.start(.digestValue)
        content(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `ds:Reference`.
    package static let reference = XMLNamespace.ds.name("Reference")
    /// `ds:Transforms`.
    package static let transforms = XMLNamespace.ds.name("Transforms")
    /// `ds:Transform`.
    package static let transform = XMLNamespace.ds.name("Transform")
    /// `ds:DigestMethod`.
    package static let digestMethod = XMLNamespace.ds.name("DigestMethod")
    /// `ds:DigestValue`.
    package static let digestValue = XMLNamespace.ds.name("DigestValue")
}
