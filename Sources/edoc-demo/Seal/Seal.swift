internal import CEDocDemo
internal import EDoc
internal import EDocTesting
internal import FoundationEssentials
internal import Glibc

/// The seal that the program signs with: the user's, or a demonstration seal.
struct Seal {
    /// The signer.
    let signer: any Signer
    /// The demonstration seal, whose trust files are needed to verify signatures; nil for the
    /// user's seal.
    let demonstration: DemonstrationSeal?
    private let time: Date?
    private let level: SignatureLevel
    private let services: TrustServices
    /// How many times a passphrase is asked for on the terminal.
    private static let tries = 3

    /// Opens the seal that `arguments` name, or makes one.
    ///
    /// From here on no core dump of the process is written and no debugger of the same user can
    /// attach to it.
    init(_ arguments: Arguments) throws {
        try SealOptions.check(arguments)
        let time = try SealOptions.time(in: arguments)
        self.time = time
        if let time, time > Date().addingTimeInterval(60) {
            Console.warning(
                "--time is later than this machine's clock: until then a validation finds that the "
                    + "signer claims a time that has not come")
        }
        level = SealOptions.level(in: arguments)
        let services = try OnlineOptions.services(arguments)
        _ = CEDocDemo_setDumpable(0)
        guard let path = arguments[SealOptions.seal] else {
            let seal = try DemonstrationSeal(
                key: arguments[SealOptions.demoKey].flatMap(VirtualKeyType.init(rawValue:))
                    ?? .p256,
                at: time ?? Date(), clock: { time ?? Date() })
            signer = seal.signer
            self.services = seal.services
            demonstration = seal
            return
        }
        demonstration = nil
        self.services = services
        let certificates = arguments[SealOptions.certificate]
        let file = arguments[SealOptions.passphraseFile]
        let algorithm: SignatureAlgorithm? = arguments.has(ClaimOptions.pss) ? .rsaPSSSHA256 : nil
        if try PKCS12Signer.isPKCS12(contentsOf: path) {
            guard certificates == nil else {
                throw CommandError(
                    "\(path) is a PKCS#12 file, which holds its certificate; "
                        + "expected --seal-certificate only with a key in PEM")
            }
            let signer = try Self.open(path, passphraseFile: file) { passphrase in
                try PKCS12Signer(
                    contentsOf: path, passphrase: passphrase, signatureAlgorithm: algorithm,
                    at: time ?? Date())
            }
            signer.warnings.forEach { Console.warning($0.message) }
            self.signer = signer
        } else {
            let signer = try Self.pemSigner(
                path, certificates, algorithm, passphraseFile: file, at: time ?? Date())
            signer.warnings.forEach { Console.warning($0.message) }
            self.signer = signer
        }
    }

    /// A signer of containers with this seal.
    ///
    /// - Parameters:
    ///   - profile: The shape of the signatures; nil: by the names of the containers.
    ///   - adjust: Adds what else the signatures say.
    func containerSigner(
        _ profile: SignatureProfile?,
        _ adjust: (inout SignatureParameters) throws -> Void = { _ in }
    ) throws -> ContainerSigner {
        var parameters = SignatureParameters(level: level, profile: profile)
        try adjust(&parameters)
        guard let time else {
            return try ContainerSigner(signer: signer, parameters: parameters, services: services)
        }
        return try ContainerSigner(signer: signer, parameters: parameters, services: services) {
            time
        }
    }

    /// Says which seal signs; of the user's, what whoever verifies needs, and until when he can.
    ///
    /// - Parameter isDone: Whether it has signed.
    func tellWhatVerifiersNeed(isDone: Bool) {
        if let demonstration {
            return Console.note(
                (isDone ? "Signed" : "Signing")
                    + " with a demonstration seal, made now and worth nothing: "
                    + demonstration.subject)
        }
        let chain = signer.certificateChain
        guard let last = chain.last, let end = chain.map(\.notAfter).min() else { return }
        if chain.count == 1, last.issuer == last.subject {
            Console.note("Verifiers must trust the certificate of the seal itself.")
        } else {
            Console.note(
                "Verifiers must trust the certificate of \(quoted(last.issuer)), or of who vouches for "
                    + "it"
                    + (level == .baselineLT
                        ? "." : ", and need revocation lists or OCSP responses about the seal."))
        }
        if level == .baselineB {
            Console.note(
                "Without a time-stamp (--level B) this can be verified until "
                    + "\(end.formatted(.iso8601)) at the latest, when a certificate of the seal ends."
            )
        }
    }

    /// Asks for a passphrase when the key is encrypted, and only then.
    private static func pemSigner(
        _ key: String, _ certificates: String?, _ algorithm: SignatureAlgorithm?,
        passphraseFile: String?, at time: Date
    ) throws -> PEMSigner {
        do {
            return try PEMSigner(
                contentsOf: key, certificates: certificates, signatureAlgorithm: algorithm,
                at: time)
        } catch {
            guard error.code == .passphraseNeeded else {
                guard error.code == .noCertificate, certificates == nil else { throw error }
                throw CommandError("\(error); name its file with --seal-certificate")
            }
        }
        return try open(key, passphraseFile: passphraseFile) { passphrase in
            try PEMSigner(
                contentsOf: key, certificates: certificates, passphrase: consume passphrase,
                signatureAlgorithm: algorithm, at: time)
        }
    }

    /// Opens the key at `path` by its passphrase, which on a terminal may be typed again.
    private static func open<Signer>(
        _ path: String, passphraseFile: String?,
        _ body: (consuming Passphrase) throws -> Signer
    ) throws -> Signer {
        if let passphraseFile {
            warn(ofOpenFile: passphraseFile)
            return try body(try Passphrase(contentsOf: passphraseFile))
        }
        if unsafe getenv("EDOC_PASSPHRASE") != nil {
            return try body(try Passphrase(environmentVariable: "EDOC_PASSPHRASE"))
        }
        for _ in 1..<tries {
            do { return try body(try prompted(path)) } catch let error as EDocError {
                guard error.code == .wrongPassphrase else { throw error }
                Console.error("\(error); try again")
            }
        }
        return try body(try prompted(path))
    }

    private static func prompted(_ path: String) throws -> Passphrase {
        do {
            return try Passphrase(promptingOnTerminal: "Passphrase of \(VisibleText.line(path)): ")
        } catch {
            guard error.code == .noPassphrase else { throw error }
            throw CommandError(
                "\(path) needs a passphrase, and none could be read from a terminal; "
                    + "give it with --passphrase-file or in the variable EDOC_PASSPHRASE")
        }
    }

    private static func warn(ofOpenFile path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_mode & 0o077 != 0
        else { return }
        Console.warning(
            "\(path): users other than its owner can read or change this passphrase file: chmod 600"
        )
    }
}
