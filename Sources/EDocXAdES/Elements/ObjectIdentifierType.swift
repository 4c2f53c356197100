internal import EDocXML

/// An identifier that never changes its meaning: a URI, or an object identifier as a URN
/// (EN 319 132-1 §5.1.2).
public struct ObjectIdentifierType: Sendable, Hashable {
    /// A URI. An object identifier stands as `urn:oid:1.2.3` (RFC 3061); the qualifier `OIDAsURN`
    /// is then added.
    public var identifier: String
    /// What it means, for people; nil when absent.
    public var description: String?

    /// The identifier `identifier`. It is checked when a signer is made with it.
    public init(_ identifier: String, description: String? = nil) {
        self.identifier = identifier
        self.description = description
    }

    func check(as element: String) throws(XAdESError) {
        try XAdESError.check(identifier, is: "\(element)/Identifier")
        guard identifier.utf8.contains(UInt8(ascii: ":")),
            identifier.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw XAdESError(
                code: .invalidProperty,
                message: """
                    \(element)/Identifier is "\(identifier)", which is no URI: give one with a \
                    scheme, in ASCII, such as urn:oid:1.2.3
                    """)
        }
        if let description { try XAdESError.check(description, is: "\(element)/Description") }
    }

    func write(as name: XMLName, to writer: inout XMLWriter) {
        writer.start(name)
        writer.start(XMLNamespace.xades.name("Identifier"))
        if identifier.utf8.starts(with: "urn:oid:".utf8) {
            writer.attribute("Qualifier", "OIDAsURN")
        }
        writer.text(identifier)
        writer.end()
        if let description {
            writer.element(XMLNamespace.xades.name("Description"), text: description)
        }
        writer.end()
    }
}
