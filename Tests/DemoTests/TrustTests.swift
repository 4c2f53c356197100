import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// Who is trusted, as the options of `validate` and `extract` say it.
@Suite struct TrustTests {
    private static let pki = ValidateTests.attacks + "/pki"
    private static let at = ["--at", "2026-12-01T00:00:00Z"]

    @Test func aFolderIsReadForCertificatesAndRevocationLists() async throws {
        try await withTemporaryFolder { folder in
            let trust = folder + "/trust"
            try FileManager.default.createDirectory(
                atPath: trust + "/below", withIntermediateDirectories: true)
            let root = try #require(
                try X509Certificate.certificates(inPEM: Vectors.octets(at: Self.pki + "/root.pem"))
                    .first)
            try Self.write(root.derEncoded, to: trust + "/root.cer")
            let list = try Vectors.octets(at: Self.pki + "/root.crl.pem")
            let text = String(decoding: list, as: UTF8.self).split(separator: "\n")
                .filter { !$0.hasPrefix("-----") }.joined()
            try Self.write([UInt8](try #require(Data(base64Encoded: text))), to: trust + "/a.crl")
            try Self.write([0], to: trust + "/.hidden")
            let good = try ValidateTests.validate(["good-lt.asice"], ["--trust", trust] + Self.at)
            #expect(good.status == 0 && good.errors.isEmpty, "\(good)")

            try Self.write(Array("Read me.\n".utf8), to: trust + "/README")
            let warned = try ValidateTests.validate(["good-b.asice"], ["--trust", trust] + Self.at)
            #expect(warned.status == 0)
            #expect(
                warned.errors
                    == "warning: \(trust): neither certificates nor revocation data, and "
                    + "not used: \"README\"\n")

            // A file of blocks, none of which is one of these, is not used either.
            let other = "-----BEGIN SOME DATA-----\nAAAA\n-----END SOME DATA-----\n"
            try Self.write(Array(other.utf8), to: trust + "/README")
            #expect(
                try ValidateTests.validate(["good-b.asice"], ["--trust", trust] + Self.at).errors
                    == warned.errors)

            for (text, message) in [
                (
                    "-----BEGIN CERTIFICATE-----\nAAAA\n",
                    "-----BEGIN CERTIFICATE----- of line 1 has no -----END CERTIFICATE-----"
                ),
                (
                    "-----BEGIN X509 CRL-----\nAAAA\n",
                    "-----BEGIN X509 CRL----- of line 1 has no -----END X509 CRL-----"
                ),
            ] {
                try Self.write(Array(text.utf8), to: trust + "/damaged.pem")
                let damaged = try ValidateTests.validate(
                    ["good-b.asice"], ["--trust", trust] + Self.at)
                #expect(damaged.status == 2 && damaged.output.isEmpty)
                #expect(
                    damaged.errors.hasPrefix(
                        "error: --trust: \"\(trust)/damaged.pem\": \(message)\nusage: "))
            }
        }
    }

    /// A pipe has no writer here: nobody waits for one.
    @Test func whatIsNoFileIsNamedAndNotWaitedFor() async throws {
        try await withTemporaryFolder { folder in
            let pipe = folder + "/pipe"
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            for trust in [pipe, folder] {
                let outcome = try ValidateTests.validate(["good-b.asice"], ["--trust", trust])
                #expect(outcome.status == 2 && outcome.output.isEmpty)
                #expect(
                    outcome.errors.hasPrefix(
                        "error: --trust: \"\(pipe)\" is a pipe that nobody writes to, and a file "
                            + "is expected\nusage: "))
            }
        }
    }

    /// Sparse: more than is read, that no disk holds.
    @Test func aFileThatIsTooLargeIsNotRead() async throws {
        try await withTemporaryFolder { folder in
            let large = folder + "/large"
            try Self.write([], to: large)
            try #require(unsafe truncate(large, 100_663_297) == 0)
            let message =
                "\"\(large)\" has more than 100663296 bytes, and so much is not read"
            let trust = try ValidateTests.validate(["good-b.asice"], ["--trust", large])
            #expect(trust.status == 2 && trust.output.isEmpty)
            #expect(trust.errors.hasPrefix("error: --trust: \(message)\nusage: "))
            let policy = try ValidateTests.validate(
                ["good-b.asice"], ["--trust", "pki/root.pem", "--policy", large])
            #expect(policy.status == 2 && policy.output.isEmpty)
            #expect(policy.errors.hasPrefix("error: --policy: \(message); expected "))
            try #require(unsafe truncate(large, 100_663_296) == 0)
            let most = try ValidateTests.validate(["good-b.asice"], ["--trust", large])
            #expect(most.errors.contains("is neither a certificate nor revocation data"))
        }
    }

    @Test func filesMayHoldBothInPEMAndBeGivenRepeatedly() async throws {
        try await withTemporaryFolder { folder in
            let both = folder + "/both.pem"
            try Self.write(
                Vectors.octets(at: Self.pki + "/root.pem")
                    + Vectors.octets(at: Self.pki + "/root.crl.pem"), to: both)
            for options in [
                ["--trust", both], ["--trust", both, "--trust", both],
                ["--trust", "pki/stranger.pem", "--trust", both, "--crl", both],
                ["--trust=pki/root.pem", "--crl=" + both],
            ] {
                let outcome = try ValidateTests.validate(["good-lta.asice"], options + Self.at)
                #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
            }
        }
    }

    @Test("A byte-order mark before PEM, and PKCS #7 in both forms")
    func formsOfOtherPrograms() async throws {
        try await withTemporaryFolder { folder in
            let pem = try Vectors.octets(at: Self.pki + "/root.pem")
            let root = try #require(try X509Certificate.certificates(inPEM: pem).first).derEncoded
            let list = try #require(
                try CertificateRevocationList.lists(
                    inPEM: Vectors.octets(at: Self.pki + "/root.crl.pem")
                ).first
            ).derEncoded
            let bundle = DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.7.2"),
                DER.explicit(
                    0,
                    DER.sequence(
                        DER.integer(1), DER.set(of: []),
                        DER.sequence(DER.objectIdentifier("1.2.840.113549.1.7.1")),
                        DER.implicit(0, DER.set(of: [root])), DER.implicit(1, DER.set(of: [list])),
                        DER.set(of: []))))
            let text =
                "-----BEGIN PKCS7-----\n" + Data(bundle).base64EncodedString()
                + "\n-----END PKCS7-----\n"
            let forms: [(String, [UInt8], [String])] = [
                ("bom.pem", [0xEF, 0xBB, 0xBF] + pem, ["--crl", "pki/root.crl.pem"]),
                ("der.p7b", bundle, []), ("pem.p7b", Array(text.utf8), []),
            ]
            for (name, octets, more) in forms {
                try Self.write(octets, to: folder + "/" + name)
                let outcome = try ValidateTests.validate(
                    ["good-b.asice"], ["--trust", folder + "/" + name] + more + Self.at)
                #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
            }
            let all = try ValidateTests.validate(["good-b.asice"], ["--trust", folder] + Self.at)
            #expect(all.status == 0 && all.errors.isEmpty, "\(all)")
        }
    }

    @Test func rolesAreApartOnceOneIsNamed() throws {
        let signers = ["--trust", "pki/root.pem", "--crl", "pki/root.crl.pem"] + Self.at
        let ways: [([String], Bool)] = [
            ([], true),
            (["--trust-tsa", "pki/root.pem"], true),
            (["--trust-tsa", "pki/tsa.pem", "--trust-ocsp", "pki/responder.pem"], true),
            (["--trust-tsa", "pki/stranger.pem"], false),
            (["--trust-ocsp", "pki/responder.pem"], false),
        ]
        for (options, isValid) in ways {
            let outcome = try ValidateTests.validate(
                ["good-lt.asice"], signers + options + ["--format", "json"])
            let report = try #require(try ValidateTests.reports(outcome.output).first)
            #expect(report.container == "accepted")
            let signature = try #require(report.signatures.first)
            // Without a trusted time-stamp it is still good by what is known now; not as level LT.
            if isValid {
                #expect(signature.indication == "TOTAL-PASSED" && signature.findings.isEmpty)
            } else {
                #expect(!signature.findings.isEmpty, "\(options)")
            }
        }
        let stranger = try ValidateTests.validate(
            ["good-lt.asice"],
            ["--trust", "pki/stranger.pem", "--trust-tsa", "pki/root.pem"] + Self.at)
        #expect(stranger.status == 1)
        #expect(stranger.output.contains("NO_CERTIFICATE_CHAIN_FOUND"))
    }

    static let necessity = """
        missing --trust <path>: nobody is trusted unless you say so; name a file or folder with the \
        certificates of those who may vouch for a signer, such as the folder 'trust' that \
        'edoc-demo issue' leaves beside what it makes
        """

    @Test(
        arguments: [
            (["--trust-tsa", "pki/root.pem"], necessity),
            (
                ["--trust", "none"],
                "--trust: \"none\" cannot be read: No such file or directory (open, errno 2)"
            ),
            (
                ["--trust", "README.md"],
                "--trust: \"README.md\" is neither a certificate nor revocation data; expected "
                    + "one in PEM or DER"
            ),
            (
                ["--trust", "good-b.asice"],
                "--trust: \"good-b.asice\" is neither a certificate nor revocation data; "
                    + "expected one in PEM or DER"
            ),
            (
                ["--trust", "pki/root.crl.pem"],
                "--trust: no certificate in \"pki/root.crl.pem\", so nobody would be trusted; "
                    + "expected one in PEM or DER"
            ),
            (
                ["--trust", "pki/root.pem", "--trust-ocsp", "pki/root.crl.pem"],
                "--trust-ocsp: no certificate in \"pki/root.crl.pem\", so nobody would be trusted; "
                    + "expected one in PEM or DER"
            ),
            (
                ["--trust", "pki/root.pem", "--crl", "pki/root.pem"],
                "--crl: no revocation list in \"pki/root.pem\"; expected one in PEM or DER"
            ),
            (
                ["--trust", "pki/root.pem", "--policy", "baselin"],
                "--policy: \"baselin\" cannot be read: No such file or directory (open, errno 2); "
                    + "expected baseline, lenient-container, latvian-2014 or a file in JSON; did you mean baseline?"
            ),
            (
                ["--trust", "pki/root.pem", "--policy", "pki"],
                "--policy: \"pki\" is a folder, and a file is expected; expected baseline, "
                    + "lenient-container, latvian-2014 or a file in JSON"
            ),
            (
                ["--trust", "pki/root.pem", "--at", "now"],
                "--at: found \"now\"; expected a moment such as 2024-07-11T08:00:00Z"
            ),
            (
                ["--trust", "pki/root.pem", "--policy", "baseline", "--policy", "baseline"],
                "--policy is given twice; expected once"
            ),
        ] as [([String], String)])
    func whatIsMissingOrWrongIsSaid(options: [String], message: String) async throws {
        let outcome = try ValidateTests.validate(["good-b.asice"], options)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
            outcome.errors == """
                error: \(message)
                usage: edoc-demo validate <container> ... [<options>]
                See 'edoc-demo validate --help' for all it can do.

                """)
        try await withTemporaryFolder { folder in
            let extracted = try Demo.command.run(
                ["extract", "good-b.asice", "--output", folder + "/out"] + options,
                in: ValidateTests.attacks)
            #expect(extracted.status == 2 && extracted.output.isEmpty)
            #expect(extracted.errors.hasPrefix("error: \(message)\nusage: "))
            #expect(try Vectors.names(in: folder).isEmpty)
        }
    }

    @Test func anEmptyFolderTrustsNobody() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try ValidateTests.validate(["good-b.asice"], ["--trust", folder])
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(
                outcome.errors.hasPrefix(
                    "error: --trust: no certificate in \"\(folder)\", so nobody would be trusted; "
                        + "expected one in PEM or DER\n"))
        }
    }

    @Test func aPolicyThatDemandsWhatNobodyKnowsIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let policy = folder + "/policy.json"
            try Self.write(Array(#"{"name": "x", "rules": {"C77": "warn"}}"#.utf8), to: policy)
            let outcome = try ValidateTests.validate(
                ["good-b.asice"], ValidateTests.trust + ["--policy", policy])
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(
                outcome.errors.hasPrefix(
                    "error: --policy: \"\(policy)\": rules: there is no rule \"C77\"\n"))
        }
    }

    static func write(_ octets: [UInt8], to path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
    }
}
