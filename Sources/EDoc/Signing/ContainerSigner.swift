internal import EDocCrypto
public import EDocPKI
public import EDocSystem
public import EDocXAdES
internal import EDocZip
public import FoundationEssentials

/// Signs files into ASiC-E containers (EN 319 162-1, with one XAdES signature each).
///
/// One value is made for a signer and then used for any number of containers, by any number of
/// tasks at the same time: what all its signatures have in common is prepared once. It holds no
/// file and no thread while nothing is signed.
///
/// The signing time is what the clock says, in UTC and whole seconds; it is also the time of all
/// entries in the container. With an RSA PKCS#1 v1.5 key, equal files, parameters and time give
/// equal containers, octet by octet.
public struct ContainerSigner: Sendable {
    private let signer: any Signer
    /// The signer once more, when its key is in this process.
    private let inProcessSigner: (any InProcessSigner)?
    private let certificate: X509Certificate
    /// The algorithm of all signatures, whatever the signer says later.
    private let signatureAlgorithm: SignatureAlgorithm
    private let conditions: SignerConditions
    private let parameters: SignatureParameters
    private let edoc: Recipe
    private let asice: Recipe
    private let workers: SigningWorkers
    private let threads = BlockingThreads(limit: 16)
    private let clock: @Sendable () -> Date

    /// What whoever runs the signer should know of its key and its certificates. Nothing is
    /// printed.
    public let warnings: [SigningWarning]

    /// What containers of one profile have in common.
    struct Recipe: Sendable {
        let builder: SignatureBuilder
        let layout: ContainerLayout
    }

    /// Prepares signing with `signer`.
    ///
    /// - Parameters:
    ///   - signer: What signs. Its certificate chain and its algorithm are asked for here, and
    ///     stay.
    ///   - parameters: What the signatures say, and how.
    ///   - clock: The time of signing; the system's clock by default.
    /// - Throws: ``EDocError`` with `unsupportedLevel` for a level above B-B, which cannot be made
    ///   yet, with `invalidParameters` when a property is empty or cannot be written, with
    ///   `certificateNotValid` when a certificate of the chain is not valid now, with
    ///   `signerNotAcceptable` when a validation by the policy of the parameters would refuse what
    ///   is signed: a weak key or algorithm, a certificate for something else, a chain that is
    ///   none.
    public init(
        signer: some Signer, parameters: SignatureParameters,
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
        self.signer = signer
        inProcessSigner = signer as? any InProcessSigner
        self.certificate = certificate
        signatureAlgorithm = algorithm
        warnings =
            (signer as? any IdentitySigner)?.identity.warnings
            ?? SigningWarning.warnings(about: chain)
        self.parameters = parameters
        self.clock = clock
        workers = SigningWorkers(edoc.builder.digestAlgorithm)
    }
}

// MARK: - To memory

extension ContainerSigner {
    /// Signs `files` into a container in memory.
    ///
    /// Files on disk are read on threads of the signer's own.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they stand in the container; at least one.
    ///   - profile: The shape of the signature; nil: that of the parameters, or else `edoc`.
    /// - Returns: The octets of the container.
    /// - Throws: ``EDocError``; `CancellationError` when the task is cancelled.
    @concurrent
    public func sign(
        _ files: [DataFile], profile: SignatureProfile? = nil
    ) async throws -> [UInt8] {
        let recipe = recipe(profile ?? parameters.profile ?? .edoc)
        if let inProcessSigner, !files.contains(where: \.isOnDisk) {
            try Task.checkCancellation()
            return try signInMemory(files, recipe, inProcessSigner, nil)
        }
        if let inProcessSigner {
            return try await threads.run { cancellation in
                try signInMemory(files, recipe, inProcessSigner, cancellation)
            }
        }
        return try await signExternally(files, recipe) { worker, value, time, cancellation in
            try writeToMemory(worker, value, recipe, time, cancellation)
        }
    }

    private func signInMemory(
        _ files: [DataFile], _ recipe: Recipe, _ signer: any InProcessSigner,
        _ cancellation: Cancellation?
    ) throws -> [UInt8] {
        let time = try signingTime()
        return try withWorker { worker in
            try worker.prepare(files, by: recipe.builder, at: time, cancellation)
            let data = worker.draft.dataToBeSigned
            let value = try signer.signatureValue(of: data.span)
            return try writeToMemory(worker, value, recipe, time, cancellation)
        }
    }

    private func writeToMemory(
        _ worker: SigningWorker, _ value: SignatureValue, _ recipe: Recipe, _ time: SigningTime,
        _ cancellation: Cancellation?
    ) throws -> [UInt8] {
        let size = worker.estimatedSize(by: recipe.builder)
        return try worker.write(
            to: MemorySink(reservingCapacity: size), value: value, by: recipe.builder,
            layout: recipe.layout, at: time, cancellation
        ).bytes
    }
}

// MARK: - To a file

