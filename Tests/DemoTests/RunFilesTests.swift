import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `issue --result` and `--refused`.
@Suite struct RunFilesTests {
    private struct Line: Decodable, Equatable {
        let row: Int
        let outcome: String
        let record: String?
        let file: String?
        let reasons: [String]
    }

    private static func lines(_ text: String) throws -> [Line] {
        try text.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
    }

    @Test func eachRecordIsTold() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Demo.command.run(
                ["issue", Demo.sample, "-o", "out", "-j", "4", "--result", "result.jsonl"],
                in: folder)
            #expect(outcome.status == 0 && outcome.output == IssueTests.sampleSummary)
            let text = String(
                decoding: try Vectors.octets(at: folder + "/result.jsonl"), as: UTF8.self)
            let lines = try Self.lines(text)
            #expect(lines.map(\.row) == Array(2...11))
            #expect(lines.count { $0.outcome == "certified" } == 8)
            #expect(lines.count { $0.outcome == "failed" } == 2)
            let files = lines.compactMap(\.file).map { String($0.dropFirst(4)) }
            #expect(files.sorted() == IssueTests.sampleContainers)
            #expect(lines.allSatisfy { $0.record != nil && $0.reasons.isEmpty })
            #expect(try IssueTests.mode(of: folder + "/result.jsonl") == 0o600)

            let again = try Demo.command.run(
                ["issue", Demo.sample, "-o", "new", "--result", "result.jsonl"], in: folder)
            #expect(again.status == 1)
            #expect(
                again.errors.hasSuffix(
                    "error: result.jsonl exists; choose another name, or use --overwrite\n"))
            let piped = try Demo.command.run(
                ["issue", Demo.sample, "-o", "piped", "--result", "-"], in: folder)
            #expect(try Self.lines(piped.output).count == 10)
            #expect(piped.errors.hasSuffix(IssueTests.sampleSummary))
            let both = try Demo.command.run(
                ["issue", Demo.sample, "-o", "x", "--result", "-", "--refused", "-"], in: folder)
            #expect(both.status == 2)
        }
    }

    /// As a spreadsheet of this country writes and opens it.
    @Test func delimiterAndByteOrderMarkStay() async throws {
        try await withTemporaryFolder { folder in
            let lines = try Demo.sampleLines()
            let row = lines[1].replacingOccurrences(of: "2023/2024", with: "2023; 2024")
            let fields = [lines[0], row].map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map { field in
                    field.contains(";") ? "\"\(field)\"" : String(field)
                }.joined(separator: ";")
            }
            try TrustTests.write(
                [0xEF, 0xBB, 0xBF] + Array(fields.joined(separator: "\r\n").utf8),
                to: folder + "/input.csv")
            let outcome = try Demo.command.run(
                ["issue", "input.csv", "-o", "out", "--refused", "-"], in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.output.hasPrefix("\u{FEFF}" + fields[0] + ";refusedBecause\r\n"))
            #expect(outcome.output.contains("\r\n" + fields[1] + ";"), "\(outcome.output)")
        }
    }

    @Test func refusedRowsAreMendedAndGivenAgain() async throws {
        try await withTemporaryFolder { folder in
            var lines = try Demo.sampleLines()
            // A broken number, too few fields, and text with all that has to be quoted.
            lines[1] = lines[1].replacingOccurrences(of: "2023/2024", with: "2023-2024")
            lines[2] += ",\"a \"\"b\"\", c\""
            try Data((lines.joined(separator: "\n") + "\n\"open").utf8)
                .write(to: URL(filePath: folder + "/input.csv"))
            let outcome = try Demo.command.run(
                [
                    "issue", "input.csv", "-o", "out", "--refused", "refused.csv", "--result",
                    "result.jsonl",
                ], in: folder)
            #expect(outcome.status == 1)
            let refused = String(
                decoding: try Vectors.octets(at: folder + "/refused.csv"), as: UTF8.self)
            let rows = refused.split(separator: "\r\n").map(String.init)
            #expect(rows.count == 4, "\(refused)")
            #expect(rows[0] == lines[0] + ",refusedBecause")
            #expect(rows[1].hasPrefix(lines[1] + ","))
            #expect(rows[1].contains("schoolYear") && rows[1].contains("input.csv, row 2"))
            #expect(rows[2].hasPrefix(lines[2] + ","), "\(rows[2])\n\(lines[2])")
            #expect(rows[3].hasPrefix(",,,") && rows[3].contains("row 12"))
            let told = try Self.lines(
                String(decoding: try Vectors.octets(at: folder + "/result.jsonl"), as: UTF8.self))
            #expect(told.filter { $0.outcome == "refused" }.map(\.row) == [2, 3, 12])
            // The identifier of what could be told apart.
            #expect(told.map { $0.record != nil } == told.map { $0.row != 12 })

            // What is mended goes in again as it is, with the reasons still beside it.
            let mended =
                rows[0] + "\n" + rows[1].replacingOccurrences(of: "2023-2024", with: "2023/2024")
            try Data(mended.utf8).write(to: URL(filePath: folder + "/mended.csv"))
            let second = try Demo.command.run(
                ["issue", "mended.csv", "-o", "out", "--overwrite", "--refused", "none.csv"],
                in: folder)
            #expect(second.status == 0, "\(second)")
            #expect(second.output.hasPrefix("Certified:      1\n"))
            let none = try Vectors.octets(at: folder + "/none.csv")
            #expect(String(decoding: none, as: UTF8.self) == rows[0] + "\r\n")
        }
    }
}
