/// The name of a rule that a finding cites: a row such as C2, S6 or T10.
///
/// C rows are rules of the container (EN 319 162-1), S rows of the signature (EN 319 132-1),
/// V rows of the validation itself (EN 319 102-1), T rows traps in which validators were caught.
/// What every row asks for stands on the page *Rules* of the documentation.
public struct ValidationRule: RawRepresentable, Sendable, Hashable, Comparable {
    /// The name, for example `C2`.
    public let rawValue: String

    /// The rule named `rawValue`; a name that is not one of ``known`` has no clause.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Whether the rule is about a signature rather than the container: an S or V row, or one of
    /// the T rows about signatures.
    public var concernsSignature: Bool {
        switch rawValue.first {
        case "S", "V": true
        case "T": ["T1", "T4", "T5", "T14", "T15", "T16", "T17", "T20"].contains(rawValue)
        default: rawValue == "C14"
        }
    }

    /// Letter first, then the number: C2 before C10.
    public static func < (left: Self, right: Self) -> Bool {
        left.sortKey < right.sortKey
    }

    private var sortKey: (String, Int, String) {
        let digits = rawValue.dropFirst().prefix { $0.isASCII && $0.isNumber }
        return (String(rawValue.prefix(1)), Int(digits) ?? 0, rawValue)
    }

    /// The clause of the standard that the rule restates; empty for a name that is not known.
    public var clause: String { Self.row(of: self)?.clause ?? "" }

    /// What `baseline` does when the rule is broken.
    public var baselineDisposition: RuleDisposition {
        Self.row(of: self)?.disposition ?? .fail
    }

    /// All rules, which a policy can name. The page *Rules* of the documentation says which few no
    /// finding cites.
    public static var known: [ValidationRule] { rows.map(\.rule) }

    private static func row(of rule: ValidationRule) -> Row? {
        rows.first { $0.rule == rule }
    }

    private struct Row: Sendable {
        let rule: ValidationRule
        let disposition: RuleDisposition
        let clause: String

        init(_ name: String, _ disposition: RuleDisposition, _ clause: String) {
            rule = ValidationRule(rawValue: name)
            self.disposition = disposition
            self.clause = clause
        }
    }

