internal import Glibc

/// Threads for work that waits for the disk, so that Swift's own few threads never do.
///
/// Signing and validation have such threads of their own. A service gives the same value to several
/// of them to say how many threads they have together.
///
/// Work is queued; a thread is started when work comes, none is idle and fewer than the limit run.
/// A thread that finds no work waits a second for more before it ends, so that the pieces of a
/// batch do not each pay for a new one. Any number of tasks may use one value.
public final class BlockingThreads: Sendable {
    private let queue: WorkQueue

    /// At most `limit` threads at a time, and one at least; none is started before there is work.
    public convenience init(limit: Int) { self.init(limit: limit, idleTime: 1) }

    /// At most `limit` threads at a time; one without work ends after `idleTime` seconds.
    package init(limit: Int, idleTime: Int) {
        queue = WorkQueue(limit: limit, idleTime: idleTime)
    }

    /// Does `work` on one of the threads, and waits for it without holding a thread.
    ///
    /// It is done even when the task is cancelled; `work` itself looks at `cancellation`.
    package func run<Result: Sendable>(
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

    /// How many threads there are, idle ones among them.
    package var threadCount: Int { queue.threadCount }

    private func enqueue(_ work: @escaping @Sendable () -> Void) {
        // Without a thread the work is done here: slowly, but it is done.
        if queue.add(work), !startThread() { queue.work() }
    }

    /// The thread holds on to the queue, not to this value.
    private func startThread() -> Bool {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        let context = unsafe Unmanaged.passRetained(queue).toOpaque()
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, &attributes,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<WorkQueue>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, context)
        if result != 0 { unsafe Unmanaged<WorkQueue>.fromOpaque(context).release() }
        return result == 0
    }
}

/// Work that waits for a thread, and the threads that wait for work.
///
/// `@unchecked Sendable`: all that changes is reached under the mutex only.
@safe
private final class WorkQueue: @unchecked Sendable {
    private let limit: Int
    private let idleTime: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [(@Sendable () -> Void)?] = []
    /// The first one in `waiting` that has not been taken.
    private var next = 0
    private var running = 0
    private var idle = 0

    init(limit: Int, idleTime: Int) {
        self.limit = max(1, limit)
        self.idleTime = idleTime
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe condition = .allocate(capacity: 1)
        unsafe condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        // A change of the time of day must not lengthen a wait.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe condition.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    var threadCount: Int {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return running
    }

    /// Adds work; whether a thread more is needed for it, which then counts as running.
    func add(_ work: @escaping @Sendable () -> Void) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        waiting.append(work)
        if idle >= waiting.count - next {
            unsafe pthread_cond_signal(condition)
            return false
        }
        guard running < limit else { return false }
        running += 1
        return true
    }

    /// Takes work until none has come for a while.
    func work() {
        while let work = take() { work() }
    }

    private func take() -> (@Sendable () -> Void)? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        if next == waiting.count {
            var end = timespec()
            unsafe clock_gettime(CLOCK_MONOTONIC, &end)
            end.tv_sec += idleTime
            idle += 1
            while next == waiting.count {
                guard unsafe pthread_cond_timedwait(condition, mutex, &end) == 0 else { break }
            }
            idle -= 1
        }
        guard next < waiting.count else {
            running -= 1
            return nil
        }
        defer { forgetTaken() }
        return waiting[next].take()
    }

    private func forgetTaken() {
        next += 1
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        } else if next == 1_024 {
            waiting.removeFirst(next)
            next = 0
        }
    }
}
