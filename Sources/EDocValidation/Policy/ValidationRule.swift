/// A rule that a finding cites: its row, the clause that it restates, and what `baseline` does when
/// it is broken.
///
/// C rows are rules of the container (EN 319 162-1), S rows of the signature (EN 319 132-1),
/// V rows of the validation itself (EN 319 102-1), T rows attacks and mistakes that validators have
/// fallen for.
/// What every row asks for stands on the page *Rules* of the documentation. Several rules can
/// belong to one row: a time-stamp that is about something else breaks S10, and so does one that
/// merely does not name its canonicalization.
///
/// Each layer declares the rules of its own standard; there are no others.
public struct ValidationRule: Sendable {
    /// The row, for example `C2`.
    public let code: String
    /// The clause of the standard.
    public let clause: String
    /// What `baseline` does when the rule is broken.
    public let baselineDisposition: Disposition
    /// Whether a policy may say otherwise. Where it may not, the verdict follows from the standard:
    /// a digest that differs fails a signature under every policy.
    public let isForPolicy: Bool

    /// A rule that a policy weighs.
    package init(_ code: String, _ disposition: Disposition, _ clause: String) {
        self.init(code, disposition, clause, isForPolicy: true)
    }

    /// A rule whose weight no policy changes.
    package init(_ code: String, always disposition: Disposition, _ clause: String) {
        self.init(code, disposition, clause, isForPolicy: false)
    }

    private init(
        _ code: String, _ disposition: Disposition, _ clause: String, isForPolicy: Bool
    ) {
        self.code = code
        self.clause = clause
        baselineDisposition = disposition
        self.isForPolicy = isForPolicy
    }

    /// Whether it is a rule of the baseline profile of signatures (EN 319 132-1 §6.3), which lowers
    /// the conformance that is reported: what is merely noted does not.
    package var isOfProfile: Bool { code.hasPrefix("S") && baselineDisposition != .note }
}

extension ValidationRule: Hashable {
    /// Hashes the row; few rules share one.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension ValidationRule: Comparable {
    /// By row, letter first, then the number: C2 before C10.
    public static func < (left: Self, right: Self) -> Bool {
        left.sortKey < right.sortKey
    }

    private var sortKey: (String, Int, String, String) {
        let digits = code.dropFirst().prefix { $0.isASCII && $0.isNumber }
        return (String(code.prefix(1)), Int(digits) ?? 0, code, clause)
    }
}

extension ValidationRule: CustomStringConvertible {
    /// The row.
    public var description: String { code }
}

extension ValidationRule {
    /// What a policy does when a rule is broken.
    public enum Disposition: String, Sendable, Hashable, CaseIterable {
        /// A finding about the container refuses it, one about a signature fails that signature.
        case fail
        /// The finding is reported. Of a row of the baseline profile of signatures (S) it also
        /// lowers the conformance that is reported.
        case warn
        /// The finding is reported for completeness, without consequence.
        case note
        /// The finding is left out of the report.
        case ignore

        /// The severity of a finding that is disposed of so; nil for none.
        var severity: Finding.Severity? {
            switch self {
            case .fail: .fail
            case .warn: .warn
            case .note: .note
            case .ignore: nil
            }
        }
    }
}
