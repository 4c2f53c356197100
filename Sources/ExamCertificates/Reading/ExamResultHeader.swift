/// The header row of a file of exam results: which column holds which field.
struct ExamResultHeader {
    /// The number of columns.
    let count: Int
    /// The row itself.
    let columns: CSVRecord
    /// The column that ``ExamResultReader/reasonsColumn`` names; nil: none.
    private(set) var reasonsColumn: Int?
    private var places: [ExamResultField: Int] = [:]

    /// Reads the header; refuses missing, repeated and unknown columns.
    init(
        _ record: CSVRecord, allowingUnknownColumns: Bool, file: String
    ) throws(ExamResultError) {
        count = record.count
        columns = record
        var problems: [String] = []
        var unknown = 0
        for index in 0..<record.count {
            guard let name = String(validating: record[index], as: UTF8.self),
                !record[index].contains(0)
            else {
                throw ExamResultError(
                    .header, file: file, row: record.row,
                    message: "found text that is not UTF-8; expected a file saved as UTF-8 "
                        + "with \",\" or \";\" between the columns")
            }
            if name == ExamResultReader.reasonsColumn, reasonsColumn == nil {
                reasonsColumn = index
                continue
            }
            guard let field = ExamResultField(rawValue: name) else {
                if !allowingUnknownColumns {
                    problems.append(Self.unknown(name))
                    unknown += 1
                }
                continue
            }
            guard places.updateValue(index, forKey: field) == nil else {
                problems.append("the column \(name) twice")
                continue
            }
        }
        let missing = ExamResultField.allCases.filter { !$0.isOptional && places[$0] == nil }
        if !missing.isEmpty {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            problems.append("no column \(names)")
        }
        guard problems.isEmpty else {
            let needed = ExamResultField.allCases.filter { !$0.isOptional }.map(\.rawValue)
            throw ExamResultError(
                problems.count == unknown ? .unknownColumn : .header, file: file, row: record.row,
                message: "found \(problems.joined(separator: ", ")); "
                    + "expected the columns \(needed.joined(separator: ", "))")
        }
    }

    /// The column of `field`; nil when the file has none.
    subscript(_ field: ExamResultField) -> Int? { places[field] }

    private static func unknown(_ name: String) -> String {
        let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        let near = ExamResultField.allCases.first { $0.rawValue.lowercased() == plain }
        let hint = near.map { " (did you mean \($0.rawValue)?)" } ?? ""
        return "the unknown column \(FoundText.quoted(name))\(hint)"
    }
}
