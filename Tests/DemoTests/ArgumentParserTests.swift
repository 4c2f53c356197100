import Testing

@testable import edoc_demo

@Suite struct ArgumentParserTests {
    static let output = Option("output", "folder", "Where.", letter: "o", isRequired: true)
    static let passphraseFile = Option("passphrase-file", "file", "Which.")
    static let profile = Option("profile", "profile", "How.", choices: ["edoc", "asice"])
    static let overwrite = Option(flag: "overwrite", "Replace.")
    static let trust = Option(
        "trust", "path", "Who.", isRequired: true, isRepeating: true, necessity: "say who")
    static let root = Command(
        name: "tool", summary: "A tool.",
        subcommands: [
            Command(
                name: "issue", summary: "Issues.", discussion: "One.\n\nTwo.",
                operands: Command.Operands(name: "input", help: "What."),
                options: [output, passphraseFile, profile, overwrite]),
            Command(
                name: "sign", summary: "Signs.",
                operands: Command.Operands(name: "file", help: "What.", isRepeating: true),
                options: [overwrite]),
            Command(
                name: "check", summary: "Checks.",
                operands: Command.Operands(name: "file", help: "What."), options: [trust]),
        ])

    @Test(arguments: [
        ["issue", "a.csv", "--output", "x", "--overwrite"],
        ["issue", "--output=x", "a.csv", "--overwrite"],
        ["issue", "--overwrite", "--output", "x", "--", "a.csv"],
        ["issue", "-o", "x", "a.csv", "--overwrite"],
    ])
    func optionsStandAnywhere(words: [String]) throws {
        let arguments = try #require(Self.arguments(words))
        #expect(arguments.operands == ["a.csv"])
        #expect(arguments[Self.output] == "x")
        #expect(arguments.has(Self.overwrite))
        #expect(!arguments.has(Self.profile))
    }

    @Test func afterTwoHyphensNothingIsAnOption() throws {
        let arguments = try #require(
            Self.arguments(["sign", "-", "--overwrite", "--", "--help", "-x", "--"]))
        #expect(arguments.operands == ["-", "--help", "-x", "--"])
    }

    @Test func valuesMayHoldEqualsSignsAndHyphens() throws {
        let words = ["issue", "a", "--output=b=c", "--passphrase-file", "-"]
        let arguments = try #require(Self.arguments(words))
        #expect(arguments[Self.output] == "b=c")
        #expect(arguments[Self.passphraseFile] == "-")
    }

    @Test func anOptionMayBeGivenMoreThanOnceWhenTheTableSaysSo() throws {
        let arguments = try #require(Self.arguments(["check", "--trust", "x", "a", "--trust=y"]))
        #expect(arguments.all(Self.trust) == ["x", "y"] && arguments.operands == ["a"])
        #expect(arguments.all(Self.output).isEmpty && arguments[Self.trust] == "x")
    }

    @Test(arguments: [
        (["frob"], "unknown command \"frob\"; expected issue, sign or check"),
        (["isue"], "unknown command \"isue\"; did you mean issue?"),
        (["--output", "x"], "the command comes before its options: issue, sign or check"),
        (["--bogus"], "unknown option \"--bogus\"; expected issue, sign or check"),
        (["help", "sing"], "unknown command \"sing\"; did you mean sign?"),
        (["issue"], "missing <input> and --output <folder>"),
        (["issue", "a"], "missing --output <folder>"),
        (["issue", "a", "b"], "unexpected argument \"b\" after <input>"),
        (["issue", "a", "--output"], "--output needs a value: --output <folder>"),
        (["issue", "a", "--output", "--overwrite"], "--output needs a value: --output <folder>"),
        (["issue", "a", "--output="], "--output needs a value: --output <folder>"),
        (["issue", "a", "--outptu", "x"], "unknown option \"--outptu\"; did you mean --output?"),
        (["issue", "a", "--out=x"], "unknown option \"--out\"; did you mean --output?"),
        (
            ["issue", "--passphrase"],
            "unknown option \"--passphrase\"; did you mean --passphrase-file?"
        ),
        (["issue", "-o"], "-o needs a value: -o <folder>"),
        (
            ["issue", "-o", "x", "--output", "y"], "--output is given twice; expected once"
        ),
        (["issue", "-x", "a"], "unknown option \"-x\""),
        (["--versoin"], "unknown option \"--versoin\"; did you mean --version?"),
        (["issue", "-output", "x"], "unknown option \"-output\"; did you mean --output?"),
        (["issue", "--OUTPUT", "x"], "unknown option \"--OUTPUT\"; did you mean --output?"),
        (["issue", "--overwrite=yes"], "--overwrite takes no value; found \"yes\""),
        (["issue", "--output", "x", "--output", "y"], "--output is given twice; expected once"),
        (["issue", "--zzz\u{1B}[31m"], "unknown option \"--zzz\\u{1B}[31m\""),
        (["issue", ""], "<input> is empty"),
        (["check"], "missing <file> and --trust <path>: say who"),
        (
            ["issue", "--profile", "edok"],
            "--profile: found \"edok\"; expected edoc or asice; did you mean edoc?"
        ),
        (["issue", "--profile", "pdf"], "--profile: found \"pdf\"; expected edoc or asice"),
    ])
    func whatIsWrongIsNamed(words: [String], message: String) {
        guard case .refused(let error, _, _) = ArgumentParser.parse(words, Self.root) else {
            Issue.record("\(words) was accepted")
            return
        }
        #expect(error.message == message)
    }

    @Test(
        arguments: [
            ([], ["tool"]), (["--help"], ["tool"]), (["-h"], ["tool"]), (["help"], ["tool"]),
            (["help", "issue"], ["tool", "issue"]), (["issue", "--help"], ["tool", "issue"]),
            (["issue", "a", "-h", "--bogus"], ["tool", "issue"]),
        ] as [([String], [String])])
    func helpIsThereAtEveryLevel(words: [String], path: [String]) {
        guard case .help(let command, let found) = ArgumentParser.parse(words, Self.root) else {
            Issue.record("\(words) did not ask for help")
            return
        }
        #expect(found == path && command.name == path.last)
    }

    @Test func helpIsMadeFromTheTable() {
        #expect(
            HelpText.text(Self.root.subcommands[0], path: ["tool", "issue"]) == """
                OVERVIEW: Issues.

                One.

                Two.

                USAGE: tool issue <input> --output <folder> [<options>]

                ARGUMENTS:
                  <input>                 What.

                OPTIONS:
                  -o, --output <folder>   Where.
                  --passphrase-file <file>
                                          Which.
                  --profile <profile>     How. (edoc, asice)
                  --overwrite             Replace.
                  -h, --help              Show this help.

                """)
    }

    @Test(arguments: [("", ""), ("abc", "abc"), ("abc", "acb"), ("abc", ""), ("kitten", "sitting")])
    func distanceIsSymmetric(left: String, right: String) {
        #expect(Spelling.distance(left, right) == Spelling.distance(right, left))
    }

    @Test func swappedNeighboursAreOneStep() {
        #expect(Spelling.distance("output", "outptu") == 1)
        #expect(Spelling.distance("kitten", "sitting") == 3)
        #expect(Spelling.distance("", "abc") == 3)
    }

    private static func arguments(_ words: [String]) -> Arguments? {
        guard case .run(_, let arguments) = ArgumentParser.parse(words, root) else { return nil }
        return arguments
    }
}
