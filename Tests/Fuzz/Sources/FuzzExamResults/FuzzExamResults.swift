// seeds: TestVectors/exam-results
import ExamCertificates
import FuzzDriver

/// Whatever the bytes are, they are read to their end without a crash, chunks of any size give the
/// same, messages are one line of text, and a record that is accepted, written again, reads back
/// equal.
@main enum FuzzExamResults: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.indices.map { input[$0] }
        check(octets)
        // Without luck no input has a header: here each has one.
        check(Array((columns.joined(separator: ",") + "\n").utf8) + octets)
    }

    static let columns = ExamResultField.allCases.map(\.rawValue)

    private static func check(_ octets: [UInt8]) {
        let records = read(octets, chunkSize: 65_536)
        for chunkSize in [1, 7] {
            let again = read(octets, chunkSize: chunkSize)
            precondition(again.map(\.transcript) == records.map(\.transcript))
        }
        precondition(records.map(\.row) == records.map(\.row).sorted())
        var text = columns.joined(separator: ";")
        var results: [ExamResult] = []
        for record in records {
            guard case .result(let result) = record.outcome else { continue }
            precondition(ExamResultRules().check(result).errors.isEmpty)
            results.append(result)
            text += "\r\n" + row(of: result)
        }
        precondition(Set(results.map(\.recordID)).count == results.count)
        let again = read(Array(text.utf8), chunkSize: 65_536)
        precondition(again.count == results.count)
        for (record, result) in zip(again, results) {
            guard case .result(result) = record.outcome else {
                preconditionFailure("what was written is refused: \(record.transcript)")
            }
        }
    }

    private static func read(_ octets: [UInt8], chunkSize: Int) -> [ExamResultReader.Record] {
        var records: [ExamResultReader.Record] = []
        do {
            var reader = try ExamResultReader(
                octets, named: "fuzz", options: ExamResultReader.Options(chunkSize: chunkSize))
            while let record = try reader.next() { records.append(record) }
        } catch {
            precondition(records.isEmpty && isOneLine(error.description))
        }
        return records
    }

    static func isOneLine(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func row(of result: ExamResult) -> String {
        let parts = result.parts.map { part in
            let decimals = String(part.hundredths % 100 + 100).dropFirst()
            return "\(escaped(part.name))=\(part.hundredths / 100),\(decimals)"
        }
        let weights = result.parts.compactMap(\.weight).map { weight in
            "\(weight / 1_000_000).\(String(weight % 1_000_000 + 1_000_000).dropFirst())"
        }
        let fields: [String] = [
            result.recordID, result.certificateNumber ?? "", result.examCode, result.examName,
            result.educationLevel.rawValue, result.contentLevel?.rawValue ?? "",
            result.grade.map(String.init) ?? "", result.schoolYear.description,
            result.person.givenNames, result.person.familyName, result.person.personalCode ?? "",
            result.person.localID ?? "", result.institution.name,
            result.institution.registrationNumber, String(result.overallPercent),
            parts.joined(separator: "|"), result.cefrLevel?.rawValue ?? "", result.status.rawValue,
            result.announcedAt.description, result.issuedOn?.description ?? "",
            result.person.birthDate?.description ?? "", weights.joined(separator: "|"),
        ]
        return fields.map { field in
            "\""
                + String(
                    String.UnicodeScalarView(
                        field.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })) + "\""
        }.joined(separator: ";")
    }

    private static func escaped(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.flatMap {
                    "|=\\".unicodeScalars.contains($0) ? ["\\", $0] : [$0]
                }))
    }
}

extension ExamResultReader.Record {
    /// All that can be seen of a record.
    var transcript: String {
        for message in warnings.map(\.description) {
            precondition(FuzzExamResults.isOneLine(message))
        }
        switch outcome {
        case .result(let result): return "\(row) \(result) \(warnings)"
        case .refused(let errors):
            precondition(!errors.isEmpty)
            for error in errors { precondition(FuzzExamResults.isOneLine(error.description)) }
            return "\(row) \(errors)"
        }
    }
}
