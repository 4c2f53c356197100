extension ExamResultReader {
    /// The column of a file of refused records that says why each was refused. It is passed over when
    /// the file, mended, is read again.
    public static let reasonsColumn = "refusedBecause"

    /// The header row of a file of refused records: the columns of this file and ``reasonsColumn``,
    /// with a line end; after a byte-order mark when this file has one, so that a spreadsheet opens both
    /// in the same way.
    public var refusedHeader: [UInt8] {
        (hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : [])
            + header.columns.line(without: header.reasonsColumn, adding: Self.reasonsColumn)
    }
}

extension ExamResultReader.Record {
    /// The record as a row of a file of refused records (RFC 4180): its fields, octet by octet as they
    /// were, and the reasons, with the delimiter of the file between them and a line end.
    ///
    /// A row that could not be told apart into fields has the reasons alone.
    public func refusedRow(because reasons: [String]) -> [UInt8] {
        source.line(without: reasonsColumn, adding: reasons.joined(separator: " / "))
    }
}

extension CSVRecord {
    /// The fields but for one, and another one behind them, as a line.
    fileprivate func line(without omitted: Int?, adding last: String) -> [UInt8] {
        var line: [UInt8] = []
        let delimiter = delimiter ?? UInt8(ascii: ",")
        for index in 0..<count where index != omitted {
            Self.append(self[index], to: &line)
            line.append(delimiter)
        }
        Self.append(Array(last.utf8)[...], to: &line)
        return line + Array("\r\n".utf8)
    }

    private static func append(_ field: ArraySlice<UInt8>, to line: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard field.contains(where: Array("\",;\r\n".utf8).contains) else {
            line += field
            return
        }
        line.append(quote)
        for octet in field { line += octet == quote ? [quote, quote] : [octet] }
        line.append(quote)
    }
}
