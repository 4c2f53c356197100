internal import EDocPKI

/// OCSP over HTTP, [RFC 6960 Appendix A](https://www.rfc-editor.org/rfc/rfc6960#appendix-A).
///
/// Where to is what a certificate names, so no address of this machine or of a private network is
/// asked, unless the exchange allows it. As of ``HTTPTimestampClient``, one value serves any number
/// of tasks, and its errors are the same.
public struct HTTPOCSPClient: OCSPClient {
    /// How long each try may take.
    public var timeout: Duration
    /// How often a responder is asked again.
    public var retry: RetryPolicy
    private let exchange: any HTTPExchange

    /// A client whose requests `exchange` carries.
    public init(
        over exchange: any HTTPExchange, timeout: Duration = .seconds(10),
        retry: RetryPolicy = RetryPolicy()
    ) {
        self.exchange = exchange
        self.timeout = timeout
        self.retry = retry
    }

    /// Posts a request and returns what was answered.
    public func response(to request: [UInt8], at url: String) async throws -> [UInt8] {
        let service = HTTPService(
            exchange: exchange, retry: retry, kind: "OCSP responder", isDER: true)
        return try await service.content(
            of: HTTPRequest(
                url: url, body: request, contentType: "application/ocsp-request",
                expectedMediaType: "application/ocsp-response",
                sizeLimit: EvidenceLimits().ocspResponseSize, timeout: timeout,
                origin: .certificate))
    }
}

/// Revocation lists over HTTP, [RFC 2585](https://www.rfc-editor.org/rfc/rfc2585).
///
/// As of ``HTTPOCSPClient``; of the media type of a list nothing is demanded, since many places name
/// none that is right.
public struct HTTPCRLClient: CRLClient {
    /// How long each try may take.
    public var timeout: Duration
    /// How often a place is asked again.
    public var retry: RetryPolicy
    private let exchange: any HTTPExchange

    /// A client whose requests `exchange` carries.
    public init(
        over exchange: any HTTPExchange, timeout: Duration = .seconds(60),
        retry: RetryPolicy = RetryPolicy()
    ) {
        self.exchange = exchange
        self.timeout = timeout
        self.retry = retry
    }

    /// Fetches the list at `url`.
    public func revocationList(at url: String) async throws -> [UInt8] {
        let service = HTTPService(
            exchange: exchange, retry: retry, kind: "revocation list", isDER: false)
        return try await service.content(
            of: HTTPRequest(
                url: url, sizeLimit: EvidenceLimits().revocationListSize, timeout: timeout,
                origin: .certificate))
    }
}

/// Certificates of issuers over HTTP, as of ``HTTPCRLClient``.
public struct HTTPIssuerClient: IssuerClient {
    /// How long each try may take.
    public var timeout: Duration
    /// How often a place is asked again.
    public var retry: RetryPolicy
    private let exchange: any HTTPExchange

    /// A client whose requests `exchange` carries.
    public init(
        over exchange: any HTTPExchange, timeout: Duration = .seconds(20),
        retry: RetryPolicy = RetryPolicy()
    ) {
        self.exchange = exchange
        self.timeout = timeout
        self.retry = retry
    }

    /// Fetches the certificates at `url`.
    public func certificates(at url: String) async throws -> [UInt8] {
        let service = HTTPService(
            exchange: exchange, retry: retry, kind: "issuer's certificate", isDER: false)
        return try await service.content(
            of: HTTPRequest(
                url: url, sizeLimit: EvidenceLimits().issuerCertificatesSize, timeout: timeout,
                origin: .certificate))
    }
}
