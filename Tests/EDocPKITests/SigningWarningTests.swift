import EDocCrypto
import EDocPKI
import EDocTesting
import FoundationEssentials
import Glibc
import TestPKI
import Testing
import VectorSupport

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

    @Test("A certificate that comes without those above it, and one that needs none")
    func missingIssuer() throws {
        let seal = try Fixtures.seal.get()
        let chain = seal.chain
        func warnings(_ certificates: [X509Certificate]) throws -> [SigningWarning] {
            try PEMSigner(
                key: Array(seal.privateKeyPEM.utf8),
                certificates: Array(certificates.map(\.pemEncoded).joined().utf8)
            ).warnings
        }
        let alone = try warnings([chain[0]])
        #expect(alone.map(\.code) == [.missingIssuer])
        #expect(
            alone.map(\.message) == [
                "the certificate of \(chain[0].subject) comes without that of its issuer, "
                    + "\(chain[1].subject): unless that is a root, a verifier may find no path to "
                    + "one; add the certificates in between"
            ])
        #expect(
            try warnings([chain[2], chain[0]]).map(\.code) == [.missingIssuer, .unusedCertificates])
        #expect(try warnings([chain[1], chain[0]]) == [])
        #expect(try warnings(chain) == [])
        let own = try VirtualHolder("own", [VirtualHolder.usage(1)])
        let signer = try PEMSigner(
            key: Array(own.key.pem.utf8), certificates: Array(own.certificate.pemEncoded.utf8))
        #expect(signer.warnings == [])
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
