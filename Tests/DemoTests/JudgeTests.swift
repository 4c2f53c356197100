import Foundation
import Testing
import VectorSupport

/// The European Commission's DSS judges what the program makes.
@Suite struct JudgeTests {
    static let keys = ["p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096"]

    /// For every kind of key and both profiles; the anchor is the root that the program left. Only
    /// level LT carries what the judge's stock policy wants to know about revocation.
    @Test(
        .enabled(if: Judge.areHere, "\(Judge.notHere)"),
        arguments: [("LT", "default"), ("T", "b-b"), ("B", "b-b")])
    func theSampleIsValid(level: String, policy: String) async throws {
        try await withTemporaryFolder { folder in
            var list = ""
            for profile in ["edoc", "asice"] {
                for key in Self.keys {
                    let out = "\(folder)/\(profile)-\(key)"
                    let outcome = try Demo.run(
                        "issue", Demo.sample, "--output", out, "--demo-key", key, "--profile",
                        profile, "--level", level)
                    #expect(outcome.status == 0)
                    for name in Demo.files(in: out) where name.hasSuffix(".\(profile)") {
                        list += "\(out)/\(name)\t\(out)/trust/demo-root.pem\n"
                    }
                }
            }
            let files = folder + "/list"
            try Data(list.utf8).write(to: URL(filePath: files))
            let outcome = try Judge.dss.run(["--policy", policy, "--files-from", files])
            #expect(outcome.status == 0)
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 8 * 2 * Self.keys.count)
            for line in lines {
                let verdict = try JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
                #expect(verdict.containerType == "ASiC-E")
                #expect(verdict.dataFiles.count == 1)
                let signature = try #require(verdict.signatures.first)
                #expect(verdict.signatures.count == 1)
                #expect(signature.indication == "TOTAL_PASSED", "\(line)")
                #expect(signature.level == "XAdES-BASELINE-\(level)")
                #expect(signature.coversAllFiles && signature.structuralValid)
                #expect(signature.errors.isEmpty && signature.warnings.isEmpty)
            }
        }
    }

    /// digidoc4j is told the anchors by role; edockit opens and verifies, and asks nothing of trust.
    @Test(.enabled(if: Judge.areHere, "\(Judge.notHere)"), arguments: ["LT", "T"])
    func theOthersAgree(level: String) async throws {
        try await withTemporaryFolder { folder in
            var list = ""
            var paths: [String] = []
            for key in Self.keys {
                let out = "\(folder)/\(key)"
                let outcome = try Demo.run(
                    "issue", Demo.sample, "--output", out, "--demo-key", key, "--level", level)
                #expect(outcome.status == 0)
                let root = out + "/trust/demo-root.pem"
                for name in Demo.files(in: out) where name.hasSuffix(".edoc") {
                    paths.append("\(out)/\(name)")
                    list += "\(out)/\(name)\tca:\(root) tsa-ca:\(root)\n"
                }
            }
            try Data(list.utf8).write(to: URL(filePath: folder + "/list"))
            let lines = try Judge.digidoc4j.run(["--list", folder + "/list"]).output
                .split(separator: "\n")
            try #require(lines.count == 8 * Self.keys.count)
            for line in lines {
                let verdict = try JSONDecoder().decode(DigiDocVerdict.self, from: Data(line.utf8))
                #expect(verdict.containerErrors.isEmpty, "\(line)")
                #expect(verdict.signatures.map(\.profile) == [level], "\(line)")
                // Level T has no revocation data, and this judge wants some.
                #expect(
                    verdict.signatures[0].errors.sorted()
                        == (level == "LT"
                            ? []
                            : [
                                "No revocation data found for the certificate!",
                                "The certificate validation is not conclusive!",
                            ]),
                    "\(line)")
            }
            let opened = try Judge.edockit.run(paths)
            #expect(opened.output.split(separator: "\n").count == paths.count)
            #expect(opened.status == 0, "\(opened.output.prefix(1_000))")
        }
    }

    /// What the test looks at in a line of digidoc4j.
    struct DigiDocVerdict: Decodable {
        let containerErrors: [String]
        let signatures: [Signature]

        struct Signature: Decodable {
            let profile: String
            let errors: [String]
        }
    }

    /// What the test looks at in a line of the judge.
    struct Verdict: Decodable {
        let containerType: String
        let dataFiles: [String]
        let signatures: [Signature]

        struct Signature: Decodable {
            let indication: String
            let level: String
            let coversAllFiles: Bool
            let structuralValid: Bool
            let errors: [String]
            let warnings: [String]
        }
    }
}
