internal import EDoc
internal import EDocSystem

/// Connections that are kept for the next request to the same server.
///
/// A few are kept, and none for long: servers end what is idle.
final class ConnectionPool: Sendable {
    /// Whom a connection leads to.
    struct Endpoint: Hashable, Sendable {
        let isSecure: Bool
        let host: String
        let port: UInt16

        init(_ url: HTTPURL) {
            isSecure = url.isSecure
            host = url.host
            port = url.port
        }
    }

    private struct Kept: Sendable {
        let endpoint: Endpoint
        let connection: HTTPConnection
        let since: ContinuousClock.Instant
    }

    private let limit: Int
    private let idleTime: Duration
    private let kept = Lock<[Kept]>([])

    /// Keeps at most `limit` connections, none for longer than `idleTime`.
    init(limit: Int, idleTime: Duration) {
        self.limit = limit
        self.idleTime = idleTime
    }

    /// Takes the connection to `endpoint` that was used last, with an address that `isAllowed`.
    func take(_ endpoint: Endpoint, isAllowed: (IPAddress) -> Bool) -> HTTPConnection? {
        while true {
            // What is dropped is ended outside of the lock.
            let (found, dropped) = kept.withLock { kept -> (HTTPConnection?, [Kept]) in
                let dropped = dropIdle(&kept)
                let index = kept.lastIndex {
                    $0.endpoint == endpoint && isAllowed($0.connection.address)
                }
                return (index.map { kept.remove(at: $0).connection }, dropped)
            }
            _ = dropped
            guard let found, !found.isSilent else { return found }
        }
    }

    /// Keeps `connection`, on which nothing is under way.
    func keep(_ connection: HTTPConnection, _ endpoint: Endpoint) {
        let dropped = kept.withLock { kept -> [Kept] in
            var dropped = dropIdle(&kept)
            kept.append(Kept(endpoint: endpoint, connection: connection, since: .now))
            if kept.count > limit { dropped.append(kept.removeFirst()) }
            return dropped
        }
        _ = dropped
    }

    /// Takes those out that were kept too long, which are first.
    private func dropIdle(_ kept: inout [Kept]) -> [Kept] {
        let start = ContinuousClock.now - idleTime
        let count = kept.prefix { $0.since < start }.count
        defer { kept.removeFirst(count) }
        return Array(kept.prefix(count))
    }
}
