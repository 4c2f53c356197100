import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `edoc-demo extract`, from the command line to the files.
@Suite struct ExtractTests {
    /// The second file of the vector with two.
    private static let inner = "b/ā č.txt"

    private static func extract(
        _ name: String, to output: String, _ options: String...
    ) throws -> VectorSupport.Command.Outcome {
        try Demo.command.run(
            ["extract", name, "--output", output] + ValidateTests.trust + options,
            in: ValidateTests.attacks)
    }

    /// All that lies below `folder`: folders and hidden things too.
    private static func everything(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }

    @Test func theSignedFilesAreWritten() async throws {
        try await withTemporaryFolder { folder in
            let out = folder + "/new/out"
            let outcome = try Self.extract("good-two-files.asice", to: out)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
            #expect(
                outcome.output == """
                    Extracted 2 files into \(out)
                      "a.txt", signed by "TEST attacks seal"
                      "\(Self.inner)", signed by "TEST attacks seal"

                    """)
            #expect(try Self.everything(in: out) == ["a.txt", "b", Self.inner])
            let contents = [
                "a.txt": "hello, registrar\n", Self.inner: String(repeating: "x", count: 100),
            ]
            for (file, text) in contents {
                #expect(try Vectors.octets(at: "\(out)/\(file)") == Array(text.utf8))
                #expect(try IssueTests.mode(of: "\(out)/\(file)") == 0o600)
            }
            for path in ["/new", "/new/out", "/new/out/b"] {
                #expect(try IssueTests.mode(of: folder + path) == 0o700)
            }
        }
    }

    @Test func namesThatHideAreWrittenWhenToldSo() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/.bashrc"
            try TrustTests.write(Array("echo\n".utf8), to: file)
            let path = folder + "/x.edoc"
            let made = try Demo.run(
                "sign", file, Demo.sample, "--media-type", ".bashrc=text/plain", "-o", path)
            #expect(made.status == 0, "\(made)")
            let extract = ["extract", path, "--trust", path + ".trust", "-o", folder + "/out"]
            let refused = try Demo.command.run(extract)
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(
                refused.errors == "error: \".bashrc\" begins with a dot, which hides a file or "
                    + "configures a program; nothing is extracted from \(path) unless --allow-hidden is "
                    + "given\n")
            #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
            let told = try Demo.command.run(extract + ["--allow-hidden"])
            #expect(told.status == 0)
            #expect(try Self.everything(in: folder + "/out") == [".bashrc", "sample.csv"])
            let two = try Demo.run("extract", path, "--trust", path + ".trust", "-o", "-")
            #expect(two.status == 1 && two.output.isEmpty)
            #expect(
                two.errors == "error: \(path) has 2 signed files, and one goes to standard output; "
                    + "expected --output with a folder\n")
        }
    }

    /// Thousands of folders, deep and wide, are taken back, and what was there before is not.
    @Test func allOfADeepTreeIsTakenBack() async throws {
        try await withTemporaryFolder { folder in
            var files: [DataFile] = []
            for tree in 0..<12 {
                let way = (0..<250).map { "d\($0 % (tree + 2))" }.joined(separator: "/")
                for name in ["a", "b/c", "d"] {
                    files.append(
                        DataFile(
                            [UInt8(tree)], named: "t\(tree)/\(way)/\(name)",
                            mediaType: "text/plain"))
                }
            }
            files.append(DataFile([0], named: "last", mediaType: "text/plain"))
            let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            let services = try VirtualTrustServices(
                validFrom: now - 86_400, validTo: now + 86_400, clock: { now })
            let seal = try services.authority.issueSeal(
                commonName: "s", notBefore: now - 3_600, notAfter: now + 3_600)
            try await ContainerSigner(
                signer: seal.signer, parameters: SignatureParameters(level: .baselineLT),
                services: services.services, clock: { now }
            ).sign(files, to: folder + "/x.asice")
            try TrustTests.write(
                Array(services.authority.root.pemEncoded.utf8), to: folder + "/root.pem")
            let out = folder + "/out"
            let extract = [
                "extract", folder + "/x.asice", "--trust", folder + "/root.pem", "-o", out,
            ]
            try FileManager.default.createDirectory(
                atPath: out + "/t3/d0", withIntermediateDirectories: true)
            try TrustTests.write([1], to: out + "/last")
            let before = try Self.everything(in: out)
            let refused = try Demo.command.run(extract, limit: 120)
            #expect(refused.status == 1 && refused.errors.contains("/last exists"), "\(refused)")
            #expect(try Self.everything(in: out) == before)
            let written = try Demo.command.run(extract + ["--overwrite"], limit: 120)
            #expect(written.status == 0, "\(written)")
            #expect(try Self.everything(in: out).count == 12 * (1 + 250 + 1 + 3) + 1)
        }
    }

    /// The way up from a folder that was moved does not lead back.
    @Test func aFolderThatIsMovedIsNotFollowed() async throws {
        try await withTemporaryFolder { folder in
            for path in ["/in/a/b/c", "/other/x"] {
                try FileManager.default.createDirectory(
                    atPath: folder + path, withIntermediateDirectories: true)
            }
            let root = try Folder(path: folder + "/in")
            var opened = FolderWalk(in: root)
            #expect(opened?.go(to: ["a", "b", "c"]) == true)
            #expect(opened?.go(to: ["a", "d"]) == false)
            #expect(opened?.depth == 1)
            #expect(opened?.go(to: ["a", "b", "c"]) == true)
            try FileManager.default.moveItem(
                atPath: folder + "/in/a/b", toPath: folder + "/other/x/b")
            #expect(opened?.go(to: ["a"]) == false)
            opened = nil
        }
    }

    @Test func whatTheProgramSignedComesBack() async throws {
        try await withTemporaryFolder { folder in
            let large = folder + "/large.csv"
            var generator = SeededGenerator(seed: 5)
            let octets = (0..<3_000_000).map { _ in UInt8.random(in: 0...3, using: &generator) }
            try Data(octets).write(to: URL(filePath: large))
            let made = try Demo.run("sign", Demo.sample, large, "--output", folder + "/x.edoc")
            #expect(made.status == 0)
            let outcome = try Demo.run(
                "extract", folder + "/x.edoc", "--output", folder + "/out", "--trust",
                folder + "/x.edoc.trust")
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            #expect(try Self.everything(in: folder + "/out") == ["large.csv", "sample.csv"])
            #expect(try Vectors.octets(at: folder + "/out/large.csv") == octets)
            #expect(
                try Vectors.octets(at: folder + "/out/sample.csv")
                    == Vectors.octets(at: Demo.sample))
        }
    }

    @Test(arguments: [
        ("c14-data", false), ("t10-unsigned", true), ("v2-stranger", false),
        ("c7-no-manifest", true),
    ])
    func nothingComesOutOfWhatIsNotProved(name: String, isRefused: Bool) async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Self.extract(name + ".asice", to: folder + "/out")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("NOT VALID: \"\(name).asice\" "))
            #expect(
                outcome.errors.hasSuffix(
                    "\nerror: nothing is extracted from \(name).asice: "
                        + (isRefused
                            ? "the container is refused"
                            : "no file in it is proved to be what was signed")
                        + "; see the report above\n"))
            #expect(try Self.everything(in: folder).isEmpty)
        }
    }

    /// By the certificate, or by what the subject has; of several any.
    @Test func onlyWhatADemandedSignerSignedComesOut() async throws {
        let certificates = try ["seal", "other"].map { name in
            try X509Certificate.certificates(
                inPEM: Vectors.octets("asic-e/attacks/pki/\(name).pem"))[0]
        }
        let (seal, other) = (
            try #require(SignerIdentity(certificates[0]).fingerprint),
            try #require(SignerIdentity(certificates[1]).fingerprint)
        )
        try await withTemporaryFolder { folder in
            let out = folder + "/out"
            for demand in [other, "NTRLV-90009115938", "TEST"] {
                let outcome = try Self.extract("good-b.asice", to: out, "--signer", demand)
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(
                    outcome.errors.hasPrefix("NOT VALID: \"good-b.asice\" "), "\(outcome.errors)")
                #expect(
                    outcome.errors.hasSuffix(
                        "\nerror: nothing is extracted from good-b.asice: who was demanded has not "
                            + "signed it; see the report above\n"))
                #expect(try Self.everything(in: folder).isEmpty)
                let options = ValidateTests.trust + ["--signer", demand]
                #expect(try ValidateTests.validate(["good-b.asice"], options).status == 1)
            }
            let wrong = try Self.extract("good-b.asice", to: out, "--signer", "sha256:0g")
            #expect(wrong.status == 2)
            #expect(
                wrong.errors.hasPrefix(
                    "error: --signer: found \"sha256:0g\"; expected sha256: and 64 hexadecimal"))
            let name = try Self.extract("good-b.asice", to: out, "--signer", "TEST attacks seal")
            #expect(name.status == 2)
            #expect(
                name.errors.hasPrefix(
                    "error: --signer: found \"TEST attacks seal\"; names do not tell signers apart")
            )
            let good = try Self.extract(
                "good-b.asice", to: out, "--signer", other, "--signer", seal)
            #expect(good.status == 0 && good.errors.isEmpty, "\(good)")
            #expect(try Self.everything(in: out) == ["a.txt"])
        }
    }

    /// What one signature proves is written, and that another one failed is told.
    @Test(arguments: ["v2-first", "v2-second"])
    func aFailedSignatureBesideOneThatPassed(name: String) async throws {
        try await withTemporaryFolder { folder in
            let out = folder + "/out"
            let outcome = try Self.extract(name + ".asice", to: out)
            let signer = name == "v2-first" ? "TEST attacks other seal" : "TEST attacks seal"
            #expect(outcome.status == 1, "\(outcome)")
            #expect(
                outcome.output
                    == "Extracted 1 file into \(out)\n  \"a.txt\", signed by \"\(signer)\"\n")
            #expect(outcome.errors.hasPrefix("NOT VALID: \"\(name).asice\" "))
            #expect(
                outcome.errors.hasSuffix(
                    "\nerror: not every signature of \(name).asice passed; the files above are those "
                        + "that one which passed covers\n"))
            #expect(try Vectors.octets(at: out + "/a.txt") == Array("hello, registrar\n".utf8))
        }
    }

    @Test func theContainerMustBeReadable() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Self.extract("none.asice", to: folder + "/out")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors.hasPrefix("error: \"none.asice\" cannot be read: "))
            #expect(try Self.everything(in: folder).isEmpty)
        }
    }

    @Test func anExtractionThatIsGivenUpLeavesNothing() async throws {
        let root = try X509Certificate.certificates(
            inPEM: Vectors.octets(at: ValidateTests.attacks + "/pki/root.pem"))
        let lists = try TrustFiles(contentsOf: ValidateTests.attacks + "/pki/root.crl.pem")
        let report = try ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: root), revocationLists: lists.revocationLists
        ).examine(
            Vectors.octets("asic-e/attacks/good-two-files.asice"),
            at: Date(timeIntervalSince1970: 1_796_083_200))
        #expect(report.signedDataFiles.count == 2)
        try await withTemporaryFolder { folder in
            func begin(_ path: String) throws {
                var extraction = try Extraction(into: path, overwrites: false)
                for file in report.signedDataFiles { try extraction.stage(file) }
                // Written, but not under their names, and only for their owner.
                let staging = try #require(try Vectors.names(in: path).first)
                #expect(try Vectors.names(in: "\(path)/\(staging)") == ["0", "1"])
                #expect(try IssueTests.mode(of: "\(path)/\(staging)") == 0o700)
                _ = consume extraction
            }
            try begin(folder + "/new/out")
            #expect(try Self.everything(in: folder).isEmpty)
            try TrustTests.write([1], to: folder + "/a.txt")
            try begin(folder)
            #expect(try Self.everything(in: folder) == ["a.txt"])
        }
    }

    @Test func filesThatAreThereStay() async throws {
        try await withTemporaryFolder { folder in
            let first = try Self.extract("good-two-files.asice", to: folder)
            #expect(first.status == 0)
            let inner = Self.inner
            let signed = try Vectors.octets(at: "\(folder)/\(inner)")
            try FileManager.default.removeItem(atPath: folder + "/a.txt")
            try TrustTests.write([1], to: "\(folder)/\(inner)")
            let before = try Self.everything(in: folder)

            // The first file could be written, the second could not: so neither is.
            let again = try Self.extract("good-two-files.asice", to: folder + "/")
            #expect(again.status == 1 && again.output.isEmpty)
            #expect(
                again.errors == "error: \(folder)/\(inner) exists; choose another --output, or use "
                    + "--overwrite\n")
            #expect(try Self.everything(in: folder) == before)
            #expect(try Vectors.octets(at: "\(folder)/\(inner)") == [1])

            let replaced = try Self.extract("good-two-files.asice", to: folder, "--overwrite")
            #expect(replaced.status == 0 && replaced.errors.isEmpty)
            #expect(try Self.everything(in: folder) == ["a.txt"] + before)
            #expect(try Vectors.octets(at: "\(folder)/\(inner)") == signed)
        }
    }

    @Test func aReplacedFileComesBackWhenAnotherCannotBeWritten() async throws {
        try await withTemporaryFolder { folder in
            try TrustTests.write([1], to: folder + "/a.txt")
            try TrustTests.write([2], to: folder + "/b")
            let outcome = try Self.extract("good-two-files.asice", to: folder, "--overwrite")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors == "error: \(folder)/b: found a file; expected a folder or nothing\n"
            )
            #expect(try Self.everything(in: folder) == ["a.txt", "b"])
            #expect(try Vectors.octets(at: folder + "/a.txt") == [1])
            #expect(try Vectors.octets(at: folder + "/b") == [2])
        }
    }

    @Test func aFolderInTheWayOfAFileStays() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/out/a.txt/c", withIntermediateDirectories: true)
            let outcome = try Self.extract("good-b.asice", to: folder + "/out", "--overwrite")
            #expect(outcome.status == 1)
            #expect(
                outcome.errors
                    == "error: \(folder)/out/a.txt: found a folder; expected a file or nothing\n")
            #expect(try Self.everything(in: folder + "/out") == ["a.txt", "a.txt/c"])
        }
    }

    @Test func symbolicLinksAreNotFollowed() async throws {
        try await withTemporaryFolder { folder in
            let (out, elsewhere) = (folder + "/out", folder + "/elsewhere")
            for path in [out, elsewhere] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            }
            let manager = FileManager.default
            try manager.createSymbolicLink(
                atPath: out + "/b", withDestinationPath: elsewhere)
            let outcome = try Self.extract("good-two-files.asice", to: out, "--overwrite")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors
                    == "error: \(out)/b: found a symbolic link; expected a folder or nothing\n")
            #expect(try Vectors.names(in: out) == ["b"])
            #expect(try Self.everything(in: elsewhere).isEmpty)

            try TrustTests.write([1], to: elsewhere + "/target")
            try manager.removeItem(atPath: out + "/b")
            try manager.createSymbolicLink(
                atPath: out + "/a.txt", withDestinationPath: elsewhere + "/target")
            #expect(try Self.extract("good-b.asice", to: out).status == 1)
            #expect(try Self.extract("good-b.asice", to: out, "--overwrite").status == 0)
            #expect(try Vectors.octets(at: elsewhere + "/target") == [1])
            #expect(try Vectors.octets(at: out + "/a.txt").count == 17)
            #expect(try Vectors.names(in: out) == ["a.txt"])
            #expect((try? manager.destinationOfSymbolicLink(atPath: out + "/a.txt")) == nil)
        }
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() async throws {
        try await withTemporaryFolder { folder in
            try TrustTests.write([1], to: folder + "/file")
            let outcome = try Self.extract("good-b.asice", to: folder + "/file/out")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors
                    == "error: \(folder)/file: found a file; expected a folder or nothing\n")
            #expect(try Self.everything(in: folder) == ["file"])
        }
    }
}
