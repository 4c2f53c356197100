internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import FoundationEssentials

/// A time-stamp token whose every part was checked, with the certificate of its signer.
struct CheckedTimeStamp: Sendable {
    /// The token.
    let token: TimeStampToken
    /// The certificate of the time-stamping unit.
    let authority: X509Certificate

    /// The time that it states, with its fraction of a second.
    var time: Date { token.tstInfo.genTime.date }
}

/// Gets time-stamps, of which none passes that a validation would refuse (EN 319 132-1 §5.3,
/// [RFC 3161 §2.2](https://www.rfc-editor.org/rfc/rfc3161#section-2.2)).
struct TimeStamping: Sendable {
    private let client: any TimestampClient
    private let policy: ASN1ObjectIdentifier?
    /// How far the authority's clock may be off, in seconds.
    private let skew: TimeInterval
    private let cache: CertificateCache
    private let clock: @Sendable () -> Date

    /// Asks `client`, under the policy of `services`.
    ///
    /// - Throws: `EDocError` with `invalidParameters` when that policy is no object identifier.
    init(
        _ client: any TimestampClient, _ services: TrustServices, _ cache: CertificateCache,
        clock: @escaping @Sendable () -> Date
    ) throws(EDocError) {
        self.client = client
        self.cache = cache
        self.clock = clock
        skew = services.clockSkew / .seconds(1)
        policy = try services.timeStampPolicy.map { text throws(EDocError) in
            guard let policy = ASN1ObjectIdentifier(dotted: text) else {
                throw EDocError(
                    .invalidParameters,
                    "the policy for time-stamps is \(PlainText.quoted(text)); expected an object "
                        + "identifier such as 0.4.0.2023.1.1")
            }
            return policy
        }
    }

    /// A token over `digest`.
    ///
    /// - Parameter began: When signing began; the token may not be older.
    /// - Throws: `EDocError` with `serviceRefused` or `serviceUnavailable` when the authority made
    ///   no token, with `unusableAnswer` when it made a wrong one; what the client throws.
    func timeStamp(over digest: DigestValue, since began: Date) async throws -> CheckedTimeStamp {
        var random = SystemRandomNumberGenerator()
        // RFC 3161 §2.4.1: a large random number. A leading 1 keeps its size.
        let nonce = [0x5A] + (0..<15).map { _ in UInt8.random(in: 0...255, using: &random) }
        let request = TimeStampReq(digest, policy: policy, nonce: nonce)
        return try await client.response(to: request.derEncoded) { answer in
            try check(answer, to: request, since: began)
        }
    }

    /// The token of `answer`, if all of it is right.
    func check(
        _ answer: [UInt8], to request: TimeStampReq, since began: Date
    ) throws(EDocError) -> CheckedTimeStamp {
        let response: TimeStampResp
        do throws(ASN1Error) { response = try TimeStampResp(encoded: answer) } catch {
            throw unusable(
                "\(answer.count) bytes that are no TimeStampResp (RFC 3161 §2.4.2): \(error.message)",
                error)
        }
        let token: TimeStampToken
        switch response.token(answering: request) {
        case .success(let success): token = success
        case .failure(let fault): throw refusal(fault, response)
        }
        let authority: X509Certificate
        switch token.verify(cache: cache) {
        case .success(let verdict): authority = verdict.signer
        case .failure(let fault):
            throw unusable("a token that is not valid (\(fault.clause)): \(fault)", fault)
        }
        try checkTime(of: token, authority, since: began)
        return CheckedTimeStamp(token: token, authority: authority)
    }

    private func checkTime(
        of token: TimeStampToken, _ authority: X509Certificate, since began: Date
    ) throws(EDocError) {
        let time = token.tstInfo.genTime.date
        guard time >= authority.notBefore, time < authority.notAfter + 1 else {
            throw unusable(
                "a token of \(text(time)), when the certificate of \(authority.subject) was not "
                    + "valid; expected a time from \(text(authority.notBefore)) to "
                    + "\(text(authority.notAfter)) (EN 319 102-1 §5.4.4)")
        }
        let earliest = began - skew
        let latest = clock() + skew
        guard time >= earliest, time <= latest else {
            throw unusable(
                "a token of \(text(time)); expected a time from \(text(earliest)) to "
                    + "\(text(latest)): its clock or that of this machine is wrong")
        }
    }

    private func refusal(_ fault: TimeStampResp.Fault, _ response: TimeStampResp) -> EDocError {
        guard case .notGranted(let status, let failures) = fault else {
            return unusable("what was not asked for (\(fault.clause)): \(fault)", fault)
        }
        let words =
            response.statusString.isEmpty
            ? "" : ", in words: \(PlainText.quoted(response.statusString))"
        let isForNow =
            status == .waiting
            || !Set(failures).isDisjoint(with: [.timeNotAvailable, .systemFailure])
        return EDocError(
            isForNow ? .serviceUnavailable : .serviceRefused,
            "the time-stamping authority \(client.name) made no time-stamp: \(fault)\(words)",
            underlying: fault)
    }

    private func unusable(_ what: String, _ underlying: (any Error)? = nil) -> EDocError {
        EDocError(
            .unusableAnswer, "the time-stamping authority \(client.name) gave \(what)",
            underlying: underlying)
    }

    private func text(_ date: Date) -> String { CivilTime.text(of: date) }
}
