import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `--version`, `completion` and `manual`.
@Suite struct SetupTests {
    @Test func theVersionsAreSaid() throws {
        let outcome = try Demo.run("--version")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(
            outcome.output.wholeMatch(
                of:
                    /edoc-demo [A-Za-z0-9.+_\/-]+\nwith OpenSSL 3\.[0-9.]+, libxml2 2\.[0-9.]+, zlib 1\.[0-9.]+\n/
            ) != nil, "\(outcome.output)")
        let late = try Demo.run("validate", "--version")
        #expect(late.status == 2)
    }

    /// A script of the program for `shell`, and another one that is run with it by that shell.
    private func run(
        _ shell: String, _ script: String
    ) async throws -> VectorSupport.Command.Outcome? {
        guard let program = VectorSupport.Command(named: shell) else { return nil }
        return try await withTemporaryFolder { folder in
            let written = try Demo.run("completion", shell)
            #expect(written.status == 0 && written.errors.isEmpty)
            try TrustTests.write(Array(written.output.utf8), to: folder + "/_edoc-demo")
            return try program.run(["-c", script], in: folder)
        }
    }

    @Test func bashCompletes() async throws {
        let script = """
            . ./_edoc-demo
            complete -p edoc-demo
            show() {
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _edoc_demo; echo "${COMPREPLY[@]}"
            }
            show edoc-demo val
            show edoc-demo issue --ov
            show edoc-demo sign --level ''
            show edoc-demo validate --trust ''
            show edoc-demo validate some
            show edoc-demo completion f
            show edoc-demo help ext
            """
        guard let outcome = try await run("bash", script) else { return }
        #expect(
            outcome.output == """
                complete -o default -F _edoc_demo edoc-demo
                validate
                --overwrite
                B T LT


                fish
                extract

                """)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test func zshCompletes() async throws {
        // A pseudo-terminal of zsh's own, in which keys are typed.
        let script = """
            mkdir -p empty; export ZDOTDIR=$PWD/empty TERM=vt100
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "PS1='>'; fpath=($PWD \\$fpath); autoload -Uz compinit; compinit -u -d empty/dump"
            sleep 2
            try() { zpty -n -w z "$1"$'\\t'; sleep 2; zpty -n -w z $'\\C-u'; }
            try 'edoc-demo val'; try 'edoc-demo issue --ove'; try 'edoc-demo sign --level L'
            shown=; while zpty -r -t z part; do shown+=$part; done; zpty -d z; print -r -- "$shown"
            """
        guard let outcome = try await run("zsh", script) else { return }
        #expect(outcome.output.contains("-demo validate"), "\(outcome)")
        #expect(outcome.output.contains("--overwrite"), "\(outcome)")
        #expect(outcome.output.contains("--level LT"), "\(outcome)")
        let syntax = try await run("zsh", "zsh -n _edoc-demo")
        #expect(syntax?.status == 0 && syntax?.errors.isEmpty == true)
    }

    @Test func fishCompletes() async throws {
        let script = """
            source ./_edoc-demo
            complete -C 'edoc-demo val'
            complete -C 'edoc-demo issue --ove'
            complete -C 'edoc-demo sign --level '
            complete -C 'edoc-demo completion f'
            """
        guard let outcome = try await run("fish", script) else { return }
        let words = outcome.output.split(separator: "\n").map { $0.split(separator: "\t")[0] }
        #expect(
            words == ["validate", "--overwrite", "B", "LT", "T", "fish"]
                || words == ["validate", "--overwrite", "B", "T", "LT", "fish"], "\(outcome)")
        #expect(outcome.errors.isEmpty)
    }

    @Test func anotherShellIsRefused() throws {
        let outcome = try Demo.run("completion", "zhs")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.hasPrefix(
                "error: unknown shell \"zhs\"; expected bash, zsh or fish; did you mean zsh?\n"))
    }

    @Test func theManualPageIsInOrder() async throws {
        let page = try Demo.run("manual")
        #expect(page.status == 0 && page.errors.isEmpty)
        for command in EDocDemo.root.subcommands {
            #expect(page.output.contains("\n.SH \(command.name.uppercased())\n"))
        }
        guard let mandoc = VectorSupport.Command(named: "mandoc") else { return }
        try await withTemporaryFolder { folder in
            try TrustTests.write(Array(page.output.utf8), to: folder + "/edoc-demo.1")
            let outcome = try mandoc.run(["-Tlint", "edoc-demo.1"], in: folder)
            #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
            let shown = try mandoc.run(["-Tutf8", "edoc-demo.1"], in: folder)
            #expect(shown.output.contains("files"))
        }
    }
}
