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
            for option in command.options { #expect(help.contains("  \(option.usage)")) }
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
        // The placeholder of the explanation, what every program has, and what `swift build` is told.
        #expect(named.subtracting(["name", "help", "product"]) == options)
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
