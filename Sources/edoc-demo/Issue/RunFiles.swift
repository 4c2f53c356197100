internal import ExamCertificates
internal import FoundationEssentials
internal import Glibc

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
        let identifier = record.recordID
        let line =
            switch outcome {
            case .certified(let file):
                Line(
                    row: record.row, outcome: "certified", record: identifier, file: file,
                    reasons: [])
            case .notCertified(let status):
                Line(
                    row: record.row, outcome: status.rawValue, record: identifier, file: nil,
                    reasons: [])
            case .refused(let reasons):
                Line(
                    row: record.row, outcome: "refused", record: identifier, file: nil,
                    reasons: reasons)
            case .notMade(let reason):
                Line(
                    row: record.row, outcome: "notMade", record: identifier, file: nil,
                    reasons: [reason])
            }
        guard let octets = try? encoder.encode(line) else { return }
        try result.write(Array(octets) + [UInt8(ascii: "\n")])
    }

    /// Waits until all is on the disk.
    func finish() throws(CommandError) {
        try result?.synchronize()
        try refused?.synchronize()
    }
}

/// A file that grows, or standard output. The owner of its descriptor.
final class OutputStream {
    private let path: String
    private let descriptor: Int32

    /// Makes the file at `path`, which only its owner may read; `-` is standard output.
    init(_ path: String, overwrites: Bool) throws(CommandError) {
        self.path = path
        // A device or a pipe is there to be written to.
        var status = stat()
        let isFile = unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrites || !isFile ? O_TRUNC : O_EXCL)
        descriptor = path == "-" ? STDOUT_FILENO : unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? CommandError("\(path) exists; choose another name, or use --overwrite")
                : OutputFolder.unwritable(path, errno)
        }
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    /// Writes all of `octets`.
    func write(_ octets: [UInt8]) throws(CommandError) {
        let code = unsafe octets.withUnsafeBytes { unsafe Console.write($0, to: descriptor) }
        guard code == 0 else {
            throw path == "-"
                ? CommandError("standard output cannot be written: \(systemReason(code))")
                : OutputFolder.unwritable(path, code)
        }
    }

    /// Waits until all is on the disk.
    func synchronize() throws(CommandError) {
        guard descriptor != STDOUT_FILENO, fsync(descriptor) != 0, errno != EINVAL,
            errno != EROFS
        else { return }
        throw OutputFolder.unwritable(path, errno)
    }
}
