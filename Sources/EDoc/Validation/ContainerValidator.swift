internal import EDocCrypto
public import EDocPKI
public import EDocSystem
public import EDocValidation
internal import EDocXAdES
package import EDocZip
public import FoundationEssentials

/// Tells whether ASiC-E containers can be trusted (EN 319 162-1 §4.4.4.2, EN 319 102-1).
///
/// Everything is decided from the container, the trust anchors, the given revocation data, the
/// policy and the time: nothing is fetched, unless services are given that may be asked for what is
/// lacking. One value validates any number of containers, from any number of tasks at the same time;
/// it remembers what it fetched, decoded certificates and which of them signed which, so that the
/// second container of the same seal does not pay for its chain again.
public struct ContainerValidator: Sendable {
    private let policy: ValidationPolicy
    private var validator: SignatureValidator
    private let limits: ValidationLimits
    private let requiredSigners: [RequiredSigner]
    private let threads: BlockingThreads
    /// Containers above ``largeSize`` are validated on these, so that smaller ones need not wait
    /// for them.
    private let threadsForLarge: BlockingThreads
    private static let largeSize: UInt64 = 8 << 20
    /// Asks for what is lacking; nil: nobody is asked.
    private let lackingEvidence: LackingEvidence?

    /// Prepares validation.
    ///
    /// - Parameters:
    ///   - trustAnchors: The trusted certificates, by role.
    ///   - policy: The policy.
    ///   - revocationLists: Further revocation lists, used beside those in the signatures.
    ///   - ocspResponses: Further OCSP responses, used in the same way. One whose status is an
    ///     error is left out, and a finding of each signature says so.
    ///   - certificates: Certificates that may be needed between signer and anchor; they are not
    ///     trusted.
    ///   - requiredSigners: Signers each of whom must have signed; others may have signed too. A
    ///     container that one of them has not signed is not valid, and gives no files.
    ///   - limits: The limits of the archive, and of the work of its validation.
    ///   - services: Whom to ask for what a signature lacks, of responders, lists and certificates of
    ///     issuers; nil: nobody. They are asked at the addresses that certificates name: for the
    ///     status of those on a path to a trust anchor, for at most 4 issuers a signature, for at most
    ///     64 things a container. A certificate that came so is trusted no more than one in the
    ///     container; a finding says where no answer came. What is answered is true now: it helps with
    ///     validations as of now.
    ///   - threads: Where containers are read and validated. By default the validator has 8 of its
    ///     own, and 4 more for containers above 8 MiB, so that the others need not wait for them.
    public init(
        trustAnchors: TrustAnchors, policy: ValidationPolicy = .baseline,
        revocationLists: [CertificateRevocationList] = [], ocspResponses: [OCSPResponse] = [],
        certificates: [X509Certificate] = [], requiredSigners: [RequiredSigner] = [],
        limits: ValidationLimits = ValidationLimits(), services: TrustServices? = nil,
        threads: BlockingThreads? = nil
    ) {
        self.threads = threads ?? BlockingThreads(limit: 8)
        threadsForLarge = threads ?? BlockingThreads(limit: 4)
        self.policy = policy
        self.limits = limits
        self.requiredSigners = requiredSigners
        lackingEvidence = services.map(LackingEvidence.init)
        validator = SignatureValidator(
            signerAnchors: trustAnchors.certificateAuthorities,
            timeStampAnchors: trustAnchors.timeStampAuthorities,
            trustedResponders: trustAnchors.ocspResponders,
            certificates: certificates, revocationLists: revocationLists,
            ocspResponses: ocspResponses, policy: policy)
    }

    /// Validates the container at `path` as of `time`.
    ///
    /// The file is read on one of the validator's threads: once when it has at most 256 KiB, otherwise
    /// each data file once, without holding it in memory as a whole.
    ///
    /// - Parameters:
    ///   - path: Where the container is.
    ///   - time: The time for which it is validated.
    /// - Throws: `EDocError` with `unreadableFile` when the file cannot be read;
    ///   `CancellationError` when the task is cancelled.
    public func validate(_ path: String, at time: Date) async throws -> ValidationReport {
        let opened = try await threads.run { cancellation in
            let source = try orEDocError { () throws(FileError) in try FileSource(path: path) }
            guard lackingEvidence == nil, source.size <= Self.largeSize else {
                return Opened.unread(source)
            }
            return .examined(
                try examine(
                    source, file: path, at: time,
                    limits.budget(for: source.size, cancellation: cancellation)))
        }
        switch opened {
        case .examined(let report): return report
        case .unread(let source): return try await examine(source, file: path, at: time)
        }
    }

