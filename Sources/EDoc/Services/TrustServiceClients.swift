/// Asks a time-stamping authority, [RFC 3161](https://www.rfc-editor.org/rfc/rfc3161).
///
/// The library makes the request and checks the answer before it is used; a client only carries the
/// two. It may be used by any number of tasks at the same time, and must block none of Swift's
/// threads.
public protocol TimestampClient: Sendable {
    /// What messages call the authority, such as its URL without user and password.
    var name: String { get }

    /// Sends a request and returns what was answered.
    ///
    /// - Parameter request: The DER of a `TimeStampReq`.
    /// - Returns: The DER of a `TimeStampResp`.
    func response(to request: [UInt8]) async throws -> [UInt8]

    /// Sends a request, and returns what `accept` makes of the answer.
    ///
    /// The library checks answers in `accept`. Only who has several authorities
    /// (``TimestampClientPool``) needs to implement it: to ask the next one when `accept` throws.
    ///
    /// - Parameters:
    ///   - request: The DER of a `TimeStampReq`.
    ///   - accept: Called with the DER of each answer, one at a time, until it does not throw.
    /// - Throws: What asking or `accept` threw.
    func response<Answer>(
        to request: [UInt8], accepting accept: (_ answer: [UInt8]) throws -> Answer
    ) async throws -> Answer
}

extension TimestampClient {
    /// Sends the request once.
    public func response<Answer>(
        to request: [UInt8], accepting accept: (_ answer: [UInt8]) throws -> Answer
    ) async throws -> Answer {
        try accept(try await response(to: request))
    }
}

/// Asks an OCSP responder, [RFC 6960](https://www.rfc-editor.org/rfc/rfc6960).
///
/// As of ``TimestampClient``, the library makes the request and checks the answer.
public protocol OCSPClient: Sendable {
    /// Sends a request and returns what was answered.
    ///
    /// - Parameters:
    ///   - request: The DER of an `OCSPRequest`.
    ///   - url: Where to: what the certificate that is asked about names.
    /// - Returns: The DER of an `OCSPResponse`.
    func response(to request: [UInt8], at url: String) async throws -> [UInt8]
}

/// Fetches revocation lists, [RFC 5280 §4.2.1.13](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13).
public protocol CRLClient: Sendable {
    /// Fetches a list.
    ///
    /// - Parameter url: Where it is: what the certificate that is asked about names.
    /// - Returns: The DER of a `CertificateList`.
    func revocationList(at url: String) async throws -> [UInt8]
}

/// Fetches the certificates of issuers, `caIssuers` of
/// [RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1).
public protocol IssuerClient: Sendable {
    /// Fetches certificates.
    ///
    /// - Parameter url: Where they are: what the certificate whose issuer is sought names.
    /// - Returns: The DER of one certificate, or of a CMS with certificates alone.
    func certificates(at url: String) async throws -> [UInt8]
}
