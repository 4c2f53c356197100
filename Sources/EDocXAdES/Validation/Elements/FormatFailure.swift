package import EDocValidation
internal import EDocXML

/// Why a signature does not conform to its format (EN 319 102-1 §5.2.2): the finding that says so.
package struct FormatFailure: Error, Sendable {
    /// What is wrong, and where.
    package let finding: Finding

    /// The failure that `finding` tells of.
    package init(_ finding: Finding) { self.finding = finding }

    /// A failure at an element.
    init(
        _ rule: ValidationRule, at element: XMLElement, in entry: String,
        expected: String? = nil, found: String? = nil, _ message: String
    ) {
        finding = Finding(
            rule, .fail, at: element.place(in: entry), expected: expected, found: found, message)
    }

    /// A failure that the XML layer found below `element`.
    init(_ error: XMLError, below element: XMLElement, in entry: String) {
        let rule: ValidationRule =
            switch error.code {
            case .duplicateIdentifier: "T2"
            case .documentTypeRefused, .entityReferenceRefused: "T3"
            default: "V2"
            }
        finding = Finding(rule, .fail, at: element.place(in: entry), error.description)
    }
}

extension XMLElement {
    /// Where the element is, for a finding: entry, path and line.
    func place(in entry: String) -> String {
        let position = "\(entry) \(path)"
        return line.map { position + " (line \($0))" } ?? position
    }

    /// Whether the element is `localName` of XAdES 1.3.2.
    func isXAdES(_ localName: String) -> Bool { isNamed(XMLNamespace.xades.name(localName)) }

    /// The only `localName` of XAdES 1.3.2 inside; nil when there is none.
    func onlyXAdES(_ localName: String, in entry: String) throws(FormatFailure) -> XMLElement? {
        try only(XMLNamespace.xades.name(localName), in: entry)
    }

    /// The only element `name` inside; nil when there is none.
    func only(_ name: XMLName, in entry: String) throws(FormatFailure) -> XMLElement? {
        do { return try onlyChild(named: name) } catch {
            throw FormatFailure(error, below: self, in: entry)
        }
    }

    /// The element `name`, which must be inside exactly once.
    func required(_ name: XMLName, in entry: String) throws(FormatFailure) -> XMLElement {
        do { return try child(named: name) } catch {
            throw FormatFailure(error, below: self, in: entry)
        }
    }

    /// The text of the element, which must hold nothing else.
    func value(in entry: String) throws(FormatFailure) -> String {
        do { return try text() } catch {
            throw FormatFailure(error, below: self, in: entry)
        }
    }

    /// The octets whose base64 text the element holds.
    func base64Value(in entry: String, limit: Int) throws(FormatFailure) -> Base64Binary {
        let text: [UInt8]
        do { text = try textOctets() } catch {
            throw FormatFailure(error, below: self, in: entry)
        }
        guard let value = Base64Binary(text) else {
            throw FormatFailure(
                "V2", at: self, in: entry, expected: "xsd:base64Binary",
                "the text is not base64")
        }
        guard value.octets.count <= limit else {
            throw FormatFailure(
                "V2", at: self, in: entry, expected: "at most \(limit) octets",
                found: "\(value.octets.count)", "the value is larger than this library reads")
        }
        return value
    }
}

extension XMLNamespace {
    /// XAdES 1.4.1 (EN 319 132-1 §4.2).
    static let xades141 = XMLNamespace(prefix: "xades141", uri: "http://uri.etsi.org/01903/v1.4.1#")
}
