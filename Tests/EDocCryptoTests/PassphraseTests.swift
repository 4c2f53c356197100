import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Glibc
import Testing
import VectorSupport

@Suite struct PassphraseTests {
    private func octets(_ passphrase: borrowing Passphrase) -> [UInt8] {
        passphrase.withOctets { $0.copied() }
    }

    @Test(
        "The first line of a file, without its end",
        arguments: [
            ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"),
            ("secret\nmore\n", "secret"), ("", ""), ("\n", ""), ("\r\n", ""),
            (" se cret \n", " se cret "), ("parole-ā\n", "parole-ā"), ("a\rb\n", "a\rb"),
        ])
    func files(_ contents: String, _ expected: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/passphrase"
            try Data(contents.utf8).write(to: URL(filePath: path))
            #expect(octets(try Passphrase(contentsOf: path)) == Array(expected.utf8))
        }
    }

    @Test func descriptor() throws {
        var ends: [CInt] = [-1, -1]
        #expect(unsafe pipe(&ends) == 0)
        let text = Array("secret\n".utf8)
        #expect(unsafe write(ends[1], text, text.count) == text.count)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(octets(try Passphrase(fileDescriptor: ends[0])) == Array("secret".utf8))
        expect(.unreadableFile, "descriptor -1 cannot be read: Bad file descriptor (read, errno 9)")
        {
            _ = try Passphrase(fileDescriptor: -1)
        }
    }

    @Test func environment() throws {
        #expect(unsafe setenv("EDOC_TEST_PASSPHRASE", "parole-ā", 1) == 0)
        defer { unsafe unsetenv("EDOC_TEST_PASSPHRASE") }
        let passphrase = try Passphrase(environmentVariable: "EDOC_TEST_PASSPHRASE")
        #expect(octets(passphrase) == Array("parole-ā".utf8))
        expect(.noPassphrase, "the environment variable EDOC_NOT_SET is not set") {
            _ = try Passphrase(environmentVariable: "EDOC_NOT_SET")
        }
    }

    @Test("A too long passphrase is an error, never cut off or empty")
    func tooLong() async throws {
        let longest = [UInt8](repeating: 0x61, count: KeyLimits().passphraseSize)
        #expect(octets(try Passphrase(longest)) == longest)
        expect(.tooLarge, "a passphrase is longer than 1024 bytes") {
            _ = try Passphrase(longest + [0x61])
        }
        try await withTemporaryFolder { folder in
            let path = folder + "/passphrase"
            try Data(longest + Array("\r\n".utf8)).write(to: URL(filePath: path))
            #expect(octets(try Passphrase(contentsOf: path)) == longest)
            try Data(longest + Array("a\n".utf8)).write(to: URL(filePath: path))
            expect(.tooLarge, "\(path): the passphrase is longer than 1024 bytes") {
                _ = try Passphrase(contentsOf: path)
            }
            try Data(repeating: 0x61, count: 2 << 20).write(to: URL(filePath: path))
            expect(.tooLarge, "\"\(path)\" has more than 1048576 bytes") {
                _ = try Passphrase(contentsOf: path)
            }
        }
    }

    @Test func unreadable() async throws {
        try await withTemporaryFolder { folder in
            expect(.unreadableFile, "\"\(folder)\" is a folder, and a file is expected") {
                _ = try Passphrase(contentsOf: folder)
            }
            expect(
                .unreadableFile,
                "\"\(folder)/no\" cannot be read: No such file or directory (open, errno 2)"
            ) {
                _ = try Passphrase(contentsOf: folder + "/no")
            }
        }
    }
}

