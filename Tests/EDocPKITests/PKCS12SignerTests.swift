import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import TestPKI
import Testing
import VectorSupport

/// PKCS#12 files as OpenSSL 3 and Java's keytool write them (TestVectors/generate/crypto.sh).
@Suite struct PKCS12SignerTests {
    @Test(
        "Files of OpenSSL open",
        arguments: [
            "openssl.p12", "openssl-legacy.p12", "openssl-des3.p12", "openssl-nomac.p12",
            "openssl-plain-certificates.p12", "openssl-plain.p12", "openssl-sha512mac.p12",
            "pbmac1-sha256.p12", "pbmac1-sha512.p12", "pbmac1-mixed.p12",
        ])
    func openSSL(_ name: String) async throws {
        let path = Fixtures.path(name)
        let signer = try PKCS12Signer(contentsOf: path, passphrase: Fixtures.passphrase())
        #expect(signer.certificateChain.map(\.commonName) == ["DEMO PARAUGS p256"])
        #expect(signer.signatureAlgorithm == .ecdsaSHA256)
        try await expectSigns(signer)
        let withRoot = try PKCS12Signer(
            contentsOf: path, passphrase: Fixtures.passphrase(), includesRoot: true)
        #expect(
            withRoot.certificateChain.map(\.commonName)
                == ["DEMO PARAUGS p256", "DEMO PARAUGS Root"])
    }

    @Test(
        "Files of keytool open",
        arguments: [
            ("keytool-rsa2048.p12", SignatureAlgorithm.rsaSHA256),
            ("keytool-p384.p12", .ecdsaSHA384), ("keytool-legacy.p12", .ecdsaSHA256),
        ])
    func keytool(_ name: String, _ algorithm: SignatureAlgorithm) async throws {
        let signer = try PKCS12Signer(
            contentsOf: Fixtures.path(name), passphrase: Fixtures.javaPassphrase())
        #expect(signer.signatureAlgorithm == algorithm)
        try await expectSigns(signer)
    }

    @Test("An empty passphrase opens in either of its two forms")
    func emptyPassphrase() async throws {
        let file = try PKCS12Signer(
            contentsOf: Fixtures.path("openssl-empty.p12"), passphrase: Passphrase([]))
        try await expectSigns(file)
        // Made with the two zero bytes of an empty BMPString.
        let seal = try Fixtures.seal.get()
        let other = try PKCS12Signer(
            seal.pkcs12(passphrase: Passphrase([])), passphrase: Passphrase([]))
        try await expectSigns(other)
    }

    @Test(
        arguments: [
            "openssl.p12", "openssl-legacy.p12", "openssl-des3.p12", "openssl-sha512mac.p12",
            "keytool-rsa2048.p12", "keytool-legacy.p12", "openssl-empty.p12", "pbmac1-sha256.p12",
            "pbmac1-mixed.p12",
        ])
    func wrongPassphrase(_ name: String) throws {
        let path = Fixtures.path(name)
        let message = "\(path): the passphrase does not open the file, or the file was changed"
        for wrong in ["parole-a", "Parole", "parole-ā ", "x"] {
            expect(.wrongPassphrase, message) {
                try PKCS12Signer(
                    contentsOf: path, passphrase: Passphrase(Array(wrong.utf8)))
            }
        }
        if name != "openssl-empty.p12" {
            expect(.wrongPassphrase, message) {
                try PKCS12Signer(contentsOf: path, passphrase: Passphrase([]))
            }
        }
    }

    @Test("Without an integrity check, what does not decrypt is a wrong passphrase")
    func wrongPassphraseWithoutMac() throws {
        let path = Fixtures.path("openssl-nomac.p12")
        expect(.wrongPassphrase, "\(path): the passphrase does not open the file") {
            try PKCS12Signer(contentsOf: path, passphrase: Passphrase(Array("x".utf8)))
        }
    }

    @Test func whatIsNotThere() throws {
        let folder = Fixtures.path("")
        expect(
            .noPrivateKey,
            "\(folder)openssl-nokey.p12: 1 certificates and no private key in it; "
                + "export the key together with its certificate"
        ) {
            try PKCS12Signer(
                contentsOf: folder + "openssl-nokey.p12", passphrase: Fixtures.passphrase())
        }
        expect(
            .noPrivateKey,
            "\(folder)keytool-truststore.p12: 1 certificates and no private key in it; "
                + "export the key together with its certificate"
        ) {
            try PKCS12Signer(
                contentsOf: folder + "keytool-truststore.p12",
                passphrase: Fixtures.javaPassphrase())
        }
        expect(
            .noCertificate,
            "\(folder)openssl-nocert.p12: a private key without a certificate; "
                + "give the certificate that was issued for it"
        ) {
            try PKCS12Signer(
                contentsOf: folder + "openssl-nocert.p12", passphrase: Fixtures.passphrase())
        }
        expect(
            .severalPrivateKeys,
            "\(folder)keytool-two.p12: 2 private keys with certificates in it; "
                + "export the one to sign with into a file of its own"
        ) {
            try PKCS12Signer(
                contentsOf: folder + "keytool-two.p12", passphrase: Fixtures.javaPassphrase())
        }
        let seal = try Fixtures.seal.get()
        let other = try Fixtures.authority.get().issueSeal(
            commonName: "other", notBefore: Fixtures.begin, notAfter: Fixtures.end)
        let mixed = try PFX.encoded(
            key: seal.key, certificates: other.chain, passphrase: Fixtures.passphrase(),
            legacy: false)
        expect(
            .certificateOfAnotherKey,
            "the PKCS#12 file: the private key (EC P-256) belongs to none of the certificates "
                + "given, of which the first is of \(other.certificate.subject) (EC P-256); "
                + "give the certificate that was issued for this key"
        ) { try PKCS12Signer(mixed, passphrase: Fixtures.passphrase()) }
    }

    @Test func encryptionThatIsNotRead() throws {
        let path = Fixtures.path("openssl-camellia.p12")
        expect(
            .unsupportedEncryption,
            "\(path): encrypted with camellia-256-cbc; AES, triple DES, RC2 and single DES can be "
                + "read. Write the file again with AES-256"
        ) { try PKCS12Signer(contentsOf: path, passphrase: Fixtures.passphrase()) }
    }

    @Test(
        "PBMAC1 with parameters that RFC 9579 does not allow, or that would take too long",
        arguments: [
            (
                "no-key-length",
                "an integrity check by PBMAC1 that cannot be made here: keyLength: expected "
                    + "INTEGER, found SEQUENCE (RFC 9579 §4)"
            ),
            (
                "key-length",
                "an integrity check by PBMAC1 that cannot be made here: keyLength: 129 octets; 1 to "
                    + "128 are derived (RFC 9579 §4)"
            ),
            (
                "scrypt",
                "an integrity check by PBMAC1 that cannot be made here: keyDerivationFunc: expected "
                    + "PBKDF2, found 1.3.6.1.4.1.11591.4.11 (RFC 9579 §4)"
            ),
            (
                "iterations",
                "a key derivation of 5000001 iterations; 1 to 5000000 in the whole file are carried "
                    + "out"
            ),
        ])
    func pbmac1(_ name: String, _ message: String) throws {
        let path = Fixtures.path("pbmac1-\(name).p12")
        expect(.unsupportedEncryption, "\(path): \(message)") {
            try PKCS12Signer(contentsOf: path, passphrase: Fixtures.passphrase())
        }
    }

    @Test func notPKCS12() throws {
        let path = Fixtures.path("p256.pem")
        expect(.malformedPKCS12, "\(path): not a PKCS#12 file (RFC 7292 §4)") {
            try PKCS12Signer(contentsOf: path, passphrase: Fixtures.passphrase())
        }
        let good = try Vectors.octets(at: Fixtures.path("openssl.p12"))
        for octets in [[], [0x30], good + [0], Array(good.dropLast())] {
            expect(.malformedPKCS12, "the PKCS#12 file: not a PKCS#12 file (RFC 7292 §4)") {
                try PKCS12Signer(octets, passphrase: Fixtures.passphrase())
            }
        }
    }

    @Test("A changed byte is never taken for the file, and never crashes")
    func changedBytes() throws {
        for name in ["openssl.p12", "openssl-legacy.p12"] {
            let good = try Vectors.octets(at: Fixtures.path(name))
            let expected = try PKCS12Signer(good, passphrase: Fixtures.passphrase())
            for place in stride(from: 0, to: good.count, by: 7) {
                var changed = good
                changed[place] ^= 0x21
                guard
                    let signer = try? PKCS12Signer(changed, passphrase: Fixtures.passphrase())
                else { continue }
                #expect(signer.certificateChain == expected.certificateChain, "\(name) \(place)")
            }
        }
    }

    @Test("A derivation that would take hours is refused at once")
    func iterations() throws {
        func parameters(_ numbers: Int...) -> [UInt8] {
            DER.sequence(of: [DER.octetString([1, 2, 3, 4])] + numbers.map(DER.integer))
        }
        func pbes2(_ derivation: String, _ parameters: [UInt8]) -> [UInt8] {
            DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.5.13"),
                DER.sequence(
                    DER.sequence(DER.objectIdentifier(derivation), parameters),
                    DER.sequence(
                        DER.objectIdentifier("2.16.840.1.101.3.4.1.42"),
                        DER.octetString([UInt8](repeating: 0, count: 16)))))
        }
        func refuses(
            _ algorithm: [UInt8], _ message: String,
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let key = DER.sequence(algorithm, DER.octetString([UInt8](repeating: 0, count: 16)))
            let pem = PEM.encoded(key.span, label: "ENCRYPTED PRIVATE KEY")
            expect(
                .unsupportedEncryption, "the key's PEM text, line 1: \(message)",
                sourceLocation: sourceLocation
            ) {
                try PEMSigner(
                    key: Array(pem.utf8), certificates: [], passphrase: Fixtures.passphrase())
            }
        }
        let (pbkdf2, scrypt) = ("1.2.840.113549.1.5.12", "1.3.6.1.4.1.11591.4.11")
        let limit = "1 to 5000000 in the whole file are carried out"
        for algorithm in [
            pbes2(pbkdf2, parameters(5_000_001)),
            DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.12.1.3"), parameters(5_000_001)),
        ] {
            refuses(algorithm, "a key derivation of 5000001 iterations; \(limit)")
        }
        // Little memory, and hours all the same; then products that do not fit, and no number.
        refuses(
            pbes2(scrypt, parameters(1 << 17, 1, 1 << 17)),
            "a key derivation of 17179869184 iterations; \(limit)")
        refuses(
            pbes2(scrypt, parameters(1 << 40, 1 << 20, 1 << 20)),
            "a key derivation of \(Int.max) iterations; \(limit)")
        refuses(
            pbes2(scrypt, parameters(1 << 14, 8, 0)), "a key derivation of 0 iterations; \(limit)")
        refuses(
            pbes2("1.2.3", parameters(1)),
            "a key derived by 1.2.3; PBKDF2 and scrypt can be carried out")
        // In a file, with 2048 made negative: in the integrity check, and in the parts without it.
        for name in ["openssl.p12", "openssl-nomac.p12"] {
            var octets = try Vectors.octets(at: Fixtures.path(name))
            let place = try #require(
                octets.indices.dropLast(3).last {
                    octets[$0..<$0 + 4].elementsEqual([0x02, 0x02, 0x08, 0x00])
                })
            octets[place + 2] = 0xF8
            expect(
                .unsupportedEncryption,
                "the PKCS#12 file: a key derivation of -2048 iterations; "
                    + "1 to 5000000 in the whole file are carried out"
            ) { try PKCS12Signer(octets, passphrase: Fixtures.passphrase()) }
        }
    }

    @Test("What EDocTesting exports opens, in both ways", arguments: [false, true])
    func exports(_ legacy: Bool) async throws {
        let seal = try Fixtures.seal.get()
        let octets = try seal.pkcs12(passphrase: Fixtures.passphrase(), legacy: legacy)
        let signer = try PKCS12Signer(octets, passphrase: Fixtures.passphrase())
        #expect(signer.certificateChain == Array(seal.chain.dropLast()))
        try await expectSigns(signer)
    }
}
