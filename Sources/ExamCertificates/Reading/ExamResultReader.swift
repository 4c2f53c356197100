internal import EDocSystem

/// Reads exam results one by one from comma-separated values (RFC 4180) in UTF-8.
///
/// The first row names the columns (``ExamResultField``), in any order, with `,` or `;` between
/// them. The file is read in chunks and never held whole; about fifty bytes a record are kept, to
/// find record and certificate numbers that occur twice. A record that breaks a rule is reported
/// and the next one read; only a file that cannot be read, or whose header is wrong, is an error.
/// Not to be used from two threads at once: it is not `Sendable`.
public struct ExamResultReader: ~Copyable {
    /// The longest row, in bytes without its line end.
    public static let longestRow = 65_536

    /// How a file is read.
    public struct Options: Sendable {
        /// The rules that records must fulfil.
        public var rules: ExamResultRules
        /// Whether columns that nobody knows are ignored; otherwise they are an error.
        public var allowsUnknownColumns: Bool
        /// How many bytes are read at once; at least one.
        public var chunkSize: Int

        /// Options; without arguments those for a file of unknown origin.
        public init(
            rules: ExamResultRules = ExamResultRules(), allowsUnknownColumns: Bool = false,
            chunkSize: Int = 65_536
        ) {
            self.rules = rules
            self.allowsUnknownColumns = allowsUnknownColumns
            self.chunkSize = max(1, chunkSize)
        }
    }

    /// One record of the file.
    public struct Record: Sendable {
        /// The row, counted as a spreadsheet does: the header is row 1.
        public let row: Int
        /// What stands in the column ``ExamResultField/recordID``, in order or not; nil when nothing that
        /// can be read does.
        public let recordID: String?
        /// The result, or every reason why there is none.
        public let outcome: Outcome
        /// What somebody should look at though the record is accepted.
        public let warnings: [ExamResultError]
        /// The fields as they were read.
        let source: CSVRecord
        /// The field that ``ExamResultReader/reasonsColumn`` names; nil: none.
        let reasonsColumn: Int?
    }

    /// What became of a record.
    public enum Outcome: Sendable {
        /// The record fulfils every rule.
        case result(ExamResult)
        /// The record is refused, for these reasons (at least one).
        case refused([ExamResultError])
    }

    private let name: String
    private let options: Options
    private var source: Source
    private var parser = CSVParser(limit: Self.longestRow)
    let header: ExamResultHeader
    /// Whether the file begins with a byte-order mark.
    var hasByteOrderMark: Bool { parser.hasByteOrderMark }
    private var recordIDs = SeenValues()
    private var certificateNumbers = SeenValues()

    /// Opens the file at `path` and reads its header.
    /// - Throws: ``ExamResultError`` with code ``ExamResultError/Code/unreadable``,
    ///   ``ExamResultError/Code/header`` or ``ExamResultError/Code/unknownColumn``.
    public init(
        contentsOf path: String, options: Options = Options()
    ) throws(ExamResultError) {
        let file: InputFile
        do throws(FileError) { file = try InputFile(path, for: .once) } catch {
            throw ExamResultError(error)
        }
        try self.init(.file(file), named: path, options)
    }

    /// Reads the header of `octets`; `name` stands for them in messages.
    /// - Throws: ``ExamResultError`` with code ``ExamResultError/Code/header`` or
    ///   ``ExamResultError/Code/unknownColumn``.
    public init(
        _ octets: [UInt8], named name: String, options: Options = Options()
    ) throws(ExamResultError) {
        try self.init(.octets(octets[...]), named: name, options)
    }

    private init(
        _ source: consuming Source, named name: String, _ options: Options
    ) throws(ExamResultError) {
        self.name = name
        self.options = options
        switch try Self.nextEvent(&parser, &source, options.chunkSize) {
        case .record(let row):
            header = try ExamResultHeader(
                row, allowingUnknownColumns: options.allowsUnknownColumns, file: name)
        case .refused(let row, let reason):
            throw ExamResultError(.header, file: name, row: row, message: "\(reason)")
        case .needsInput, .end:
            throw ExamResultError(
                .header, file: name,
                message: "the file is empty; expected a header row that names the columns")
        }
        self.source = source
    }

    /// The next record; nil after the last one.
    /// - Throws: ``ExamResultError`` when the file cannot be read; reading cannot go on after that.
    public mutating func next() throws(ExamResultError) -> Record? {
        switch try Self.nextEvent(&parser, &source, options.chunkSize) {
        case .record(let row): return check(row, header)
        case .refused(let row, let reason): return refusal(row, reason)
        case .needsInput, .end: return nil
        }
    }

