internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import FoundationEssentials

/// Revocation data that was fetched, and answers the question.
enum FetchedRevocation: Sendable {
    /// A response about the certificate.
    case response(OCSPResponse)
    /// A list of its issuer.
    case list(CertificateRevocationList)
}

/// Asks OCSP responders and fetches revocation lists at the places that certificates name.
///
/// The caller asks only about certificates on a path to a trust anchor (P7).
struct RevocationFetching: Sendable {
    private let services: TrustServices
    private let cache: CertificateCache
    private let clock: @Sendable () -> Date
    /// How often a responder is asked whose answer is older than what is asked for: four requests
    /// within two seconds.
    private static let tries = 4

    /// What an answer has to say to be of use.
    enum Demand: Sendable {
        /// Whatever it says: who validates judges it.
        case anyStatus
        /// That the certificate is good, and of now.
        case good
        /// And not before a time, as one about a signing certificate must not be
        /// (EN 319 102-1 §5.2.5).
        case goodSince(Date)
    }

    /// Asks those of `services`.
    init(
        _ services: TrustServices, _ cache: CertificateCache, clock: @escaping @Sendable () -> Date
    ) {
        self.services = services
        self.cache = cache
        self.clock = clock
    }

    /// The status of a certificate: by OCSP, or, where no responder gives one, by a list.
    ///
    /// - Parameter requests: What can be asked for it.
    /// - Throws: `EDocError` with `certificateRevoked` where it should be good; with
    ///   `missingEvidence` when nobody can be asked; else why those asked gave nothing.
    func revocation(
        of certificate: X509Certificate, by requests: [EvidenceRequest], _ demand: Demand
    ) async throws -> FetchedRevocation {
        var failures: [EDocError] = []
        for request in requests {
            switch request {
            case .ocspResponse(_, let issuer, let places):
                guard let client = services.ocsp else { continue }
                for place in places {
                    let question = Question(
                        certificate: certificate, issuer: issuer, place: place, demand: demand)
                    do { return try await response(to: question, client) } catch {
                        failures.append(try Self.failure(error))
                    }
                }
            case .revocationList(_, let issuer, let points):
                guard let client = services.crl else { continue }
                for place in points.joined() {
                    let question = Question(
                        certificate: certificate, issuer: issuer, place: place, demand: demand)
                    do { return try await list(for: question, client) } catch {
                        failures.append(try Self.failure(error))
                    }
                }
            case .issuer: continue
            }
        }
        guard let first = failures.first else {
            throw EDocError(
                .missingEvidence,
                "nobody can be asked whether the certificate of \(certificate.displayName) is "
                    + "revoked: it names "
                    + (requests.isEmpty
                        ? "neither a responder nor a place of a list"
                        : "places for which no client was given"))
        }
        guard failures.count > 1 else { throw first }
        throw EDocError(
            first.code,
            failures.map(\.message).joined(separator: "; then: "), underlying: first)
    }

    /// An error after which another place may be asked; others end the search.
    private static func failure(_ error: any Error) throws -> EDocError {
        switch error {
        case let error as EDocError where error.code == .certificateRevoked: throw error
        case let error as EDocError: return error
        case is CancellationError: throw error
        default: return EDocError(.serviceUnreachable, "\(error)", underlying: error)
        }
    }

    private struct Question {
        let certificate: X509Certificate
        let issuer: X509Certificate
        let place: String
        let demand: Demand

        var name: String { certificate.displayName }
    }
}

// MARK: - OCSP

extension RevocationFetching {
    private func response(
        to question: Question, _ client: any OCSPClient
    ) async throws -> FetchedRevocation {
        var pause = Duration.milliseconds(250)
        var attempt = 0
        while true {
            attempt += 1
            let response = try await ask(question, client)
            let verdict = try verdict(of: response, question)
            guard case .goodSince(let time) = question.demand, Self.isOlder(verdict, than: time)
            else {
                return .response(response)
            }
            guard attempt < Self.tries else {
                throw EDocError(
                    .missingEvidence,
                    "the responder at \(PlainText.quoted(question.place)) answers with what it "
                        + "made before it was asked: produced at \(text(verdict.producedAt)), of "
                        + "\(text(verdict.single.thisUpdate)), about \(question.name); expected "
                        + "\(text(time)) or later, also after \(attempt) requests")
            }
            try await Task.sleep(for: pause)
            pause *= 2
        }
    }

    /// Times of OCSP are whole seconds, that of a time-stamp may have a fraction.
    private static func isOlder(_ verdict: OCSPVerdict, than time: Date) -> Bool {
        let second = time.timeIntervalSince1970.rounded(.down)
        return min(verdict.producedAt, verdict.single.thisUpdate).timeIntervalSince1970 < second
    }