    private static let rows: [Row] = [
        Row("C1", .fail, "EN 319 162-1 §4.2, Table 1; ISO/IEC 21320-1"),
        Row("C2", .fail, "EN 319 162-1 §A.1"),
        Row("C2a", .fail, "APPNOTE 4.3.9, 4.5.3"),
        Row("C3", .fail, "EN 319 162-1 §4.4.3.1"),
        Row("C4", .fail, "EN 319 162-1 §4.4.2 (2)"),
        Row("C5", .fail, "EN 319 162-1 §4.4.3.2, §A.5"),
        Row("C6", .fail, "EN 319 162-1 §4.4.3.2"),
        Row("C7", .fail, "EN 319 162-1 §5.3.3 Table 5, §4.4.3.2 (5b)"),
        Row("C8", .fail, "EN 319 162-1 §5.3.3 Table 5"),
        Row("C9", .fail, "EN 319 162-1 §A.6; RFC 3986"),
        Row("C10", .warn, "EN 319 162-1 §4.4.3.2 (5d)"),
        Row("C11", .warn, "EN 319 162-1 §4.4.3.2 (4), §A.7"),
        Row("C12", .warn, "EN 319 162-1 §5.1, §4.4.5 (1)"),
        Row("C13", .fail, "EN 319 162-1 §5.2.1; TS 119 312"),
        Row("C14", .fail, "EN 319 162-1 §4.4.4.2"),
        Row("S1", .fail, "EN 319 132-1 §6.3 Table 2 (a, b, c)"),
        Row("S2", .warn, "EN 319 132-1 §6.3 Table 2 (d, e)"),
        Row("S3", .fail, "EN 319 132-1 §6.3 Table 2"),
        Row("S4", .warn, "EN 319 132-1 §6.3 Table 2 (f, g)"),
        Row("S5", .warn, "EN 319 132-1 §6.3 Table 2 (h), §5.2.1"),
        Row("S6", .warn, "EN 319 132-1 §6.3 Table 2 (i, j), §5.2.2"),
        Row("S7", .warn, "EN 319 132-1 §6.3 Table 2 (k), §5.2.4"),
        Row("S8", .warn, "EN 319 132-1 §6.3 Table 2, §5.2.5, §5.2.6"),
        Row("S9", .fail, "EN 319 132-1 §4.4.1, §4.4.2"),
        Row("S10", .warn, "EN 319 132-1 §5.3, §6.3 Table 2 (n, o)"),
        Row("S11", .warn, "EN 319 132-1 §5.4.2, §5.4.3, §6.3 Table 2"),
        Row("S12", .warn, "EN 319 132-1 §5.5.1.2, §6.3 Table 2 (x)"),
        Row("S13", .warn, "EN 319 132-1 §6.3 Table 2"),
        Row("S14", .warn, "EN 319 132-1 §6.3 Table 2 (aa)"),
        Row("S15", .warn, "EN 319 132-1 §5.5.2.3"),
        Row("S16", .warn, "EN 319 132-1 §5.5.3"),
        Row("V1", .fail, "EN 319 102-1 §5.1.3"),
        Row("V2", .fail, "EN 319 102-1 §5.3"),
        Row("V3", .fail, "EN 319 102-1 §5.5"),
        Row("V4", .fail, "EN 319 102-1 §5.6.3"),
        Row("V5", .fail, "EN 319 102-1 §5.6.2"),
        Row("V6", .fail, "EN 319 102-1 §5.6.1"),
        Row("T1", .fail, "XMLDSig 1.1 §4.4.3.2; EN 319 132-1 §4.4.2"),
        Row("T2", .fail, "XML 1.0 §3.3.1 (validity constraint ID)"),
        Row("T3", .fail, "XMLDSig 1.1 §8; EN 319 162-1 §A.5"),
        Row("T4", .fail, "EN 319 132-1 §6.3 Table 2 (f, g); XMLDSig 1.1 §8.1"),
        Row("T5", .fail, "limit of this library"),
        Row("T6", .fail, "APPNOTE 4.4.17"),
        Row("T7", .fail, "ISO/IEC 21320-1; APPNOTE 4.4.17"),
        Row("T8", .fail, "APPNOTE 4.3"),
        Row("T9", .fail, "limit of this library"),
        Row("T10", .fail, "EN 319 162-1 §4.4.2 (1)"),
        Row("T11", .fail, "EN 319 162-1 §4.4.3.2 (5b); ODF 1.2 part 3 §3.2"),
        Row("T12", .fail, "EN 319 162-1 §A.1"),
        Row("T13", .warn, "EN 319 132-1 §5.2.4; ODF 1.2 part 3 §4.8.4"),
        Row("T14", .fail, "TS 119 312; EN 319 102-1 §5.2.8.4.2"),
        Row("T15", .fail, "EN 319 102-1 §5.2.3"),
        Row("T16", .fail, "EN 319 102-1 §5.2.3; EN 319 132-1 §6.3 Table 2 (i)"),
        Row("T17", .fail, "RFC 6960 §3.2, §4.2.2.2"),
        Row("T18", .fail, "TS 119 612"),
        Row("T19", .fail, "EN 319 162-1 §4.4.2 (2), §A.6"),
        Row("T20", .fail, "X.690 §10; RFC 3161 §2.4.2"),
        Row("P1", .fail, "Unicode UAX #15"),
    ]
}

extension ValidationRule: ExpressibleByStringLiteral {
    /// The rule of that name.
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

/// What a policy does when a rule is broken.
public enum RuleDisposition: String, Sendable, Hashable, CaseIterable {
    /// A C or T row refuses the container, an S row fails the signature.
    case fail
    /// The finding is reported. For an S row it also lowers the reported conformance.
    case warn
    /// The finding is left out of the report.
    case ignore
}
