import Testing

@testable import ExamCertificates

/// Each rule of a record on both sides of its limit.
@Suite struct ExamResultBoundaryTests {
    /// The fields that are refused in the valid record changed so.
    private func refused(_ change: (inout ExamResult) throws -> Void) throws -> [String] {
        var result = try ExamResultRulesTests.example()
        try change(&result)
        return Set(ExamResultRules().check(result).errors.compactMap(\.field)).sorted()
    }

    @Test func textsHaveALongestLength() throws {
        let fields: [(String, Int, WritableKeyPath<ExamResult, String>)] = [
            ("recordId", 64, \.recordID), ("examName", 120, \.examName),
            ("givenNames", 60, \.person.givenNames), ("familyName", 60, \.person.familyName),
            ("institutionName", 160, \.institution.name), ("parts", 80, \.parts[0].name),
        ]
        for (field, longest, path) in fields {
            for (count, isRight) in [(0, false), (1, true), (longest, true), (longest + 1, false)] {
                let found = try refused {
                    $0[keyPath: path] = String(repeating: "a", count: count)
                }
                #expect(found == (isRight ? [] : [field]), "\(count) characters")
            }
        }
        for (count, isRight) in [(0, false), (1, true), (32, true), (33, false)] {
            let found = try refused {
                $0.person.personalCode = nil
                $0.person.localID = String(repeating: "9", count: count)
            }
            #expect(found == (isRight ? [] : ["localId"]), "\(count) characters")
        }
    }

    /// Characters are counted, and of scalars there are at most four times as many.
    @Test(arguments: [(3, true), (4, false)])
    func charactersAreCountedAndScalarsBounded(marks: Int, isRight: Bool) throws {
        let character = "e" + String(repeating: "\u{301}", count: marks)
        let name = String(repeating: character, count: 60)
        #expect(try refused { $0.person.familyName = name } == (isRight ? [] : ["familyName"]))
    }

    @Test(arguments: [
        ("A-Z.a_z09", true), ("@", false), ("[", false), ("`", false), ("{", false), ("/", false),
        (":", false), ("ā", false), (",", false),
    ])
    func identifiersHaveFewCharacters(id: String, isRight: Bool) throws {
        #expect(try refused { $0.recordID = id } == (isRight ? [] : ["recordId"]))
    }

    @Test(arguments: [
        ("ABC", true), ("XYZ90", true), ("AB", false), ("ABCDEF", true), ("ABCDEFG", false),
        ("ABC123", false), ("@BC", false), ("AB[", false), ("ABC/", false), ("ABC:", false),
    ])
    func examCodesAreLettersAndDigits(code: String, isRight: Bool) {
        #expect(CertificateNumber.isExamCode(code) == isRight)
    }

    @Test(arguments: [
        ("O'Nīla", true), ("D’Arsī-Jr.", true), ("Ģ", true), ("g\u{327}", true),
        ("E\u{20DD}", false),
        ("A_", false), ("A,", false), ("1", false), (" A", false), ("A ", false),
    ])
    func namesAreLettersWithMarks(name: String, isRight: Bool) throws {
        #expect(try refused { $0.person.givenNames = name } == (isRight ? [] : ["givenNames"]))
    }

    @Test(arguments: [
        ("9999900001", true), ("999990000", false), ("99999000011", false), ("999990000:", false),
        ("999990000/", false),
    ])
    func institutionNumbersAreTenDigits(number: String, isRight: Bool) throws {
        let found = try refused { $0.institution.registrationNumber = number }
        #expect(found == (isRight ? [] : ["institutionRegNr"]))
    }

    @Test(arguments: [8, 9, 10, 11, 12, 13])
    func gradesBelongToAnEducation(grade: Int) throws {
        #expect(try refused { $0.grade = grade }.isEmpty == (10...12 ~= grade))
        let basic = try refused { result in
            result.educationLevel = .basic
            result.contentLevel = nil
            result.grade = grade
        }
        #expect(basic.isEmpty == (grade == 9))
    }

    /// Since 2022/2023 an exam is set at one level, whatever the percentage.
    @Test func theTableOfLanguageLevelsEndsIn2022() throws {
        for (year, isRight) in [("2021/2022", false), ("2022/2023", true)] {
            let found = try refused { result in
                result.schoolYear = try #require(SchoolYear(year))
                result.cefrLevel = .c1
            }
            #expect(found == (isRight ? [] : ["cefrLevel"]))
        }
    }

