public import EDocCrypto
public import EDocPKI
public import EDocSystem
public import EDocXAdES
public import FoundationEssentials

/// Signs files into ASiC-E containers (EN 319 162-1, with one XAdES signature each).
///
/// One value is made for a signer and then used for any number of containers, by any number of
/// tasks at the same time: what all its signatures have in common is prepared once. It holds no
/// file and no thread while nothing is signed.
///
/// Above level B trust services are asked for each signature (``TrustServices``), while no thread
/// waits; nothing is published before its evidence is complete.
///
/// The signing time is what the clock says, in UTC and whole seconds; it is also the time of all
/// entries in the container. With an RSA PKCS#1 v1.5 key, equal files, parameters and time give
/// equal containers, octet by octet.
public struct ContainerSigner: Sendable {
    private let parameters: SignatureParameters
    private let edoc: Recipe
    private let asice: Recipe
    private let pipeline: SigningPipeline

    /// Warnings about the key and the certificates, for whoever runs the signer. Nothing is
    /// printed.
    public let warnings: [SigningWarning]

    /// Prepares signing with `signer`.
    ///
    /// - Parameters:
    ///   - signer: The signer. Its certificate chain and its algorithm are asked for here once.
    ///   - parameters: What the signatures say, and how.
    ///   - services: Whom to ask for time-stamps and revocation data; needed above level B.
    ///   - threads: Where files are read and containers written; 16 of the signer's own by default.
    ///     Several signers and validators that get the same value have no more threads together
    ///     than it has.
    ///   - clock: The time of signing; the system's clock by default.
    /// - Throws: `EDocError` with `unsupportedLevel` for level B-LTA, which cannot be made yet;
    ///   `missingService` when `services` cannot make the level; `invalidParameters` when a
    ///   property is empty or cannot be written;
    ///   `certificateNotValid` when a certificate of the chain is not valid now;
    ///   `signerNotAcceptable` when the policy of the parameters would refuse the signatures: a
    ///   weak key or algorithm, a certificate for another use, a chain whose certificates did not
    ///   issue each other.
    public init(
        signer: some Signer, parameters: SignatureParameters,
        services: TrustServices = TrustServices(),
        threads: BlockingThreads = BlockingThreads(limit: 16),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) throws(EDocError) {
        let chain = signer.certificateChain
        let algorithm = signer.signatureAlgorithm
        func recipe(_ profile: SignatureProfile) throws -> Recipe {
            Recipe(
                builder: try SignatureBuilder(
                    certificateChain: chain, signatureAlgorithm: algorithm,
                    profile: profile, parameters: parameters),
                layout: try ContainerLayout(profile: profile))
        }
        let conditions: SignerConditions
        do {
            edoc = try recipe(.edoc)
            asice = try recipe(.asice)
            conditions = try SignerConditions(
                certificateChain: chain, signatureAlgorithm: algorithm, parameters: parameters,
                at: clock())
        } catch {
            throw EDocError(preparing: error)
        }
        guard let certificate = chain.first else {
            throw EDocError(.invalidParameters, "the signer gives no certificate")
        }
        warnings =
            (signer as? any IdentitySigner)?.identity.warnings
            ?? SigningWarning.warnings(about: chain)
        self.parameters = parameters
        let augmentation = try SignatureAugmentation(
            to: parameters.level, chain: chain, services, parameters.validationPolicy, clock: clock)
        pipeline = SigningPipeline(
            inProcessSigner: signer as? any InProcessSigner,
            signer: VerifiedSigner(signer, certificate: certificate, algorithm: algorithm),
            conditions: conditions, augmentation: augmentation,
            workers: SigningWorkers(edoc.builder.digestAlgorithm),
            threads: threads, clock: clock)
    }

    private func recipe(_ profile: SignatureProfile) -> Recipe {
        profile == .asice ? asice : edoc
    }
}

// MARK: - Signing

