import EDocCrypto
import EDocPKI
import EDocTesting
import TestPKI
import Testing

/// Keys and certificates in PEM, as OpenSSL writes them (TestVectors/generate/crypto.sh).
@Suite struct PEMSignerTests {
    private func signer(
        _ key: String, _ certificates: String? = "p256.pem",
        algorithm: SignatureAlgorithm? = nil
    ) throws -> PEMSigner {
        try PEMSigner(
            contentsOf: Fixtures.path(key), certificates: certificates.map(Fixtures.path),
            passphrase: Fixtures.passphrase(), signatureAlgorithm: algorithm)
    }

    @Test(
        "Every form of a key signs",
        arguments: [
            "p256.key", "p256-pbes2.key", "p256-scrypt.key", "p256-pbes2-des3.key",
            "p256-pbes1-des3.key", "p256-pbes1-des.key", "p256-iter1.key",
            "p256-traditional.key", "p256-text-crlf.key", "p256-all.pem",
        ])
    func forms(_ key: String) async throws {
        let signer = try signer(key)
        #expect(signer.signatureAlgorithm == .ecdsaSHA256)
        #expect(signer.certificateChain.map(\.commonName) == ["DEMO PARAUGS p256"])
        try await expectSigns(signer)
    }

    @Test(
        "Every kind of key signs with the algorithm of its strength",
        arguments: [
            ("p256", SignatureAlgorithm.ecdsaSHA256, 64), ("p384", .ecdsaSHA384, 96),
            ("p521", .ecdsaSHA512, 132), ("rsa2048-traditional", .rsaSHA256, 256),
            ("rsapss2048", .rsaPSSSHA256, 256),
        ])
    func kinds(_ name: String, _ algorithm: SignatureAlgorithm, _ size: Int) async throws {
        let signer = try signer(name + ".key", name + ".pem")
        #expect(signer.signatureAlgorithm == algorithm)
        #expect(try await signer.sign([1]).octets.count == size)
        try await expectSigns(signer)
    }

    @Test(
        "Another algorithm than the default",
        arguments: [
            ("p256", SignatureAlgorithm.ecdsaSHA512), ("p384", .ecdsaSHA256),
            ("p521", .ecdsaSHA384), ("rsa2048-traditional", .rsaSHA512),
            ("rsa2048-traditional", .rsaPSSSHA256), ("rsa2048-traditional", .rsaPSSSHA384),
            ("rsa2048-traditional", .rsaPSSSHA512), ("rsapss2048", .rsaPSSSHA512),
        ])
    func algorithms(_ name: String, _ algorithm: SignatureAlgorithm) async throws {
        let signer = try signer(name + ".key", name + ".pem", algorithm: algorithm)
        #expect(signer.signatureAlgorithm == algorithm)
        try await expectSigns(signer)
    }

