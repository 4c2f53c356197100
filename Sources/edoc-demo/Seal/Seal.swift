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

    /// Opens the seal that `arguments` name, or makes one and says so.
    ///
    /// From here on no core dump of the process is written and no debugger of the same user can
    /// attach to it.
    init(_ arguments: Arguments) throws {
        try SealOptions.check(arguments)
        let time = try SealOptions.time(in: arguments)
        self.time = time
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
            Console.note(
                "Signing with a demonstration seal, made now and worth nothing: \(seal.subject)")
            return
        }
        demonstration = nil
        self.services = services
        let certificates = arguments[SealOptions.certificate]
        let file = arguments[SealOptions.passphraseFile]
        if try PKCS12Signer.isPKCS12(contentsOf: path) {
            guard certificates == nil else {
                throw CommandError(
                    "\(path) is a PKCS#12 file, which holds its certificate; "
                        + "expected --seal-certificate only with a key in PEM")
            }
            let signer = try PKCS12Signer(
                contentsOf: path, passphrase: Self.passphrase(of: path, in: file),
                at: time ?? Date())
            signer.warnings.forEach { Console.warning($0.message) }
            self.signer = signer
        } else {
            let signer = try Self.pemSigner(
                path, certificates, passphraseFile: file, at: time ?? Date())
            signer.warnings.forEach { Console.warning($0.message) }
            self.signer = signer
        }
    }

    /// A signer of containers with this seal.
    func containerSigner(_ profile: SignatureProfile?) throws -> ContainerSigner {
        let parameters = SignatureParameters(level: level, profile: profile)
        guard let time else {
            return try ContainerSigner(signer: signer, parameters: parameters, services: services)
        }
        return try ContainerSigner(signer: signer, parameters: parameters, services: services) {
            time
        }
    }

    /// Asks for a passphrase when the key is encrypted, and only then.
    private static func pemSigner(
        _ key: String, _ certificates: String?, passphraseFile: String?, at time: Date
    ) throws -> PEMSigner {
        do {
            return try PEMSigner(contentsOf: key, certificates: certificates, at: time)
        } catch {
            guard error.code == .passphraseNeeded else {
                guard error.code == .noCertificate, certificates == nil else { throw error }
                throw CommandError("\(error); name its file with --seal-certificate")
            }
        }
        return try PEMSigner(
            contentsOf: key, certificates: certificates,
            passphrase: passphrase(of: key, in: passphraseFile), at: time)
    }

    private static func passphrase(
        of path: String, in file: String?
    ) throws -> Passphrase {
        if let file { return try Passphrase(contentsOf: file) }
        if unsafe getenv("EDOC_PASSPHRASE") != nil {
            return try Passphrase(environmentVariable: "EDOC_PASSPHRASE")
        }
        do {
            return try Passphrase(promptingOnTerminal: "Passphrase of \(VisibleText.line(path)): ")
        } catch {
            guard error.code == .noPassphrase else { throw error }
            throw CommandError(
                "\(path) needs a passphrase, and none could be read from a terminal; "
                    + "give it with --passphrase-file or in the variable EDOC_PASSPHRASE")
        }
    }
}