/// What a key file's mode and the certificate's dates give as warnings.
@Suite struct SigningWarningTests {
    @Test(arguments: [(mode_t(0o600), false), (0o640, true), (0o604, true), (0o400, false)])
    func modes(_ mode: mode_t, _ isWarned: Bool) async throws {
        let seal = try Fixtures.seal.get()
        try await withTemporaryFolder { folder in
            let key = folder + "/key.pem"
            let chain = folder + "/chain.pem"
            let file = folder + "/seal.p12"
            try Data(seal.privateKeyPEM.utf8).write(to: URL(filePath: key))
            try Data(seal.chainPEM.utf8).write(to: URL(filePath: chain))
            try Data(seal.pkcs12(passphrase: Fixtures.passphrase())).write(
                to: URL(filePath: file))
            for path in [key, file] { #expect(unsafe chmod(path, mode) == 0) }
            #expect(unsafe chmod(chain, 0o644) == 0)
            let signers: [(String, [SigningWarning])] = [
                (key, try PEMSigner(contentsOf: key, certificates: chain).warnings),
                (
                    file,
                    try PKCS12Signer(
                        contentsOf: file, passphrase: Fixtures.passphrase()
                    ).warnings
                ),
            ]
            for (path, warnings) in signers {
                let expected =
                    "\(path): users other than its owner can read or change this key "
                    + "file: chmod 600"
                #expect(warnings.map(\.message) == (isWarned ? [expected] : []))
                #expect(warnings.allSatisfy { $0.code == .keyFileOpenToOthers })
            }
        }
    }

    /// 2026-12-31T23:59:59Z, the last second of the old rule.
    private static let lastBegin = Date(timeIntervalSince1970: 1_798_761_599)
    /// 2028-12-31T23:59:59Z.
    private static let lastEnd = Date(timeIntervalSince1970: 1_861_919_999)

    private func warnings(
        _ key: VirtualKeyType, _ begin: Date, _ end: Date
    ) throws -> [String] {
        let authority = try Fixtures.authority.get()
        let seal = try authority.issueSeal(
            commonName: "small", key: key, notBefore: begin, notAfter: end)
        return seal.signer.warnings.map(\.message)
    }

    @Test func keySizes() throws {
        let name = "CN=DEMO PARAUGS small,O=DEMO PARAUGS (not a real organization),C=LV"
        let advice =
            "ask the issuer for a certificate of an RSA-3072 or EC P-384 key "
            + "(ETSI TS 119 312 V2.1.1, 8.4 and Table 6)"
        #expect(try warnings(.rsa2048, Self.lastBegin, Self.lastEnd) == [])
        #expect(
            try warnings(.rsa2048, Self.lastBegin + 1, Self.lastEnd) == [
                "the certificate of the RSA-2048 key of \(name) begins at 2027-01-01T00:00:00Z; "
                    + "for RSA below 3000 bits none may begin after 2026-12-31T23:59:59Z: \(advice)"
            ])
        #expect(
            try warnings(.rsa2048, Self.lastBegin, Self.lastEnd + 1) == [
                "the certificate of the RSA-2048 key of \(name) ends at 2029-01-01T00:00:00Z; "
                    + "for RSA below 3000 bits none may end after 2028-12-31T23:59:59Z: \(advice)"
            ])
        #expect(try warnings(.rsa3072, Self.lastBegin + 1, Self.lastEnd + 1) == [])
        #expect(try warnings(.p256, Self.lastBegin + 1, Self.lastEnd + 1) == [])
    }

    @Test func certificatesThatAreNotUsed() throws {
        let seal = try Fixtures.seal.get()
        let other = try VirtualCA(
            name: "other", validFrom: Fixtures.begin, validTo: Fixtures.end)
        let signer = try PEMSigner(
            key: Array(seal.privateKeyPEM.utf8),
            certificates: Array((other.root.pemEncoded + seal.chainPEM).utf8))
        #expect(signer.certificateChain == Array(seal.chain.dropLast()))
        #expect(
            signer.warnings.map(\.message) == [
                "the certificates' PEM text: the certificate of \(other.root.subject) is not in "
                    + "the path of \(seal.certificate.subject) and is left out"
            ])
    }
}
