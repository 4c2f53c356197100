internal import EDocPKI

/// A time-stamping authority over HTTP,
/// [RFC 3161 §3.4](https://www.rfc-editor.org/rfc/rfc3161#section-3.4).
///
/// One value serves any number of tasks. Its errors are `EDocError` with `serviceUnreachable`,
/// `serviceUnavailable`, `serviceQuota`, `serviceRefused`, `unusableAnswer` or, for a URL that is
/// none, `addressNotAllowed`.
public struct HTTPTimestampClient: TimestampClient {
    /// Where the authority is. A user and a password in it go to the authority, and into no message.
    public let url: String
    /// How long each try may take.
    public var timeout: Duration
    /// How often the authority is asked again.
    public var retry: RetryPolicy
    private let exchange: any HTTPExchange

    /// The authority at `url`, an absolute URL of http or https; any address may be asked.
    ///
    /// - Parameters:
    ///   - url: Where it is asked.
    ///   - exchange: What carries the requests.
    ///   - timeout: How long each try may take.
    ///   - retry: How often the authority is asked again that did not answer.
    public init(
        _ url: String, over exchange: any HTTPExchange, timeout: Duration = .seconds(20),
        retry: RetryPolicy = RetryPolicy()
    ) {
        self.url = url
        self.exchange = exchange
        self.timeout = timeout
        self.retry = retry
    }

    /// The URL without user and password.
    public var name: String { HTTPURL(url)?.plainText ?? "an address that is no URL" }

    /// Posts a request and returns what was answered.
    public func response(to request: [UInt8]) async throws -> [UInt8] {
        let service = HTTPService(
            exchange: exchange, retry: retry, kind: "time-stamping authority", isDER: false)
        return try await service.content(
            of: HTTPRequest(
                url: url, body: request, contentType: "application/timestamp-query",
                expectedMediaType: "application/timestamp-reply",
                sizeLimit: EvidenceLimits().timeStampTokenSize, timeout: timeout, origin: .caller))
    }
}
