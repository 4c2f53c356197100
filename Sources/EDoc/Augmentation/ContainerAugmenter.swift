internal import EDocCrypto
public import EDocPKI
public import EDocSystem
public import EDocValidation
public import EDocXAdES
internal import EDocZip
public import FoundationEssentials

/// Raises the signatures of containers, whoever made them, to a level that can be validated for
/// longer (EN 319 132-1 §6.3, EN 319 102-1 §5.5): time-stamps, certificates and revocation data are
/// put into the signature files.
///
/// No octet that was there is changed, so each signature stays what it was. A container that is
/// refused, or has a broken signature, is left alone. What comes out has been validated before
/// anybody sees it.
///
/// One value augments any number of containers, from any number of tasks at the same time.
public struct ContainerAugmenter: Sendable {
    private let services: TrustServices
    private let policy: ValidationPolicy
    private let certificates: [X509Certificate]
    private let revocationLists: [CertificateRevocationList]
    private let ocspResponses: [OCSPResponse]
    private let limits: ValidationLimits
    private let threads: BlockingThreads
    private let clock: @Sendable () -> Date
    private let cache = CertificateCache()

    /// Gets ready to augment.
    ///
    /// - Parameters:
    ///   - services: Whom to ask. Their anchors are those by which signatures and time-stamps are
    ///     judged; without any, the self-signed certificates that the container carries are, which
    ///     proves nothing to anybody else.
    ///   - policy: By which containers are judged before and after.
    ///   - certificates: Certificates that may be needed between signer and anchor.
    ///   - revocationLists: Lists that are used, and put in, where they say what is needed.
    ///   - ocspResponses: Responses, in the same way.
    ///   - limits: What an archive may hold, and what its validation may cost.
    ///   - threads: Where containers are read and written; 8 of its own by default.
    ///   - clock: The time; the system's clock by default.
    public init(
        services: TrustServices, policy: ValidationPolicy = .baseline,
        certificates: [X509Certificate] = [],
        revocationLists: [CertificateRevocationList] = [], ocspResponses: [OCSPResponse] = [],
        limits: ValidationLimits = ValidationLimits(),
        threads: BlockingThreads = BlockingThreads(limit: 8),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.services = services
        self.policy = policy
        self.certificates = certificates
        self.revocationLists = revocationLists
        self.ocspResponses = ocspResponses
        self.limits = limits
        self.threads = threads
        self.clock = clock
    }

    /// Raises the signatures of the container at `path` that are below `level`.
    ///
    /// The new container appears in the place of the old one in one step, when it is complete, and may
    /// be read and written by whom the old one may.
    ///
    /// - Parameters:
    ///   - path: Where the container is.
    ///   - level: T or LT.
    ///   - output: Where the new container is to be, which must not exist; nil: at `path`.
    ///   - durability: Whether it is safe on the disk when this returns.
    /// - Returns: Whether a container was written: not when nothing was to be added and it is to stay
    ///   where it is.
    /// - Throws: `EDocError` with `unsupportedLevel` or `missingService` when the level cannot be
    ///   made; `notAugmentable` when the container is refused or a signature broken;
    ///   `missingEvidence` or `certificateRevoked` when it cannot be completed; what services answer
    ///   instead; `CancellationError`.
    @concurrent
    @discardableResult
    public func augment(
        _ path: String, to level: SignatureLevel, output: String? = nil,
        durability: ContainerSigner.Durability = .synchronized
    ) async throws -> Bool {
        let source = try await threads.run { _ in
            try orEDocError { () throws(FileError) in try FileSource(path: path) }
        }
        let target = OutputTarget(
            path: output ?? path, overwrites: output == nil,
            synchronizes: durability == .synchronized, mode: source.mode)
        return try await augment(source, name: path, to: level, copies: output != nil) {
            try OutputFileSink(target)
        } != nil
    }

    /// Raises the signatures of a container in memory that are below `level`.
    ///
    /// - Parameters:
    ///   - octets: The container.
    ///   - level: T or LT.
    /// - Returns: The new container; `octets` when nothing was to be added.
    /// - Throws: As ``augment(_:to:output:durability:)``.
    @concurrent
    public func augment(_ octets: [UInt8], to level: SignatureLevel) async throws -> [UInt8] {
        try await augment(MemorySource(octets), name: "in memory", to: level, copies: false) {
            MemorySink(reservingCapacity: octets.count + 16_384)
        } ?? octets
    }
}

