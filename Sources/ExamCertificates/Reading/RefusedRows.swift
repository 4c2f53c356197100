extension ExamResultReader {
    /// The column of a file of refused records that says why each was refused. It is passed over when
    /// the file, mended, is read again.
    public static let reasonsColumn = "refusedBecause"

    /// The header row of a file of refused records: the columns of this file and ``reasonsColumn``,
    /// with a line end.
    public var refusedHeader: [UInt8] {
        header.columns.line(without: header.reasonsColumn, adding: Self.reasonsColumn)
    }
}

extension ExamResultReader.Record {
    /// The record as a row of a file of refused records (RFC 4180): its fields, octet by octet as they
    /// were, and the reasons, with a line end.
    ///
    /// A row that could not be told apart into fields has the reasons alone.
    public func refusedRow(because reasons: [String]) -> [UInt8] {
        source.line(without: reasonsColumn, adding: reasons.joined(separator: " / "))
    }
}

extension CSVRecord {
    /// The fields but for one, and another one behind them, as a line with `,` between them.
    fileprivate func line(without omitted: Int?, adding last: String) -> [UInt8] {
        var line: [UInt8] = []
        for index in 0..<count where index != omitted {
            Self.append(self[index], to: &line)
            line.append(UInt8(ascii: ","))
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
