import Testing

@testable import ExamCertificates

/// Numbers in packed fields, and what messages repeat of a value.
@Suite struct ExamResultTextTests {
    @Test(arguments: [
        ("0", 0), ("9999", 999_900), ("10000", nil), ("1.5", 150), ("1,55", 155), ("1.05", 105),
        ("1.555", nil), ("1.", nil), (".5", nil), ("", nil), ("+1", nil), ("-1", nil), (" 1", nil),
        ("1 ", nil), ("1.5.5", nil), ("1.5x", nil), ("1.:", nil), ("1./", nil), ("1.٥", nil),
    ])
    func numbersHaveAtMostSoManyDecimals(text: String, hundredths: Int?) {
        #expect(PackedList.scaled(text, decimals: 2) == hundredths)
    }

    @Test func weightsHaveSixDecimals() {
        #expect(PackedList.scaled("0.333333", decimals: 6) == 333_333)
        #expect(PackedList.scaled("0.3333333", decimals: 6) == nil)
        #expect(PackedList.scaled("1", decimals: 6) == 1_000_000)
    }

    @Test(arguments: [
        ("123456789", 123_456_789), ("1234567890", nil), ("", nil), ("0", 0), ("9", 9),
        ("/", nil), (":", nil),
    ])
    func numbersAreOneToNineDigits(text: String, number: Int?) {
        #expect(Array(text.utf8)[...].decimalNumber == number)
    }

    @Test func messagesShowFortyCharacters() {
        let text = String(repeating: "a", count: 40)
        #expect(FoundText.quoted(text) == "\"\(text)\"")
        #expect(FoundText.quoted(text + "b") == "\"\(text)…\"")
        #expect(FoundText.quoted("a\u{1B}[31m\u{202E}") == "\"aU+001B[31mU+202E\"")
        let marks = String(repeating: "\u{301}", count: 9)
        #expect(FoundText.quoted("e" + marks).unicodeScalars.count == 8 + 2)
    }

    @Test(arguments: [
        ("329999-00019", "the shape \"999999-99999\""), ("Ņina 7", "the shape \"AAAA 9\""),
        ("\u{7}", "the shape \"U+0007\""),
    ])
    func messagesShowTheShapeOfPersonalValues(text: String, message: String) {
        #expect(FoundText.shape(of: text) == message)
    }

    @Test func aLongPersonalValueIsOnlyCounted() {
        #expect(FoundText.shape(of: String(repeating: "1", count: 40)).hasPrefix("the shape"))
        #expect(FoundText.shape(of: String(repeating: "1", count: 41)) == "41 characters")
    }

    @Test func charactersAreNamedByTheirScalars() {
        #expect(FoundText.name(of: "a") == "\"a\" (U+0061)")
        #expect(FoundText.name(of: "\u{10FFFF}") == "U+10FFFF")
        #expect(
            FoundText.name(of: Character("e" + String(repeating: "\u{301}", count: 8)))
                .count { $0 == "+" } == 8)
        #expect([0, 1, 2].map { FoundText.count($0, "part") } == ["0 parts", "1 part", "2 parts"])
    }

    @Test func fieldsOfThePersonArePersonal() {
        #expect(
            ExamResultField.allCases.filter(\.isPersonal)
                == [.givenNames, .familyName, .personalCode, .localID, .birthDate])
        #expect(ExamResultField.allCases.filter(\.isOptional) == [.birthDate, .partWeights])
    }
}
