import Testing
import VectorSupport

@testable import ExamCertificates

@Suite struct CSVParserTests {
    /// RFC 4180 §2: random rows, written with both delimiters and all line ends, come back.
    @Test(arguments: [",", ";"], ["\n", "\r\n", "\r"])
    func whatIsWrittenIsRead(delimiter: String, lineEnd: String) {
        var random = SeededGenerator(seed: 4180)
        for _ in 0..<60 {
            let columns = Int.random(in: 2...6, using: &random)
            let rows = (0..<Int.random(in: 1...8, using: &random)).map { row in
                (0..<columns).map { _ in
                    row == 0 ? "column" : Self.randomField(using: &random)
                }
            }
            let isLastEnded = Bool.random(using: &random)
            var text = rows.map { row in
                row.map { Self.written($0, using: &random) }.joined(separator: delimiter)
            }.joined(separator: lineEnd)
            if isLastEnded { text += lineEnd }
            let octets = Array(text.utf8)
            for chunkSize in Array(1...9) + [64, octets.count] {
                #expect(Self.read(octets, chunkSize: chunkSize) == rows.map { .fields($0) })
            }
        }
    }

    @Test func aByteOrderMarkIsDropped() {
        let octets = [0xEF, 0xBB, 0xBF] + Array("a,b\n".utf8)
        for chunkSize in 1...4 {
            #expect(Self.read(octets, chunkSize: chunkSize) == [.fields(["a", "b"])])
        }
        #expect(Self.read([0xEF, 0xBB], chunkSize: 1).count == 1)
    }

    @Test func emptyLinesAreNoRecords() {
        #expect(Self.read(Array("\n\r\n\ra,b\n\n".utf8), chunkSize: 1) == [.fields(["a", "b"])])
        #expect(Self.read([], chunkSize: 1) == [])
    }

    @Test func theFirstDelimiterOutsideQuotesIsTheDelimiter() {
        let text = "\"a,b\";c\nd,e;f\n"
        #expect(
            Self.read(Array(text.utf8), chunkSize: 3)
                == [.fields(["a,b", "c"]), .fields(["d,e", "f"])])
    }

    @Test(
        arguments: [
            ("a,b\n\"x\"y,z\nc,d\n", "found text after"),
            ("a,b\nx\"y,z\nc,d\n", "found a quotation mark inside"),
            ("a,b\n\"xy,z\nc,d\n", "found a quotation mark that opens"),
            ("a,b\r\"xy,z\rc,d", "found a quotation mark that opens"),
        ] as [(String, String)])
    func theLineAfterABrokenOneIsRead(text: String, message: String) {
        for chunkSize in 1...text.utf8.count {
            let rows = Self.read(Array(text.utf8), chunkSize: chunkSize)
            #expect(rows.count == 3 && rows.last == .fields(["c", "d"]))
            guard rows.count == 3, case .refused(let reason) = rows[1] else {
                Issue.record("\(rows)")
                return
            }
            #expect(reason.hasPrefix(message))
        }
    }

    @Test func aLongLineIsRefusedAndTheNextOneRead() {
        let text = "a,b\n" + String(repeating: "x", count: 9) + "\n12345,78\n123456,78\nc,d\n"
        for chunkSize in 1...text.utf8.count {
            let long = Row.refused("found a row of more than 8 bytes; expected at most that many")
            #expect(
                Self.read(Array(text.utf8), chunkSize: chunkSize, limit: 8)
                    == [
                        .fields(["a", "b"]), long, .fields(["12345", "78"]), long,
                        .fields(["c", "d"]),
                    ])
        }
    }

    /// What stands in a quoted field is never a record, however long the field is.
    @Test func aLongQuotedFieldIsReadToItsEnd() {
        let text = "a,b\n\"xxxxxxxxxx\nforged,row\n\"\"\n\",y\nc,d\n"
        for chunkSize in 1...text.utf8.count {
            #expect(
                Self.read(Array(text.utf8), chunkSize: chunkSize, limit: 8)
                    == [
                        .fields(["a", "b"]),
                        .refused("found a row of more than 8 bytes; expected at most that many"),
                        .fields(["c", "d"]),
                    ])
        }
        let open = Self.read(Array("a,b\n\"xxxxxxxxxx\nc,d\n".utf8), chunkSize: 4, limit: 8)
        #expect(
            open == [
                .fields(["a", "b"]),
                .refused(
                    "found a row of more than 8 bytes with a quotation mark that is not closed "
                        + "before the end of the file, so that nothing after it was read; expected "
                        + "the closing quotation mark"),
            ])
    }

    /// Any bytes: no crash, and every line that is not empty belongs to some row.
    @Test func arbitraryBytesAreAlwaysReadToTheEnd() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("\"\"\"\n\r,;ab\\\u{e9}".utf8)
        for _ in 0..<3_000 {
            let octets = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let whole = Self.read(octets, chunkSize: 64, limit: 12)
            #expect(Self.read(octets, chunkSize: 1, limit: 12) == whole)
            #expect(Self.read(octets, chunkSize: 5, limit: 12) == whole)
            #expect(whole.isEmpty == octets.allSatisfy { $0 == 10 || $0 == 13 })
        }
    }

    enum Row: Equatable {
        case fields([String])
        case refused(String)
    }

    static func read(_ octets: [UInt8], chunkSize: Int, limit: Int = 65_536) -> [Row] {
        var parser = CSVParser(limit: limit)
        var (rows, rest) = ([Row](), octets[...])
        while true {
            switch parser.next() {
            case .needsInput:
                if rest.isEmpty { parser.finish() } else { parser.feed(rest.prefix(chunkSize)) }
                rest = rest.dropFirst(chunkSize)
            case .record(let record):
                rows.append(
                    .fields(
                        (0..<record.count).map { String(decoding: record[$0], as: UTF8.self) }))
            case .refused(_, let reason): rows.append(.refused("\(reason)"))
            case .end: return rows
            }
        }
    }

    private static func randomField(using random: inout SeededGenerator) -> String {
        let pieces = ["a", "ķ", "\"", ",", ";", "\r\n", "\n", "\r", " ", "\u{301}", "|", "🦆"]
        let count = Int.random(in: 0...6, using: &random)
        return "." + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    private static func written(_ field: String, using random: inout SeededGenerator) -> String {
        let needsQuotes = field.utf8.contains { "\",;\r\n".utf8.contains($0) }
        guard needsQuotes || Int.random(in: 0..<4, using: &random) == 0 else { return field }
        var result = "\""
        for scalar in field.unicodeScalars {
            result.unicodeScalars.append(scalar)
            if scalar == "\"" { result += "\"" }
        }
        return result + "\""
    }
}
