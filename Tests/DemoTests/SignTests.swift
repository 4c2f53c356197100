import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `edoc-demo sign`, from the command line to the file.
@Suite struct SignTests {
    @Test(arguments: ["edoc", "asice"])
    func filesBecomeOneContainer(fileExtension: String) async throws {
        try await withTemporaryFolder { folder in
            let files = try Self.files(["sub/ā b.pdf", "data.JSON"], in: folder)
            let path = "\(folder)/x.\(fileExtension)"
            let outcome = try Demo.command.run(["sign"] + files + ["--output", path])
            #expect(outcome.status == 0)
            #expect(outcome.output == "Signed 2 files into \(path)\n")
            #expect(
                outcome.errors.hasSuffix("\nWhat verifiers need is in \(path).trust\n"))
            let octets = try Vectors.octets(at: path)
            for text in ["ā b.pdf", "data.JSON", "mimetype"] {
                #expect(IssueTests.holds(octets, text))
            }
            #expect(!IssueTests.holds(octets, "sub/"))
            let trust = IssueTests.trust.map { $0.replacingOccurrences(of: "trust/", with: "") }
            #expect(Demo.files(in: path + ".trust") == trust)

            let again = try Demo.command.run(["sign"] + files + ["--output", path])
            #expect(again.status == 1)
            #expect(
                again.errors.hasSuffix(
                    "error: \(path) exists; choose another --output, or use --overwrite\n"))
            #expect(try Vectors.octets(at: path) == octets)
            let replaced = try Demo.command.run(
                ["sign"] + files + ["--output", path, "--overwrite"])
            #expect(replaced.status == 0)
        }
    }

    @Test func aSealOfOnesOwnLeavesNothingBesideTheContainer() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let before = Demo.files(in: folder)
            let outcome = try Demo.run(
                "sign", Demo.sample, "--output", folder + "/x.edoc", "--time", Demo.time, "--level",
                "B", "--seal",
                seal.pkcs12, "--passphrase-file", seal.passphrase)
            #expect(outcome.status == 0 && outcome.errors == SealFiles.notes())
            #expect(Demo.files(in: folder) == (before + ["x.edoc"]).sorted())
        }
    }

    @Test("A chain without the issuer is warned of; one that has ended signs nothing")
    func certificatesOfTheSeal() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let chain = String(decoding: try Vectors.octets(at: seal.chain), as: UTF8.self)
            let end = "-----END CERTIFICATE-----\n"
            let alone = folder + "/alone.pem"
            try TrustTests.write(
                Array((chain.components(separatedBy: end)[0] + end).utf8), to: alone)
            let warned = try Demo.run(
                "sign", Demo.sample, "--output", folder + "/x.edoc", "--time", Demo.time, "--level",
                "B", "--seal",
                seal.key, "--seal-certificate", alone)
            #expect(warned.status == 0)
            #expect(
                warned.errors.hasPrefix(
                    "warning: the certificate of \(seal.subject) comes without that of its issuer, "
                ))
            let before = Demo.files(in: folder)
            let refused = try Demo.run(
                "sign", Demo.sample, "--output", folder + "/y.edoc", "--time",
                "2026-01-01T00:00:00Z", "--level", "B", "--seal", seal.key, "--seal-certificate",
                seal.chain)
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(
                refused.errors
                    == "error: the certificate of \(seal.subject) ended at 2025-12-31T23:59:59Z, and "
                    + "it is 2026-01-01T00:00:00Z: ask its issuer for a new one, or check this "
                    + "machine's clock\n")
            #expect(Demo.files(in: folder) == before)
        }
    }

    @Test func namesThatOthersTakeForOthersAreWarnedOf() async throws {
        try await withTemporaryFolder { folder in
            let names = ["invoice\u{202E}fdp.pdf", "CON.pdf", "a.pdf", "A.PDF", "b.pdf"]
            let files = try Self.files(names, in: folder)
            let outcome = try Demo.command.run(
                ["sign"] + files + ["--output", folder + "/x.edoc"])
            #expect(outcome.status == 0)
            let warnings = outcome.errors.split(separator: "\n").filter {
                $0.hasPrefix("warning: the file name")
            }
            let expected = [
                "\"invoice\\u{202E}fdp.pdf\" has U+202E, which turns the direction of the letters",
                "\"CON.pdf\" has the segment \"CON.pdf\", which is a device on Windows",
            ]
            for (warning, text) in zip(warnings, expected) {
                #expect(warning == "warning: the file name \(text); another name is safer")
            }
            #expect(warnings.count == 3)
            #expect(
                warnings.last?.hasPrefix(
                    "warning: the file names \"a.pdf\" and \"A.PDF\" are one where ") == true)
        }
    }

    /// What deflates better than 250 to 1 would be refused by readers that look for zip bombs.
    @Test func whatShrinksTooFarIsStored() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/zeros.csv"
            let octets = [UInt8](repeating: 0, count: 9_000_000)
            try TrustTests.write(octets, to: file)
            let path = folder + "/x.edoc"
            let refused = try Demo.run("sign", file, "--output", path)
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(
                refused.errors.hasSuffix(
                    ", and the limit is 250 to 1; store it instead; with --store files are put in "
                        + "as they are\n"))
            #expect(Demo.files(in: folder) == ["zeros.csv"])

            let stored = try Demo.run("sign", file, Demo.sample, "--output", path, "--store")
            #expect(stored.status == 0)
            let container = try Vectors.octets(at: path)
            #expect(container.count > octets.count)
            // The sample would be deflated otherwise.
            #expect(IssueTests.holds(container, try Demo.sampleLines()[1]))
            let valid = try Demo.run("validate", path, "--trust", path + ".trust")
            #expect(valid.status == 0 && valid.errors.isEmpty)
        }
    }

    @Test func whatCannotBeSignedIsNamed() async throws {
        try await withTemporaryFolder { folder in
            let files = try Self.files(["a/x.pdf", "b/x.pdf", "y.unknown", "z"], in: folder)
            let before = Demo.files(in: folder)
            let errors: [([String], String)] = [
                (
                    [files[0], files[1]],
                    "\(files[0]) and \(files[1]) would both be \"x.pdf\" in the container; expected "
                        + "files with different names: rename one of them"
                ),
                (
                    [folder + "/a"],
                    "\"\(folder)/a\" is a folder, and a file is expected: name each file of it"
                ),
                (
                    [files[2]],
                    "\(files[2]): the media type of such files is not known; say it with "
                        + "--media-type, such as --media-type y.unknown=application/octet-stream"
                ),
                (
                    [files[3]],
                    "\(files[3]): the media type of such files is not known; say it with "
                        + "--media-type, such as --media-type z=application/octet-stream"
                ),
            ]
            for (paths, message) in errors {
                let outcome = try Demo.command.run(
                    ["sign"] + paths + ["--output", folder + "/x.edoc"])
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors == "error: \(message)\n")
            }
            let late: [([String], String, String)] = [
                (
                    [folder + "/none.pdf"], "x.edoc",
                    "\"\(folder)/none.pdf\" cannot be read: "
                        + "No such file or directory (open, errno 2)"
                ),
                (
                    [files[0]], "none/x.edoc",
                    "\"\(folder)/none/x.edoc\" cannot be written, its folder cannot be opened: "
                        + "No such file or directory (open, errno 2)"
                ),
                (
                    [files[3], "--media-type", "pdf"], "x.edoc",
                    "the data file \"z\" has the media type \"pdf\", which is none: "
                        + "give type/subtype, such as application/pdf"
                ),
            ]
            for (paths, output, message) in late {
                let outcome = try Demo.command.run(
                    ["sign"] + paths + ["--output", folder + "/" + output])
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors == "error: \(message)\n")
            }
            let outcome = try Demo.run("sign", files[0], "--output", folder + "/x.zip")
            #expect(outcome.status == 2)
            #expect(
                outcome.errors.hasPrefix(
                    "error: --output: found \"\(folder)/x.zip\"; "
                        + "expected a name that ends in .edoc or .asice\nusage: "))
            #expect(Demo.files(in: folder) == before)
        }
    }

    @Test(arguments: [
        ("a.pdf", "application/pdf"), ("A.PDF", "application/pdf"),
        ("a.tar.gz", "application/gzip"),
        (".json", "application/json"), ("pdf", nil), ("a.", nil), ("", nil),
    ])
    func mediaTypesFollowFromExtensions(name: String, type: String?) {
        #expect(MediaTypes.type(ofFileNamed: name) == type)
    }

    private static func files(_ names: [String], in folder: String) throws -> [String] {
        try names.map { name in
            let url = URL(filePath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("contents".utf8).write(to: url)
            return folder + "/" + name
        }
    }
}
