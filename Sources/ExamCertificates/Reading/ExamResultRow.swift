/// One row of the file on its way to an ``ExamResult``: what can be read is read, and all that
/// cannot is collected.
struct ExamResultRow {
    private let record: CSVRecord
    private let header: ExamResultHeader
    private var errors: [ExamResultError] = []

    /// The row `record` of a file with `header`.
    init(_ record: CSVRecord, header: ExamResultHeader) {
        self.record = record
        self.header = header
    }

    /// The result that the row holds, or why it holds none.
    mutating func result() -> Result<ExamResult, Refused> {
        guard record.count == header.count else {
            return .failure(
                Refused(errors: [
                    ExamResultError(
                        .malformedRow,
                        message: "found \(FoundText.count(record.count, "field")); "
                            + "expected \(header.count), as in the header")
                ]))
        }
        let (id, number) = (text(.recordID), optionalText(.certificateNumber))
        let (code, name) = (text(.examCode), text(.examName))
        let person = ExamResult.Person(
            givenNames: text(.givenNames), familyName: text(.familyName),
            personalCode: optionalText(.personalCode), localID: optionalText(.localID),
            birthDate: optionalDate(.birthDate))
        let institution = ExamResult.Institution(
            name: text(.institutionName), registrationNumber: text(.institutionRegNr))
        let level: EducationLevel? = choice(.educationLevel)
        let content: ContentLevel? = optionalChoice(.contentLevel)
        let grade = optionalNumber(.grade)
        let year = value(.schoolYear, "a school year such as 2023/2024") { SchoolYear($0) }
        let overall = value(.overallPercent, "a whole number of percent from 0 to 100") {
            Array($0.utf8)[...].decimalNumber
        }
        let parts = weightedParts()
        let cefr: CEFRLevel? = optionalChoice(.cefrLevel)
        let status: ExamResult.Status? = choice(.status)
        let announced = value(
            .announcedAt, "a moment with offset such as 2024-07-01T08:00:00+03:00"
        ) { OffsetDateTime($0) }
        let issued = optionalDate(.issuedOn)
        guard errors.isEmpty, let level, let year, let overall, let status, let announced else {
            return .failure(Refused(errors: errors))
        }
        return .success(
            ExamResult(
                recordID: id, certificateNumber: number, examCode: code, examName: name,
                educationLevel: level, contentLevel: content, grade: grade, schoolYear: year,
                person: person, institution: institution, overallPercent: overall, parts: parts,
                cefrLevel: cefr, status: status, announcedAt: announced, issuedOn: issued))
    }

    /// Why a row holds no result.
    struct Refused: Error {
        let errors: [ExamResultError]
    }

    private mutating func text(_ field: ExamResultField) -> String {
        guard let column = header[field] else { return "" }
        let octets = record[column]
        if let text = String(validating: octets, as: UTF8.self) { return text }
        errors.append(ExamResultError(.encoding, field, Self.encodingMessage(octets)))
        return ""
    }

    private mutating func optionalText(_ field: ExamResultField) -> String? {
        let text = text(field)
        return text.isEmpty ? nil : text
    }

    private mutating func value<Value>(
        _ field: ExamResultField, _ expected: String, _ read: (String) -> Value?
    ) -> Value? {
        let count = errors.count
        let text = text(field)
        guard errors.count == count else { return nil }
        if let value = read(text) { return value }
        let found =
            if text.isEmpty {
                "nothing"
            } else if field.isPersonal {
                FoundText.shape(of: text)
            } else {
                FoundText.quoted(text)
            }
        errors.append(ExamResultError(.value, field, "found \(found); expected \(expected)"))
        return nil
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: ExamResultField, orNothing: Bool = false
    ) -> Choice? {
        var names = Choice.allCases.map(\.rawValue)
        if orNothing { names.append("nothing") }
        let expected = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        return value(field, expected) { Choice(rawValue: $0) }
    }

    private mutating func optionalChoice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: ExamResultField
    ) -> Choice? {
        isEmpty(field) ? nil : choice(field, orNothing: true)
    }

    private mutating func optionalDate(_ field: ExamResultField) -> CalendarDate? {
        isEmpty(field) ? nil : value(field, "a date such as 2024-07-01") { CalendarDate($0) }
    }

    private mutating func optionalNumber(_ field: ExamResultField) -> Int? {
        isEmpty(field)
            ? nil : value(field, "a grade from 9 to 12") { Array($0.utf8)[...].decimalNumber }
    }

    private mutating func weightedParts() -> [ExamResult.Part] {
        let count = errors.count
        let (packed, packedWeights) = (text(.parts), text(.partWeights))
        guard errors.count == count else { return [] }
        var field = ExamResultField.parts
        do throws(PackedList.Malformed) {
            var parts = try PackedList.parts(packed)
            guard !packedWeights.isEmpty else { return parts }
            field = .partWeights
            let weights = try PackedList.weights(packedWeights)
            guard weights.count == parts.count else {
                throw PackedList.Malformed(
                    message: "found \(FoundText.count(weights.count, "weight")) for "
                        + "\(FoundText.count(parts.count, "part")); expected one for each")
            }
            for index in parts.indices { parts[index].weight = weights[index] }
            return parts
        } catch {
            errors.append(ExamResultError(.value, field, error.message))
            return []
        }
    }

    private func isEmpty(_ field: ExamResultField) -> Bool {
        header[field].map { record[$0].isEmpty } ?? true
    }

    /// Names the first byte that is not UTF-8, not what stands around it.
    private static func encodingMessage(_ octets: ArraySlice<UInt8>) -> String {
        var (iterator, decoder, position) = (octets.makeIterator(), UTF8(), octets.startIndex)
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            position += UTF8.width(scalar)
        }
        guard octets.indices.contains(position) else { return "found text that is not UTF-8" }
        let octet = octets[position]
        return "found the byte 0x\(String(octet, radix: 16, uppercase: true)), which is not UTF-8; "
            + "expected a file saved as UTF-8"
    }
}
