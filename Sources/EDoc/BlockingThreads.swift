internal import Glibc
internal import EDocCrypto
internal import Synchronization

/// Threads for work that waits for the disk, so that Swift's own few threads never do.
///
/// Work is queued; a thread is started when work comes and fewer than the limit run, takes work
/// until none is left, and ends. Nothing runs or waits while there is no work.
final class BlockingThreads: Sendable {
    private struct State {
        var waiting: [(@Sendable () -> Void)?] = []
        /// The first one in `waiting` that has not been taken.
        var next = 0
        var running = 0
    }

    private let state = Lock(State())
    private let limit: Int

    /// At most `limit` threads at a time.
    init(limit: Int) {
        self.limit = limit
    }

    /// Does `work` on one of the threads, and waits for it without holding a thread.
    ///
    /// It is done even when the task is cancelled; `work` itself looks at `cancellation`.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (_ cancellation: Cancellation) throws -> Result
    ) async throws -> Result {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue {
                    continuation.resume(
                        with: Swift.Result {
                            try cancellation.check()
                            return try work(cancellation)
                        })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func enqueue(_ work: @escaping @Sendable () -> Void) {
        let needsThread = state.withLock { state in
            state.waiting.append(work)
            guard state.running < limit else { return false }
            state.running += 1
            return true
        }
        // Without a thread the work is done here: slowly, but it is done.
        if needsThread, !startThread() { workUntilNothingWaits() }
    }

    private func startThread() -> Bool {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, &attributes,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<BlockingThreads>.fromOpaque(context).takeRetainedValue()
                    .workUntilNothingWaits()
                return nil
            }, context)
        if result != 0 { unsafe Unmanaged<BlockingThreads>.fromOpaque(context).release() }
        return result == 0
    }

    private func workUntilNothingWaits() {
        while let work = state.withLock({ Self.takeNext(&$0) }) { work() }
    }

    private static func takeNext(_ state: inout State) -> (@Sendable () -> Void)? {
        guard state.next < state.waiting.count else {
            state.waiting.removeAll(keepingCapacity: true)
            state.next = 0
            state.running -= 1
            return nil
        }
        if state.next == 1_024 {
            state.waiting.removeFirst(state.next)
            state.next = 0
        }
        defer { state.next += 1 }
        return state.waiting[state.next].take()
    }
}

/// Whether a task has been cancelled, for work that runs outside of it.
final class Cancellation: Sendable {
    private let isCancelled = Atomic(false)

    /// Nothing is cancelled yet.
    init() {}

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// Throws `CancellationError` once the task has been cancelled.
    func check() throws(CancellationError) {
        if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    }
}
