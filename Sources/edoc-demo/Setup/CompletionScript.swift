/// Scripts by which shells complete the words of the program, from its table of commands.
enum CompletionScript {
    /// For bash.
    static func bash(_ root: Command) -> String {
        let name = function(root)
        var choices: [String] = []
        for command in root.subcommands {
            for option in command.options where option.value != nil {
                let words = words(of: option).map { "\"\(command.name) \($0)\"" }
                let list = option.choices?.joined(separator: " ")
                // Without words of its own the shell completes the name of a file.
                choices.append(
                    "        \(words.joined(separator: "|"))) "
                        + (list.map { "COMPREPLY=($(compgen -W '\($0)' -- \"$current\"))" } ?? ":")
                        + "; return ;;")
            }
        }
        let options = root.subcommands.map { command in
            let words = command.options.flatMap(words(of:)) + ["--help"]
            return "        \(command.name)) options='\(words.joined(separator: " "))' ;;"
        }
        let first = root.subcommands.map(\.name) + ["help", "--help", "--version"]
        return """
            # bash completion of \(root.name)
            \(name)() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options=
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ] || [ "$previous" = help ]; then
                    COMPREPLY=($(compgen -W '\(first.joined(separator: " "))' -- "$current"))
                    return
                fi
                case "${COMP_WORDS[1]} $previous" in
            \(choices.joined(separator: "\n"))
                    "completion completion") COMPREPLY=($(compgen -W 'bash zsh fish' -- "$current")); return ;;
                esac
                [[ $current == -* ]] || return
                case "${COMP_WORDS[1]}" in
            \(options.joined(separator: "\n"))
                esac
                COMPREPLY=($(compgen -W "$options" -- "$current"))
            }
            complete -o default -F \(name) \(root.name)

            """
    }

    /// For zsh.
    static func zsh(_ root: Command) -> String {
        let commands = root.subcommands.map { "        '\($0.name):\(zsh($0.summary))'" }
        let cases = root.subcommands.map { command in
            var arguments = command.options.map { option in
                let words = words(of: option)
                let exclusion = option.isRepeating ? "*" : "(\(words.joined(separator: " ")))"
                let name = words.count > 1 ? "'{\(words.joined(separator: ","))}'" : words[0]
                let value =
                    option.value.map { placeholder in
                        ":\(zsh(placeholder)):"
                            + (option.choices.map { "(\($0.joined(separator: " ")))" } ?? "_files")
                    } ?? ""
                return "'\(exclusion)\(name)[\(zsh(short(option.help)))]\(value)'"
            }
            arguments.append("'(-h --help)'{-h,--help}'[Show the help.]'")
            if command.name == "completion" {
                arguments.append("'1:shell:(bash zsh fish)'")
            } else if let operands = command.operands {
                arguments.append(
                    "'\(operands.isRepeating ? "*" : "1"):\(zsh(operands.name)):_files'")
            }
            return """
                        \(command.name))
                            _arguments -s : \\
                                \(arguments.joined(separator: " \\\n                "))
                            ;;
                """
        }
        let name = function(root)
        return """
            #compdef \(root.name)
            # zsh completion of \(root.name)
            \(name)() {
                local -a commands
                commands=(
            \(commands.joined(separator: "\n"))
                    'help:Show the help of a command.'
                )
                if (( CURRENT == 2 )); then
                    _describe command commands
                    return
                fi
                shift words
                (( CURRENT-- ))
                case $words[1] in
                    help) _describe command commands ;;
            \(cases.joined(separator: "\n"))
                esac
            }
            if [ "$funcstack[1]" = "_\(root.name)" ]; then
                \(name) "$@"
            else
                compdef \(name) \(root.name)
            fi

            """
    }

    /// For fish.
    static func fish(_ root: Command) -> String {
        var lines = ["# fish completion of \(root.name)"]
        let names = root.subcommands.map(\.name).joined(separator: " ")
        let none = "not __fish_seen_subcommand_from \(names) help"
        for command in root.subcommands {
            lines.append(
                "complete -c \(root.name) -f -n '\(none)' -a \(command.name) -d \(fish(command.summary))"
            )
        }
        lines.append(
            "complete -c \(root.name) -f -n '\(none)' -a help -d 'Show the help of a command.'")
        lines.append("complete -c \(root.name) -f -n '\(none)' -l version -d 'Show the versions.'")
        lines.append("complete -c \(root.name) -s h -l help -d 'Show the help.'")
        lines.append(
            "complete -c \(root.name) -f -n '__fish_seen_subcommand_from help' -a '\(names)'")
        for command in root.subcommands {
            let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
            for option in command.options {
                let letter = option.letter.map { " -s \($0)" } ?? ""
                let value =
                    option.choices.map { " -x -a '\($0.joined(separator: " "))'" }
                    ?? (option.value == nil ? "" : " -r -F")
                lines.append(
                    "complete -c \(root.name) \(condition)\(letter) -l \(option.name)\(value) "
                        + "-d \(fish(short(option.help)))")
            }
        }
        lines.append(
            "complete -c \(root.name) -f -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'"
        )
        return lines.joined(separator: "\n") + "\n"
    }

    private static func function(_ root: Command) -> String {
        "_" + root.name.map { $0 == "-" ? "_" : String($0) }.joined()
    }

    private static func words(of option: Option) -> [String] {
        (option.letter.map { ["-\($0)"] } ?? []) + ["--" + option.name]
    }

    /// The first sentence of a help, or what comes before its first colon or semicolon.
    private static func short(_ help: String) -> String {
        let end = help.indices.first { index in
            ".;:".contains(help[index])
                && (help.index(after: index) == help.endIndex
                    || help[help.index(after: index)] == " ")
        }
        return String(help[..<(end ?? help.endIndex)])
    }

    private static func zsh(_ text: String) -> String {
        text.map { "[]:\\".contains($0) ? "\\\($0)" : $0 == "'" ? "'\\''" : String($0) }.joined()
    }

    private static func fish(_ text: String) -> String {
        "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
