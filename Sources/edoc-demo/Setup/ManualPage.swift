/// The manual page of the program, from its table of commands, in the form that `man` reads
/// ([man(7)](https://man7.org/linux/man-pages/man7/man.7.html)).
enum ManualPage {
    /// The page about `root`.
    static func text(_ root: Command) -> String {
        var lines = [
            ".TH \(root.name.uppercased()) 1 \"\(sourceDate)\" \"\(escaped(root.name))\" \"User Commands\"",
            ".SH NAME",
            "\(escaped(root.name)) \\- sign and validate containers of documents",
            ".SH SYNOPSIS",
        ]
        for (index, command) in root.subcommands.enumerated() {
            if index > 0 { lines.append(".PP") }
            lines.append(bold(HelpText.usage(command, path: [root.name, command.name])))
        }
        lines.append(".SH DESCRIPTION")
        lines += paragraphs(root.summary + "\n\n" + root.discussion)
        for command in root.subcommands {
            lines.append(".SH \(escaped(command.name.uppercased()))")
            lines += paragraphs(command.summary + "\n\n" + command.discussion)
            if let operands = command.operands {
                lines += entry("<\(operands.name)>", operands.help)
            }
            for option in command.options where option.group == nil {
                lines += entry(HelpText.name(of: option), HelpText.meaning(of: option))
            }
            for group in command.groups {
                lines.append(".SS \(escaped(group))")
                for option in command.options where option.group == group {
                    lines += entry(HelpText.name(of: option), HelpText.meaning(of: option))
                }
            }
            lines.append(".SS Examples")
            for example in command.examples {
                lines += example.line == command.examples.first?.line ? [] : [".PP"]
                lines +=
                    flow(example.purpose[...]) + [".PP", ".in +4n", ".nf"]
                    + HelpText.command(example.line, width: 60).split(separator: "\n")
                    .map { escaped($0.drop { $0 == " " }) } + [".fi", ".in"]
            }
        }
        lines.append(".SH EXIT STATUS")
        lines += flow(
            """
            0 when all was done. 1 when something was refused, is not valid, or could not be read or \
            written. 2 when the arguments are wrong. 130 when it was interrupted.
            """)
        lines.append(".SH ENVIRONMENT")
        lines += entry("EDOC_PASSPHRASE", "The passphrase of the seal, where no file is named.")
        lines += entry("NO_COLOR", "When it is set, no words are coloured.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n").enumerated().flatMap { index, paragraph in
            (index == 0 ? [] : [".PP"]) + flow(paragraph)
        }
    }

    private static func entry(_ name: String, _ help: String) -> [String] {
        [".TP", bold(name)] + flow(help[...])
    }

    /// Lines of text, which `man` joins; a sentence begins on a line of its own.
    private static func flow(_ text: Substring) -> [String] {
        var lines = [""]
        for word in text.split(whereSeparator: \.isWhitespace).map({ escaped($0) }) {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = word
            } else if size(last) + 1 + size(word) > 78 || ".:".contains(last.last ?? " ") {
                lines.append(word)
            } else {
                lines[lines.count - 1] += " " + word
            }
        }
        return lines.map { $0.hasPrefix(".") ? "\\&" + $0 : $0 }
    }

    /// How long `man` finds it, to which a letter outside ASCII is an escape.
    private static func size(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 8) }
    }

    private static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

    /// `text` without what is a request or an escape there.
    private static func escaped(_ text: some StringProtocol) -> String {
        text.map { character in
            switch character {
            case "\\": "\\e"
            case "-": "\\-"
            case "'": "\\(aq"
            default: String(character)
            }
        }.joined()
    }
}
