internal import EDocCrypto
internal import EDocSystem

/// Several time-stamping authorities, of which the next is asked when one does not give a usable
/// time-stamp.
///
/// They are asked in the order in which they were given. One that failed is asked after all others
/// for a while; one whose quota is used up is not asked. What counts as an answer is said by whoever
/// asks (``response(to:accepting:)``), so an authority that answers with the time-stamp of something
/// else is left for the next one as well. Any number of tasks may use one value.
public final class TimestampClientPool: TimestampClient {
    /// How many requests an authority allows: never more than ``requests`` within any ``interval``.
    public struct Quota: Sendable, Hashable {
        /// The most requests within the interval.
        public let requests: Int
        /// The length of the interval, wherever it begins.
        public let interval: Duration

        /// At most `requests` within any `interval`; a number below zero counts as zero.
        public init(requests: Int, per interval: Duration) {
            self.requests = max(0, requests)
            self.interval = interval
        }
    }

    /// An authority of a pool.
    public struct Member: Sendable {
        let client: any TimestampClient
        let quota: Quota?

        /// An authority and its quota; nil: it has none.
        ///
        /// Every request of the pool counts as one. So that this is true, an
        /// ``HTTPTimestampClient`` is asked without its further tries: the pool goes to the next
        /// authority instead. A client of your own shall send one request for one.
        public init(_ client: any TimestampClient, quota: Quota? = nil) {
            var client = client
            if var http = client as? HTTPTimestampClient {
                http.retry = .none
                client = http
            }
            self.client = client
            self.quota = quota
        }
    }

    /// What an authority of a pool was asked.
    public struct Account: Sendable, Hashable {
        /// What messages call the authority.
        public let name: String
        /// How many requests it was sent.
        public internal(set) var asked = 0
        /// How many of them it answered with what could be used.
        public internal(set) var granted = 0
        /// How many of them it did not answer, or not with what could be used.
        public internal(set) var failed = 0
        /// How often it was not asked since its quota was used up.
        public internal(set) var refusedByQuota = 0
    }

    private struct State: Sendable {
        var account: Account
        var window: RequestWindow?
        /// Until when it is asked after the others.
        var restsUntil: ContinuousClock.Instant?
    }

    private enum Outcome {
        case granted
        case failed(rest: Duration)
        case cancelled
    }

    private let clients: [any TimestampClient]
    private let states: Lock<[State]>
    private let retry: RetryPolicy
    private let rest: Duration
    private let now: @Sendable () -> ContinuousClock.Instant

    /// A pool of `members`, the preferred one first.
    ///
    /// - Parameters:
    ///   - members: The authorities, each with its quota.
    ///   - retry: How often all of them are tried again when none gave a time-stamp, and how long is
    ///     waited for one whose quota is used up.
    ///   - rest: For how long one that failed is asked after the others.
    public convenience init(
        _ members: [Member], retry: RetryPolicy = RetryPolicy(), rest: Duration = .seconds(60)
    ) {
        self.init(members, retry: retry, rest: rest) { ContinuousClock.now }
    }

    /// A pool with a clock of its own, for tests.
    package init(
        _ members: [Member], retry: RetryPolicy, rest: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        clients = members.map(\.client)
        states = Lock(
            members.map { member in
                State(
                    account: Account(name: member.client.name),
                    window: member.quota.map(RequestWindow.init))
            })
        self.retry = retry
        self.rest = rest
        self.now = now
    }

    /// The names of the authorities.
    public var name: String { clients.map(\.name).joined(separator: ", ") }

    /// What each authority was asked until now, in the order in which they were given.
    public var accounts: [Account] { states.withLock { $0.map(\.account) } }

    /// Sends a request and returns the first answer, whatever it says.
    public func response(to request: [UInt8]) async throws -> [UInt8] {
        try await response(to: request) { $0 }
    }

    /// Sends a request to one authority after the other, until `accept` accepts an answer.
    public func response<Answer>(
        to request: [UInt8], accepting accept: (_ answer: [UInt8]) throws -> Answer
    ) async throws -> Answer {
        try await retry.run { try await round(request, accept) }
    }

    /// Asks each authority once at most.
    private func round<Answer>(
        _ request: [UInt8], _ accept: (_ answer: [UInt8]) throws -> Answer
    ) async throws -> Answer {
        var tried: Set<Int> = []
        var failures: [(name: String, error: any Error)] = []
        while let index = next(except: &tried) {
            do {
                let answer = try accept(try await clients[index].response(to: request))
                finish(index, .granted)
                return answer
            } catch is CancellationError {
                finish(index, .cancelled)
                throw CancellationError()
            } catch {
                finish(index, .failed(rest: restTime(after: error)))
                failures.append((clients[index].name, error))
            }
            try Task.checkCancellation()
        }
        throw summary(failures)
    }

    /// The authority to ask next, which counts as asked from now on. Those whose quota is used up
    /// count as tried.
    private func next(except tried: inout Set<Int>) -> Int? {
        let now = now()
        let (index, refused) = states.withLock { [tried] states -> (Int?, [Int]) in
            let resting = states.indices.filter { states[$0].restsUntil.map { $0 > now } ?? false }
            let ready = states.indices.filter { !resting.contains($0) }
            var refused: [Int] = []
            for index in ready + resting where !tried.contains(index) {
                guard states[index].window?.take(now) ?? true else {
                    states[index].account.refusedByQuota += 1
                    refused.append(index)
                    continue
                }
                states[index].account.asked += 1
                return (index, refused)
            }
            return (nil, refused)
        }
        tried.formUnion(refused)
        if let index { tried.insert(index) }
        return index
    }

    private func finish(_ index: Int, _ outcome: Outcome) {
        let now = now()
        states.withLock { states in
            states[index].window?.finish(now)
            switch outcome {
            case .granted:
                states[index].account.granted += 1
                states[index].restsUntil = nil
            case .failed(let rest):
                states[index].account.failed += 1
                states[index].restsUntil = now + rest
            case .cancelled: states[index].account.failed += 1
            }
        }
    }

    /// One that says after how long it may be asked again rests for as long, up to an hour.
    private func restTime(after error: any Error) -> Duration {
        guard let wish = ((error as? EDocError)?.underlying as? ServiceDelay)?.duration else {
            return rest
        }
        return min(max(wish, rest), .seconds(3_600))
    }

    /// What a round without a time-stamp comes to: another time helps if it helps with one.
    private func summary(_ failures: [(name: String, error: any Error)]) -> EDocError {
        let now = now()
        let delay = states.withLock { states in
            states.compactMap { $0.window?.delay(now) }.filter { $0 > .zero }.min()
        }
        let codes = failures.map { ($0.error as? EDocError)?.code ?? .serviceUnreachable }
        let code =
            codes.first { $0 == .serviceUnreachable || $0 == .serviceUnavailable }
            ?? (delay == nil ? codes.last : .serviceQuota) ?? .serviceQuota
        let reasons = failures.map { failure in
            let message = "\(failure.error)"
            return message.contains(failure.name) ? message : "\(failure.name): \(message)"
        }
        let text =
            reasons.isEmpty ? "the quota of each is used up" : reasons.joined(separator: "; ")
        return EDocError(
            code, "no time-stamping authority gave a usable time-stamp: \(text)",
            underlying: code == .serviceQuota ? delay.map(ServiceDelay.init) : failures.last?.error)
    }
}
