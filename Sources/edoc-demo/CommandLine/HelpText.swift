/// The help of a command, as text of at most 80 columns.
enum HelpText {
    private static let width = 80
    private static let indent = 26

    /// What `--help` shows for `command`, which is called by the words `path`.
    static func text(_ command: Command, path: [String]) -> String {
        var blocks = [wrap("OVERVIEW: " + command.summary)]
        if !command.discussion.isEmpty {
            blocks += command.discussion.split(separator: "\n\n").map { paragraph in
                paragraph.hasPrefix(" ") ? String(paragraph) : wrap(String(paragraph))
            }
        }
        blocks.append(wrap("USAGE: " + usage(command, path: path)))
        if let operands = command.operands {
            blocks.append(
                "ARGUMENTS:\n" + entry("<\(operands.name)>", operands.help))
        }
        let options = command.options.map { option in
            let choices = option.choices.map { " (" + $0.joined(separator: ", ") + ")" } ?? ""
            let dots = option.isRepeating ? " ..." : ""
            return entry(option.usage + dots, option.help + choices)
        }
        blocks.append(
            "OPTIONS:\n"
                + (options + [entry("-h, --help", "Show this help.")]).joined(separator: "\n"))
        if !command.subcommands.isEmpty {
            let entries = command.subcommands.map { entry($0.name, $0.summary) }
            blocks.append("COMMANDS:\n" + entries.joined(separator: "\n"))
            blocks.append("See '\(path.joined(separator: " ")) help <command>' for a command.")
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The usage line of `command`: its required arguments, and whether there are options.
    static func usage(_ command: Command, path: [String]) -> String {
        var words = path
        if !command.subcommands.isEmpty { words.append("<command>") }
        if let operands = command.operands {
            words.append("<\(operands.name)>" + (operands.isRepeating ? " ..." : ""))
        }
        words += command.options.filter(\.isRequired).map(\.usage)
        if command.options.contains(where: { !$0.isRequired }) { words.append("[<options>]") }
        return words.joined(separator: " ")
    }

    private static func entry(_ name: String, _ help: String) -> String {
        let margin = String(repeating: " ", count: indent)
        let lines = wrap(help, width: width - indent).split(separator: "\n")
        let head = "  " + name
        guard head.count <= indent - 1, let first = lines.first else {
            return ([head] + lines.map { margin + $0 }).joined(separator: "\n")
        }
        let padding = String(repeating: " ", count: indent - head.count)
        return ([head + padding + first] + lines.dropFirst().map { margin + $0 })
            .joined(separator: "\n")
    }

    private static func wrap(_ text: String, width: Int = width) -> String {
        var lines = [""]
        for word in text.split(whereSeparator: \.isWhitespace) {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
