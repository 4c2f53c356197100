import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.8.
struct SignatureAcceptanceTests {
    private static let sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"
    private static let noProof = Conclusion.indeterminate(.cryptoConstraintsFailureNoPOE)

    private static func check(
        _ edits: [(pattern: String, text: String)] = [], at time: String
    ) throws -> Conclusion {
        var findings: [Finding] = []
        let conclusion = SignatureAcceptance(
            signature: try ReadSignature("good-b", edits).signature, policy: .baseline
        ).check(
            try ReadSignature.certificate("seal"), at: try date(time), place: .container, &findings)
        #expect(findings.allSatisfy { $0.rule == .reliableAlgorithm })
        #expect(findings.isEmpty == (conclusion.isPassed || conclusion != noProof))
        return conclusion
    }

    @Test("Algorithm and key by the date that counts")
    func byDate() throws {
        #expect(try Self.check(at: "2026-12-01T00:00:00Z") == .passed)
        #expect(try Self.check(at: "2028-12-31T23:59:59Z") == .passed)
        #expect(try Self.check(at: "2029-01-01T00:00:00Z") == Self.noProof)
    }

    @Test("A signature with SHA-1, or over a digest by it, needs an early proof")
    func sha1Signs() throws {
        for edit in [
            (
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
            ),
            (
                "(?s)URI=\"a.txt\"><ds:DigestMethod.*?</ds:DigestValue>",
                "URI=\"a.txt\"><ds:DigestMethod Algorithm=\"\(Self.sha1)\"/><ds:DigestValue>"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue>"
            ),
        ] {
            #expect(try Self.check([edit], at: "2026-12-01T00:00:00Z") == Self.noProof)
            #expect(try Self.check([edit], at: "2016-12-01T00:00:00Z") == .passed)
        }
    }

    @Test("An algorithm that nobody knows is never accepted")
    func unknown() throws {
        #expect(
            try Self.check(
                [("xmldsig-more#rsa-sha256", "xmldsig-more#x")], at: "2016-12-01T00:00:00Z")
                == .indeterminate(.cryptoConstraintsFailure))
    }

    @Test("The digest of the certificate is reported, and fails nothing")
    func certificateDigest() throws {
        let edit = (
            "(?s)<xades:CertDigest>.*</xades:CertDigest>",
            "<xades:CertDigest><ds:DigestMethod Algorithm=\"\(Self.sha1)\"/><ds:DigestValue>"
                + "AAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue></xades:CertDigest>"
        )
        for (time, edits, isWeak) in [
            ("2026-12-01T00:00:00Z", [edit], true), ("2016-12-01T00:00:00Z", [edit], false),
            ("2026-12-01T00:00:00Z", [], false),
        ] {
            var findings = FindingList(policy: .baseline)
            SignatureAcceptance(
                signature: try ReadSignature("good-b", edits).signature, policy: .baseline
            ).checkSigningCertificateDigest(at: try date(time), &findings)
            #expect(findings.findings.map(\.rule) == (isWeak ? [.weakCertificateDigest] : []))
            #expect(!findings.hasFailure)
        }
    }
}
