internal import EDocEncoding
internal import EDocValidation
package import EDocXML

/// The XAdES properties of a signature, signed and unsigned (EN 319 132-1 §4.3.1).
struct QualifyingProperties {
    /// What is signed besides the files.
    let signed: SignedProperties
    /// What was added afterwards, in document order.
    let unsigned: [UnsignedProperty]

    /// Reads the element, which must aim at the signature around it.
    ///
    /// - Parameter id: The `Id` of that signature.
    init(
        parsing element: XMLElement, ofSignature id: String?, in entry: String,
        limits: SignatureLimits
    ) throws(FormatFailure) {
        let target = element.attribute("Target") ?? ""
        guard let id, target.hasOctets(of: "#\(id)") else {
            throw FormatFailure(
                .qualifyingProperties, at: element, in: entry,
                expected: id.map { "#\($0)" } ?? "a signature Id",
                found: target, "Target must name the signature around it")
        }
        for child in element.children
        where !child.isNamed(.signedProperties) && !child.isNamed(.unsignedProperties) {
            throw FormatFailure(
                .unambiguousElements, at: child, in: entry,
                "only SignedProperties and UnsignedProperties may stand here")
        }
        signed = try SignedProperties(
            parsing: try element.required(.signedProperties, in: entry), in: entry)
        if let properties = try element.only(.unsignedProperties, in: entry) {
            unsigned = try UnsignedProperties.parse(properties, in: entry, limits: limits)
        } else {
            unsigned = []
        }
    }

    /// Writes the element with what `content` writes in it.
    ///
    /// - Parameters:
    ///   - id: The `Id`; nil: none.
    ///   - signature: The `Id` of the signature.
    static func write(
        id: String?, ofSignature signature: String, to writer: inout XMLWriter,
        _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.qualifyingProperties)
        if let id { writer.attribute("Id", id) }
        writer.attribute("Target", "#" + signature)
        content(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `xades:QualifyingProperties`.
    package static let qualifyingProperties = XMLNamespace.xades.name("QualifyingProperties")
}
