import EDoc
import EDocEncoding
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `edoc-demo validate`, from the command line to the report.
@Suite struct ValidateTests {
    static let attacks = Vectors.folder + "/asic-e/attacks"
    /// Who is trusted, and when, for the vectors in ``attacks``.
    static let trust = [
        "--trust", "pki/root.pem", "--crl", "pki/root.crl.pem", "--at", "2026-12-01T00:00:00Z",
    ]

    /// Validates vectors, named as they lie in their folder.
    static func validate(
        _ names: [String], _ options: [String] = trust
    ) throws -> VectorSupport.Command.Outcome {
        try Demo.command.run(["validate"] + names + options, in: attacks)
    }

    @Test(arguments: ["p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096"])
    func whatTheProgramMakesIsValid(key: String) async throws {
        try await withTemporaryFolder { folder in
            let input = folder + "/input.csv"
            let lines = try Demo.sampleLines()
            try Data(lines[..<3].joined(separator: "\n").utf8).write(to: URL(filePath: input))
            for profile in ["edoc", "asice"] {
                let out = "\(folder)/\(profile)"
                let made = try Demo.run(
                    "issue", input, "--output", out, "--demo-key", key, "--profile", profile)
                #expect(made.status == 0)
                let containers = Demo.files(in: out).filter { $0.hasSuffix("." + profile) }
                    .map { "\(out)/\($0)" }
                #expect(containers.count == 2)
                let outcome = try Demo.command.run(
                    ["validate"] + containers + ["--trust", out + "/trust"])
                #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
                #expect(
                    outcome.output.hasSuffix(
                        "\n\nValid:       2\nNot valid:   0\nNot read:    0\n"))
                for container in containers {
                    #expect(outcome.output.contains("VALID: \"\(container)\" (as of "))
                }
                let json = try Demo.command.run(
                    ["validate"] + containers + ["--trust", out + "/trust/", "--format", "json"])
                #expect(json.status == 0 && json.errors.isEmpty)
                for report in try Self.reports(json.output) {
                    #expect(
                        report.valid && report.container == "accepted" && report.findings.isEmpty)
                    let signature = try #require(report.signatures.first)
                    #expect(report.signatures.count == 1)
                    #expect(signature.indication == "TOTAL-PASSED")
                    #expect(signature.subIndication == nil && signature.level == "LT")
                    #expect(signature.files.count == 1 && signature.findings.isEmpty)
                }
            }
        }
    }

    /// In the file itself, with and without a matching CRC-32, and in the signature's value.
    @Test func aChangedByteIsFound() async throws {
        try await withTemporaryFolder { folder in
            let (file, path) = (folder + "/a.zip", folder + "/x.edoc")
            try TrustTests.write(Array("not deflated, being a zip".utf8), to: file)
            let made = try Demo.run("sign", file, "--output", path)
            #expect(made.status == 0)
            let arguments = ["validate", path, "--trust", path + ".trust"]
            #expect(try Demo.command.run(arguments).status == 0)
            var octets = Data(try Vectors.octets(at: path))
            let text = try #require(octets.range(of: Data("not deflated".utf8)))
            octets[text.lowerBound] ^= 1
            try octets.write(to: URL(filePath: path))
            let outcome = try Demo.command.run(arguments)
            #expect(outcome.status == 1 && outcome.errors.isEmpty)
            #expect(outcome.output.hasPrefix("NOT VALID: \"\(path)\" (as of "))
            let json = try Demo.command.run(arguments + ["--format=json"])
            #expect(json.status == 1 && json.errors.isEmpty)
            let report = try #require(try Self.reports(json.output).first)
            #expect(!report.valid && report.container == "refused")
            let finding = try #require(report.findings.first)
            #expect(finding.severity == "fail" && !finding.clause.isEmpty)
            #expect(outcome.output.contains("fail \(finding.rule): \(finding.message)\n"))
        }
    }

    /// Word for word, of bad containers, one a kind, and of some good ones.
    @Test(arguments: try Vectors.names(in: Vectors.folder + "/asic-e/reports"))
    func reportsForPeople(name: String) throws {
        let expected = String(
            decoding: try Vectors.octets("asic-e/reports/\(name)"), as: UTF8.self)
        let outcome = try Self.validate(["\(name.dropLast(4)).asice"])
        #expect(outcome.output == expected)
        #expect(outcome.status == (expected.hasPrefix("VALID: ") ? 0 : 1) && outcome.errors.isEmpty)
    }

    @Test func thereAreTenKindsOfBadContainers() throws {
        let bad = try Vectors.names(in: Vectors.folder + "/asic-e/reports").filter { name in
            let text = try Vectors.octets("asic-e/reports/\(name)")
            return !String(decoding: text, as: UTF8.self).hasPrefix("VALID: ")
        }
        #expect(bad.count >= 10)
    }

    @Test func jsonHasStableNamesInOneLineEach() throws {
        let names = ["good-lt.asice", "c14-data.asice", "none.asice", "README.md", "pki"]
        let outcome = try Self.validate(names, Self.trust + ["--format", "json"])
        #expect(outcome.status == 1 && outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == names.count + 1 && lines.last?.isEmpty == true)
        for (name, line) in zip(names, lines) {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["file"] as? String == name)
            for key in ["valid", "container", "format", "findings", "signatures"] {
                #expect(object[key] != nil, "\(key)")
            }
            for signature in try #require(object["signatures"] as? [[String: Any]]) {
                for key in [
                    "id", "indication", "subIndication", "level", "signer", "claimedSigner",
                    "carriedLevel", "claimedSigningTime", "bestSignatureTime", "files", "findings",
                ] {
                    #expect(signature[key] != nil, "\(key)")
                }
                for finding in try #require(signature["findings"] as? [[String: Any]]) {
                    #expect(
                        Set(finding.keys) == [
                            "rule", "severity", "clause", "place", "expected", "found", "message",
                        ])
                }
            }
        }
        let reports = try Self.reports(outcome.output)
        #expect(reports.map(\.container) == ["accepted", "accepted", nil, "refused", nil])
        #expect(reports.map(\.valid) == [true, false, false, false, false])
        #expect(reports[0].signatures.map(\.indication) == ["TOTAL-PASSED"])
        #expect(reports[0].signatures.first?.level == "LT" && reports[0].error == nil)
        #expect(reports[1].signatures.map(\.subIndication) == ["HASH_FAILURE"])
        #expect(reports[3].findings.map(\.rule).contains("C5"))
        #expect(
            reports[2].error?.hasPrefix("\"none.asice\" cannot be read: ") == true)
        #expect(
            reports[4].error?.hasPrefix("\"pki\" is a folder without containers; ") == true)
    }

    @Test func whatCannotBeReadIsNamedAndTheRestIsValidated() throws {
        let outcome = try Self.validate(["none.asice", "good-b.asice", "c14-data.asice"])
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == "error: \"none.asice\" cannot be read: "
                + "No such file or directory (open, errno 2)\n")
        #expect(outcome.output.contains("VALID: \"good-b.asice\" (as of "))
        #expect(
            outcome.output.hasSuffix("\n\nValid:       1\nNot valid:   1\nNot read:    1\n"))
    }

    /// Names of files, and of files in containers, that would move a terminal or mislead its reader.
    @Test func namesDoNotReachTheTerminal() async throws {
        try await withTemporaryFolder { folder in
            let odd = "\u{1B}[2Jx\n\u{202E}y"
            let shown = "\\u{1B}[2Jx\\u{A}\\u{202E}y"
            let file = "\(folder)/a\u{200B}b\u{61C}.txt"
            let path = "\(folder)/\(odd).edoc"
            try TrustTests.write([1], to: file)
            let made = try Demo.run("sign", file, "--output", path)
            #expect(made.status == 0)
            #expect(made.output == "Signed 1 file into \(folder)/\(shown).edoc\n")
            let trust = ["--trust", path + ".trust"]
            let outcome = try Demo.command.run(["validate", path, folder + "/\(odd)"] + trust)
            #expect(outcome.status == 1)
            #expect(outcome.output.hasPrefix("VALID: \"\(folder)/\(shown).edoc\" (as of "))
            #expect(
                outcome.output.contains(
                    "\n    file: \"a\\u{200B}b\\u{61C}.txt\" (\"text/plain\")\n"))
            #expect(outcome.errors.hasPrefix("error: \"\(folder)/\(shown)\" cannot"))
            let extracted = try Demo.command.run(
                ["extract", path, "--output", "\(folder)/\(odd)"] + trust)
            #expect(extracted.status == 0)
            let again = try Demo.command.run(
                ["extract", path, "--output", "\(folder)/\(odd)"] + trust)
            #expect(
                again.errors == "error: \(folder)/\(shown)/a\\u{200B}b\\u{61C}.txt exists; choose "
                    + "another --output, or use --overwrite\n")
            for text in [outcome.output, outcome.errors, extracted.output, again.errors] {
                #expect(
                    text.unicodeScalars.allSatisfy {
                        $0 == "\n" || PlainText.isVisible($0)
                    })
            }
            let json = try Demo.command.run(["validate", path, "--format", "json"] + trust)
            let report = try #require(try Self.reports(json.output).first)
            #expect(Array(report.file.utf8) == Array(path.utf8))
            #expect(report.signatures.first?.files.map(\.name) == ["a\u{200B}b\u{61C}.txt"])
            #expect(json.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        }
    }

    @Test func aNameThatIsNotUTF8IsExplained() async throws {
        try await withTemporaryFolder { folder in
            let script = """
                name=$(printf 'Izzi\\362a.edoc'); printf x >"$name"
                "\(Demo.command.path)" validate "$name" --trust "\(Self.attacks)/pki/root.pem"
                """
            let shell = VectorSupport.Command(named: "sh")
            let outcome = try #require(shell).run(["-c", script], in: folder)
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors == """
                    warning: "Izzi\u{FFFD}a.edoc" is not in UTF-8: a file of such a name is not \
                    found; rename it
                    error: "Izzi\u{FFFD}a.edoc" cannot be read: No such file or directory \
                    (open, errno 2)

                    """)
        }
    }

    @Test func manyContainersAreReportedInTheirOrder() throws {
        let names = (0..<60).map { $0 % 7 == 3 ? "c14-data.asice" : "good-b.asice" }
        let outcome = try Self.validate(names, Self.trust + ["--format", "json"])
        #expect(outcome.status == 1)
        #expect(try Self.reports(outcome.output).map(\.file) == names)
    }

    @Test func policiesAreBuiltInOrFiles() async throws {
        let container = ["c7-no-manifest.asice"]
        #expect(try Self.validate(container, Self.trust + ["--policy", "baseline"]).status == 1)
        let lenient = try Self.validate(container, Self.trust + ["--policy=lenient-container"])
        #expect(lenient.status == 0 && lenient.output.contains("warn C7"))
        try await withTemporaryFolder { folder in
            let policy = folder + "/policy.json"
            try Data(#"{"name": "old", "rules": {"C7": "ignore"}}"#.utf8)
                .write(to: URL(filePath: policy))
            let outcome = try Self.validate(container, Self.trust + ["--policy", policy])
            #expect(outcome.status == 0 && outcome.output.contains("policy old"))
            #expect(!outcome.output.contains("C7"))
        }
    }

    /// What the test looks at in a line of JSON.
    struct Report: Decodable {
        let file: String
        let valid: Bool
        let container: String?
        let findings: [Finding]
        let signatures: [Signature]
        let error: String?

        struct Finding: Decodable {
            let rule: String
            let severity: String
            let clause: String
            let message: String
        }

        struct Signature: Decodable {
            let indication: String
            let subIndication: String?
            let level: String?
            let files: [File]
            let findings: [Finding]
        }

        struct File: Decodable { let name: String }
    }

    static func reports(_ output: String) throws -> [Report] {
        try output.split(separator: "\n").map {
            try JSONDecoder().decode(Report.self, from: Data($0.utf8))
        }
    }
}
