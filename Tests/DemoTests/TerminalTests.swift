import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// The program on a pseudo-terminal, which `script` of util-linux gives it.
@Suite(.enabled(if: VectorSupport.Command(named: "script") != nil, "script is not installed"))
struct TerminalTests {
    /// What a script of `sh` shows on a terminal on which `typed` is typed, a line every two seconds, and
    /// its exit status at the end.
    private static func terminal(
        _ script: String, typing typed: [String] = [], in folder: String
    ) throws -> String {
        try TrustTests.write(
            Array(("unset NO_COLOR\n" + script + "\necho status $?").utf8),
            to: folder + "/on-terminal")
        let lines = typed.map { "sleep 2; echo '\($0)'; " }.joined()
        return try ManyFilesTests.shell(
            "{ \(lines)sleep 1; } | TERM=xterm script -qec 'sh on-terminal' /dev/null", in: folder
        ).output.replacingOccurrences(of: "\r\n", with: "\n")
    }

    @Test(arguments: [40, 80, 200])
    func helpFitsTheWindow(columns: Int) async throws {
        try await withTemporaryFolder { folder in
            for command in [""] + EDocDemo.root.subcommands.map(\.name) {
                let text = try Self.terminal(
                    "stty cols \(columns); $demo \(command) --help", in: folder)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(text.hasPrefix("OVERVIEW: ") && text.hasSuffix("\nstatus 0\n"))
                // Only a word that is longer than the window may be wider.
                let wide = lines.filter { line in
                    line.count > columns && line.split(separator: " ").count { $0 != "\\" } > 1
                }
                #expect(wide.isEmpty, "\(command) \(columns): \(wide)")
                if command == "issue" {
                    #expect(lines.map(\.count).max() ?? 0 > min(columns, 100) - 5)
                }
            }
        }
    }

    @Test func wordsAreColouredOnATerminalOnly() async throws {
        try await withTemporaryFolder { folder in
            let made = try Demo.run("issue", Demo.sample, "-o", folder + "/out")
            #expect(made.status == 0)
            let good = "out/\(IssueTests.sampleContainers[0])"
            let validate = "$demo validate \(good) none.edoc --trust out/trust"
            let shown = try Self.terminal(validate, in: folder)
            #expect(shown.contains("\u{1B}[32mVALID:\u{1B}[0m \"\(good)\""), "\(shown)")
            #expect(shown.contains("\u{1B}[31merror: \u{1B}[0m\"none.edoc\""), "\(shown)")
            #expect(
                try Self.terminal("$demo validate \(good)", in: folder)
                    .contains("\u{1B}[31mNOT VALID:\u{1B}[0m"))
            for plain in ["NO_COLOR=1 \(validate)", "TERM=dumb \(validate)"] {
                #expect(try !Self.terminal(plain, in: folder).contains("\u{1B}"), "\(plain)")
            }
            let json = try Self.terminal(validate + " --format json", in: folder)
            #expect(!json.contains("\u{1B}["))
        }
    }

    @Test(arguments: [40, 200])
    func progressIsOneLine(columns: Int) async throws {
        try await withTemporaryFolder { folder in
            let input = folder + "/input.csv"
            try IssueTests.mixedFile(rows: 1_500).write(to: URL(filePath: input))
            let shown = try Self.terminal(
                "stty cols \(columns); $demo issue input.csv -o out >sum", in: folder)
            let lines = shown.components(separatedBy: "\r").dropFirst()
            #expect(lines.contains { $0.contains(" records done, ") }, "\(shown)")
            for line in lines {
                let text = line.components(separatedBy: "\u{1B}")[0]
                #expect(text.count < columns, "\(line)")
            }
            #expect(!shown.contains("done, \n"))
            let quiet = try Self.terminal(
                "stty cols \(columns); $demo validate out -q --trust out/trust >sum", in: folder)
            #expect(quiet.contains(" containers done, "), "\(quiet)")
        }
    }

    @Test func aMistypedPassphraseIsAskedForAgain() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            for key in [seal.pkcs12, "\(seal.encryptedKey) --seal-certificate \(seal.chain)"] {
                let sign =
                    "$demo sign '\(Demo.sample)' -o x.edoc --overwrite --level B --time \(Demo.time) "
                    + "--seal \(key)"
                let right = try Self.terminal(
                    sign, typing: ["nepareiza", "pareizā parole"], in: folder)
                #expect(right.contains("; try again\n"), "\(right)")
                #expect(right.hasSuffix("status 0\n"), "\(right)")
                #expect(!right.contains("nepareiza"))
                let wrong = try Self.terminal(sign, typing: ["a", "b", "c", "d"], in: folder)
                #expect(wrong.components(separatedBy: "Passphrase of ").count == 4, "\(wrong)")
                #expect(wrong.hasSuffix("status 1\n"))
            }
        }
    }
}