    /// Dates of birth are before the announcement, and the two that a record holds are one.
    @Test(arguments: [
        ("329999-00019", nil, []), ("329999-00019", "2024-07-10", []),
        ("329999-00019", "2024-07-11", ["birthDate"]), ("061208-20000", nil, []),
        ("061208-20000", "2008-12-06", []), ("061208-20000", "2008-12-07", ["birthDate"]),
        ("061208-20000", "2008-12-05", ["birthDate"]), ("100724-20000", nil, []),
        ("110724-20000", nil, ["personalCode"]),
        ("110724-20000", "2024-07-11", ["birthDate", "personalCode"]),
    ])
    func birthDatesAgree(code: String, birthDate: String?, fields: [String]) throws {
        let found = try refused { result in
            result.person.personalCode = code
            result.person.birthDate = birthDate.flatMap { CalendarDate($0) }
        }
        #expect(found == fields)
    }

    /// The check digit is the sum's remainder by eleven, and of ten the 0; others are a warning.
    @Test(arguments: [
        ("329999-00019", true), ("329999-00018", false), ("329999-00060", true),
        ("329999-00061", false),
    ])
    func anUnusualCheckDigitIsAWarning(code: String, isUsual: Bool) throws {
        var result = try ExamResultRulesTests.example()
        result.person.personalCode = code
        let findings = ExamResultRules().check(result)
        #expect(findings.errors.isEmpty)
        #expect(findings.warnings.map(\.field) == (isUsual ? [] : ["personalCode"]))
    }

    @Test(arguments: [(-1, false), (0, true), (100, true), (101, false)])
    func percentagesHaveLimits(overall: Int, isRight: Bool) throws {
        let found = try refused { result in
            result.overallPercent = overall
            result.parts = [.init(name: "1", hundredths: min(max(overall, 0), 100) * 100)]
            if overall < 20 {
                (result.status, result.certificateNumber) = (.failed, nil)
            }
        }
        #expect(found.contains("overallPercent") == !isRight)
    }

    @Test(arguments: [
        ([0], 0, true), ([-1], 0, false), ([10_000], 100, true), ([10_001], 100, false),
        ([], 50, false), ([Int](repeating: 5000, count: 8), 50, true),
        ([Int](repeating: 5000, count: 9), 50, false),
        // Half a percent beyond the least and the greatest part, and a hundredth more.
        ([5050], 50, true), ([5051], 50, false), ([4950], 50, true), ([4949], 50, false),
    ])
    func partsHaveLimits(hundredths: [Int], overall: Int, isRight: Bool) throws {
        let found = try refused { result in
            result.overallPercent = overall
            result.parts = hundredths.map { .init(name: "1", hundredths: $0) }
            if overall == 0 { (result.status, result.certificateNumber) = (.failed, nil) }
        }
        #expect(found.isEmpty == isRight)
    }

    /// The mean, rounded half up, may differ by one, which is a warning.
    @Test(arguments: [
        ([5000, 5000], [500_000, 500_000], 50, true, false),
        ([4800, 5200], [500_000, 500_000], 51, true, true),
        ([4800, 5200], [500_000, 500_000], 49, true, true),
        ([4800, 5200], [500_000, 500_000], 52, false, false),
        ([4800, 5200], [500_000, 500_000], 48, false, false),
        ([4900, 5200], [500_000, 500_000], 51, true, false),
        ([4900, 5199], [500_000, 500_000], 50, true, false),
        ([4000, 8000], [750_000, 250_000], 50, true, false),
        ([8000, 4000], [750_000, 250_000], 70, true, false),
        ([5000], [1_000_000], 50, true, false),
        ([5000, 5000], [999_999, 1], 50, true, false),
        ([5000, 5000], [1_000_000, 0], 50, false, false),
        ([5000, 5000], [1_000_001, -1], 50, false, false),
        ([5000, 5000], [500_000, 500_001], 50, false, false),
        ([5000, 5000], [500_000, 499_999], 50, false, false),
        ([5000, 5000], [1_000_000], 50, false, false),
    ])
    func weightsGiveTheMean(
        hundredths: [Int], weights: [Int], overall: Int, isRight: Bool, isStrange: Bool
    ) throws {
        var result = try ExamResultRulesTests.example()
        result.overallPercent = overall
        result.parts = hundredths.enumerated().map { index, value in
            .init(
                name: "1", hundredths: value,
                weight: weights.indices.contains(index) ? weights[index] : nil)
        }
        let findings = ExamResultRules().check(result)
        #expect(findings.errors.isEmpty == isRight)
        #expect(findings.warnings.map(\.field) == (isStrange ? ["overallPercent"] : []))
    }

    @Test(arguments: [("2024-07-10", false), ("2024-07-11", true), ("2024-07-12", true)])
    func noCertificateIsIssuedBeforeTheAnnouncement(issued: String, isRight: Bool) throws {
        #expect(
            try refused { $0.issuedOn = CalendarDate(issued) } == (isRight ? [] : ["issuedOn"]))
    }
}
