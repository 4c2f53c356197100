internal import Synchronization

/// What the work on one input may cost, counted wherever it is done, and whether it is to go on.
///
/// Small inputs can ask for much work. Each loop that input drives says here what its next round
/// costs before it begins it; that is also where it learns that the task has been cancelled. One
/// value may be used by several threads: what they spend adds up.
///
/// A budget that has stopped stays so: whoever asked for work, and got an error or only a part of
/// what there was, finds the reason in ``stop``.
package final class WorkBudget: Sendable {
    /// What is counted.
    package enum Resource: String, Sendable, Hashable, CaseIterable {
        /// Octets inflated, hashed or canonicalized.
        case octets
        /// Rounds of a loop: nodes, names, certificates looked at.
        case steps
        /// Nodes of XML documents, which are held in memory.
        case nodes
        /// Signatures verified, those with large keys several times.
        case publicKeyOperations = "public-key operations"
    }

    /// How much of each may be spent.
    package struct Limits: Sendable, Hashable {
        /// The most octets.
        package var octets: UInt64
        /// The most steps.
        package var steps: UInt64
        /// The most nodes.
        package var nodes: UInt64
        /// The most public-key operations.
        package var publicKeyOperations: UInt64

        /// These limits; what is not given has none.
        package init(
            octets: UInt64 = .max, steps: UInt64 = .max, nodes: UInt64 = .max,
            publicKeyOperations: UInt64 = .max
        ) {
            self.octets = octets
            self.steps = steps
            self.nodes = nodes
            self.publicKeyOperations = publicKeyOperations
        }

        /// The most of `resource`.
        package func amount(of resource: Resource) -> UInt64 {
            switch resource {
            case .octets: octets
            case .steps: steps
            case .nodes: nodes
            case .publicKeyOperations: publicKeyOperations
            }
        }
    }

    /// Why the work stops.
    package enum Stop: Error, Sendable, Hashable {
        /// The task was cancelled.
        case cancelled
        /// More would be spent than ``Limits`` allow.
        case exceeded(Resource, limit: UInt64)
    }

    /// The most octets that are spent at once: what passes between two looks.
    package static var octetsAtOnce: Int { 4 << 20 }
    /// The most steps that are spent at once, likewise.
    package static var stepsAtOnce: Int { 1_000 }

    private let limits: Limits
    private let cancellation: Cancellation?
    private let observer: (@Sendable (Int, Resource) -> Void)?
    private let octets = Atomic<UInt64>(0)
    private let steps = Atomic<UInt64>(0)
    private let nodes = Atomic<UInt64>(0)
    private let publicKeyOperations = Atomic<UInt64>(0)
    private let isExceeded = Atomic(false)

    /// A budget of which nothing is spent yet.
    ///
    /// - Parameter observer: Called with whatever is spent; for tests.
    package init(
        _ limits: Limits = Limits(), cancellation: Cancellation? = nil,
        observer: (@Sendable (Int, Resource) -> Void)? = nil
    ) {
        self.limits = limits
        self.cancellation = cancellation
        self.observer = observer
    }

    /// Spends `amount` of `resource`.
    ///
    /// - Throws: `cancelled` or `exceeded`; once it has, every further call throws too.
    package func spend(_ amount: Int = 1, of resource: Resource = .steps) throws(Stop) {
        if let cancellation, cancellation.isCancelled { throw .cancelled }
        if isExceeded.load(ordering: .relaxed), let stop { throw stop }
        observer?(amount, resource)
        let amount = UInt64(clamping: amount)
        let limit = limits.amount(of: resource)
        let spent =
            switch resource {
            case .octets: Self.add(amount, to: octets)
            case .steps: Self.add(amount, to: steps)
            case .nodes: Self.add(amount, to: nodes)
            case .publicKeyOperations: Self.add(amount, to: publicKeyOperations)
            }
        guard spent <= limit else {
            isExceeded.store(true, ordering: .relaxed)
            throw .exceeded(resource, limit: limit)
        }
    }

    /// Spends `amount` of `resource` on work that is done in one piece, in parts that are no larger
    /// than what is spent at once.
    package func spendInParts(_ amount: Int, of resource: Resource = .steps) throws(Stop) {
        let most = resource == .octets ? Self.octetsAtOnce : Self.stepsAtOnce
        var left = amount
        while left > most {
            try spend(most, of: resource)
            left -= most
        }
        try spend(left, of: resource)
    }

    /// Why it has stopped; nil while there is something left.
    package var stop: Stop? {
        if let cancellation, cancellation.isCancelled { return .cancelled }
        return Resource.allCases.first { spent(of: $0) > limits.amount(of: $0) }
            .map { .exceeded($0, limit: limits.amount(of: $0)) }
    }

    /// How much of `resource` has been spent.
    package func spent(of resource: Resource) -> UInt64 {
        switch resource {
        case .octets: octets.load(ordering: .relaxed)
        case .steps: steps.load(ordering: .relaxed)
        case .nodes: nodes.load(ordering: .relaxed)
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
