internal import EDocEncoding

/// What was found, as the message of an error says it.
enum FoundText {
    /// `text` in quotes: at most 40 characters, with nothing in it that moves a terminal.
    static func quoted(_ text: some StringProtocol) -> String {
        var result = "\""
        for character in text.prefix(40) {
            for scalar in character.unicodeScalars.prefix(8) {
                if isPlain(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += codePoint(scalar)
                }
            }
        }
        return result + (text.dropFirst(40).isEmpty ? "\"" : "…\"")
    }

    /// The shape of a personal value: digits become 9, letters A.
    static func shape(of text: String) -> String {
        guard text.unicodeScalars.count <= 40 else {
            return "\(text.count) characters"
        }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": result += "9"
            case _ where scalar.properties.isAlphabetic: result += "A"
            case _ where isPlain(scalar): result.unicodeScalars.append(scalar)
            default: result += codePoint(scalar)
            }
        }
        return "the shape \"\(result)\""
    }

    /// A character with its scalars: `"😀" (U+1F600)`.
    static func name(of character: Character) -> String {
        let points = character.unicodeScalars.prefix(8).map(codePoint).joined(separator: " ")
        return character.unicodeScalars.prefix(8).allSatisfy(isPlain)
            ? "\"\(character)\" (\(points))" : points
    }

    /// `3 fields`, `1 field`.
    static func count(_ count: Int, _ thing: String) -> String {
        "\(count) \(thing)\(count == 1 ? "" : "s")"
    }

    /// Whether a scalar is text that is seen.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Nearly all text here: Latin and its marks, without U+00AD, which is a format character.
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x34E: true
        default: PlainText.isVisible(scalar)
        }
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
