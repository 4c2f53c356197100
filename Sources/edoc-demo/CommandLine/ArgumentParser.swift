/// The request that the arguments of the program make.
enum Request: Sendable {
    /// To do a command.
    case run(Command, Arguments)
    /// To show the help of the command with this path of names.
    case help(Command, path: [String])
    /// To show which version of the program it is.
    case version
    /// Wrong arguments for the command with this path of names.
    case refused(UsageError, Command, path: [String])
}

/// Reads the arguments of the program by a table of commands.
///
/// `--name value`, `--name=value`, `-n value`, `--` before arguments that look like options, `--help`
/// and `-h` everywhere, `help COMMAND`, `--version`; options and other arguments in any order.
struct ArgumentParser {
    private var command: Command
    private var path: [String]
    private var arguments = Arguments()

    /// The request that `words`, without the name of the program, make of `root`.
    static func parse(_ words: [String], _ root: Command) -> Request {
        var parser = ArgumentParser(command: root, path: [root.name])
        do throws(UsageError) {
            return try parser.parse(words[...])
        } catch {
            return .refused(error, parser.command, path: parser.path)
        }
    }

    private init(command: Command, path: [String]) {
        self.command = command
        self.path = path
    }

    private mutating func parse(_ words: ArraySlice<String>) throws(UsageError) -> Request {
        var words = words
        while !command.subcommands.isEmpty {
            guard let word = words.popFirst() else { return .help(command, path: path) }
            if Self.asksForHelp(word) || (word == "help" && words.isEmpty) {
                return .help(command, path: path)
            }
            if ["--version", "-V"].contains(word), path.count == 1 { return .version }
            if word == "help" {
                for name in words { try descend(to: name) }
                return .help(command, path: path)
            }
            try descend(to: word)
        }
        while let word = words.popFirst() {
            if word == "--" {
                for operand in words { try add(operand: operand) }
                break
            }
            if Self.asksForHelp(word) { return .help(command, path: path) }
            if word.hasPrefix("-"), word != "-" {
                try add(option: word, &words)
            } else {
                try add(operand: word)
            }
        }
        try checkCompleteness()
        try openStandardInput()
        return .run(command, arguments)
    }

    private static func asksForHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }

    private mutating func descend(to name: String) throws(UsageError) {
        guard let next = command.subcommands.first(where: { $0.name == name }) else {
            let names = command.subcommands.map(\.name)
            let what = name.hasPrefix("-") ? "option" : "command"
            if what == "option", command.subcommands.contains(where: { $0.takes(name) }) {
                throw UsageError("the command comes before its options: \(list(names))")
            }
            throw UsageError(
                "unknown \(what) \(quoted(name))"
                    + (Spelling.nearest(
                        to: name, in: what == "option" ? ["--help", "--version"] : names
                    ).map { "; did you mean \($0)?" }
                        ?? "; expected \(list(names))"))
        }
        command = next
        path.append(name)
    }

    private mutating func add(
        option word: String, _ words: inout ArraySlice<String>
    ) throws(UsageError) {
        if let number = attachedNumber(word) {
            words.insert(number, at: words.startIndex)
            return try add(option: String(word.prefix(2)), &words)
        }
        let sign = word.utf8.firstIndex(of: UInt8(ascii: "="))
        let name = String(word[..<(sign ?? word.endIndex)])
        guard let option = command.options.first(where: { $0.isCalled(name) }) else {
            throw unknown(name)
        }
        var value = sign.map { String(word[word.utf8.index(after: $0)...]) }
        if let placeholder = option.value {
            if value == nil, let next = words.first, !next.hasPrefix("--") {
                value = words.removeFirst()
            }
            guard let value, !value.isEmpty else {
                throw UsageError("\(name) needs a value: \(name) <\(placeholder)>")
            }
            try check(value, of: option)
        } else if let value {
            throw UsageError("\(name) takes no value; found \(quoted(value))")
        }
        guard option.isRepeating || !arguments.has(option) else {
            throw UsageError("\(name) is given twice; expected once")
        }
        arguments.values[option, default: []] += value.map { [$0] } ?? []
    }

    /// The digits of `-j4`, where the letter takes a value.
    private func attachedNumber(_ word: String) -> String? {
        let digits = word.dropFirst(2)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            command.options.contains(where: { option in
                option.value != nil && option.letter.map { word.hasPrefix("-\($0)") } ?? false
            })
        else { return nil }
        return String(digits)
    }

    private func check(_ value: String, of option: Option) throws(UsageError) {
        guard let choices = option.choices, !choices.contains(value) else { return }
        let nearest = Spelling.nearest(to: value, in: choices)
        throw UsageError(
            "--\(option.name): found \(quoted(value)); expected \(list(choices))"
                + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }

    private func unknown(_ name: String) -> UsageError {
        let names = command.options.map { "--" + $0.name } + ["--help"]
        return UsageError(
            "unknown option \(quoted(name))"
                + (Spelling.nearest(to: name, in: names).map { "; did you mean \($0)?" } ?? ""))
    }

    private mutating func add(operand: String) throws(UsageError) {
        guard let operands = command.operands else {
            throw UsageError("unexpected argument \(quoted(operand))")
        }
        guard operands.isRepeating || arguments.operands.isEmpty else {
            throw UsageError("unexpected argument \(quoted(operand)) after <\(operands.name)>")
        }
        guard !operand.isEmpty else { throw UsageError("<\(operands.name)> is empty") }
        arguments.operands.append(operand)
    }

    /// Lets `-` be standard input where a file is read, for one of them.
    private mutating func openStandardInput() throws(UsageError) {
        let place = "/dev/stdin"
        var count = arguments.operands.count { $0 == "-" }
        if command.operands?.isRead == true {
            arguments.operands = arguments.operands.map { $0 == "-" ? place : $0 }
        }
        for option in command.options where option.isRead {
            count += arguments.all(option).count { $0 == "-" }
            arguments.values[option] = arguments.values[option]?.map { $0 == "-" ? place : $0 }
        }
        guard count <= 1 else {
            throw UsageError("standard input (-) is given \(count) times; expected once")
        }
    }

    private func checkCompleteness() throws(UsageError) {
        var missing: [String] = []
        if let operands = command.operands, arguments.operands.isEmpty,
            operands.alternative.map({ !arguments.has($0) }) ?? true
        {
            missing.append("<\(operands.name)>")
        }
        let options = command.options.filter { $0.isRequired && !arguments.has($0) }
        missing += options.map(\.usage)
        guard missing.isEmpty else {
            let reasons = options.compactMap(\.necessity).map { ": " + $0 }
            throw UsageError("missing \(missing.joined(separator: " and "))" + reasons.joined())
        }
    }
}

extension Command {
    fileprivate func takes(_ word: String) -> Bool {
        options.contains { $0.isCalled(word) || word.hasPrefix("--" + $0.name + "=") }
    }
}

extension Option {
    fileprivate func isCalled(_ word: String) -> Bool {
        word == "--" + name || letter.map { word == "-\($0)" } ?? false
    }
}

/// `a, b or c`.
private func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}
