internal import ExamCertificates
internal import FoundationEssentials

/// The files about a run that programs read: what became of each record, and the refused ones.
///
/// Both are written while the run goes on, record by record in their order, so that they say also of a
/// run that was cut off how far it came.
final class RunFiles {
    static let result = Option(
        "result", "file",
        "Write what became of each record, one JSON object a line: row, outcome (certified, failed, "
            + "annulled, refused, notMade), record, file, reasons; - is standard output, the summary then "
            + "goes to standard error.")
    static let refused = Option(
        "refused", "file",
        "Write the refused rows as CSV with a column of reasons, ready to be mended and given again; "
            + "- is standard output.")

    private let result: OutputStream?
    private let refused: OutputStream?
    private let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    /// One line of the result.
    private struct Line: Encodable {
        let row: Int
        let outcome: String
        let record: String?
        let file: String?
        let reasons: [String]
    }

    /// Whether the summary is to stay off standard output.
    static func usesStandardOutput(_ arguments: Arguments) -> Bool {
        arguments[result] == "-" || arguments[refused] == "-"
    }

    /// Makes the files that `arguments` name.
    ///
    /// - Throws: ``UsageError`` when both are standard output; ``CommandError`` when one exists, unless
    ///   `overwrites`, or cannot be made.
    init(_ arguments: Arguments, header: [UInt8], overwrites: Bool) throws {
        guard arguments[Self.result] != "-" || arguments[Self.refused] != "-" else {
            throw UsageError("--result and --refused cannot both be standard output")
        }
        result = try arguments[Self.result].map { path throws(CommandError) in
            try OutputStream(path, overwrites: overwrites)
        }
        refused = try arguments[Self.refused].map { path throws(CommandError) in
            try OutputStream(path, overwrites: overwrites)
        }
        try refused?.write(header)
    }

    /// Tells what became of `record`.
    /// - Throws: ``CommandError`` when that cannot be written.
    func add(
        _ record: ExamResultReader.Record, _ outcome: Batch.Outcome
    ) throws(CommandError) {
        if case .refused(let reasons) = outcome {
            try refused?.write(record.refusedRow(because: reasons))
        }
        guard let result else { return }
        func line(_ outcome: String, file: String? = nil, _ reasons: [String] = []) -> Line {
            Line(
                row: record.row, outcome: outcome, record: record.recordID, file: file,
                reasons: reasons)
        }
        let told =
            switch outcome {
            case .certified(let file): line("certified", file: file)
            case .notCertified(let status): line(status.rawValue)
            case .refused(let reasons): line("refused", reasons)
            case .notMade(let reason): line("notMade", [reason])
            }
        let octets: Data
        do { octets = try encoder.encode(told) } catch {
            throw CommandError("what became of row \(record.row) cannot be written: \(error)")
        }
        try result.write(Array(octets) + [UInt8(ascii: "\n")])
    }

    /// Waits until all is on the disk.
    func finish() throws(CommandError) {
        try result?.synchronize()
        try refused?.synchronize()
    }
}