extension ContainerSigner {
    /// Signs `files` into a container at `path`.
    ///
    /// The file appears under its name when it is complete, never before: an error, a cancelled
    /// task or a crash leaves nothing behind. Only its owner may read and write it. Reading and
    /// writing happen on threads of the signer's own.
    ///
    /// - Parameters:
    ///   - files: The files, in the order in which they stand in the container; at least one.
    ///   - path: Where the container is to be; its folder must exist. Its extension chooses the
    ///     profile when the parameters do not: `.edoc`, `.asice` or `.sce`.
    ///   - overwrite: Whether a file that is there is replaced, in one step. Otherwise it is an
    ///     error, and the file stays as it is.
    ///   - durability: Whether the container is safe on the disk when this returns.
    /// - Throws: ``EDocError``; `CancellationError` when the task is cancelled.
    @concurrent
    public func sign(
        _ files: [DataFile], to path: String, overwrite: Bool = false,
        durability: Durability = .synchronized
    ) async throws {
        let recipe = recipe(try parameters.profile ?? ContainerFormat.profile(ofFileNamed: path))
        let target = OutputTarget(path: path, overwrites: overwrite, durability: durability)
        if let inProcessSigner {
            try await threads.run { cancellation in
                try orEDocError { () throws(FileError) in try target.check() }
                let time = try signingTime()
                try withWorker { worker in
                    try worker.prepare(files, by: recipe.builder, at: time, cancellation)
                    let data = worker.draft.dataToBeSigned
                    let value = try inProcessSigner.signatureValue(of: data.span)
                    try write(worker, value, recipe, time, to: target, cancellation)
                }
            }
            return
        }
        try await threads.run { _ in
            try orEDocError { () throws(FileError) in try target.check() }
        }
        try await signExternally(files, recipe) { worker, value, time, cancellation in
            try write(worker, value, recipe, time, to: target, cancellation)
        }
    }

    private func write(
        _ worker: SigningWorker, _ value: SignatureValue, _ recipe: Recipe, _ time: SigningTime,
        to target: OutputTarget, _ cancellation: Cancellation
    ) throws {
        let file = try orEDocError { () throws(FileError) in try OutputFile(target) }
        do {
            _ = try worker.write(
                to: FileDescriptorSink(file.descriptor), value: value, by: recipe.builder,
                layout: recipe.layout, at: time, cancellation)
        } catch let error as SystemCallError {
            throw EDocError(FileError(target.path, .unwritable(error)))
        }
        do {
            try file.publish(unless: cancellation)
        } catch let error as FileError {
            throw EDocError(error)
        }
    }
}

// MARK: - Steps

extension ContainerSigner {
    private func recipe(_ profile: SignatureProfile) -> Recipe {
        profile == .asice ? asice : edoc
    }

    /// The time of signing, at which the signer is acceptable.
    private func signingTime() throws(EDocError) -> SigningTime {
        let now = clock()
        do {
            try conditions.check(at: now)
        } catch {
            throw EDocError(preparing: error)
        }
        // A certificate is valid in the years 1950 to 9999 only (RFC 5280 §4.1.2.5).
        return SigningTime(
            secondsSince1970: Int64(exactly: now.timeIntervalSince1970.rounded(.down)) ?? 0)
    }

    private func withWorker<Result>(_ body: (SigningWorker) throws -> Result) throws -> Result {
        do {
            let worker = try workers.take()
            let result = try body(worker)
            // One that failed may have hashed half a file, and goes.
            workers.put(worker)
            return result
        } catch {
            throw EDocError.signing(error)
        }
    }

    /// Signs with a signer whose value is verified before `write` writes anything.
    private func signExternally<Result: Sendable>(
        _ files: [DataFile], _ recipe: Recipe,
        _ write:
            @escaping @Sendable (
                SigningWorker, SignatureValue, SigningTime, Cancellation
            ) throws -> Result
    ) async throws -> Result {
        do {
            let worker = try workers.take()
            let time = try await threads.run { cancellation in
                let time = try signingTime()
                try worker.prepare(files, by: recipe.builder, at: time, cancellation)
                return time
            }
            let value = try await verifiedValue(of: worker.draft.dataToBeSigned)
            let result = try await threads.run { cancellation in
                try write(worker, value, time, cancellation)
            }
            workers.put(worker)
            return result
        } catch {
            throw EDocError.signing(error)
        }
    }

    private func verifiedValue(of data: [UInt8]) async throws -> SignatureValue {
        let present = signer.signatureAlgorithm
        guard present == signatureAlgorithm else {
            throw EDocError(
                .signerChanged,
                "the signer signs with \(present.name) now, and was prepared to sign with "
                    + "\(signatureAlgorithm.name), which stands in the signature: make a new "
                    + "ContainerSigner for another algorithm")
        }
        let value: SignatureValue
        do {
            value = try await signer.sign(data)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw EDocError(
                .signingFailed, "the signer could not sign: \(error)", underlying: error)
        }
        let algorithm = signatureAlgorithm
        guard try certificate.verify(value, algorithm: algorithm, data: data.span) else {
            throw EDocError(
                .wrongSignatureValue,
                """
                the signer gave a value that its certificate does not verify (\(algorithm.name), \
                certificate of \(certificate.subject)): key and certificate must belong together, \
                and an ECDSA value is r and s in fixed width, not DER
                """)
        }
        return value
    }
}

extension EDocError {
    /// What prevents signing with the signer and the parameters given.
    fileprivate init(preparing error: any Error) {
        switch error {
        case let error as EDocError: self = error
        case let error as XAdESError where error.code == .unsupportedLevel:
            self.init(.unsupportedLevel, error.message, underlying: error)
        case let error as XAdESError where error.code == .certificateNotValid:
            self.init(.certificateNotValid, error.message, underlying: error)
        case let error as XAdESError where error.code == .signerNotAcceptable:
            self.init(.signerNotAcceptable, error.message, underlying: error)
        case let error as XAdESError:
            self.init(.invalidParameters, error.message, underlying: error)
        default:
            self.init(.library, "signing cannot be prepared: \(error)", underlying: error)
        }
    }

    /// An error of a lower layer as one of this layer; a cancellation stays one.
    fileprivate static func signing(_ error: any Error) -> any Error {
        switch error {
        case is EDocError, is CancellationError: error
        case let error as ZipError where error.code == .limit:
            EDocError(.tooLarge, error.message, underlying: error)
        case let error as CryptoError:
            EDocError(.signingFailed, "signing failed: \(error)", underlying: error)
        default:
            EDocError(.library, "the container cannot be made: \(error)", underlying: error)
        }
    }
}
