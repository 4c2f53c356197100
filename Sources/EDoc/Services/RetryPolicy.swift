internal import EDocCrypto

/// How often a service is asked again that did not answer, and how long is waited before.
///
/// What may be another time (`serviceUnreachable`, `serviceUnavailable`) is tried again after a
/// wait that doubles each time, of which a random part is left out, so that those who failed
/// together do not come back together. A service that was asked too often (`serviceQuota`) is asked
/// again when it said after how long, and that is not too long. Everything else is final.
public struct RetryPolicy: Sendable {
    /// How often it is tried again at most; 0: never.
    public var furtherTries: Int
    /// How long is waited, at most, before the first further try.
    public var firstDelay: Duration
    /// How long is waited at most, however often it was tried.
    public var longestDelay: Duration
    /// The longest wait that a service may ask for (`Retry-After`) and get; what is longer is an
    /// error at once.
    public var longestQuotaDelay: Duration
    /// Waits; ends early, with an error, when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// A random number from 0 to 1.
    package var random: @Sendable () -> Double

    /// Two further tries after half a second and a second, and up to 10 seconds at the wish of a
    /// service, unless told otherwise.
    public init(
        furtherTries: Int = 2, firstDelay: Duration = .milliseconds(500),
        longestDelay: Duration = .seconds(8), longestQuotaDelay: Duration = .seconds(10)
    ) {
        self.furtherTries = furtherTries
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.longestQuotaDelay = longestQuotaDelay
        sleep = { try await Task.sleep(for: $0) }
        random = { Double.random(in: 0...1) }
    }

    /// Nothing is tried again.
    public static let none = RetryPolicy(furtherTries: 0)

    /// Does `attempt` until it succeeds, its failure is final, or it was tried often enough.
    ///
    /// - Throws: What `attempt` threw last; `CancellationError` when the task is cancelled while it
    ///   waits.
    package func run<Result>(_ attempt: () async throws -> Result) async throws -> Result {
        var tries = 0
        while true {
            do {
                return try await attempt()
            } catch let error as EDocError {
                guard tries < furtherTries, let delay = delay(after: error, tries) else {
                    throw error
                }
                tries += 1
                try await sleep(delay)
            }
        }
    }

    /// How long is waited after `error`, when it was tried again `tries` times before; nil: the
    /// error is final.
    private func delay(after error: EDocError, _ tries: Int) -> Duration? {
        switch error.code {
        case .serviceUnreachable, .serviceUnavailable:
            let doubled = firstDelay * (1 << min(tries, 20))
            return min(doubled, longestDelay) * (0.5 + min(max(random(), 0), 1) / 2)
        case .serviceQuota:
            guard let wish = (error.underlying as? ServiceDelay)?.duration,
                wish <= longestQuotaDelay
            else { return nil }
            return wish
        default: return nil
        }
    }
}

/// After how long a service that was asked too often may be asked again.
package struct ServiceDelay: Error, Hashable, Sendable {
    /// How long.
    package let duration: Duration

    /// A delay of `duration`.
    package init(_ duration: Duration) { self.duration = duration }

    /// Reads the field `Retry-After`
    /// ([RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)) in its form of
    /// seconds; nil when it is a date, which depends on two clocks, or nothing.
    package init?(retryAfter: String?) {
        guard let text = retryAfter?.drop(while: { $0 == " " }), !text.isEmpty,
            text.utf8.count <= 9, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            let seconds = Int(text)
        else { return nil }
        duration = .seconds(seconds)
    }
}
