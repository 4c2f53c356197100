internal import Synchronization

/// Whether a task has been cancelled, for work that runs outside of it.
package final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Nothing is cancelled yet.
    package init() {}

    /// Lets ``check()`` throw from now on.
    package func cancel() { flag.store(true, ordering: .relaxed) }

    /// Whether the task has been cancelled.
    package var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Throws `CancellationError` once the task has been cancelled.
    package func check() throws(CancellationError) {
        if isCancelled { throw CancellationError() }
    }
}
