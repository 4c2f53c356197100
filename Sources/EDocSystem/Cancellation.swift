internal import Synchronization

/// Whether a task has been cancelled, for work that runs outside of it.
package final class Cancellation: Sendable {
    private let isCancelled = Atomic(false)

    /// Nothing is cancelled yet.
    package init() {}

    /// Lets ``check()`` throw from now on.
    package func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Throws `CancellationError` once the task has been cancelled.
    package func check() throws(CancellationError) {
        if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    }
}
