/// Text from outside, made fit for one line that a person or a log reads: characters that end a
/// line, move a terminal, turn the direction of text or are invisible are written by their number,
/// such as `\u{202E}`.
enum VisibleText {
    /// `text` on one line of visible characters.
    static func line(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { $0 += isVisible($1) ? String($1) : number(of: $1) }
    }

    /// The same in quotes; a quote or a backslash within is escaped, so that the text cannot seem
    /// to end early.
    static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : line(String($0)) }
            .joined() + "\""
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x20, !scalar.properties.isDefaultIgnorableCodePoint else {
            return false
        }
        let invisible: [Unicode.GeneralCategory] = [
            .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned,
        ]
        return !invisible.contains(scalar.properties.generalCategory)
    }

    private static func number(of scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
}

/// `text` in quotes, as ``VisibleText/quoted(_:)`` makes it.
func quoted(_ text: String) -> String { VisibleText.quoted(text) }
