/// Splits comma-separated values into records, on bytes, chunk by chunk.
///
/// RFC 4180 with these choices: the delimiter is `,` or `;`, whichever comes first outside quotes; a
/// record ends with CR LF, LF or CR; a byte-order mark at the beginning is dropped; an empty line is
/// no record, though it is counted as a row. A record that breaks the grammar is refused and reading
/// resumes with the line after its first one. One that is longer than the limit is read to its end,
/// quotes respected, without being kept: text inside quotes is never taken for a record.
///
/// It does no I/O: the caller feeds chunks when ``next()`` asks for them. Memory is bounded by the
/// limit and one chunk. <https://www.rfc-editor.org/rfc/rfc4180#section-2>
struct CSVParser {
    /// What ``next()`` found.
    enum Event {
        /// A record.
        case record(CSVRecord)
        /// A row that is no record.
        case refused(row: Int, reason: Refusal)
        /// More bytes are needed: ``feed(_:)`` or ``finish()``.
        case needsInput
        /// There is nothing more.
        case end
    }

    /// Why a row is no record.
    enum Refusal: CustomStringConvertible {
        case tooLong(limit: Int)
        case neverEnds(limit: Int)
        case quoteInsideField
        case textAfterQuote
        case quoteNotClosed

        var description: String {
            switch self {
            case .tooLong(let limit):
                "found a row of more than \(limit) bytes; expected at most that many"
            case .neverEnds(let limit):
                "found a row of more than \(limit) bytes with a quotation mark that is not closed "
                    + "before the end of the file, so that nothing after it was read; expected the "
                    + "closing quotation mark"
            case .quoteInsideField:
                "found a quotation mark inside a field without quotes; expected the whole field in "
                    + "quotes and each quotation mark in it doubled"
            case .textAfterQuote:
                "found text after the closing quotation mark of a field; expected a delimiter or "
                    + "the end of the row, and each quotation mark inside a field doubled"
            case .quoteNotClosed:
                "found a quotation mark that opens a field and none that closes it before the end "
                    + "of the file; expected both"
            }
        }
    }

    private enum State { case fieldStart, unquoted, quoted, quoteInQuoted, broken }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var position = 0
    private var state = State.fieldStart
    private var refusal: Refusal?
    private var delimiter: UInt8?
    private var row = 1
    private var isFinished = false
    private var isBegun = false
    /// Whether a byte-order mark was dropped.
    private(set) var hasByteOrderMark = false
    private var isAfterCR = false

    /// A parser that refuses records of more than `limit` bytes, line end excluded.
    init(limit: Int = 65_536) { self.limit = limit }

    /// Takes the next bytes of the file.
    mutating func feed(_ octets: ArraySlice<UInt8>) {
        buffer.removeSubrange(..<start)
        position -= start
        start = 0
        buffer.append(contentsOf: octets)
    }

    /// Says that the file has no more bytes.
    mutating func finish() { isFinished = true }

    /// The next record, refusal, or need.
    mutating func next() -> Event {
        guard isBegun || begin() else { return .needsInput }
        while true {
            guard scanToEndOfRow() else {
                guard isFinished else { return .needsInput }
                return endOfFile()
            }
            let end = position
            isAfterCR = buffer[position] == .carriageReturn
            position += 1
            if let event = emit(end) { return event }
        }
    }