    /// A container that was opened on a thread.
    private enum Opened {
        /// And was validated there, since it is not large and nothing is asked for.
        case examined(ValidationReport)
        case unread(FileSource)
    }

    /// Validates the container whose octets are `octets` as of `time`, on one of the
    /// validator's threads.
    ///
    /// - Parameters:
    ///   - octets: The container.
    ///   - file: The name that the report shows.
    ///   - time: The time for which it is validated.
    /// - Throws: `EDocError` with `library` when OpenSSL or zlib fails for another reason than its
    ///   input; `CancellationError` when the task is cancelled.
    public func validate(
        _ octets: [UInt8], file: String? = nil, at time: Date
    ) async throws -> ValidationReport {
        try await examine(MemorySource(octets), file: file, at: time)
    }

    /// Validates on the thread of the caller, without cancellation.
    package func examine(
        _ octets: [UInt8], file: String? = nil, at time: Date
    ) throws -> ValidationReport {
        let source = MemorySource(octets)
        return try examine(
            source, file: file, at: time, limits.budget(for: source.size, cancellation: nil))
    }

    private func examine(
        _ source: some ByteSource, file: String?, at time: Date
    ) async throws -> ValidationReport {
        guard let lackingEvidence else {
            return try await examineOnThread(source, file: file, at: time)
        }
        var account = LackingEvidence.Account()
        var report = try await adding(lackingEvidence, at: time)
            .examineOnThread(source, file: file, at: time)
        for _ in 0..<LackingEvidence.rounds {
            guard try await lackingEvidence.fetch(for: report, &account) else { break }
            report = try await adding(lackingEvidence, at: time)
                .examineOnThread(source, file: file, at: time)
        }
        report.findings += account.findings
        return report
    }

    /// The same with what was fetched before.
    private func adding(_ evidence: LackingEvidence, at time: Date) -> ContainerValidator {
        var copy = self
        copy.validator = validator.adding { evidence.add(to: &$0, at: time, $1) }
        return copy
    }

    private func examineOnThread(
        _ source: some ByteSource, file: String?, at time: Date
    ) async throws -> ValidationReport {
        let threads = source.size > Self.largeSize ? threadsForLarge : threads
        return try await threads.run { cancellation in
            try examine(
                source, file: file, at: time,
                limits.budget(for: source.size, cancellation: cancellation))
        }
    }

    /// Validates on the thread of the caller; `budget` pays.
    package func examine(
        _ source: some ByteSource, file: String?, at time: Date, _ budget: WorkBudget
    ) throws -> ValidationReport {
        do {
            let container = try Container(source, limits: limits.archive, budget: budget)
            return try examine(container, file: file, at: time, budget)
        } catch let error as ZipError {
            throw EDocError(
                error.code == .inputOutput ? .unreadableFile : .library,
                "the container \(file.map { "\"\($0)\" " } ?? "")cannot be read: \(error)",
                underlying: error)
        } catch let error as OpenSSLError {
            throw EDocError(.library, "a digest cannot be computed", underlying: error)
        }
    }

    /// Validates a container that was read, with `replacements` for the contents of some entries.
    func examine(
        _ container: Container, replacing replacements: [Int: [UInt8]] = [:], file: String?,
        at time: Date, _ budget: WorkBudget
    ) throws -> ValidationReport {
        var examination = ContainerExamination(
            container, replacing: replacements, limits: limits, budget: budget, policy: policy,
            validator: validator, time: time)
        return try examination.report(file: file, requiredSigners: requiredSigners)
    }

    /// What the archive of a container may hold.
    var archiveLimits: ZipLimits { limits.archive }

    /// What the validation of a container of `size` octets may cost.
    func budget(for size: UInt64, _ cancellation: Cancellation?) -> WorkBudget {
        limits.budget(for: size, cancellation: cancellation)
    }
}
