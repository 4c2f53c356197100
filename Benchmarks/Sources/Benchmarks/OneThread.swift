import Glibc
import Synchronization

/// Runs asynchronous work on the thread that calls ``run(_:)``, and on no other.
///
/// Without threads samples are steadier, and callgrind counts the same instructions each time.
final class OneThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let outcome = Mutex<Result<Void, any Error>?>(nil)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs `body` to its end.
    static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
        let executor = OneThread()
        Task(executorPreference: executor) {
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            executor.outcome.withLock { $0 = outcome }
        }
        while true {
            if let job = executor.jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                job.runSynchronously(on: executor.asUnownedTaskExecutor())
            } else if let outcome = executor.outcome.withLock({ $0 }) {
                return try outcome.get()
            }
        }
    }
}

/// Runs asynchronous work on the threads of the concurrency runtime, and waits for it.
enum Threads {
    static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
        let done = Mutex<Result<Void, any Error>?>(nil)
        let semaphore = Semaphore()
        Task.detached {
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            done.withLock { $0 = outcome }
            semaphore.signal()
        }
        semaphore.wait()
        try done.withLock { $0 }?.get()
    }
}

/// A POSIX semaphore.
final class Semaphore: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0 {} }
}
