import EDocCrypto
import EDocValidation
@testable import EDocXAdES
import Testing

/// EN 319 102-1 §5.2.7.
struct CryptographicVerificationTests {
    private static func verify(
        _ edits: [(pattern: String, text: String)] = [], data: SignedDataDigests? = nil,
        with certificate: String = "seal"
    ) throws -> (conclusion: Conclusion, rules: [ValidationRule]) {
        let read = try ReadSignature("good-b", edits)
        var findings = FindingList(policy: .baseline)
        let conclusion = try CryptographicVerification(
            signature: read.signature, references: read.references(),
            data: data ?? ReadSignature.data(), policy: .baseline
        ).verify(withOneOf: [ReadSignature.certificate(certificate)], &findings).conclusion
        return (conclusion, findings.findings.map(\.rule))
    }

    @Test("All digests and the value")
    func passes() throws {
        let found = try Self.verify()
        #expect(found.conclusion == .passed && found.rules.isEmpty)
    }

    @Test("A file that is not there, cannot be read, or is another one")
    func files() throws {
        let name = Array("a.txt".utf8)
        let none = try Self.verify(data: SignedDataDigests())
        #expect(none.conclusion == .indeterminate(.signedDataNotFound))
        #expect(none.rules == [.signedFileThere])
        var unreadable = SignedDataDigests()
        unreadable.insert(name, [])
        let unread = try Self.verify(data: unreadable)
        #expect(unread.conclusion == .indeterminate(.signedDataNotFound))
        #expect(unread.rules == [.signedFileUnchanged])
        var other = SignedDataDigests()
        other.insert(name, [try MessageDigest.digest(of: [1].span, .sha256)])
        let changed = try Self.verify(data: other)
        #expect(changed.conclusion == .failed(.hashFailure))
        #expect(changed.rules == [.signedFileUnchanged])
    }

    @Test(
        "What was changed after it was signed",
        arguments: [
            ("10:00:00Z", "10:00:01Z", Conclusion.failed(.hashFailure)),
            (
                "<ds:SignatureValue Id=\"value-1\">....", "<ds:SignatureValue Id=\"value-1\">AAAA",
                .failed(.sigCryptoFailure)
            ),
            ("Reference Id=\"r-1\"", "Reference Id=\"r-2\"", .failed(.sigCryptoFailure)),
            ("xmldsig-more#rsa-sha256", "xmldsig-more#ecdsa-sha256", .failed(.sigCryptoFailure)),
            (
                "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-x",
                .indeterminate(.cryptoConstraintsFailure)
            ),
        ])
    func changed(_ pattern: String, _ text: String, _ conclusion: Conclusion) throws {
        let found = try Self.verify([(pattern, text)])
        #expect(found.conclusion == conclusion && !found.rules.isEmpty)
    }

    @Test("Another certificate's key")
    func otherKey() throws {
        let found = try Self.verify(with: "other")
        #expect(found.conclusion == .failed(.sigCryptoFailure))
        #expect(found.rules == [.cryptographicVerification])
    }
}
