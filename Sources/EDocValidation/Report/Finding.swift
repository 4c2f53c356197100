internal import EDocEncoding

/// One thing that a validation found: which rule, where, what was expected and what was there.
///
/// A finding never holds content of a signed file; it can hold names of files and of certificate
/// subjects.
public struct Finding: Sendable, Hashable {
    /// How much a finding weighs under the policy that was used.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The container is refused, or the signature is not TOTAL-PASSED, because of it.
        case fail
        /// Reported. Of a row of the baseline profile of signatures (S) it also lowers the
        /// conformance that is reported.
        case warn
        /// Reported for completeness; no consequence.
        case note
    }

    /// Where in a container something was found. All of it nil: the container as a whole.
    public struct Place: Sendable, Hashable {
        /// The name of the entry, exact; octets that are not UTF-8 are replaced by U+FFFD.
        public let entry: String?
        /// The element in it: a path of names and numbers, or `#` and the `Id` of the signature.
        public let path: String?
        /// The line of the element, counted from 1.
        public let line: Int?
        /// Where in the archive, in octets from its beginning.
        public let offset: UInt64?

        /// A place; the parts that are not known are nil.
        package init(
            _ entry: String? = nil, path: String? = nil, line: Int? = nil, offset: UInt64? = nil
        ) {
            self.entry = entry
            self.path = path
            self.line = line
            self.offset = offset
        }

        /// The container as a whole.
        package static let container = Place()
    }

    /// The rule that is broken.
    public let rule: ValidationRule
    /// How much it weighs; the policy alone says so.
    public private(set) var severity: Severity
    /// The clause of the standard.
    public let clause: String
    /// Where it was found.
    public let place: Place
    /// What the rule asks for there, in one line of visible characters; nil where ``message`` says
    /// all.
    public let expected: String?
    /// What was there instead, in one line of visible characters; nil where ``message`` says all.
    public let found: String?
    /// What is wrong and what would be right, in one or two sentences on one line of visible
    /// characters.
    public let message: String

    /// A finding about `rule` at `place`, with the weight of `baseline` until a policy weighs it,
    /// and the rule's own clause unless `clause` is given.
    package init(
        _ rule: ValidationRule, at place: Place, expected: String? = nil, found: String? = nil,
        clause: String? = nil, _ message: String
    ) {
        self.rule = rule
        severity = rule.baselineDisposition.severity ?? .note
        self.clause = clause ?? rule.clause
        self.place = place
        self.expected = expected.map(PlainText.line)
        self.found = found.map(PlainText.line)
        self.message = PlainText.line(message)
    }

    /// The finding as it weighs under `policy`; nil when it is to be ignored.
    package func weighed(by policy: ValidationPolicy, about subject: FindingSubject) -> Finding? {
        guard let severity = policy.severity(of: rule, about: subject) else { return nil }
        var finding = self
        finding.severity = severity
        return finding
    }
}

extension Finding: CustomStringConvertible {
    /// One line of visible characters for a log: severity, rule, place, message, expected, found,
    /// clause.
    public var description: String {
        var text = "\(severity.rawValue) \(rule) \(place): \(message)"
        if let expected { text += " Expected: \(expected)." }
        if let found { text += " Found: \(found)." }
        return PlainText.line(clause.isEmpty ? text : text + " (\(clause))")
    }
}

extension Finding.Place: CustomStringConvertible {
    /// The place in one line of visible characters, for example
    /// `"META-INF/signatures0.xml" /asic:XAdESSignatures/ds:Signature (line 2)`, or `the
    /// container`.
    public var description: String {
        var parts: [String] = []
        if let entry { parts.append(PlainText.quoted(entry)) }
        if let path { parts.append(PlainText.line(path)) }
        if let line { parts.append("(line \(line))") }
        if let offset { parts.append("at octet \(offset)") }
        return parts.isEmpty ? "the container" : parts.joined(separator: " ")
    }
}
