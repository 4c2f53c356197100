/// The subject of a finding, as far as it matters for its weight.
package enum FindingSubject: Sendable {
    /// The container or a signature.
    case whole
    /// A time-stamp of a signature: one that does not pass proves nothing, and fails nothing else
    /// (EN 319 102-1 §5.5.4).
    case timeStamp
}

/// Findings as they are made, each weighed by the policy.
///
/// Of each rule the first hundred are kept: to say where each stands takes time, of which a small
/// file could otherwise demand hours. The others are counted, and weigh the same.
package struct FindingList: Sendable {
    /// How many findings of one rule are kept: the one cap on findings.
    package static let kept = 100

    private let policy: ValidationPolicy
    private var list: [Finding] = []
    /// How many of each rule there were; of those over the cap, one finding says how many.
    private var counts: [ValidationRule: Int] = [:]
    /// The rules over the cap, in the order in which they passed it, each with its last place.
    private var overfull: [(rule: ValidationRule, place: Finding.Place, FindingSubject)] = []
    /// Whether a row of the baseline profile of signatures is broken, also one that the policy
    /// ignores: a policy does not change what a signature conforms to.
    package private(set) var breaksProfile = false
    /// Whether a finding fails what it is about.
    package private(set) var hasFailure = false

    /// No findings yet.
    package init(policy: ValidationPolicy) { self.policy = policy }

    /// Adds a finding; over the cap of its rule the arguments are not evaluated.
    package mutating func add(
        _ rule: ValidationRule, at place: @autoclosure () -> Finding.Place,
        expected: @autoclosure () -> String? = nil, found: @autoclosure () -> String? = nil,
        _ message: @autoclosure () -> String
    ) {
        guard isToBeKept(rule, about: .whole) else { return }
        append(
            Finding(rule, at: place(), expected: expected(), found: found(), message()),
            about: .whole)
    }

    /// Adds a finding that a building block made.
    package mutating func add(_ finding: Finding, about subject: FindingSubject = .whole) {
        guard isToBeKept(finding.rule, about: subject) else { return }
        append(finding, about: subject)
    }

    /// The findings that the policy does not ignore, in the order in which they were made.
    package var findings: [Finding] {
        guard !overfull.isEmpty else { return list }
        return list
            + overfull.compactMap { rule, place, subject in
                let rest = (counts[rule] ?? 0) - Self.kept
                return Finding(
                    rule, at: Finding.Place(place.entry), "\(rest) more findings of this kind"
                ).weighed(by: policy, about: subject)
            }
    }

    /// Weighs a finding of `rule`, and says whether it is one of those that are kept.
    private mutating func isToBeKept(_ rule: ValidationRule, about subject: FindingSubject) -> Bool
    {
        if rule.isOfProfile { breaksProfile = true }
        guard let severity = policy.severity(of: rule, about: subject) else { return false }
        if severity == .fail { hasFailure = true }
        let count = counts[rule, default: 0] + 1
        counts[rule] = count
        if count == Self.kept + 1, let last = list.last(where: { $0.rule == rule }) {
            overfull.append((rule, last.place, subject))
        }
        return count <= Self.kept
    }

    private mutating func append(_ finding: Finding, about subject: FindingSubject) {
        if let finding = finding.weighed(by: policy, about: subject) { list.append(finding) }
    }
}
