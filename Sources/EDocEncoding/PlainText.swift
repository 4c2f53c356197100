/// Text that came from outside, made fit to stand in a line that a person or a log reads.
///
/// What ends a line, moves a terminal, turns the direction of text or is not seen at all is escaped
/// as `\u{202E}` with the number of the character
/// ([Unicode UAX #44](https://www.unicode.org/reports/tr44/), general categories and
/// Default_Ignorable_Code_Point). Everything else stays as it is.
package enum PlainText {
    /// `text` on one line of visible characters.
    package static func line(_ text: String) -> String {
        guard !isPlainASCII(text) else { return text }
        var line = ""
        for scalar in text.unicodeScalars {
            if isVisible(scalar) {
                line.unicodeScalars.append(scalar)
            } else {
                line += escape(scalar)
            }
        }
        return line
    }

    /// `text` on one line, in quotes; a quote or a backslash within is escaped, so that the text
    /// cannot seem to end before it does.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where isVisible(scalar): quoted.unicodeScalars.append(scalar)
            default: quoted += escape(scalar)
            }
        }
        return quoted + "\""
    }

    /// Whether the character is seen where it stands and changes nothing else.
    package static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            return false
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }

    private static func isPlainASCII(_ text: String) -> Bool {
        let octets = text.utf8.span
        for index in octets.indices where !(0x20..<0x7F).contains(octets[index]) { return false }
        return true
    }
}