    @Test func keyAndCertificatesInOneFile() throws {
        let signer = try signer("p256-all.pem", nil)
        #expect(signer.certificateChain.map(\.commonName) == ["DEMO PARAUGS p256"])
        let withRoot = try PEMSigner(
            contentsOf: Fixtures.path("p256-all.pem"), includesRoot: true)
        #expect(
            withRoot.certificateChain.map(\.commonName)
                == ["DEMO PARAUGS p256", "DEMO PARAUGS Root"])
    }

    @Test("A passphrase that is not needed is no error")
    func unneededPassphrase() throws { _ = try signer("p256.key") }

    @Test func files() throws {
        let folder = Fixtures.path("")
        let reason = "cannot be read: No such file or directory (open, errno 2)"
        expect(.unreadableFile, "\"\(folder)no.key\" \(reason)") {
            try signer("no.key")
        }
        expect(.unreadableFile, "\"\(folder)no.pem\" \(reason)") {
            try signer("p256.key", "no.pem")
        }
        expect(
            .unreadableFile, "\"\(folder)\" is a folder, and a file is expected"
        ) { try signer("") }
        expect(
            .unreadableFile, "\"\(folder)\\u{0}\" is not the path of a file"
        ) { try signer("\0") }
        expect(
            .noPrivateKey,
            "\(folder)p256.pem: no -----BEGIN PRIVATE KEY----- in it (RFC 7468 §10)"
        ) { try signer("p256.pem") }
        expect(
            .noCertificate,
            "\(folder)p256.key: a private key without a certificate; "
                + "give the certificate that was issued for it"
        ) { try signer("p256.key", nil) }
        expect(
            .noCertificate,
            "\(folder)rsa1024.key: no certificate in it; give the certificate that was issued for the "
                + "key in \(folder)p256.key"
        ) { try signer("p256.key", "rsa1024.key") }
    }

    @Test func severalPrivateKeys() throws {
        let seal = try Fixtures.seal.get()
        let text = Array((seal.privateKeyPEM + seal.privateKeyPEM).utf8)
        let line = seal.privateKeyPEM.split(separator: "\n").count + 1
        expect(
            .severalPrivateKeys,
            "the key's PEM text: private keys begin on lines 1 and \(line); leave one"
        ) { try PEMSigner(key: text, certificates: Array(seal.chainPEM.utf8)) }
    }

    @Test func keysThatDoNotSign() throws {
        let folder = Fixtures.path("")
        expect(
            .weakKey,
            "\(folder)rsa1024.key: an RSA key of 1024 bits; nothing is signed with fewer than 2048 "
                + "(NIST SP 800-131A Rev. 2 §3): use RSA-3072 or EC P-256"
        ) { try signer("rsa1024.key", "rsa1024.pem") }
        let short = try VirtualHolder("short", key: PrivateKey.generate(.rsa(bits: 2047)))
        let text = Array(short.key.pem.utf8)
        expect(
            .weakKey,
            "the key's PEM text: an RSA key of 2047 bits; nothing is signed with fewer than "
                + "2048 (NIST SP 800-131A Rev. 2 §3): use RSA-3072 or EC P-256"
        ) { try PEMSigner(key: text, certificates: Array(short.certificate.pemEncoded.utf8)) }
        for (name, kind) in [
            ("ed25519", "ED25519"), ("secp256k1", "EC secp256k1"),
            ("p256-explicit", "EC with explicit curve parameters"),
        ] {
            expect(
                .unsupportedKey,
                "\(folder)\(name).key: a private key of the kind \(kind); RSA, and EC on P-256, "
                    + "P-384 or P-521, can sign"
            ) { try signer(name + ".key", name + ".pem") }
        }
        expect(
            .certificateNotForSigning,
            "\(folder)p256-encipherment.pem: the key usage of the certificate of "
                + "CN=DEMO PARAUGS p256-encipherment,O=DEMO PARAUGS,C=LV has neither "
                + "digitalSignature nor nonRepudiation (RFC 5280 §4.2.1.3); "
                + "use a certificate for signatures or seals"
        ) { try signer("p256.key", "p256-encipherment.pem") }
        expect(
            .certificateOfAnotherKey,
            "\(folder)p384.pem: the private key (EC P-256) belongs to none of the certificates "
                + "given, of which the first is of CN=DEMO PARAUGS p384,O=DEMO PARAUGS,C=LV "
                + "(EC P-384); give the certificate that was issued for this key"
        ) { try signer("p256.key", "p384.pem") }
    }

    @Test func algorithmsThatDoNotGo() throws {
        expect(
            .algorithmDoesNotFitKey,
            "RSA PKCS#1 v1.5 with SHA-256 cannot be made with an EC P-256 key; "
                + "ECDSA with SHA-256 can"
        ) { try signer("p256.key", algorithm: .rsaSHA256) }
        expect(
            .algorithmDoesNotFitKey,
            "RSA PKCS#1 v1.5 with SHA-256 cannot be made with an RSASSA-PSS-2048 key; "
                + "RSASSA-PSS with SHA-256 can"
        ) { try signer("rsapss2048.key", "rsapss2048.pem", algorithm: .rsaSHA256) }
        for (name, algorithm) in [
            ("p256", SignatureAlgorithm.ecdsaSHA1), ("rsa2048-traditional", .rsaSHA1),
        ] {
            expect(
                .weakAlgorithm,
                "\(algorithm.name) is only verified, never made (EN 319 162-1 §5.2.1, "
                    + "TS 119 312 §5.2); use SHA-256 or longer"
            ) { try signer(name + ".key", name + ".pem", algorithm: algorithm) }
        }
    }

    @Test(
        arguments: [
            "p256-pbes2.key", "p256-scrypt.key", "p256-pbes2-des3.key", "p256-pbes1-des3.key",
            "p256-pbes1-des.key",
        ])
    func passphrases(_ key: String) throws {
        let path = Fixtures.path(key)
        expect(
            .passphraseNeeded,
            "\(path), line 1: the private key is encrypted; give its passphrase"
        ) { try PEMSigner(contentsOf: path, certificates: Fixtures.path("p256.pem")) }
        expect(
            .wrongPassphrase, "\(path), line 1: the passphrase does not open the private key"
        ) {
            try PEMSigner(
                contentsOf: path, certificates: Fixtures.path("p256.pem"),
                passphrase: Passphrase(Array("parole-a".utf8)))
        }
    }

    @Test func encryptionThatIsNotRead() throws {
        let folder = Fixtures.path("")
        expect(
            .unsupportedEncryption,
            "\(folder)p256-camellia.key, line 1: encrypted with camellia-256-cbc; AES, triple DES, "
                + "RC2 and single DES can be read. Write the file again with AES-256"
        ) { try signer("p256-camellia.key") }
        expect(
            .unsupportedEncryption,
            "\(folder)p256-traditional-encrypted.key, line 1: a EC PRIVATE KEY encrypted in the "
                + "manner of RFC 1421; convert it: openssl pkcs8 -topk8 -in OLD -out NEW"
        ) { try signer("p256-traditional-encrypted.key") }
    }
}
