/// A command of the program: its arguments, its help and its action.
///
/// The parser, the help and the messages about wrong arguments follow from this table alone.
struct Command: Sendable {
    /// What the user types, `issue`.
    let name: String
    /// What it does, in one sentence.
    let summary: String
    /// More about it in paragraphs, for readers who do not know the program.
    var discussion = ""
    /// Its arguments without a name; nil when it takes none.
    var operands: Operands?
    /// Its arguments with a name.
    var options: [Option] = []
    /// How it is used, for the end of its help.
    var examples: [Example] = []
    /// Commands below it; one that has any does nothing itself.
    var subcommands: [Command] = []
    /// The action, which gives the exit status.
    var run: @Sendable (Arguments) async throws -> Int32 = { _ in 0 }

    /// A call of a command that somebody makes.
    struct Example: Sendable {
        /// What it is for.
        let purpose: String
        /// What is typed.
        let line: String
    }

    /// Arguments without a name.
    struct Operands: Sendable {
        /// The placeholder in help and messages, `input`.
        let name: String
        /// Its meaning, for the help.
        let help: String
        /// Whether more than one may be given.
        var isRepeating = false
        /// Whether they are files that are read from beginning to end, for which - is standard input.
        var isRead = false
        /// The option that gives them in their place; nil: they must be given.
        var alternative: Option?
    }
}

/// An option `--name VALUE`, or a flag `--name`.
struct Option: Sendable, Hashable {
    /// The name without hyphens, `output`.
    let name: String
    /// The placeholder for the value in help and messages; nil for a flag.
    let value: String?
    /// The letter behind one hyphen that stands for it, `o`; nil: none.
    var letter: Character?
    /// Its meaning, for the help.
    let help: String
    /// What it belongs to, for the help, `Seal`; nil: the command itself.
    var group: String?
    /// Whether it must be given.
    var isRequired = false
    /// Whether it may be given more than once.
    var isRepeating = false
    /// The values that it may have; nil: any.
    var choices: [String]?
    /// Whether its value is a file that is read, for which - is standard input.
    var isRead = false
    /// The message when it is required and missing; nil for a general one.
    var necessity: String?

    /// An option with a value.
    init(
        _ name: String, _ value: String, _ help: String, letter: Character? = nil,
        isRequired: Bool = false, isRepeating: Bool = false, isRead: Bool = false,
        choices: [String]? = nil, necessity: String? = nil
    ) {
        self.isRead = isRead
        self.name = name
        self.letter = letter
        self.value = value
        self.help = help
        self.isRequired = isRequired
        self.isRepeating = isRepeating
        self.choices = choices
        self.necessity = necessity
    }

    /// A flag.
    init(flag name: String, letter: Character? = nil, _ help: String) {
        self.name = name
        self.letter = letter
        value = nil
        self.help = help
    }

    /// `--output <folder>`, as usage lines have it.
    var usage: String { "--" + name + (value.map { " <\($0)>" } ?? "") }

    static func == (left: Option, right: Option) -> Bool { left.name == right.name }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension [Option] {
    /// The same, shown together in the help.
    func grouped(_ name: String) -> [Option] {
        map { option in
            var option = option
            option.group = option.group ?? name
            return option
        }
    }
}

/// The arguments of one call of a command.
struct Arguments: Sendable {
    /// The values of the options that were given, in their order; empty for flags.
    var values: [Option: [String]] = [:]
    /// The arguments without a name, in their order.
    var operands: [String] = []

    /// The value of `option`; nil when it was not given.
    subscript(_ option: Option) -> String? { values[option]?.first }

    /// The values of `option`, which may be given more than once; none when it was not given.
    func all(_ option: Option) -> [String] { values[option] ?? [] }

    /// Whether the flag or option was given.
    func has(_ option: Option) -> Bool { values[option] != nil }

    /// The value of `option` as a whole number.
    /// - Throws: ``UsageError`` when it is none or outside `range`.
    func integer(_ option: Option, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = self[option] else { return nil }
        guard let number = Int(text), range ~= number else {
            throw UsageError(
                "--\(option.name): found \(quoted(text)); expected a whole number from "
                    + "\(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

/// The arguments are not what the command takes.
struct UsageError: Error, Equatable {
    /// What was found and what would be right.
    let message: String

    init(_ message: String) { self.message = message }
}
