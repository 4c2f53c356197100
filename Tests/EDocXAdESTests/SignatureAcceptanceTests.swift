import EDocCrypto
import EDocPKI
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

    /// What the further reference to `others` comes to, on a path from seal to middle, the anchor.
    private static func references(
        to certificates: [X509Certificate], others: [X509Certificate], _ path: CertificatePath
    ) throws -> Conclusion {
        let references = try certificates.map {
            let octets = $0.derEncoded
            let digest = try MessageDigest.digest(of: octets.span, .sha256)
            let text = Data(digest.octets).base64EncodedString()
            return "<xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm=\""
                + digest.algorithm.rawValue + "\"/><ds:DigestValue>\(text)</ds:DigestValue>"
                + "</xades:CertDigest></xades:Cert>"
        }
        let read = try ReadSignature(
            "good-b", [("(?s)<xades:Cert>.*</xades:Cert>", references.joined())])
        var findings: [Finding] = []
        let conclusion = SignatureAcceptance(signature: read.signature, policy: .baseline)
            .checkReferences(path, others: others, CertificateCache(), &findings)
        #expect(findings.map(\.rule) == (conclusion.isPassed ? [] : [.signingCertificatePath]))
        return conclusion
    }

    @Test("A further reference is to the path, or to what is above its anchor")
    func furtherReferences() throws {
        let top = try VirtualHolder("top", VirtualHolder.authority())
        let root = try VirtualHolder("root", issuedBy: top, VirtualHolder.authority())
        let middle = try VirtualHolder("middle", issuedBy: root, VirtualHolder.authority())
        let seal = try VirtualHolder("seal", issuedBy: middle)
        let namesake = try VirtualHolder("root", VirtualHolder.authority())
        let path = try CertificatePath.find(
            for: seal.certificate,
            CertificatePath.Inputs(anchors: [middle.certificate], time: VirtualHolder.time),
            cache: CertificateCache()
        ).get()
        let failed = Conclusion.indeterminate(.sigConstraintsFailure)
        let others = [top, namesake, root].map(\.certificate)
        for (names, others, conclusion) in [
            ([seal], others, Conclusion.passed), ([seal, middle], [], .passed),
            ([middle, seal], others, .passed), ([seal, middle, root], others, .passed),
            ([seal, root, top], others, .passed), ([seal, top], others, .passed),
            ([seal, root], [], failed), ([seal, namesake], others, failed),
            ([seal, top], [top.certificate], failed),
        ] {
            let found = try Self.references(to: names.map(\.certificate), others: others, path)
            #expect(found == conclusion)
        }
    }
}
