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

    /// The rule that is broken.
    public let rule: ValidationRule
    /// How much it weighs.
    public var severity: Severity
    /// The clause of the standard.
    public let clause: String
    /// Where: the entry, and in it the element, field or offset.
    public let place: String
    /// What the rule asks for there; nil where the message says it all.
    public let expected: String?
    /// What was there instead; nil where the message says it all.
    public let found: String?
    /// What is wrong and what would be right, in one or two sentences.
    public let message: String

    /// A finding about `rule` at `place`.
    ///
    /// `clause` is the rule's own when it is not given.
    public init(
        _ rule: ValidationRule, _ severity: Severity, at place: String,
        expected: String? = nil, found: String? = nil, clause: String? = nil, _ message: String
    ) {
        self.rule = rule
        self.severity = severity
        self.clause = clause ?? rule.clause
        self.place = place
        self.expected = expected
        self.found = found
        self.message = message
    }
}

extension Finding: CustomStringConvertible {
    /// One line for a log: severity, rule, place, message, expected, found, clause.
    public var description: String {
        var text = "\(severity.rawValue) \(rule.rawValue) \(place): \(message)"
        if let expected { text += " Expected: \(expected)." }
        if let found { text += " Found: \(found)." }
        return clause.isEmpty ? text : text + " (\(clause))"
    }
}
