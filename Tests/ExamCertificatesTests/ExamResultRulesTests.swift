import Foundation
import Testing
import VectorSupport

@testable import ExamCertificates

@Suite struct ExamResultRulesTests {
    @Test(arguments: [
        (2012, 5, 5), (2021, 5, 5), (2022, 10, 10), (2023, 10, 15), (2024, 10, 20), (2025, 15, 20),
    ])
    func thresholdsAreTheAnnouncedOnes(first: Int, basic: Int, secondary: Int) throws {
        let year = try #require(SchoolYear(beginningIn: first))
        #expect(PassThresholds.announced.percent(.basic, in: year) == basic)
        #expect(PassThresholds.announced.percent(.secondary, in: year) == secondary)
    }

    @Test(arguments: [2011, 2026]) func otherYearsHaveNoThreshold(first: Int) throws {
        let year = try #require(SchoolYear(beginningIn: first))
        #expect(PassThresholds.announced.percent(.basic, in: year) == nil)
        #expect(PassThresholds.announced.percent(.secondary, in: year) == nil)
    }

    @Test func aFileOverridesThresholds() throws {
        let file = Array("schoolYear;basic;secondary\r\n2023/2024;0;100\r\n2030/2031;1;2\r\n".utf8)
        let table = try PassThresholds(with: file, named: "t.csv")
        let percents = ["2022/2023", "2023/2024", "2030/2031", "2031/2032"].map { text in
            SchoolYear(text).map {
                [table.percent(.basic, in: $0), table.percent(.secondary, in: $0)]
            }
        }
        #expect(percents == [[10, 10], [0, 100], [1, 2], [nil, nil]])
    }

    @Test(arguments: [
        ("", "t.csv: the file is empty; expected the header schoolYear,basic,secondary"),
        (
            "year,basic,secondary\n",
            "t.csv, row 1: found \"year\", \"basic\", \"secondary\"; "
                + "expected the columns schoolYear, basic, secondary"
        ),
        (
            "schoolYear,basic,secondary\n2023/2024,1\n",
            "t.csv, row 2: found 2 fields; expected 3"
        ),
        (
            "schoolYear,basic,secondary\n2023,1,2\n",
            "t.csv, row 2, schoolYear: found \"2023\"; expected a school year such as 2026/2027"
        ),
        (
            "schoolYear,basic,secondary\n2023/2024,101,2\n",
            "t.csv, row 2, basic: found \"101\"; expected a whole number of percent from 0 to 100"
        ),
        (
            "schoolYear,basic,secondary\n2023/2024,1,2.5\n",
            "t.csv, row 2, secondary: found \"2.5\"; "
                + "expected a whole number of percent from 0 to 100"
        ),
        (
            "schoolYear,basic,secondary\n\"2023/2024\"x,1,2\n",
            "t.csv, row 2: found text after the closing quotation mark of a field; expected a "
                + "delimiter or the end of the row, and each quotation mark inside a field doubled"
        ),
    ])
    func aWrongThresholdFileIsAnError(text: String, message: String) {
        do throws(ExamResultError) {
            _ = try PassThresholds(with: Array(text.utf8), named: "t.csv")
            Issue.record("accepted")
        } catch {
            #expect(error.description == message)
        }
    }