    private static func nextEvent(
        _ parser: inout CSVParser, _ source: inout Source, _ chunkSize: Int
    ) throws(ExamResultError) -> CSVParser.Event {
        while true {
            let event = parser.next()
            guard case .needsInput = event else { return event }
            let chunk = try source.read(upTo: chunkSize)
            if chunk.isEmpty { parser.finish() } else { parser.feed(chunk) }
        }
    }

    private mutating func check(_ record: CSVRecord, _ header: ExamResultHeader) -> Record {
        var row = ExamResultRow(record, header: header)
        switch row.result() {
        case .failure(let refused):
            return self.record(record, .refused(placed(refused.errors, in: record.row)))
        case .success(let result):
            var findings = options.rules.check(result)
            checkUnique(result, in: record.row, &findings)
            let warnings = placed(findings.warnings, in: record.row)
            guard findings.errors.isEmpty else {
                return self.record(
                    record, .refused(placed(findings.errors, in: record.row)), warnings)
            }
            return self.record(record, .result(result), warnings)
        }
    }

    private mutating func checkUnique(
        _ result: ExamResult, in row: Int, _ findings: inout ExamResultRules.Findings
    ) {
        if let first = recordIDs.firstRow(of: result.recordID, in: row) {
            findings.refuse(
                .recordID,
                "found \(FoundText.quoted(result.recordID)), which row \(first) has; "
                    + "expected an identifier that occurs once", .duplicate, unless: false)
        }
        if let number = result.certificateNumber,
            let first = certificateNumbers.firstRow(of: number, in: row)
        {
            findings.refuse(
                .certificateNumber,
                "found \(FoundText.quoted(number)), which row \(first) has; "
                    + "expected a number that occurs once", .duplicate, unless: false)
        }
    }

    private func refusal(_ row: Int, _ reason: CSVParser.Refusal) -> Record {
        let code: ExamResultError.Code =
            switch reason {
            case .tooLong, .neverEnds: .rowTooLong
            default: .malformedRow
            }
        let error = ExamResultError(code, file: name, row: row, message: "\(reason)")
        let source = CSVRecord(
            emptyFields: header.count, delimiter: header.columns.delimiter, row: row)
        return record(source, .refused([error]))
    }

    private func record(
        _ source: CSVRecord, _ outcome: Outcome, _ warnings: [ExamResultError] = []
    ) -> Record {
        // The octets of the identifier, when they are text and there is any.
        let column = header[.recordID].flatMap { $0 < source.count ? $0 : nil }
        let identifier = column.flatMap { String(validating: source[$0], as: UTF8.self) }
        return Record(
            row: source.row, recordID: identifier.flatMap { $0.isEmpty ? nil : $0 },
            outcome: outcome, warnings: warnings, source: source,
            reasonsColumn: header.reasonsColumn)
    }

    private func placed(_ errors: [ExamResultError], in row: Int) -> [ExamResultError] {
        errors.map { $0.at(row: row, of: name) }
    }
}

extension ExamResultReader {
    /// Where the bytes come from.
    ///
    /// Not private: the linker (6.3.1, release) would miss its metadata in other modules.
    enum Source: ~Copyable {
        case file(InputFile)
        case octets(ArraySlice<UInt8>)

        mutating func read(upTo count: Int) throws(ExamResultError) -> ArraySlice<UInt8> {
            switch consume self {
            case .file(var file):
                var octets = [UInt8](repeating: 0, count: count)
                let read = Result { () throws(FileError) in try file.read(into: &octets) }
                self = .file(file)
                do { return octets.prefix(try read.get()) } catch { throw ExamResultError(error) }
            case .octets(let rest):
                self = .octets(rest.dropFirst(count))
                return rest.prefix(count)
            }
        }
    }
}

/// The values of a column so far, each with the row where it came first.
///
/// Keeps 128 bits of a keyed hash (SipHash with the process's own key) instead of the text.
private struct SeenValues {
    private var rows: [UInt128: UInt32] = [:]

    /// The row that had `value` before; nil when none had, and `row` is remembered.
    mutating func firstRow(of value: String, in row: Int) -> Int? {
        var (low, high) = (Hasher(), Hasher())
        low.combine(value)
        high.combine(0)
        high.combine(value)
        let key =
            UInt128(UInt64(bitPattern: Int64(low.finalize()))) << 64
            | UInt128(UInt64(bitPattern: Int64(high.finalize())))
        if let first = rows[key] { return Int(first) }
        rows[key] = UInt32(clamping: row)
        return nil
    }
}
