import EDoc
import Synchronization

/// An HTTP client that answers what a test wants, one answer after the other.
final class FakeExchange: HTTPExchange {
    private let answers: Mutex<[Result<HTTPResponse, any Error>]>
    private let seen = Mutex<[HTTPRequest]>([])

    init(_ answers: Result<HTTPResponse, any Error>...) { self.answers = Mutex(answers) }

    func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
        seen.withLock { $0.append(request) }
        return try answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }

    /// The requests so far.
    var requests: [HTTPRequest] { seen.withLock { $0 } }
}

/// A clock that stands still until it is told otherwise; waiting for it takes no time.
final class FakeClock: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    private let waited = Mutex<[Duration]>([])

    var now: ContinuousClock.Instant { instant.withLock { $0 } }

    /// The waits so far.
    var waits: [Duration] { waited.withLock { $0 } }

    func advance(by duration: Duration) { instant.withLock { $0 += duration } }

    func sleep(_ duration: Duration) throws {
        try Task.checkCancellation()
        waited.withLock { $0.append(duration) }
        advance(by: duration)
    }

    /// A policy that waits by this clock, and whose random number is always `random`.
    func policy(furtherTries: Int = 2, random: Double = 1) -> RetryPolicy {
        var policy = RetryPolicy(furtherTries: furtherTries)
        policy.sleep = { try self.sleep($0) }
        policy.random = { random }
        return policy
    }
}
