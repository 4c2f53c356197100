internal import EDocSystem

/// The least overall result, in whole percent, with which a centralised exam is passed.
///
/// A school year that is not in the table has no threshold: its records are refused until a file
/// names one (``init(overriding:with:named:)``).
public struct PassThresholds: Sendable, Hashable {
    private var percents: [SchoolYear: [EducationLevel: Int]]

    private static let largestFile = 1 << 20

    /// The thresholds announced up to the school year 2025/2026.
    ///
    /// "At least" so many percent of the points: 5 since results are percentages (2012/2013), 10
    /// from 2022/2023, then more step by step by the amendments of Cabinet regulation 398 of 2022.
    /// The steps of basic education were put off in 2024 and in 2025.
    public static let announced: PassThresholds = {
        var table = PassThresholds(percents: [:])
        for first in 2012...2021 { table.set(first, basic: 5, secondary: 5) }
        table.set(2022, basic: 10, secondary: 10)
        table.set(2023, basic: 10, secondary: 15)
        table.set(2024, basic: 10, secondary: 20)
        table.set(2025, basic: 15, secondary: 20)
        return table
    }()

    /// The least percent that passes; nil when the table does not know the school year.
    public func percent(_ level: EducationLevel, in year: SchoolYear) -> Int? {
        percents[year]?[level]
    }

    /// `base` with the rows of a file in place of its own.
    ///
    /// The file is CSV with the header `schoolYear,basic,secondary` and rows such as
    /// `2026/2027,15,20`; `name` stands for it in messages.
    /// - Throws: ``ExamResultError`` that names row and column.
    public init(
        overriding base: PassThresholds = .announced, with octets: [UInt8], named name: String
    ) throws(ExamResultError) {
        self = base
        var parser = CSVParser()
        parser.feed(octets[...])
        parser.finish()
        let columns = ["schoolYear", "basic", "secondary"]
        var sawHeader = false
        reading: while true {
            switch parser.next() {
            case .needsInput, .end: break reading
            case .refused(let row, let reason):
                throw ExamResultError(.malformedRow, file: name, row: row, message: "\(reason)")
            case .record(let record):
                let values = (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }
                if sawHeader {
                    try add(values, columns, row: record.row, file: name)
                } else if values == columns {
                    sawHeader = true
                } else {
                    throw ExamResultError(
                        .header, file: name, row: record.row,
                        message: "found \(values.map(FoundText.quoted).joined(separator: ", ")); "
                            + "expected the columns \(columns.joined(separator: ", "))")
                }
            }
        }
        guard sawHeader else {
            throw ExamResultError(
                .header, file: name,
                message: "the file is empty; expected the header \(columns.joined(separator: ","))")
        }
    }

    /// `base` with the rows of the file at `path` in place of its own, as
    /// ``init(overriding:with:named:)`` reads them.
    ///
    /// A file of more than a megabyte is refused: the table of a thousand years is smaller.
    /// - Throws: ``ExamResultError``.
    public init(
        overriding base: PassThresholds = .announced, contentsOf path: String
    ) throws(ExamResultError) {
        let octets: [UInt8]
        do throws(FileError) {
            octets = try InputFile.octets(of: path, limit: Self.largestFile)
        } catch {
            throw ExamResultError(error)
        }
        try self.init(overriding: base, with: octets, named: path)
    }

    private init(percents: [SchoolYear: [EducationLevel: Int]]) { self.percents = percents }

    private mutating func set(_ first: Int, basic: Int, secondary: Int) {
        guard let year = SchoolYear(beginningIn: first) else { return }
        percents[year] = [.basic: basic, .secondary: secondary]
    }

    private mutating func add(
        _ values: [String], _ columns: [String], row: Int, file: String
    ) throws(ExamResultError) {
        guard values.count == columns.count else {
            throw ExamResultError(
                .malformedRow, file: file, row: row,
                message: "found \(FoundText.count(values.count, "field")); "
                    + "expected \(columns.count)")
        }
        guard let year = SchoolYear(values[0]) else {
            throw ExamResultError(
                .value, file: file, row: row, field: columns[0],
                message: "found \(FoundText.quoted(values[0])); "
                    + "expected a school year such as 2026/2027")
        }
        var percents: [Int] = []
        for column in 1...2 {
            let digits = Array(values[column].utf8)[...]
            guard let percent = digits.decimalNumber, percent <= 100 else {
                throw ExamResultError(
                    .value, file: file, row: row, field: columns[column],
                    message: "found \(FoundText.quoted(values[column])); "
                        + "expected a whole number of percent from 0 to 100")
            }
            percents.append(percent)
        }
        self.percents[year] = [.basic: percents[0], .secondary: percents[1]]
    }
}
