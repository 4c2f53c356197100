internal import Glibc

/// A colour of words on a terminal (ECMA-48 §8.3.117). None is needed: the words say the same without.
enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33

    /// `text` in this colour.
    func painting(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

    /// Whether words on `descriptor` are painted: on a terminal that can, unless `NO_COLOR` is set
    /// (https://no-color.org).
    func isUsed(on descriptor: Int32) -> Bool {
        guard isatty(descriptor) == 1,
            (unsafe getenv("NO_COLOR").map { unsafe $0.pointee } ?? 0) == 0
        else { return false }
        let terminal = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? "dumb"
        return terminal != "dumb" && !terminal.isEmpty
    }

    /// A report with its first words, which are the answer, painted where they are shown.
    static func report(_ text: String, on descriptor: Int32) -> String {
        for (answer, colour) in [("VALID:", Colour.green), ("NOT VALID:", Colour.red)]
        where text.hasPrefix(answer) && colour.isUsed(on: descriptor) {
            return colour.painting(answer) + text.dropFirst(answer.count)
        }
        return text
    }
}
