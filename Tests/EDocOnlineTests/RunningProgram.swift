import Foundation

/// A program that runs beside a test until the value ends.
final class RunningProgram: @unchecked Sendable {
    // @unchecked Sendable: nothing of the process changes after it was started, but its end.
    private let process = Process()
    private let input = Pipe()
    /// The first line of its standard output that was waited for.
    private(set) var line = ""

    /// Starts the program at `path` and waits for a line that contains `sign`.
    static func start(
        _ path: String, _ arguments: [String], in folder: String, until sign: String
    ) async throws -> RunningProgram {
        let program = RunningProgram()
        return try await withCheckedThrowingContinuation { continuation in
            // It waits, which no thread of Swift's shall.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try program.run(path, arguments, folder, sign) })
            }
        }
    }

    private func run(
        _ path: String, _ arguments: [String], _ folder: String, _ sign: String
    ) throws -> RunningProgram {
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment
            .filter { $0.key != "OPENSSL_CONF" }
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while true {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw Ended(output: text) }
            text += String(decoding: piece, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if let line = lines.first(where: { $0.contains(sign) }) {
                self.line = String(line)
                return self
            }
        }
    }

    /// Ends it at once. Foundation waits for a process only by a run loop, which tasks have none of.
    func end() {
        try? input.fileHandleForWriting.close()
        kill(process.processIdentifier, SIGKILL)
    }

    /// It ended before the line came.
    struct Ended: Error {
        let output: String
    }
}
