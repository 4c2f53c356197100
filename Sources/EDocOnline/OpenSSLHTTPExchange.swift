public import EDoc
internal import EDocCrypto
internal import EDocSystem

/// Carries requests over HTTP/1.1 and HTTPS with the connections and the TLS of OpenSSL.
///
/// It works on threads of its own, keeps connections for a while, follows no redirect, and knows no
/// proxy. Addresses that a certificate names (`HTTPRequest.Origin.certificate`) are asked only if
/// they are public, whatever the name of the host; the address that was looked at is the one that is
/// connected to. https wants TLS 1.2 or later and a certificate for the host.
///
/// Any number of tasks may use one value, and those of one program should: threads and connections
/// are shared by them.
public final class OpenSSLHTTPExchange: HTTPExchange {
    private let threads: BlockingThreads
    private let connections: ConnectionPool
    private let allowsPrivateAddresses: Bool
    private let authorities: String?
    private let context = Lock<TLSContext?>(nil)

    /// An exchange without threads and connections yet.
    ///
    /// - Parameters:
    ///   - threads: How many requests are under way at the same time, each on a thread of its own;
    ///     the others wait. The time that a request waits counts.
    ///   - keptConnections: How many connections are kept for the next request.
    ///   - idleTime: For how long at most.
    ///   - certificateAuthorities: The path of a PEM file with the certificates of those who issue
    ///     for https; nil: those that the system trusts.
    ///   - allowsPrivateAddresses: Whether addresses that a certificate names may lead to this
    ///     machine or to a private network. Anybody can make a certificate, so this is for tests, and
    ///     for networks that have such services of their own.
    public init(
        threads: Int = 16, keptConnections: Int = 32, idleTime: Duration = .seconds(15),
        certificateAuthorities: String? = nil, allowsPrivateAddresses: Bool = false
    ) {
        self.threads = BlockingThreads(limit: threads)
        connections = ConnectionPool(limit: keptConnections, idleTime: idleTime)
        authorities = certificateAuthorities
        self.allowsPrivateAddresses = allowsPrivateAddresses
    }

    /// Sends `request` and returns the answer, whatever its status.
    ///
    /// The content is there only for status 200 and the expected media type.
    ///
    /// - Throws: `EDocError` with `serviceUnreachable`, `unusableAnswer` for what is not HTTP or is
    ///   too large, or `addressNotAllowed`; `CancellationError`.
    public func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
        let end = ContinuousClock.now + request.timeout
        guard let url = HTTPURL(request.url) else {
            throw EDocError(
                .addressNotAllowed,
                "“\(request.url.prefix(200))” is no absolute URL of http or https")
        }
        if request.origin == .certificate, url.userInformation != nil {
            throw EDocError(
                .addressNotAllowed,
                "\(url.plainText): a certificate may name no user and no password")
        }
        let late = EDocError(
            .serviceUnreachable, "\(url.plainText): no answer within \(request.timeout)")
        return try await FirstResult.of(until: end, late: late) {
            try await self.threads.run { cancellation in
                let time = ExchangeTime(end: end, cancellation: cancellation)
                do {
                    return try BrokenPipeSignal.without { try self.answer(request, url, time) }
                } catch let failure as HTTPFailure {
                    if failure.kind == .time { throw late }
                    throw EDocError(
                        failure.kind == .answer ? .unusableAnswer : .serviceUnreachable,
                        "\(url.plainText): \(failure.reason)", underlying: failure)
                }
            }
        }
    }

    private func answer(
        _ request: HTTPRequest, _ url: HTTPURL, _ time: ExchangeTime
    ) throws -> HTTPResponse {
        let endpoint = ConnectionPool.Endpoint(url)
        let kept = connections.take(endpoint) { isAllowed($0, request.origin) }
        if let kept {
            do {
                return try answer(request, url, on: kept, time)
            } catch let failure as HTTPFailure where failure.isBeforeAnswer && request.body == nil {
                // The server ended what was idle, at the moment when it was used again. What was
                // posted may have been counted, and is not sent twice (RFC 9110 §9.2.2).
            }
        }
        return try answer(request, url, on: try connect(to: url, request.origin, time), time)
    }

    private func answer(
        _ request: HTTPRequest, _ url: HTTPURL, on connection: HTTPConnection, _ time: ExchangeTime
    ) throws -> HTTPResponse {
        var reader = HTTPResponseReader { try connection.read(time) }
        do {
            try connection.write(request.octets(url), time)
            let (response, keepsConnection) = try reader.response(to: request)
            if keepsConnection { connections.keep(connection, ConnectionPool.Endpoint(url)) }
            return response
        } catch let error as HTTPFailure {
            var failure = error
            failure.isBeforeAnswer = failure.kind == .connection && !reader.hasBegun
            throw failure
        }
    }

    /// A connection to the first address of the host that has one, if all of them may be asked.
    private func connect(
        to url: HTTPURL, _ origin: HTTPRequest.Origin, _ time: ExchangeTime
    ) throws -> HTTPConnection {
        let addresses: [IPAddress]
        do {
            addresses = try NameResolution.addresses(of: url.host)
        } catch {
            throw HTTPFailure(.connection, "no address of \(url.host): \(error)")
        }
        for address in addresses where !isAllowed(address, origin) {
            throw EDocError(
                .addressNotAllowed,
                "\(url.plainText): \(address) is a \(address.kind.rawValue) address, which a "
                    + "certificate may not name; expected a public one")
        }
        let secured = try url.isSecure ? (context: tlsContext(), host: url.host) : nil
        var failure = HTTPFailure(.connection, "no address of \(url.host)")
        for (index, address) in addresses.enumerated() {
            do {
                let isLast = index == addresses.count - 1
                return try HTTPConnection(
                    to: address, port: url.port, secured: secured, isLast ? time : time.half)
            } catch let error as HTTPFailure {
                failure = error
            }
        }
        throw failure
    }

    private func isAllowed(_ address: IPAddress, _ origin: HTTPRequest.Origin) -> Bool {
        origin == .caller || allowsPrivateAddresses || address.kind == .global
    }

    private func tlsContext() throws -> TLSContext {
        try context.withLock { context throws(HTTPFailure) -> TLSContext in
            if let context { return context }
            do throws(OpenSSLError) {
                let made = try TLSContext(authorities: authorities)
                context = made
                return made
            } catch {
                throw HTTPFailure(.connection, "no TLS: \(error)")
            }
        }
    }
}
