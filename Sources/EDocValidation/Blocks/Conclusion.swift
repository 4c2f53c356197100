/// What a building block of EN 319 102-1 §5.2 came to.
package enum Conclusion: Sendable, Hashable {
    /// PASSED.
    case passed
    /// INDETERMINATE, with its reason.
    case indeterminate(SubIndication)
    /// FAILED, with its reason.
    case failed(SubIndication)

    /// Whether the block passed.
    package var isPassed: Bool { self == .passed }

    /// The reason; nil when the block passed.
    package var subIndication: SubIndication? {
        switch self {
        case .passed: nil
        case .indeterminate(let reason), .failed(let reason): reason
        }
    }

    /// The status of a signature that this is the last word on.
    package var indication: Indication {
        switch self {
        case .passed: .totalPassed
        case .indeterminate: .indeterminate
        case .failed: .totalFailed
        }
    }

    /// The status of a time-stamp that this is the last word on.
    package var blockIndication: BlockIndication {
        switch self {
        case .passed: .passed
        case .indeterminate: .indeterminate
        case .failed: .failed
        }
    }
}

/// Findings as they are made, each weighed by the policy.
package struct FindingList: Sendable {
    private let policy: ValidationPolicy
    /// The findings that the policy does not ignore.
    package private(set) var findings: [Finding] = []
    /// Whether a row of the baseline profile of signatures is broken, be it one that the policy
    /// ignores: what a signature conforms to is not for a policy to say.
    package private(set) var breaksProfile = false

    /// No findings yet.
    package init(policy: ValidationPolicy) { self.policy = policy }

    /// Adds a finding about a rule that the policy governs.
    package mutating func add(_ finding: Finding) {
        note(finding)
        if let finding = policy.weigh(finding) { findings.append(finding) }
    }

    /// Adds a finding as it is: what decides by the standard itself is not for a policy to weigh.
    package mutating func addFixed(_ finding: Finding) {
        note(finding)
        findings.append(finding)
    }

    private mutating func note(_ finding: Finding) {
        guard finding.severity != .note, finding.rule.rawValue.hasPrefix("S") else { return }
        breaksProfile = true
    }

    /// Adds how many findings of one kind were left out, if any were.
    package mutating func addRest(
        of count: FindingCount, _ rule: ValidationRule, _ severity: Finding.Severity,
        at place: String
    ) {
        guard count.rest > 0 else { return }
        addFixed(Finding(rule, severity, at: place, "\(count.rest) more findings of this kind"))
    }

    /// Whether a finding fails what it is about.
    package var hasFailure: Bool { findings.contains { $0.severity == .fail } }
}

/// Counts findings of one kind: the first hundred are worth reading, and to say where each stands
/// takes time, of which a small file could otherwise demand hours.
package struct FindingCount: Sendable {
    private var count = 0

    /// None yet.
    package init() {}

    /// Counts one; whether it is to be reported.
    package mutating func next() -> Bool {
        count += 1
        return count <= 100
    }

    /// How many were not reported.
    package var rest: Int { max(0, count - 100) }
}
