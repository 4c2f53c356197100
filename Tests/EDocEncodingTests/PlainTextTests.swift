import EDocEncoding
import Testing

@Suite struct PlainTextTests {
    @Test("what is not seen, ends a line or turns text is escaped; all else stays")
    func line() {
        let rows: [(String, String)] = [
            ("plain ASCII \"text\" \\", "plain ASCII \"text\" \\"),
            ("Ķīmija – ‘x’ 漢字 😀", "Ķīmija – ‘x’ 漢字 😀"),
            ("a\nb\r\tc\u{0}\u{1B}[2J", "a\\u{A}b\\u{D}\\u{9}c\\u{0}\\u{1B}[2J"),
            ("\u{7F}\u{85}\u{2028}\u{2029}", "\\u{7F}\\u{85}\\u{2028}\\u{2029}"),
            ("\u{202E}\u{2066}\u{200F}\u{61C}", "\\u{202E}\\u{2066}\\u{200F}\\u{61C}"),
            (
                "\u{200B}\u{200D}\u{FEFF}\u{AD}\u{34F}\u{115F}\u{3164}\u{FE0F}",
                "\\u{200B}\\u{200D}\\u{FEFF}\\u{AD}\\u{34F}\\u{115F}\\u{3164}\\u{FE0F}"
            ),
            ("\u{E000}\u{378}", "\\u{E000}\\u{378}"),
            ("e\u{301}", "e\u{301}"),
        ]
        for (text, expected) in rows {
            #expect(Array(PlainText.line(text).utf8) == Array(expected.utf8), "\(expected)")
        }
    }

    @Test("a quoted text cannot seem to end before it does")
    func quoted() {
        #expect(PlainText.quoted("a\", b\\\n") == #""a\", b\\\u{A}""#)
        #expect(PlainText.quoted("vārds.pdf") == "\"vārds.pdf\"")
    }

    @Test("digits and their numbers")
    func hexadecimal() {
        #expect(Hexadecimal.text([0x00, 0x9A, 0xBC, 0xFF]) == "009abcff")
        for value in UInt8(0)..<16 {
            for uppercase in [false, true] {
                let digit = Hexadecimal.digit(value, uppercase: uppercase)
                #expect(Hexadecimal.value(ofDigit: digit) == value)
            }
        }
        for digit in "/:@G`g ".utf8 { #expect(Hexadecimal.value(ofDigit: digit) == nil) }
        #expect(Hexadecimal.text(0x1F, width: 4) == "001f")
    }
}