    /// Drops a byte-order mark; false when there are too few bytes to tell.
    private mutating func begin() -> Bool {
        guard buffer.count >= 3 || isFinished else { return false }
        isBegun = true
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            start = 3
            position = 3
            hasByteOrderMark = true
        }
        return true
    }

    /// Moves on to the end of the row: true at a line end outside quotes, false when bytes ran out.
    private mutating func scanToEndOfRow() -> Bool {
        if isAfterCR, position < buffer.count {
            isAfterCR = false
            if buffer[position] == .lineFeed {
                position += 1
                start = position
            }
        }
        while position < buffer.count {
            let octet = buffer[position]
            if state != .quoted, octet == .lineFeed || octet == .carriageReturn { return true }
            step(octet)
            position += 1
            if position - start > limit {
                if refusal == nil { refusal = .tooLong(limit: limit) }
                start = position
            }
        }
        return false
    }

    private mutating func step(_ octet: UInt8) {
        switch state {
        case .fieldStart where octet == .quote: state = .quoted
        case .quoted: if octet == .quote { state = .quoteInQuoted }
        case .quoteInQuoted where octet == .quote: state = .quoted
        case .broken: break
        case .fieldStart, .unquoted, .quoteInQuoted:
            if isDelimiter(octet) {
                state = .fieldStart
            } else if state == .quoteInQuoted {
                giveUp(.textAfterQuote)
            } else if octet == .quote {
                giveUp(.quoteInsideField)
            } else {
                state = .unquoted
            }
        }
    }

    private mutating func isDelimiter(_ octet: UInt8) -> Bool {
        if delimiter == nil, octet == .comma || octet == .semicolon { delimiter = octet }
        return octet == delimiter
    }

    /// Refuses a record that breaks the grammar at `position`, and moves to the end of its first
    /// line, also when that line has not been read to its end.
    private mutating func giveUp(_ reason: Refusal) {
        state = .broken
        guard refusal == nil else { return }
        refusal = reason
        if let lineEnd = buffer[start..<position].firstIndex(where: \.endsLine) {
            // The caller adds one to the position.
            position = lineEnd - 1
        }
    }

    private mutating func endOfFile() -> Event {
        guard position > start || refusal != nil else { return .end }
        if state == .quoted {
            guard refusal == nil else {
                refusal = .neverEnds(limit: limit)
                return emit(position) ?? .end
            }
            position -= 1
            giveUp(.quoteNotClosed)
            position += 1
            if position < buffer.count { return next() }
        }
        return emit(position) ?? .end
    }

    /// What stands in `start..<end`; nil for an empty line. The next row starts at `position`.
    private mutating func emit(_ end: Int) -> Event? {
        defer {
            start = position
            state = .fieldStart
            refusal = nil
            row += 1
        }
        if let refusal { return .refused(row: row, reason: refusal) }
        guard end > start else { return nil }
        return .record(CSVRecord(buffer[start..<end], delimiter: delimiter, row: row))
    }
}

/// One record of a file of comma-separated values: its fields, unquoted.
struct CSVRecord: Sendable {
    /// The row in the file, counted as a spreadsheet does: the header is row 1.
    let row: Int
    /// What stands between the fields; nil when there was nothing to tell it by.
    let delimiter: UInt8?
    private var octets: [UInt8] = []
    private var ends: [Int] = []

    /// Unquotes the fields of `line`, which the parser found to obey the grammar.
    init(_ line: ArraySlice<UInt8>, delimiter: UInt8?, row: Int) {
        self.row = row
        self.delimiter = delimiter
        octets.reserveCapacity(line.count)
        var isQuoted = false
        var previousWasClosing = false
        for octet in line {
            if octet == .quote {
                // A quotation mark right after a closing one is a doubled one: a literal.
                if previousWasClosing { octets.append(octet) }
                previousWasClosing = isQuoted
                isQuoted.toggle()
                continue
            }
            previousWasClosing = false
            if octet == delimiter, !isQuoted {
                ends.append(octets.count)
            } else {
                octets.append(octet)
            }
        }
        ends.append(octets.count)
    }

    /// A record of empty fields, for a row that could not be told apart.
    init(emptyFields count: Int, delimiter: UInt8?, row: Int) {
        self.row = row
        self.delimiter = delimiter
        ends = Array(repeating: 0, count: count)
    }

    /// The number of fields.
    var count: Int { ends.count }

    /// The bytes of field `index`.
    subscript(_ index: Int) -> ArraySlice<UInt8> {
        octets[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

extension UInt8 {
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let semicolon = UInt8(ascii: ";")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
}
