internal import Synchronization

/// What the work on one input may cost, counted wherever it is done, and whether it is to go on.
///
/// Small inputs can ask for much work. Each loop that input drives says here what its next round
/// costs before it begins it; that is also where it learns that the task has been cancelled. One
/// value may be used by several threads: what they spend adds up.
package final class WorkBudget: Sendable {
    /// What is counted.
    package enum Resource: String, Sendable, Hashable, CaseIterable {
        /// Octets inflated, hashed or canonicalized.
        case octets
        /// Rounds of a loop: nodes, names, certificates looked at.
        case steps
        /// Signatures verified.
        case publicKeyOperations = "public-key operations"
    }

    /// How much of each may be spent.
    package struct Limits: Sendable, Hashable {
        /// The most octets.
        package var octets: UInt64
        /// The most steps.
        package var steps: UInt64
        /// The most public-key operations.
        package var publicKeyOperations: UInt64

        /// These limits; what is not given has none.
        package init(
            octets: UInt64 = .max, steps: UInt64 = .max, publicKeyOperations: UInt64 = .max
        ) {
            self.octets = octets
            self.steps = steps
            self.publicKeyOperations = publicKeyOperations
        }
    }

    /// Why the work stops.
    package enum Stop: Error, Sendable, Hashable {
        /// The task was cancelled.
        case cancelled
        /// More would be spent than ``Limits`` allow.
        case exceeded(Resource, limit: UInt64)
    }

    private let limits: Limits
    private let cancellation: Cancellation?
    private let octets = Atomic<UInt64>(0)
    private let steps = Atomic<UInt64>(0)
    private let publicKeyOperations = Atomic<UInt64>(0)

    /// A budget of which nothing is spent yet.
    package init(_ limits: Limits = Limits(), cancellation: Cancellation? = nil) {
        self.limits = limits
        self.cancellation = cancellation
    }

    /// Spends `amount` of `resource`.
    ///
    /// - Throws: `cancelled` or `exceeded`; once exceeded, every further call throws too.
    package func spend(_ amount: Int = 1, of resource: Resource = .steps) throws(Stop) {
        do { try cancellation?.check() } catch { throw .cancelled }
        let amount = UInt64(clamping: amount)
        let (spent, limit) =
            switch resource {
            case .octets: (Self.add(amount, to: octets), limits.octets)
            case .steps: (Self.add(amount, to: steps), limits.steps)
            case .publicKeyOperations:
                (Self.add(amount, to: publicKeyOperations), limits.publicKeyOperations)
            }
        guard spent <= limit else { throw .exceeded(resource, limit: limit) }
    }

    /// How much of `resource` has been spent.
    package func spent(of resource: Resource) -> UInt64 {
        switch resource {
        case .octets: octets.load(ordering: .relaxed)
        case .steps: steps.load(ordering: .relaxed)
        case .publicKeyOperations: publicKeyOperations.load(ordering: .relaxed)
        }
    }

    /// The sum after `amount` is added; it stays at the greatest number there is.
    private static func add(_ amount: UInt64, to counter: borrowing Atomic<UInt64>) -> UInt64 {
        let (old, sum) = counter.wrappingAdd(amount, ordering: .relaxed)
        guard sum < old else { return sum }
        counter.store(.max, ordering: .relaxed)
        return .max
    }
}
