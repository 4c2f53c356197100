/// The help of a command, as text that fits a window.
struct HelpText {
    /// How many columns there are, within what can be read.
    private let width: Int
    /// Where the meaning of an option begins.
    private let indent: Int

    /// What `--help` shows for `command`, which is called by the words `path`, in a window of `columns`.
    static func text(_ command: Command, path: [String], columns: Int = 80) -> String {
        HelpText(columns: columns).text(command, path: path)
    }

    private init(columns: Int) {
        width = min(max(columns, 20), 100)
        indent = width >= 60 ? 26 : 6
    }

    private func text(_ command: Command, path: [String]) -> String {
        var blocks = [wrap("OVERVIEW: " + command.summary)]
        if !command.discussion.isEmpty {
            blocks += command.discussion.split(separator: "\n\n").map { paragraph in
                wrap(String(paragraph))
            }
        }
        blocks.append(wrap("USAGE: " + Self.usage(command, path: path)))
        if let operands = command.operands {
            blocks.append(
                "ARGUMENTS:\n" + entry("<\(operands.name)>", operands.help))
        }
        let common =
            [entry("-h, --help", "Show this help.")]
            + (command.subcommands.isEmpty
                ? []
                : [entry("-V, --version", "Show the versions of the program and its libraries.")])
        let own = command.options.filter { $0.group == nil }.map(entry)
        blocks.append("OPTIONS:\n" + (own + common).joined(separator: "\n"))
        for group in command.groups {
            let entries = command.options.filter { $0.group == group }.map(entry)
            blocks.append("\(group.uppercased()):\n" + entries.joined(separator: "\n"))
        }
        if !command.subcommands.isEmpty {
            let entries = command.subcommands.map { entry($0.name, $0.summary) }
            blocks.append("COMMANDS:\n" + entries.joined(separator: "\n"))
            blocks.append(
                wrap("See '\(path.joined(separator: " ")) help <command>' for a command."))
        }
        if !command.examples.isEmpty {
            let examples = command.examples.map { example in
                wrap(example.purpose) + "\n" + Self.command(example.line, width: width)
            }
            blocks.append("EXAMPLES:\n" + examples.joined(separator: "\n"))
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

    /// A command line, broken where a shell lets it go on.
    static func command(_ line: String, width: Int) -> String {
        var lines = [" "]
        for word in line.split(separator: " ") {
            if lines[lines.count - 1].count + 1 + word.count + 2 > width, lines.last != " " {
                lines[lines.count - 1] += " \\"
                lines.append("   ")
            }
            lines[lines.count - 1] += " " + word
        }
        return lines.joined(separator: "\n")
    }

    private func entry(_ option: Option) -> String {
        entry(Self.name(of: option), Self.meaning(of: option))
    }

    /// `-o, --output <folder>`.
    static func name(of option: Option) -> String {
        (option.letter.map { "-\($0), " } ?? "") + option.usage
    }

    /// The help of an option, with its choices, and whether it may be given again.
    static func meaning(of option: Option) -> String {
        option.help + (option.choices.map { " (" + $0.joined(separator: ", ") + ")" } ?? "")
            + (option.isRepeating ? " May be repeated, with a value each time." : "")
    }

    private func entry(_ name: String, _ help: String) -> String {
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

    private func wrap(_ text: String, width limit: Int? = nil) -> String {
        let width = limit ?? self.width
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

extension Command {
    /// What its options belong to, in their order.
    var groups: [String] {
        var groups: [String] = []
        for case let group? in options.map(\.group) where !groups.contains(group) {
            groups.append(group)
        }
        return groups
    }
}
