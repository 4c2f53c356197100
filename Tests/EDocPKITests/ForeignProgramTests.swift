import EDocCrypto
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// Files that other programs make while the test runs, and ours read by them.
@Suite struct ForeignProgramTests {
    private static let openssl = Command(named: "openssl")
    private static let keytool = Command(named: "keytool")

    /// Runs a program that must succeed. Its OpenSSL is the machine's, whatever policy tests run
    /// under.
    private func run(
        _ command: Command?, _ arguments: String..., in folder: String
    ) throws -> String {
        let command = try #require(command)
        let outcome = try command.run(
            arguments, in: folder,
            environment: ["OPENSSL_CONF": "/dev/null", "LC_ALL": "C.UTF-8"])
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)\(outcome.output)")
        return outcome.output + outcome.errors
    }

    private func write(_ octets: [UInt8], _ path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
    }

    @Test(.enabled(if: openssl != nil, "openssl is not on this machine"))
    func opensslReadsExports() async throws {
        let seal = try Fixtures.seal.get()
        try await withTemporaryFolder { folder in
            let secret = Array("parole".utf8)
            try write(seal.pkcs12(passphrase: Passphrase(secret)), folder + "/new.p12")
            try write(
                seal.pkcs12(passphrase: Passphrase(secret), legacy: true), folder + "/old.p12")
            try write(
                Array(try seal.privateKeyPEM(encryptedWith: Passphrase(secret)).utf8),
                folder + "/key.pem")
            for arguments in [["-in", "new.p12"], ["-legacy", "-in", "old.p12"]] {
                let command = try #require(Self.openssl)
                let outcome = try command.run(
                    ["pkcs12"] + arguments + ["-passin", "pass:parole", "-nodes"], in: folder,
                    environment: ["OPENSSL_CONF": "/dev/null"])
                #expect(outcome.status == 0, "\(outcome.errors)")
                let certificates = try X509Certificate.certificates(
                    inPEM: Array(outcome.output.utf8))
                #expect(certificates == seal.chain)
                let signer = try PEMSigner(
                    key: Array(outcome.output.utf8), certificates: Array(outcome.output.utf8))
                try await expectSigns(signer)
            }
            let key = try run(
                Self.openssl, "pkey", "-in", "key.pem", "-passin", "pass:parole", in: folder)
            #expect(key == seal.privateKeyPEM)
        }
    }

    @Test(.enabled(if: openssl != nil, "openssl is not on this machine"))
    func opensslVerifiesSignatures() async throws {
        let authority = try Fixtures.authority.get()
        for key in VirtualKeyType.allCases {
            let seal = try authority.issueSeal(
                commonName: "cli", key: key, notBefore: Fixtures.begin, notAfter: Fixtures.end)
            let algorithm = seal.signer.signatureAlgorithm
            let data = Array("octets".utf8)
            let value = try await seal.signer.sign(data)
            var octets = value.octets
            if case .ellipticCurve(let curve) = seal.certificate.keyType {
                octets = try #require(value.derEncodedECDSA(curve: curve))
            }
            let digest = algorithm.digestAlgorithm.name.replacing("-", with: "").lowercased()
            try await withTemporaryFolder { folder in
                try write(octets, folder + "/value")
                try write(data, folder + "/data")
                try write(Array(seal.certificate.pemEncoded.utf8), folder + "/seal.pem")
                let publicKey = try run(
                    Self.openssl, "x509", "-in", "seal.pem", "-pubkey", "-noout", in: folder)
                try write(Array(publicKey.utf8), folder + "/public.pem")
                let verdict = try run(
                    Self.openssl, "dgst", "-" + digest, "-verify", "public.pem", "-signature",
                    "value", "data", in: folder)
                #expect(verdict == "Verified OK\n", "\(key)")
            }
        }
    }

    @Test(.enabled(if: openssl != nil, "openssl is not on this machine"))
    func pkcs12OfOpenSSL() async throws {
        try await withTemporaryFolder { folder in
            try write(
                Array("[req]\ndistinguished_name = dn\n[dn]\n".utf8), folder + "/request.cnf")
            _ = try run(
                Self.openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k",
                "-out", "c", "-subj", "/C=LV/O=DEMO PARAUGS/CN=made now", "-days", "1",
                "-config", "request.cnf", in: folder)
            for arguments in [[], ["-legacy"], ["-keypbe", "NONE", "-certpbe", "NONE"]] {
                let command = try #require(Self.openssl)
                let outcome = try command.run(
                    ["pkcs12", "-export", "-inkey", "k", "-in", "c", "-passout", "pass:parole-ā"]
                        + ["-out", "file.p12"] + arguments, in: folder,
                    environment: ["OPENSSL_CONF": "/dev/null", "LC_ALL": "C.UTF-8"])
                #expect(outcome.status == 0, "\(outcome.errors)")
                let signer = try PKCS12Signer(
                    contentsOf: folder + "/file.p12", passphrase: Fixtures.passphrase())
                #expect(signer.certificateChain.map(\.commonName) == ["made now"])
                try await expectSigns(signer)
            }
        }
    }

    @Test(.enabled(if: keytool != nil, "keytool is not on this machine"))
    func keytoolReadsExports() async throws {
        let seal = try Fixtures.seal.get()
        try await withTemporaryFolder { folder in
            for legacy in [false, true] {
                let passphrase = try Passphrase(Array("parole".utf8))
                try write(
                    seal.pkcs12(passphrase: passphrase, legacy: legacy), folder + "/seal.p12")
                let list = try run(
                    Self.keytool, "-list", "-v", "-keystore", "seal.p12", "-storepass", "parole",
                    in: folder)
                #expect(list.contains("Entry type: PrivateKeyEntry"))
                #expect(list.contains("Certificate chain length: 3"))
            }
        }
    }

    @Test(.enabled(if: keytool != nil, "keytool is not on this machine"))
    func pkcs12OfKeytool() async throws {
        try await withTemporaryFolder { folder in
            _ = try run(
                Self.keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-groupname",
                "secp521r1", "-dname", "CN=made now,O=DEMO PARAUGS,C=LV", "-keystore", "java.p12",
                "-storetype", "PKCS12", "-storepass", "parole", in: folder)
            let signer = try PKCS12Signer(
                contentsOf: folder + "/java.p12", passphrase: Fixtures.javaPassphrase())
            #expect(signer.signatureAlgorithm == .ecdsaSHA512)
            try await expectSigns(signer)
        }
    }

    /// Starts the services until they are ready, and ends them: what matters is what they write.
    private static let startAndEnd = """
        "$1" --port 0 --dir "$2" > "$2.log" 2>&1 & service=$!
        for _ in $(seq 600); do grep -q '^ready' "$2.log" && break; sleep 0.1; done
        kill $service; wait $service; grep -q '^ready' "$2.log"
        """

    @Test(
        "The seals of the test services load in all three forms",
        .enabled(if: Vectors.oracles != nil, "EDOC_ORACLES is not set"))
    func seals() async throws {
        let services = (Vectors.oracles ?? "") + "/trust-services"
        try await withTemporaryFolder { folder in
            _ = try run(
                Command(path: "/bin/bash"), "-c", Self.startAndEnd, "bash", services,
                folder + "/d", in: folder)
            let secret = try Vectors.octets(at: folder + "/d/passphrase.txt")
            let seals = folder + "/d/seals/"
            let names = try Vectors.names(in: seals).filter { $0.hasSuffix(".chain.pem") }
                .map { String($0.dropLast(".chain.pem".count)) }
            #expect(names.count == 9)
            for name in names {
                let path = seals + name
                let signers: [any Signer] = [
                    try PKCS12Signer(contentsOf: path + ".p12", passphrase: Passphrase(secret)),
                    try PKCS12Signer(
                        contentsOf: path + ".legacy.p12", passphrase: Passphrase(secret)),
                    try PEMSigner(
                        contentsOf: path + ".key.pem", certificates: path + ".chain.pem"),
                ]
                for signer in signers {
                    #expect(signer.certificateChain == signers[0].certificateChain)
                    #expect(signer.certificateChain.count == 2)
                    try await expectSigns(signer)
                }
            }
        }
    }
}
