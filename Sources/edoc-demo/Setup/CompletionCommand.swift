internal import Glibc

extension Command {
    /// `completion`: what a shell needs to complete words.
    static let completion: Command = Command(
        name: "completion",
        summary: "Write a script by which a shell completes commands and options.",
        discussion: """
            The script is for the shell that is named; where it goes is the shell's custom. Words \
            that are files are completed as the shell does.
            """,
        operands: Operands(name: "bash|zsh|fish", help: "The shell."),
        examples: [
            Example(
                purpose: "For bash, for this user (make the folder first if need be):",
                line:
                    "edoc-demo completion bash > ~/.local/share/bash-completion/completions/edoc-demo"
            ),
            Example(
                purpose: "For zsh, in a folder of $fpath:",
                line: "edoc-demo completion zsh > _edoc-demo"),
        ],
        run: { arguments in
            let script: (Command) -> String
            switch arguments.operands[0] {
            case "bash": script = CompletionScript.bash
            case "zsh": script = CompletionScript.zsh
            case "fish": script = CompletionScript.fish
            case let shell:
                let nearest = Spelling.nearest(to: shell, in: ["bash", "zsh", "fish"])
                throw UsageError(
                    "unknown shell \(quoted(shell)); expected bash, zsh or fish"
                        + (nearest.map { "; did you mean \($0)?" } ?? ""))
            }
            Console.write(script(EDocDemo.root), to: STDOUT_FILENO)
            return 0
        })

    /// `manual`: the manual page.
    static let manual: Command = Command(
        name: "manual",
        summary: "Write the manual page, in the form that man reads.",
        discussion: "The page has what the help of all commands has.",
        examples: [
            Example(
                purpose:
                    "Put it where man finds it for this user (make the folder first if need be):",
                line: "edoc-demo manual > ~/.local/share/man/man1/edoc-demo.1"),
            Example(purpose: "How long it is:", line: "edoc-demo manual | wc -l"),
        ],
        run: { _ in
            Console.write(ManualPage.text(EDocDemo.root), to: STDOUT_FILENO)
            return 0
        })
}