extension ContainerSigner {
    /// Signs `files` into a container in memory.
    ///
    /// Files that are not in memory are read on the signer's threads, once.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they stand in the container; at least one.
    ///   - profile: The shape of the signature; nil: that of the parameters, or else `edoc`.
    /// - Returns: The octets of the container.
    /// - Throws: `EDocError`; `CancellationError` when the task is cancelled.
    @concurrent
    public func sign(
        _ files: [DataFile], profile: SignatureProfile? = nil
    ) async throws -> [UInt8] {
        let recipe = recipe(profile ?? parameters.profile ?? .edoc)
        if let signer = pipeline.inProcessSigner, pipeline.augmentation == nil,
            files.allSatisfy(\.isInMemory)
        {
            try Task.checkCancellation()
            return try pipeline.sign(files, by: recipe, with: signer, nil) {
                MemorySink(reservingCapacity: recipe.estimatedSize(of: files))
            }
        }
        return try await pipeline.sign(files, by: recipe) {
            MemorySink(reservingCapacity: recipe.estimatedSize(of: files))
        }
    }

    /// Signs `files` into a container at `path`.
    ///
    /// The file appears under its name when it is complete, never before: an error, a cancelled
    /// task or a crash leaves nothing behind. Reading and writing happen on the signer's threads. A file
    /// that is not in memory is read once: what is signed is what was copied, also when somebody writes to it meanwhile.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they stand in the container; at least one.
    ///   - path: Where the container is to be; its folder must exist. Its extension chooses the
    ///     profile when the parameters do not: `.edoc`, `.asice` or `.sce`.
    ///   - overwrite: Whether a file that is there is replaced, in one step. Otherwise it is an
    ///     error, and the file stays as it is.
    ///   - mode: Who may read and write the container, as `chmod` has it, whatever the umask is (bits
    ///     beyond 0o777 are left out); by default its owner alone.
    ///   - durability: Whether the container is safe on the disk when this returns.
    /// - Throws: `EDocError`; `CancellationError` when the task is cancelled.
    @concurrent
    public func sign(
        _ files: [DataFile], to path: String, overwrite: Bool = false, mode: UInt32 = 0o600,
        durability: Durability = .synchronized
    ) async throws {
        let recipe = recipe(try parameters.profile ?? ContainerFormat.profile(ofFileNamed: path))
        let target = OutputTarget(
            path: path, overwrites: overwrite, synchronizes: durability == .synchronized,
            mode: mode)
        try await pipeline.sign(files, by: recipe) { try OutputFileSink(target) }
    }

    /// Signs `files` into a container that goes to `sink`, piece by piece: an upload, a pipe, a
    /// database.
    ///
    /// The sink is used on the signer's threads, which it may block. The data files go to it before
    /// they are signed, and the signature after them: the octets are no container before this
    /// returns, and must not be used when it throws. A stored file that is not in memory is read
    /// twice, because its checksum stands before it; if it changes in between, signing fails.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they stand in the container; at least one.
    ///   - sink: Where the octets go.
    ///   - profile: The shape of the signature; nil: that of the parameters, or else `edoc`.
    /// - Returns: The sink, which has been flushed.
    /// - Throws: `EDocError`; `CancellationError` when the task is cancelled; what `sink` throws.
    @concurrent @discardableResult
    public func sign<Sink: ByteSink & Sendable & ~Copyable>(
        _ files: [DataFile], to sink: consuming Sink, profile: SignatureProfile? = nil
    ) async throws -> Sink {
        let recipe = recipe(profile ?? parameters.profile ?? .edoc)
        let owner = CallersSink(sink)
        do {
            try await pipeline.sign(files, by: recipe) { owner }
        } catch {
            throw owner.failure ?? error
        }
        return try owner.take()
    }
}

extension ContainerSigner {
    /// Whether a container is safe from a power failure when the call that wrote it returns.
    public enum Durability: Sendable, Hashable {
        /// The file, then its folder, is synchronised to the disk (`fsync`).
        case synchronized
        /// The operating system writes to the disk when it likes. Faster; the file appears as a
        /// whole or not at all for other processes, but after a power failure it may be gone or
        /// empty.
        case unsynchronized
    }
}
