/// The requests of the last while: how many more a quota allows.
///
/// A request counts from before it is sent until so long after its answer as the quota says, so that
/// the service, which sees it somewhere between the two, never counts more than it allows in any
/// interval of that length.
struct RequestWindow: Sendable {
    private let quota: TimestampClientPool.Quota
    private var underWay = 0
    /// When answers came, oldest first.
    private var ends: [ContinuousClock.Instant] = []

    /// No request yet.
    init(_ quota: TimestampClientPool.Quota) { self.quota = quota }

    /// Counts a request that begins now, if there may be one.
    mutating func take(_ now: ContinuousClock.Instant) -> Bool {
        ends.removeFirst(ends.prefix { $0 + quota.interval < now }.count)
        guard underWay + ends.count < quota.requests else { return false }
        underWay += 1
        return true
    }

    /// A request that was taken is over.
    mutating func finish(_ now: ContinuousClock.Instant) {
        underWay -= 1
        ends.append(now)
    }

    /// How long it takes until a request may begin, if none does before; nil: not before one of
    /// those that are under way is over.
    func delay(_ now: ContinuousClock.Instant) -> Duration? {
        let excess = underWay + ends.count - quota.requests
        guard excess >= 0 else { return .zero }
        guard excess < ends.count else { return nil }
        // The window does not end with its last instant.
        return max(.zero, ends[excess] + quota.interval - now) + .milliseconds(1)
    }
}
