internal import EDocPKI
internal import EDocValidation
package import EDocXML

/// What every time-stamp property holds: `XAdESTimeStampType` (EN 319 132-1 §5.1.4.3), that is
/// `SignatureTimeStamp` (§5.3), `ArchiveTimeStamp` (§5.5.2) and those of the signed data (§5.2.8).
package struct XAdESTimeStamp: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id`.
    package let id: String?
    /// How node-sets are made octets; C14N 1.0 when the element is absent (§4.5).
    package let canonicalization: Canonicalization
    /// Whether the canonicalization is written out.
    package let namesCanonicalization: Bool
    /// The tokens (RFC 3161), in their order.
    package let tokens: [[UInt8]]
    /// What is wrong with the property; it then proves nothing.
    package let defects: [FormatFailure]
    /// The `Include`s of a property that may have them (§5.1.4.4.2).
    package let includes: [XMLElement]

    init(
        parsing element: XMLElement, in entry: String, limits: SignatureLimits,
        allowsInclude: Bool = false
    ) {
        self.element = element
        id = element.attribute("Id")
        var canonicalization = Canonicalization(method: .c14n10)
        var named = false
        var tokens: [[UInt8]] = []
        var defects: [FormatFailure] = []
        var includes: [XMLElement] = []
        for child in element.children {
            do throws(FormatFailure) {
                if child.isXAdES("Include"), allowsInclude, !named, tokens.isEmpty {
                    includes.append(child)
                } else if child.isNamed(.canonicalizationMethod), !named, tokens.isEmpty {
                    canonicalization = try Canonicalization(
                        parsing: child, rule: .timeStampToken, in: entry)
                    named = true
                } else if child.isXAdES("EncapsulatedTimeStamp"), tokens.count < 16 {
                    tokens.append(
                        try child.base64Value(in: entry, limit: limits.evidence.timeStampTokenSize)
                            .octets)
                } else {
                    throw FormatFailure(
                        .timeStampToken, at: child, in: entry,
                        expected: "CanonicalizationMethod, EncapsulatedTimeStamp",
                        found: child.qualifiedName,
                        "only RFC 3161 tokens over the implied input are read; Include and "
                            + "XMLTimeStamp are not")
                }
            } catch {
                defects.append(error)
            }
        }
        if tokens.isEmpty, defects.isEmpty {
            defects.append(
                FormatFailure(
                    .timeStampToken, at: element, in: entry, "the time-stamp has no token"))
        }
        self.canonicalization = canonicalization
        namesCanonicalization = named
        self.tokens = tokens
        self.defects = defects
        self.includes = includes
    }

    /// Writes the time-stamp property `name` with one token, as S10 asks: the canonicalization is
    /// written out.
    ///
    /// - Parameters:
    ///   - token: The `TimeStampToken` (RFC 3161 §2.4.2).
    ///   - name: The property.
    ///   - id: The `Id`; nil: none.
    ///   - canonicalization: How the octets were made that the token is about.
    static func write(
        _ token: [UInt8], as name: XMLName, id: String?,
        canonicalization: CanonicalizationMethod, to writer: inout XMLWriter
    ) {
        writer.start(name)
        if let id { writer.attribute("Id", id) }
        Canonicalization.write(canonicalization, as: .canonicalizationMethod, to: &writer)
        writer.start(XMLNamespace.xades.name("EncapsulatedTimeStamp"))
        writer.base64(token)
        writer.end()
        writer.end()
    }
}

extension XMLName {
    /// `xades:SignatureTimeStamp`.
    package static let signatureTimeStamp = XMLNamespace.xades.name("SignatureTimeStamp")
}
