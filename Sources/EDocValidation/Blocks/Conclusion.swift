/// The result of a building block of EN 319 102-1 §5.2.
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

    /// The status of a signature whose validation ends with this result.
    package var indication: Indication {
        switch self {
        case .passed: .totalPassed
        case .indeterminate: .indeterminate
        case .failed: .totalFailed
        }
    }
}
