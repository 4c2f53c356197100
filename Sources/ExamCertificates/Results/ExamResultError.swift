internal import EDocEncoding
internal import EDocSystem
public import FoundationEssentials

/// Why a file of exam results, or one record of it, is refused.
///
/// Two errors are equal when their codes are. The message names what was found and what would be
/// right; of names, personal codes, local numbers and birth dates it tells the shape only, so that
/// it can be logged.
public struct ExamResultError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the code.
        public let description: String

        private init(_ description: String) { self.description = description }

        /// The file cannot be opened or read.
        public static let unreadable = Code("unreadable")
        /// The header row is missing, or its columns are not the expected ones.
        public static let header = Code("header")
        /// The header row names columns that nobody knows, and is in order otherwise; see
        /// ``ExamResultReader/Options/allowsUnknownColumns``.
        public static let unknownColumn = Code("unknownColumn")
        /// The row is no RFC 4180 record, or has another number of fields than the header.
        public static let malformedRow = Code("malformedRow")
        /// The row is longer than ``ExamResultReader/longestRow``.
        public static let rowTooLong = Code("rowTooLong")
        /// A field is not UTF-8.
        public static let encoding = Code("encoding")
        /// The value of a field is not one of those permitted.
        public static let value = Code("value")
        /// Two fields of a record contradict each other.
        public static let contradiction = Code("contradiction")
        /// A value that must be unique in the file occurred before.
        public static let duplicate = Code("duplicate")
    }

    /// What kind of error it is.
    public let code: Code
    /// The file, as the caller named it; nil when the record did not come from a file.
    public let file: String?
    /// The row, counted as a spreadsheet does: the header is row 1. Nil for an error of the file.
    public let row: Int?
    /// The column; nil for an error of the whole row.
    public let field: String?
    /// What was found and what would be right.
    public let message: String
    /// The error that led to this one: what the system said of a file that cannot be read.
    public let underlying: (any Error)?

    init(
        _ code: Code, file: String? = nil, row: Int? = nil, field: String? = nil, message: String,
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.file = file
        self.row = row
        self.field = field
        self.message = message
        self.underlying = underlying
    }

    init(_ code: Code, _ field: ExamResultField, _ message: String) {
        self.init(code, field: field.rawValue, message: message)
    }

    /// A file that cannot be read.
    init(_ error: FileError) {
        self.init(
            .unreadable, file: error.path, message: error.predicate,
            underlying: error.underlying ?? error)
    }

    /// The same error, placed in a row of a file.
    func at(row: Int, of file: String) -> ExamResultError {
        ExamResultError(
            code, file: file, row: row, field: field, message: message, underlying: underlying)
    }

    /// `results.csv, row 5, overallPercent: found "181"; expected …`
    public var description: String {
        if code == .unreadable, let file { return "\(PlainText.quoted(file)) \(message)" }
        let place = [file, row.map { "row \($0)" }, field].compactMap { $0 }
        return PlainText.line(
            place.isEmpty ? message : place.joined(separator: ", ") + ": " + message)
    }

    /// Whether both have the same ``code``.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension ExamResultError: LocalizedError {
    /// Place and message, so that `localizedDescription` is them too.
    public var errorDescription: String? { description }
}
