/// Carries one request over HTTP: all that the library needs of an HTTP client.
///
/// `EDocOnline` brings one. A service that has a client conforms to this in a few lines:
/// <doc:LongTermSignatures>. The library makes the requests and judges the answers. An implementation
/// follows no redirect, reads at most ``HTTPRequest/sizeLimit`` bytes of an answer, and ends within
/// ``HTTPRequest/timeout``.
///
/// It may be used by any number of tasks at the same time, and must block none of Swift's threads.
public protocol HTTPExchange: Sendable {
    /// Sends `request` and returns the answer, whatever its status.
    ///
    /// - Throws: `EDocError` with the code `serviceUnreachable` when no answer
    ///   came; `CancellationError`; any other error is taken for `serviceUnreachable`.
    func exchange(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// A request over HTTP ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)).
public struct HTTPRequest: Sendable, Hashable {
    /// Who named the URL, on which depends which addresses may be asked.
    public enum Origin: Sendable, Hashable {
        /// The caller of the library: any address.
        case caller
        /// A certificate or a container, which anybody may have made: no address of this machine or
        /// of a private network may be asked.
        case certificate
    }

    /// Where to: an absolute URL of the scheme `http` or `https`.
    public var url: String
    /// What is posted; nil: the method is GET.
    public var body: [UInt8]?
    /// The media type of ``body``.
    public var contentType: String?
    /// The media type that the answer must have; nil: any.
    public var expectedMediaType: String?
    /// How many bytes the body of the answer may have; a larger one is not handed over.
    public var sizeLimit: Int
    /// How long all of it may take.
    public var timeout: Duration
    /// Who named the URL.
    public var origin: Origin

    /// A request of which everything is given.
    public init(
        url: String, body: [UInt8]? = nil, contentType: String? = nil,
        expectedMediaType: String? = nil, sizeLimit: Int, timeout: Duration, origin: Origin
    ) {
        self.url = url
        self.body = body
        self.contentType = contentType
        self.expectedMediaType = expectedMediaType
        self.sizeLimit = sizeLimit
        self.timeout = timeout
        self.origin = origin
    }
}

/// An answer over HTTP.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The field `Content-Type`; nil when there is none.
    public var mediaType: String?
    /// The field `Retry-After`; nil when there is none or the client does not tell.
    public var retryAfter: String?
    /// The content; need not be there unless the status is 200 and the media type the expected one.
    public var body: [UInt8]

    /// An answer of which everything is given.
    public init(
        status: Int, mediaType: String?, retryAfter: String? = nil, body: [UInt8]
    ) {
        self.status = status
        self.mediaType = mediaType
        self.retryAfter = retryAfter
        self.body = body
    }
}
