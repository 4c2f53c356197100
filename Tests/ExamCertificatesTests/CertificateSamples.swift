import ExamCertificates
import Testing
import VectorSupport

/// Records for the tests of certificates.
enum CertificateSamples {
    /// A valid record; `change` makes of it what a test needs.
    static func result(_ change: (inout ExamResult) -> Void = { _ in }) throws -> ExamResult {
        var result = ExamResult(
            recordID: "2024-000001", certificateNumber: "2024/999999000001-FRA09",
            examCode: "FRA09", examName: "Eksāmens franču valodā 9. klasei",
            educationLevel: .basic, contentLevel: nil, grade: 9,
            schoolYear: try #require(SchoolYear("2023/2024")),
            person: .init(
                givenNames: "Ņina", familyName: "Paraudziņa-Ģērmane", personalCode: "329999-00019"),
            institution: .init(
                name: "Šķībās ielas parauga vidusskola", registrationNumber: "9999900001"),
            overallPercent: 81,
            parts: [
                .init(name: "Klausīšanās", hundredths: 8200),
                .init(name: "Lasīšana", hundredths: 8800),
                .init(name: "Runāšana", hundredths: 7600),
                .init(name: "Rakstīšana", hundredths: 7800),
            ],
            cefrLevel: .b1, status: .passed,
            announcedAt: try #require(OffsetDateTime("2024-07-01T08:00:00+03:00")),
            issuedOn: CalendarDate("2024-07-01"))
        change(&result)
        return result
    }

    /// The passed results of the sample file.
    static func sampleFile() throws -> [ExamResult] {
        var reader = try ExamResultReader(
            try Vectors.octets("exam-results/sample.csv"), named: "sample.csv")
        var results: [ExamResult] = []
        while let record = try reader.next() {
            if case .result(let result) = record.outcome, result.status == .passed {
                results.append(result)
            }
        }
        return results
    }

    /// A record with random values of all lengths that mostly fit, in letters of the whole subset.
    static func random(_ generator: inout SeededGenerator) throws -> ExamResult {
        func text(_ range: ClosedRange<Int>) -> String {
            let count = Int.random(in: range, using: &generator)
            var text = ""
            while text.count < count {
                if !text.isEmpty {
                    text += Int.random(in: 0..<9, using: &generator) == 0 ? "-" : " "
                }
                for _ in 0..<Int.random(in: 2...11, using: &generator) {
                    text.append(letters.randomElement(using: &generator) ?? "a")
                }
            }
            var short = String(text.prefix(count))
            while let last = short.last, " -".contains(last) { short.removeLast() }
            return short
        }
        let number = Int.random(in: 1_000...9_999, using: &generator)
        var result = try result()
        result.certificateNumber = "2024/99999900\(number)-FRA09"
        result.educationLevel = Bool.random(using: &generator) ? .basic : .secondary
        if result.educationLevel == .secondary {
            result.contentLevel = ContentLevel.allCases.randomElement(using: &generator)
        }
        result.examName = text(5...100)
        result.person.givenNames = text(2...30)
        result.person.familyName = text(2...45)
        if Bool.random(using: &generator) {
            result.person.personalCode = nil
            result.person.localID = "9999900003-0\(number)"
        }
        result.institution.name = text(10...130)
        result.overallPercent = Int.random(in: 0...100, using: &generator)
        result.parts = (1...Int.random(in: 1...8, using: &generator)).map { _ in
            .init(name: text(3...70), hundredths: Int.random(in: 0...10_000, using: &generator))
        }
        result.cefrLevel = CEFRLevel.allCases.randomElement(using: &generator)
        let month = Int.random(in: 1...12, using: &generator)
        let day = Int.random(in: 10...28, using: &generator)
        let date = "2024-\(month < 10 ? "0" : "")\(month)-\(day)"
        result.announcedAt = try #require(OffsetDateTime("\(date)T08:00:00+03:00"))
        result.issuedOn = CalendarDate(date)
        return result
    }

    private static let letters = Array(
        "aābcčdeēfgģhiījkķlļmnņoōprŗsštuūvzž"
            + "AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽäöüßåøæłśćńżőűđðþçñéèêëíîïóôúýÿ")
}

extension CertificateRenderer {
    /// The certificate of `result`, alone.
    func pdf(_ result: ExamResult) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try render(result, into: &bytes)
        return bytes
    }

    /// What rendering `result` throws.
    func refusal(_ result: ExamResult) throws -> RenderError {
        var bytes: [UInt8] = [1, 2, 3]
        let error = #expect(throws: RenderError.self) { try render(result, into: &bytes) }
        #expect(bytes == [1, 2, 3], "nothing is appended")
        return try #require(error)
    }
}
