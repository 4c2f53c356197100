import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

/// The built program, run as a process of its own.
enum Demo {
    /// The program lies beside the tests' own executable.
    static let command: Command = {
        let tests =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let folder = tests.split(separator: "/").dropLast().joined(separator: "/")
        return Command(path: "/\(folder)/edoc-demo")
    }()

    /// A moment within the time of the certificates that tests make.
    static let time = "2024-07-11T08:00:00Z"

    static let sample = Vectors.folder + "/exam-results/sample.csv"

    /// Runs the program with these arguments.
    static func run(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> Command.Outcome {
        try command.run(arguments, environment: environment)
    }

    /// The columns and rows of the sample, for files made from it.
    static func sampleLines() throws -> [String] {
        String(decoding: try Vectors.octets("exam-results/sample.csv"), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    /// All paths below `folder`, sorted, without those of folders.
    static func files(in folder: String) -> [String] {
        let all = FileManager.default.subpaths(atPath: folder) ?? []
        return all.filter { path in
            var isFolder = ObjCBool(false)
            let exists = unsafe FileManager.default.fileExists(
                atPath: folder + "/" + path, isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }
}

/// Seals of a certification authority of the tests, as files.
struct SealFiles {
    /// Where they are.
    let folder: String
    let subject: String

    var pkcs12: String { folder + "/seal.p12" }
    var key: String { folder + "/key.pem" }
    var encryptedKey: String { folder + "/encrypted.pem" }
    var chain: String { folder + "/chain.pem" }
    var otherChain: String { folder + "/other.pem" }
    var passphrase: String { folder + "/passphrase" }
    var wrongPassphrase: String { folder + "/wrong" }

    /// What is said to whoever signs with the seal at level B.
    static func notes(until end: String = "2025-12-31T23:59:59Z") -> String {
        """
        Verifiers must trust the certificate of "CN=DEMO PARAUGS Root CA\\\\, tests,O=DEMO PARAUGS \
        (not a real organization),C=LV", or of who vouches for it, and need revocation lists or OCSP \
        responses about the seal.
        Without a time-stamp (--level B) this can be verified until \(end) at the latest, when a \
        certificate of the seal ends.

        """
    }

    /// Makes the files in `folder`. The certificates are valid in the years 2024 and 2025.
    init(in folder: String, keyType: VirtualKeyType = .p256) throws {
        self.folder = folder
        let begin = Date(timeIntervalSince1970: 1_704_067_200)
        let end = Date(timeIntervalSince1970: 1_767_225_599)
        let authority = try VirtualCA(name: "tests", validFrom: begin, validTo: end)
        let seal = try authority.issueSeal(
            commonName: "Skola", key: keyType, notBefore: begin, notAfter: end)
        let other = try authority.issueSeal(
            commonName: "Cita skola", notBefore: begin, notAfter: end)
        subject = seal.certificate.subject
        let secret = Array("pareizā parole".utf8)
        try write(try seal.pkcs12(passphrase: Passphrase(secret)), to: pkcs12)
        try write(Array(seal.privateKeyPEM.utf8), to: key)
        try write(
            Array(try seal.privateKeyPEM(encryptedWith: Passphrase(secret)).utf8), to: encryptedKey)
        try write(Array(seal.chainPEM.utf8), to: chain)
        try write(Array(other.chainPEM.utf8), to: otherChain)
        try write(secret + Array("\n".utf8), to: passphrase)
        try write(Array("nepareiza\n".utf8), to: wrongPassphrase)
    }

    private func write(_ octets: [UInt8], to path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
