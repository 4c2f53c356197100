internal import EDocSystem

/// How long an exchange may still take, for a thread that waits.
struct ExchangeTime: Sendable {
    /// When it ends.
    let end: ContinuousClock.Instant
    /// Whether the task has been cancelled.
    let cancellation: Cancellation

    /// The longest that a thread waits before it looks whether the task has been cancelled.
    private static let slice = Duration.milliseconds(50)

    /// An end that leaves more time to others: half of what is left.
    var half: ExchangeTime {
        let now = ContinuousClock.now
        return ExchangeTime(end: now + (end - now) / 2, cancellation: cancellation)
    }

    /// Waits until `descriptor` can be read or written.
    ///
    /// - Throws: ``HTTPFailure`` when the time is over; `CancellationError`.
    func wait(for readiness: Readiness, of descriptor: Int32) throws {
        repeat {
            try cancellation.check()
            let left = end - .now
            guard left > .zero else { throw HTTPFailure(.time, "the time is over") }
            let wait = min(left, Self.slice).components.attoseconds / 1_000_000_000_000_000
            if readiness.wait(for: descriptor, milliseconds: Int32(wait) + 1) { return }
        } while true
    }
}
