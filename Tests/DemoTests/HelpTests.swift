import EDoc
import EDocTesting
import Foundation
import LoopbackServices
import Testing
import VectorSupport

@testable import edoc_demo

@Suite struct HelpTests {
    @Test(arguments: [
        [], ["--help"], ["help"], ["issue", "--help"], ["help", "issue"], ["sign", "-h"],
        ["validate", "--help"], ["help", "extract"],
    ])
    func helpIsAResultAndFitsTheScreen(arguments: [String]) throws {
        let outcome = try Demo.command.run(arguments)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.hasPrefix("OVERVIEW: "))
        for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80) }
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func everyOptionIsExplained() throws {
        for command in EDocDemo.root.subcommands {
            let help = try Demo.command.run([command.name, "--help"]).output
            for option in command.options { #expect(help.contains(" \(option.usage)")) }
        }
    }

    @Test func thePagesNameEachCommandAndEachOptionAndNoOther() throws {
        let folder = Vectors.folder + "/../Sources/edoc-demo/edoc-demo.docc/"
        let pages = try Vectors.names(in: folder).filter { $0.hasSuffix(".md") }.map { page in
            String(decoding: try Vectors.octets(at: folder + page), as: UTF8.self)
        }.joined(separator: "\n")
        let commands = EDocDemo.root.subcommands
        for command in commands { #expect(pages.contains("`\(command.name)`")) }
        let options = Set(commands.flatMap(\.options).map(\.name))
        let named = Set(pages.matches(of: /[` ]--([a-z-]+)/).map { String($0.1) })
        // What every program has, and what `swift build` is told.
        #expect(named.subtracting(["help", "version", "product"]) == options)
    }

    /// Each command's help ends with two calls that somebody makes; made one after the other, they work.
    @Test func theExamplesWork() async throws {
        try await withTemporaryFolder { folder in
            let results = folder + "/TestVectors/exam-results"
            try FileManager.default.createDirectory(
                atPath: results, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: Demo.sample, toPath: results + "/sample.csv")
            try TrustTests.write(Array("report".utf8), to: folder + "/report.pdf")
            try TrustTests.write(Array("a,b".utf8), to: folder + "/data.csv")
            let day: TimeInterval = 86_400
            let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            let services = try LoopbackTrustServices(
                validFrom: now - day, validTo: now + 3_650 * day, clock: { Date() })
            let seal = try services.virtual.authority.issueSeal(
                commonName: "Skola", notBefore: now - day, notAfter: now + 365 * day)
            try FileManager.default.createDirectory(
                atPath: folder + "/bin", withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/bin/edoc-demo", withDestinationPath: Demo.command.path)
            let secret = Array("parole".utf8)
            try TrustTests.write(
                try seal.pkcs12(passphrase: Passphrase(secret)), to: folder + "/seal.p12")
            try TrustTests.write(secret, to: folder + "/passphrase")
            try TrustTests.write(
                Array(services.virtual.authority.root.pemEncoded.utf8), to: folder + "/root.pem")
            for command in EDocDemo.root.subcommands {
                #expect(command.examples.count == 2, "\(command.name)")
                for example in command.examples {
                    let line = example.line
                        .replacingOccurrences(of: "http://tsa.example", with: services.tsa)
                    let outcome = try ManyFilesTests.shell(
                        """
                        HOME=$PWD PATH=$PWD/bin:$PATH; export HOME
                        mkdir -p .local/share/man/man1 .local/share/bash-completion/completions

                        """ + line, in: folder)
                    // A look says of nothing that it is valid.
                    let isLook = command.name == "validate" && !line.contains("--trust")
                    #expect(outcome.status == (isLook ? 1 : 0), "\(line): \(outcome)")
                }
            }
        }
    }

    @Test func aWrongOptionNamesTheRightOne() throws {
        let outcome = try Demo.run("issue", "a.csv", "--outputt", "x")
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(
            outcome.errors == """
                error: unknown option "--outputt"; did you mean --output?
                usage: edoc-demo issue <results.csv> --output <folder> [<options>]
                See 'edoc-demo issue --help' for all it can do.

                """)
    }

    @Test(
        arguments: [
            (["--jobs", "0"], "--jobs: found \"0\"; expected a whole number from 1 to 1024"),
            (["--jobs", "many"], "--jobs: found \"many\"; expected a whole number from 1 to 1024"),
            (
                ["--passphrase-file", "p"],
                "--passphrase-file is given without --seal; expected both"
            ),
            (
                ["--seal-certificate", "c"],
                "--seal-certificate is given without --seal; expected both"
            ),
            (
                ["--seal", "s", "--demo-key", "p384"],
                "--demo-key is for the demonstration seal; expected it without --seal"
            ),
            (["--issuer-number", "1"], "--issuer-number is given without --issuer; expected both"),
            (
                ["--time", "yesterday"],
                "--time: found \"yesterday\"; expected a moment such as 2024-07-11T08:00:00Z"
            ),
            (
                ["--demo-key", "p265"],
                "--demo-key: found \"p265\"; expected rsa2048, rsa3072, rsa4096, p256, p384 or p521; "
                    + "did you mean p256?"
            ),
        ] as [([String], String)])
    func optionsThatDoNotGoTogetherAreRefused(options: [String], message: String) async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Demo.command.run(
                ["issue", Demo.sample, "--output", folder + "/out"] + options)
            #expect(outcome.status == 2 && outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: \(message)\nusage: "))
            #expect(Demo.files(in: folder).isEmpty)
        }
    }
}