    private func ask(
        _ question: Question, _ client: any OCSPClient
    ) async throws -> OCSPResponse {
        var random = SystemRandomNumberGenerator()
        // RFC 8954 §2.1: 1 to 32 octets.
        let nonce = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        let certID = try orLibraryError { () throws(OpenSSLError) in
            try CertID(of: question.certificate, issuedBy: question.issuer)
        }
        let request = OCSPRequest(certificates: [certID], nonce: nonce)
        let answer = try await client.response(to: request.derEncoded, at: question.place)
        let response: OCSPResponse
        do throws(ASN1Error) { response = try OCSPResponse(decoding: answer) } catch {
            throw unusable(
                question,
                "\(answer.count) bytes that are no OCSPResponse (RFC 6960 §4.2.1): "
                    + error.message, error)
        }
        // Without one the answer was made before, and is as old as it says (RFC 8954 §2.1).
        if let found = response.basic?.nonce, found != nonce {
            throw unusable(question, "a response to another request: its nonce is another one")
        }
        return response
    }

    private func verdict(
        of response: OCSPResponse, _ question: Question
    ) throws(EDocError) -> OCSPVerdict {
        let verdict: OCSPVerdict
        switch response.status(
            of: question.certificate, issuedBy: question.issuer,
            locallyTrusted: services.trustAnchors?.ocspResponders ?? [], cache: cache)
        {
        case .success(let success): verdict = success
        case .failure(.notSuccessful(let status)):
            let isForNow = status == .tryLater || status == .internalError
            throw EDocError(
                isForNow ? .serviceUnavailable : .serviceRefused,
                "the responder at \(PlainText.quoted(question.place)) says \(status) about "
                    + "the certificate of \(question.name)")
        case .failure(let fault):
            throw unusable(
                question, "a response that cannot be used (\(fault.clause)): \(fault)", fault)
        }
        switch (verdict.status, question.demand) {
        case (.good, .good), (.good, .goodSince): break
        case (.good, .anyStatus), (.revoked, .anyStatus): return verdict
        case (.revoked(let revocation), _): throw revoked(question, revocation)
        case (.unknown, _):
            throw EDocError(
                .missingEvidence,
                "the responder at \(PlainText.quoted(question.place)) does not know the "
                    + "certificate of \(question.name)")
        }
        try checkTimes(
            verdict.single.thisUpdate, verdict.single.nextUpdate, question, "OCSP response")
        return verdict
    }
}

// MARK: - Lists

extension RevocationFetching {
    private func list(
        for question: Question, _ client: any CRLClient
    ) async throws -> FetchedRevocation {
        let octets = try await client.revocationList(at: question.place)
        let list: CertificateRevocationList
        do throws(ASN1Error) { list = try CertificateRevocationList(decoding: octets) } catch {
            throw unusable(
                question,
                "\(octets.count) bytes that are no CertificateList (RFC 5280 §5.1): "
                    + error.message, error)
        }
        switch list.status(of: question.certificate, issuedBy: question.issuer) {
        case .success(let status):
            if case .anyStatus = question.demand { return .list(list) }
            if case .revoked(let revocation) = status { throw revoked(question, revocation) }
        case .failure(let fault):
            throw unusable(
                question, "a list that cannot be used (\(fault.clause)): \(fault)", fault)
        }
        try checkTimes(list.thisUpdate, list.nextUpdate, question, "revocation list")
        return .list(list)
    }

    // MARK: Both

    private func checkTimes(
        _ thisUpdate: Date, _ nextUpdate: Date?, _ question: Question, _ what: String
    ) throws(EDocError) {
        var now = clock()
        switch question.demand {
        case .anyStatus: return
        case .good: break
        case .goodSince(let time): now = max(now, time)
        }
        let skew = services.clockSkew / .seconds(1)
        guard thisUpdate <= now + skew else {
            throw unusable(
                question, "a \(what) of \(text(thisUpdate)); expected \(text(now)) or earlier")
        }
        if let nextUpdate, nextUpdate < now {
            throw unusable(
                question,
                "a \(what) that was good until \(text(nextUpdate)); expected \(text(now)) or later")
        }
    }

    private func revoked(
        _ question: Question, _ revocation: CertificateStatus.Revocation
    ) -> EDocError {
        let reason = revocation.reason.map { " (\($0))" } ?? ""
        return EDocError(
            .certificateRevoked,
            "the certificate of \(question.name) is revoked since \(text(revocation.date))\(reason), "
                + "as \(PlainText.quoted(question.place)) says")
    }

    private func unusable(
        _ question: Question, _ what: String, _ underlying: (any Error)? = nil
    ) -> EDocError {
        EDocError(
            .unusableAnswer,
            "\(PlainText.quoted(question.place)), asked about the certificate of \(question.name), "
                + "gave \(what)", underlying: underlying)
    }

    private func text(_ date: Date) -> String { CivilTime.text(of: date) }
}