    /// What does not fit is refused, not cut off.
    @Test func aThresholdFileOfMoreThanAMegabyteIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/t.csv"
            let rows = "schoolYear,basic,secondary\n2023/2024,12,13\n"
            for (count, isRead) in [(1 << 20, true), (1 << 20 + 1, false)] {
                let text = rows + String(repeating: "\n", count: count - rows.utf8.count)
                try Data(text.utf8).write(to: URL(filePath: path))
                do throws(ExamResultError) {
                    _ = try PassThresholds(contentsOf: path)
                    #expect(isRead)
                } catch {
                    #expect(!isRead)
                    #expect(
                        error.description
                            == "\"\(path)\" has more than 1048576 bytes, and so much is not read"
                    )
                }
            }
        }
    }

    @Test func aNegativePercentKeepsItsSign() throws {
        var result = try Self.example()
        result.parts[0].hundredths = -50
        let errors = ExamResultRules().check(result).errors.map(\.description)
        #expect(errors == ["parts: found -0.50; expected percent from 0 to 100"])
    }

    @Test func theThresholdItselfPasses() throws {
        var result = try Self.example()
        result.schoolYear = try #require(SchoolYear("2023/2024"))
        for (percent, status) in [(14, ExamResult.Status.failed), (15, .passed), (16, .passed)] {
            result.overallPercent = percent
            result.parts = [ExamResult.Part(name: "1. daļa", hundredths: percent * 100)]
            for claimed in [ExamResult.Status.failed, .passed] {
                result.status = claimed
                result.certificateNumber = claimed == .passed ? "2024/999999000009-LATOL" : nil
                #expect(ExamResultRules().check(result).errors.isEmpty == (claimed == status))
            }
        }
    }

    /// The overall result lies within half a percent of its parts.
    @Test(arguments: [(80, false), (81, true), (82, true), (90, true), (91, false)])
    func theOverallResultLiesBetweenItsParts(overall: Int, isRight: Bool) throws {
        var result = try Self.example()
        result.overallPercent = overall
        result.parts = [
            ExamResult.Part(name: "1", hundredths: 8150),
            ExamResult.Part(name: "2", hundredths: 9049),
        ]
        #expect(ExamResultRules().check(result).errors.isEmpty == isRight)
    }

    @Test(arguments: [
        (39, CEFRLevel?.none), (40, .b1), (69, .b1), (70, .b2), (94, .b2), (95, .c1), (100, .c1),
    ])
    func theLanguageLevelFollowsFromThePercentUntil2022(percent: Int, level: CEFRLevel?) throws {
        var result = try Self.example()
        result.schoolYear = try #require(SchoolYear("2021/2022"))
        result.overallPercent = percent
        result.parts = [ExamResult.Part(name: "1", hundredths: percent * 100)]
        for claimed in CEFRLevel.allCases {
            result.cefrLevel = claimed
            #expect(ExamResultRules().check(result).errors.isEmpty == (claimed == level))
        }
        result.cefrLevel = nil
        #expect(ExamResultRules().check(result).errors.isEmpty)
    }

    @Test(arguments: [
        ("060399-10000", CalendarDate("1999-03-06")), ("311299-10000", CalendarDate("1999-12-31")),
        ("300199-10000", CalendarDate("1999-01-30")), ("290200-20000", CalendarDate("2000-02-29")),
        ("010100-00000", CalendarDate("1800-01-01")), ("329999-00019", nil), ("399999-99999", nil),
    ])
    func personalCodesAreReadInBothForms(text: String, birthDate: CalendarDate?) throws {
        #expect(try #require(PersonalCode(text)).birthDate == birthDate)
    }

    @Test(arguments: [
        "", "329999-0001", "32999900019", "329999 00019", "060399-30000", "310299-10000",
        "309999-00000", "٣29999-00019", "290201-20000",
    ])
    func otherPersonalCodesAreRefused(text: String) {
        #expect(PersonalCode(text) == nil)
    }

    /// Published examples of the usual check digit.
    @Test(arguments: [("328673-00679", true), ("329999-99901", true), ("329999-99902", false)])
    func theUsualCheckDigitIsKnown(text: String, isUsual: Bool) throws {
        #expect(try #require(PersonalCode(text)).hasUsualCheckDigit == isUsual)
    }

    @Test(arguments: [
        "2024/999999000001-FRA09", "2023/601919002079-KUMAL", "2099/000000000000-ABCDEF99",
    ])
    func certificateNumbersEndInTheirExamCode(number: String) throws {
        #expect(CertificateNumber.examCode(of: number) == number.dropFirst(18))
    }

    @Test(arguments: [
        "", "1999/999999000001-FRA09", "2024/99999900001-FRA09", "2024/999999000001-FR",
        "2024/999999000001-ABCDEFG", "2024/999999000001-FRA009", "2024/999999000001_FRA09",
        "2024/99999900000١-FRA09", "2024/999999000001-FRA09\n", "2024/999999000001-FRÄ09",
        "2024/999999000001-\u{301}FRA09", "2024/999999000001-FRA09\u{301}",
    ])
    func otherCertificateNumbersAreRefused(number: String) {
        #expect(CertificateNumber.examCode(of: number) == nil)
    }

    /// The short cut for Latin text says the same as the properties of Unicode.
    @Test func plainTextIsWhatUnicodeSays() throws {
        for value in UInt32(0)...0x400 {
            let scalar = try #require(Unicode.Scalar(value))
            let properties = scalar.properties
            let isText = ![.control, .format, .unassigned].contains(properties.generalCategory)
            #expect(
                FoundText.isPlain(scalar) == (isText && !properties.isDefaultIgnorableCodePoint))
        }
    }

    /// A record that breaks nothing.
    static func example() throws -> ExamResult {
        ExamResult(
            recordID: "r", certificateNumber: "2024/999999000009-LATOL", examCode: "LATOL",
            examName: "Eksāmens", educationLevel: .secondary, contentLevel: .optimal, grade: nil,
            schoolYear: try #require(SchoolYear("2023/2024")),
            person: ExamResult.Person(
                givenNames: "Ņina", familyName: "Parauga", personalCode: "329999-00019"),
            institution: ExamResult.Institution(name: "Skola", registrationNumber: "9999900001"),
            overallPercent: 50, parts: [ExamResult.Part(name: "1", hundredths: 5000)],
            cefrLevel: nil, status: .passed,
            announcedAt: try #require(OffsetDateTime("2024-07-11T08:00:00+03:00")),
            issuedOn: CalendarDate("2024-07-11"))
    }
}
