internal import EDocCrypto
internal import EDocPKI
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

/// The third step of signing, *augment*: from the value of a signature to what others say of it at
/// the level asked for (EN 319 132-1 §6.3).
struct SignatureAugmentation: Sendable {
    private let timeStamping: TimeStamping
    /// Nil at level T.
    private let batches: EvidenceBatches?
    private let chain: Set<X509Certificate>

    /// Gets ready for signatures by the first certificate of `chain`; nil at level B.
    ///
    /// - Throws: `EDocError` with `missingService` when the level cannot be made with these
    ///   services, whatever they answer.
    init?(
        to level: SignatureLevel, chain: [X509Certificate], _ services: TrustServices,
        _ policy: ValidationPolicy, clock: @escaping @Sendable () -> Date
    ) throws(EDocError) {
        guard level != .baselineB else { return nil }
        let cache = CertificateCache()
        guard let client = services.timestamp else {
            throw EDocError(
                .missingService,
                "level \(level.rawValue) needs a time-stamping authority, and the services name none"
            )
        }
        timeStamping = try TimeStamping(client, services, cache, clock: clock)
        self.chain = Set(chain)
        guard level != .baselineT else {
            batches = nil
            return
        }
        try Self.check(chain, services)
        batches = EvidenceBatches(
            EvidenceGathering(services, policy, cache, clock: clock), chain: chain,
            services: services, cache)
    }

    /// Each certificate of the chain has somebody who can be asked for its status.
    private static func check(
        _ chain: [X509Certificate], _ services: TrustServices
    ) throws(EDocError) {
        let anchors = services.trustAnchors?.certificateAuthorities ?? []
        for certificate in chain {
            guard !certificate.isSelfIssued, !anchors.contains(certificate) else { return }
            guard !certificate.extensions.isValidityAssured else { continue }
            let requests = EvidenceRequest.requests(
                for: .revocationStatus(of: certificate, issuedBy: certificate))
            let canBeAsked = requests.contains { request in
                switch request {
                case .ocspResponse: services.ocsp != nil
                case .revocationList: services.crl != nil
                case .issuer: false
                }
            }
            guard !canBeAsked else { continue }
            throw EDocError(
                .missingService,
                "level \(SignatureLevel.baselineLT.rawValue) needs revocation data about the "
                    + "certificate of \(certificate.displayName): it names "
                    + (requests.isEmpty
                        ? "neither a responder nor a place of a list, so that nobody can be asked"
                        : "places for which the services have no client"))
        }
    }

    /// What is added to a signature with `value` of a file by `builder`.
    ///
    /// - Parameter began: When signing began.
    /// - Throws: As ``TimeStamping`` and ``EvidenceGathering``; `CancellationError`.
    func evidence(
        for value: SignatureValue, by builder: SignatureBuilder, since began: Date
    ) async throws -> SignatureEvidence {
        let octets = builder.signatureValueOctets(value)
        let digest = try orLibraryError { () throws(OpenSSLError) in
            try MessageDigest.digest(of: octets.span, builder.digestAlgorithm)
        }
        let timeStamp = try await timeStamping.timeStamp(over: digest, since: began)
        var evidence = SignatureEvidence(timeStampToken: timeStamp.token.encoded)
        guard let batches else { return evidence }
        let gathered = try await batches.evidence(for: timeStamp)
        evidence.signatureData = ValidationData(
            gathered.signer, without: Set(chain.map(\.derEncoded)))
        let inToken = Set(timeStamp.token.certificates)
        evidence.timeStampData = ValidationData(
            gathered.authority, without: inToken.union(evidence.signatureData.items))
        return evidence
    }
}

extension ValidationData {
    /// What of `used` is none of `others`, each piece once, and no certificate that stands in one of
    /// the responses.
    init(_ used: [EvidenceAccount.Used], without others: Set<[UInt8]>) {
        var seen = others
        var certificates: [[UInt8]] = []
        var responses: [[UInt8]] = []
        var lists: [[UInt8]] = []
        for one in used where one.kind == .ocspResponse && seen.insert(one.encoded).inserted {
            responses.append(one.encoded)
            let inside = (try? OCSPResponse(decoding: one.encoded))?.basic?.certificates ?? []
            seen.formUnion(inside)
        }
        for one in used where one.kind != .ocspResponse && seen.insert(one.encoded).inserted {
            if one.kind == .certificate {
                certificates.append(one.encoded)
            } else {
                lists.append(one.encoded)
            }
        }
        self.init(certificates: certificates, ocspResponses: responses, revocationLists: lists)
    }

    /// All pieces.
    var items: Set<[UInt8]> { Set(certificates + ocspResponses + revocationLists) }
}
