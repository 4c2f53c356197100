internal import EDocSystem
package import EDocValidation
package import EDocXML

/// Why a signature or a signature file does not conform to its format (EN 319 102-1 §5.2.2).
///
/// Where an element stands takes time to say, and is said only of failures that are reported.
package struct FormatFailure: Error, Sendable {
    /// The rule that is broken.
    package let rule: ValidationRule
    private let entry: String
    private let element: XMLElement?
    private let line: Int?
    private let expected: String?
    private let found: String?
    private let message: String

    /// A failure at an element.
    package init(
        _ rule: ValidationRule, at element: XMLElement, in entry: String,
        expected: String? = nil, found: String? = nil, _ message: String
    ) {
        self.rule = rule
        self.entry = entry
        self.element = element
        line = nil
        self.expected = expected
        self.found = found
        self.message = message
    }

    /// A failure that the XML layer found, below `element` or in the file as a whole.
    package init(
        _ error: XMLError, _ rule: ValidationRule, below element: XMLElement? = nil,
        in entry: String
    ) {
        self.rule = rule
        self.entry = entry
        self.element = element
        line = error.line
        expected = nil
        found = nil
        message = error.message
    }

    /// Adds what is wrong, and where, which is not even looked up where there are enough findings.
    package func add(to findings: inout FindingList) {
        findings.add(rule, at: place, expected: expected, found: found, message)
    }

    private var place: Finding.Place {
        element?.place(in: entry) ?? Finding.Place(entry, line: line)
    }

    /// What is wrong, and where.
    package var finding: Finding { finding(of: rule) }

    /// The same as a finding of another rule: what fails one structure may only warn of another.
    func finding(of rule: ValidationRule, consequence: String = "") -> Finding {
        Finding(
            rule, at: place,
            expected: expected, found: found, message + consequence)
    }
}

extension XMLElement {
    /// Where the element is, for a finding: entry, path and line.
    func place(in entry: String) -> Finding.Place {
        Finding.Place(entry, path: path, line: line)
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
            throw FormatFailure(error, .signatureFormat, below: self, in: entry)
        }
    }

    /// The element `name`, which must be inside exactly once.
    func required(_ name: XMLName, in entry: String) throws(FormatFailure) -> XMLElement {
        do { return try child(named: name) } catch {
            throw FormatFailure(error, .signatureFormat, below: self, in: entry)
        }
    }

    /// The text of the element, which must hold nothing else.
    func value(in entry: String) throws(FormatFailure) -> String {
        do { return try text() } catch {
            throw FormatFailure(error, .signatureFormat, below: self, in: entry)
        }
    }

    /// The octets whose base64 text the element holds.
    func base64Value(in entry: String, limit: Int) throws(FormatFailure) -> Base64Binary {
        let text: [UInt8]
        do { text = try textOctets() } catch {
            throw FormatFailure(error, .signatureFormat, below: self, in: entry)
        }
        // Small ones are paid for with the elements that they stand in.
        if text.count > 16 << 10,
            (try? document.budget.spendInParts(text.count, of: .octets)) == nil
        {
            throw FormatFailure(
                .signatureFormat, at: self, in: entry, "the value is not read, as the work ends")
        }
        guard let value = Base64Binary(text) else {
            throw FormatFailure(
                .signatureFormat, at: self, in: entry, expected: "xsd:base64Binary",
                "the text is not base64")
        }
        guard value.octets.count <= limit else {
            throw FormatFailure(
                .signatureFormat, at: self, in: entry, expected: "at most \(limit) octets",
                found: "\(value.octets.count)", "the value is larger than this library reads")
        }
        return value
    }
}
