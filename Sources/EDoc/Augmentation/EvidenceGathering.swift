internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// A certificate of which all is needed that says that it was good at a time.
struct EvidenceSubject: Sendable, Hashable {
    /// The certificate: of a signer, or of a time-stamping unit.
    let certificate: X509Certificate
    /// What it is used for.
    let purpose: CertificatePurpose
    /// When it was used: the time of a time-stamp.
    let time: Date
}

/// Gathers the certificates and revocation data that a signature of level LT carries
/// (EN 319 132-1 §5.4, S11, S12).
///
/// The block that validates says what it used and what it lacked; what is lacking is asked for, and
/// the block runs again with the answers, three times at most (``EvidenceAccount``).
struct EvidenceGathering: Sendable {
    private let services: TrustServices
    private let policy: ValidationPolicy
    private let cache: CertificateCache
    private let clock: @Sendable () -> Date
    private let fetching: RevocationFetching
    private let issuers: IssuerFetching
    /// What was fetched before about authorities, and may serve again.
    private let known = EvidenceStore()
    private static let rounds = 3

    /// Gathers from `services` what `policy` and level LT demand.
    init(
        _ services: TrustServices, _ policy: ValidationPolicy, _ cache: CertificateCache,
        clock: @escaping @Sendable () -> Date
    ) {
        self.services = services
        self.cache = cache
        self.clock = clock
        var policy = policy
        policy.demandsIssuerRevocation = true
        policy.demandsTimeStampAuthorityRevocation = true
        self.policy = policy
        fetching = RevocationFetching(services, cache, clock: clock)
        issuers = IssuerFetching(services)
    }

    /// What proves that `subject` was good at its time, with where each piece comes from.
    ///
    /// - Parameter evidence: What is at hand; what is fetched is added.
    /// - Throws: `EDocError` with `certificateRevoked`, or with `missingEvidence` when something
    ///   cannot be had; what services answer instead.
    func gather(
        for subject: EvidenceSubject, with evidence: inout EvidenceSet
    ) async throws -> [EvidenceAccount.Used] {
        // About a signing certificate only what is asked for now counts.
        known.add(
            to: &evidence, at: subject.time,
            except: subject.purpose == .signing ? subject.certificate : nil, cache)
        var issuersAsked = 0
        var failures: [String] = []
        for _ in 0..<Self.rounds {
            let outcome = validate(subject, evidence)
            if outcome.conclusion.isPassed, outcome.evidence.lacking.isEmpty {
                return outcome.evidence.used
            }
            var isAnswered = false
            for lacking in outcome.evidence.lacking {
                switch lacking {
                case .issuer(let certificate):
                    guard issuersAsked < IssuerFetching.requests else { continue }
                    issuersAsked += 1
                    if let issuer = try await issuers.issuer(of: certificate, &failures) {
                        evidence.source = .fetched
                        evidence.insertCertificate(issuer.derEncoded, cache)
                        isAnswered = true
                    }
                case .revocationStatus(let certificate, _):
                    if certificate.extensions.isValidityAssured { continue }
                    try await fetchStatus(of: certificate, lacking, subject, &evidence)
                    isAnswered = true
                }
            }
            if !isAnswered { break }
        }
        let outcome = validate(subject, evidence)
        guard outcome.conclusion.isPassed else { throw missing(subject, outcome, failures) }
        return outcome.evidence.used
    }

    private func validate(
        _ subject: EvidenceSubject, _ evidence: EvidenceSet
    ) -> X509CertificateValidation.Outcome {
        let isSigner = subject.purpose == .signing
        let trust = services.trustAnchors
        let named =
            isSigner ? trust?.certificateAuthorities : trust?.timeStampAuthorities
        let anchors = named ?? evidence.certificates.filter(\.isSelfSigned)
        var context = ValidationContext(
            policy: policy, time: max(clock(), subject.time),
            signerAnchors: isSigner ? anchors : [], timeStampAnchors: isSigner ? [] : anchors,
            trustedResponders: trust?.ocspResponders ?? [], evidence: evidence, cache: cache)
        context.bestSignatureTime = subject.time
        return X509CertificateValidation(
            context: context, anchors: anchors, purpose: subject.purpose, demandsRevocation: true
        ).validate(subject.certificate, at: subject.time, place: .container)
    }

    // MARK: Fetching

    /// About a signing certificate only a response counts that is not older than the time-stamp.
    private func fetchStatus(
        of certificate: X509Certificate, _ lacking: EvidenceAccount.Lacking,
        _ subject: EvidenceSubject, _ evidence: inout EvidenceSet
    ) async throws {
        let isSigner = subject.purpose == .signing && certificate == subject.certificate
        let fetched = try await fetching.revocation(
            of: certificate, by: EvidenceRequest.requests(for: lacking),
            isSigner ? .goodSince(subject.time) : .good)
        evidence.source = .fetched
        switch fetched {
        case .response(let response): evidence.insert(response, cache)
        case .list(let list): evidence.insert(list)
        }
        if !isSigner { known.insert(fetched, about: certificate) }
    }

    private func missing(
        _ subject: EvidenceSubject, _ outcome: X509CertificateValidation.Outcome,
        _ failures: [String]
    ) -> EDocError {
        let finding = outcome.obstacles.first?.finding
        let reason = outcome.conclusion.subIndication?.rawValue ?? "no reason"
        let role = subject.purpose == .signing ? "signer" : "time-stamping authority"
        let isRevoked =
            if case .revoked? = outcome.obstacles.first?.kind { true } else { false }
        return EDocError(
            isRevoked ? .certificateRevoked : .missingEvidence,
            "level LT cannot be made: as of \(CivilTime.text(of: subject.time)) the certificate of "
                + "the \(role) \(subject.certificate.displayName) is not proved to be good "
                + "(\(reason)): "
                + ([finding?.message ?? ""] + failures).joined(separator: "; "))
    }
}
