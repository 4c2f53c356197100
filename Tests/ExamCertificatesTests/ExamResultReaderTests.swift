import Testing
import VectorSupport

@testable import ExamCertificates

@Suite struct ExamResultReaderTests {
    @Test func theSampleHoldsWhatItsRowsSay() throws {
        let results = try Self.results("exam-results/sample.csv")
        try #require(results.count == 10)
        let first = try #require(results.first)
        #expect(
            first
                == ExamResult(
                    recordID: "2024-000001", certificateNumber: "2024/999999000001-FRA09",
                    examCode: "FRA09", examName: "Eksāmens franču valodā 9. klasei",
                    educationLevel: .basic, contentLevel: nil, grade: 9,
                    schoolYear: try #require(SchoolYear("2023/2024")),
                    person: ExamResult.Person(
                        givenNames: "Ņina", familyName: "Paraudziņa-Ģērmane",
                        personalCode: "329999-00019"),
                    institution: ExamResult.Institution(
                        name: "Šķībās ielas parauga vidusskola", registrationNumber: "9999900001"),
                    overallPercent: 81,
                    parts: [
                        ExamResult.Part(name: "Klausīšanās", hundredths: 8200),
                        ExamResult.Part(name: "Lasīšana", hundredths: 8800),
                        ExamResult.Part(name: "Runāšana", hundredths: 7600),
                        ExamResult.Part(name: "Rakstīšana", hundredths: 7800),
                    ], cefrLevel: .b1, status: .passed,
                    announcedAt: try #require(OffsetDateTime("2024-07-01T08:00:00+03:00")),
                    issuedOn: CalendarDate("2024-07-01")))
        #expect(results[1].parts.first?.name == "Zināšanas, izpratne un prasmes")
        #expect(results[5].person.localID == "9999900003-00042")
        #expect(results[5].person.personalCode == nil)
        #expect(results[7].parts.map(\.hundredths) == [1467, 800])
        #expect(results[6].issuedOn == CalendarDate("2023-11-01"))
        #expect(results.map(\.status).filter { $0 == .passed }.count == 8)
    }

    /// Delimiter, decimal comma, byte-order mark, order of columns and empty lines change nothing.
    @Test func theSameRowsInAnotherDressAreTheSameResults() throws {
        let sample = try Self.results("exam-results/sample.csv")
        #expect(try Self.results("exam-results/semicolon-bom.csv") == Array(sample.prefix(2)))
    }

    @Test func escapesInPartsAreUndone() throws {
        let results = try Self.results("exam-results/parts.csv")
        try #require(results.count == 2)
        #expect(results[1].parts == [ExamResult.Part(name: #"A|B=C\"#, hundredths: 8100)])
        for name in ["", "a|b", "a=b", #"\"#, #"|=\|"#, "ķ"] {
            let escaped = name.map { #"|=\"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
            #expect(try PackedList.items(escaped) == [[name]])
        }
    }

    @Test func aRowOfTenMegabytesIsRefusedAndTheNextOneRead() throws {
        let sample = try Vectors.octets("exam-results/sample.csv")
        let lines = sample.split(separator: 10)
        let long = [UInt8](repeating: 120, count: 10_000_000)
        let octets = [lines[0][...], long[...], lines[1][...]].joined(separator: [10])
        var reader = try ExamResultReader(Array(octets), named: "long.csv")
        let refused = try #require(try reader.next())
        guard case .refused(let errors) = refused.outcome else {
            Issue.record("the long row was accepted")
            return
        }
        #expect(
            errors.map(\.description) == [
                "long.csv, row 2: found a row of more than 65536 bytes; expected at most that many"
            ])
        #expect(errors == [Self.error(.rowTooLong)])
        guard case .result(let result)? = try reader.next()?.outcome else {
            Issue.record("the row after the long one was not read")
            return
        }
        #expect(result.recordID == "2024-000001")
        #expect(try reader.next()?.row == nil)
    }

    @Test func unknownColumnsAreIgnoredOnlyWhenAllowed() throws {
        let sample = String(
            decoding: try Vectors.octets("exam-results/sample.csv"), as: UTF8.self)
        let lines = sample.split(separator: "\n").prefix(2)
        let wider = "\(lines[0]),colour\n\(lines[1]),blue\n"
        #expect(throws: Self.error(.unknownColumn)) {
            _ = try ExamResultReader(Array(wider.utf8), named: "wide.csv")
        }
        var lenient = try ExamResultReader(
            Array(wider.utf8), named: "wide.csv",
            options: ExamResultReader.Options(allowsUnknownColumns: true))
        guard case .result? = try lenient.next()?.outcome else {
            Issue.record("the row with an unknown column was refused")
            return
        }
    }

    @Test func aFolderAndAMissingFileAreNamed() async throws {
        try await withTemporaryFolder { folder in
            #expect(
                Self.openingError(folder)
                    == "\"\(folder)\" is a folder, and a file is expected")
            #expect(
                Self.openingError(folder + "/none.csv")
                    == "\"\(folder)/none.csv\" cannot be read: No such file or directory "
                    + "(open, errno 2)")
        }
    }

    @Test func aFileIsReadLikeItsOctets() throws {
        var reader = try ExamResultReader(
            contentsOf: Vectors.folder + "/exam-results/sample.csv",
            options: ExamResultReader.Options(chunkSize: 100))
        var results: [ExamResult] = []
        while let record = try reader.next() {
            if case .result(let result) = record.outcome { results.append(result) }
        }
        #expect(results == (try Self.results("exam-results/sample.csv")))
    }

    /// A chunk of no bytes would never end: one byte is the least.
    @Test func theSmallestChunkIsAByte() {
        #expect(
            [-1, 0, 1, 2].map { ExamResultReader.Options(chunkSize: $0).chunkSize } == [1, 1, 1, 2])
    }

    static func results(_ vector: String) throws -> [ExamResult] {
        var reader = try ExamResultReader(try Vectors.octets(vector), named: vector)
        var results: [ExamResult] = []
        while let record = try reader.next() {
            if case .result(let result) = record.outcome { results.append(result) }
        }
        return results
    }

    private static func openingError(_ path: String) -> String? {
        do throws(ExamResultError) {
            _ = try ExamResultReader(contentsOf: path)
            return nil
        } catch {
            return error.description
        }
    }

    private static func error(_ code: ExamResultError.Code) -> ExamResultError {
        ExamResultError(code, message: "")
    }
}
