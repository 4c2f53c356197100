extension ExamResultRules {
    /// Text of 1 to `longest` characters without control characters, and without white space at
    /// its ends.
    func checkText(
        _ field: ExamResultField, _ text: String, _ longest: Int, of place: String = "",
        _ findings: inout Findings
    ) {
        guard !text.isEmpty else {
            return findings.refuse(
                field, place + "found nothing; expected 1 to \(longest) characters", unless: false)
        }
        // There are at least as many scalars as characters, and counting scalars is cheap.
        if text.unicodeScalars.count > longest {
            findings.refuse(
                field, place + "found \(text.count) characters; expected at most \(longest)",
                unless: text.count <= longest && text.unicodeScalars.count <= 4 * longest)
        }
        let bad = text.unicodeScalars.first { !FoundText.isPlain($0) }
        if let bad {
            findings.refuse(
                field,
                place + "found the character \(FoundText.name(of: Character(bad))); "
                    + "expected printable text",
                unless: false)
        }
        findings.refuse(
            field, place + "found white space at the beginning or the end; expected none",
            unless: text.first?.isWhitespace != true && text.last?.isWhitespace != true)
    }

    /// A name of a person: 1 to 60 letters, spaces, hyphens, apostrophes and points.
    func checkName(_ field: ExamResultField, _ name: String, _ findings: inout Findings) {
        checkText(field, name, 60, &findings)
        let bad = name.first { character in
            guard let first = character.unicodeScalars.first else { return true }
            if Self.isLetter(first) {
                return !character.unicodeScalars.dropFirst().allSatisfy(Self.isMark)
            }
            return !(" -'’.".contains(character))
        }
        if let bad {
            findings.refuse(
                field,
                "found the character \(FoundText.name(of: bad)); "
                    + "expected letters, spaces, hyphens, apostrophes and points", unless: false)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z": true
        default: scalar.properties.isAlphabetic
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }

    /// Whether `octet` may stand in the identifier of a record.
    static func isIdentifierOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