extension ContainerAugmenter {
    /// - Parameter copies: Whether the container is written also when nothing was to be added.
    /// - Returns: Nil when it was not written.
    private func augment<Sink: ContainerSink>(
        _ source: some ByteSource, name: String, to level: SignatureLevel, copies: Bool,
        into sink: @escaping @Sendable () throws -> Sink
    ) async throws -> Sink.Published? {
        do {
            let raising = try raising(to: level)
            let time = clock()
            let before = validator(anchors: services.trustAnchors ?? TrustAnchors(allRoles: []))
            var container = try await threads.run { cancellation in
                try AugmentableContainer(source, name: name, before, at: time, cancellation)
            }
            let reached = try await levels(of: container, name, at: time)
            var isRaised = false
            for index in container.files.indices {
                let file = container.files[index]
                for (number, report) in file.reports.enumerated()
                where !(number < reached[index].count && reached[index][number].isAtLeast(level)) {
                    container.files[index].octets = try await raising.raised(
                        container.files[index].octets, entry: file.entry, number: number, report)
                    isRaised = true
                }
            }
            guard isRaised || copies else { return nil }
            let augmented = container
            let anchors = services.trustAnchors ?? augmented.ownAnchors
            return try await threads.run { cancellation in
                let report = try augmented.report(
                    by: validator(anchors: anchors), name: name, at: clock(), cancellation)
                try Self.check(report, isAtLeast: level, name)
                return try augmented.write(
                    to: sink(),
                    modified: MSDOSDateTime(
                        secondsSince1970: Int64(clock().timeIntervalSince1970.rounded(.down))),
                    cancellation)
            }
        } catch let error as ZipError {
            throw EDocError(
                .notAugmentable, "the container \(name) cannot be written again: \(error.message)",
                underlying: error)
        }
    }

    /// The reports by which a signature has a level already, by signature file: where nobody says who
    /// is trusted, as the container's own certificates have it. There can be fewer than signatures, when
    /// that costs more than a container may.
    private func levels(
        of container: AugmentableContainer, _ name: String, at time: Date
    ) async throws -> [[SignatureReport]] {
        guard services.trustAnchors == nil else { return container.files.map(\.reports) }
        return try await threads.run { cancellation in
            let report = try container.report(
                by: validator(anchors: container.ownAnchors), name: name, at: time, cancellation)
            return container.files.map { file in
                report.signatures.filter { $0.entry == file.entry }
            }
        }
    }

    private func raising(to level: SignatureLevel) throws(EDocError) -> SignatureRaising {
        guard level == .baselineT || level == .baselineLT else {
            throw EDocError(
                .unsupportedLevel,
                "signatures are raised to \(SignatureLevel.baselineT.rawValue) and "
                    + "\(SignatureLevel.baselineLT.rawValue), not to \(level.rawValue)")
        }
        var given = EvidenceSet()
        for certificate in certificates { given.insertCertificate(certificate.derEncoded, cache) }
        for list in revocationLists { given.insert(list) }
        for response in ocspResponses { given.insert(response, cache) }
        let timeStamping = try services.timestamp.map { client throws(EDocError) in
            try TimeStamping(client, services, cache, clock: clock)
        }
        return SignatureRaising(
            timeStamping: timeStamping,
            gathering: level == .baselineT
                ? nil : EvidenceGathering(services, policy, cache, clock: clock),
            given: given, cache: cache, clock: clock)
    }

    private func validator(anchors: TrustAnchors) -> ContainerValidator {
        ContainerValidator(
            trustAnchors: anchors, policy: policy, revocationLists: revocationLists,
            ocspResponses: ocspResponses, certificates: certificates, limits: limits)
    }

    /// Throws unless each signature is what it was to become.
    private static func check(
        _ report: ValidationReport, isAtLeast level: SignatureLevel, _ name: String
    ) throws(EDocError) {
        for signature in report.signatures {
            let isThere =
                level == .baselineT
                ? signature.bestSignatureTime != nil : signature.isAtLeast(level)
            guard !isThere else { continue }
            let finding = signature.findings.first { $0.severity == .fail }
            throw EDocError(
                .missingEvidence,
                "\(name), \(signature.entry): the signature does not reach \(level.rawValue): "
                    + "\(signature.indication.rawValue) "
                    + "(\(signature.subIndication?.rawValue ?? "level \(signature.level?.letters ?? "none")")"
                    + "): \(finding?.message ?? "")")
        }
    }
}

extension SignatureReport {
    /// Whether the signature is proved, at `level` or above.
    fileprivate func isAtLeast(_ level: SignatureLevel) -> Bool {
        guard let own = self.level else { return false }
        let order = SignatureLevel.allCases
        return (order.firstIndex(of: own) ?? 0) >= (order.firstIndex(of: level) ?? 0)
    }
}
