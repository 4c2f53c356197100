internal import Foundation
internal import Glibc

/// A program of this machine that judges what the library wrote.
public struct Command: Sendable {
    /// Where the program is.
    public let path: String

    /// The program called `name`, looked for in `PATH`; nil when there is none, which
    /// is said when the tests have ended.
    public init?(named name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard LeftOut.unless(found != nil, "what \(name) does", "it is not installed"), let found
        else { return nil }
        path = found
    }

    /// The program at `path`.
    public init(path: String) { self.path = path }

    /// What a program left when it ended.
    public struct Outcome: Sendable {
        /// The exit status, or the number of the signal that ended it.
        public let status: Int32
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String
    }

    /// The program was ended, since it took longer than it may.
    public struct TimeLimit: Error {
        /// The program and its arguments.
        public let command: String
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - folder: Its working folder; nil: that of the test.
    ///   - environment: Variables beside those of the test, whose `OPENSSL_CONF` is for the library
    ///     and not for its judges.
    ///   - limit: After how many seconds it is ended.
    /// - Throws: ``TimeLimit`` then.
    public func run(
        _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
        limit: Double = 600
    ) throws -> Outcome {
        // Files, not pipes: a pipe that nobody reads stops the program.
        let temporary = FileManager.default.temporaryDirectory
            .appending(path: "swift-edoc-command-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: temporary) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.environment = ProcessInfo.processInfo.environment
            .filter { $0.key != "OPENSSL_CONF" }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        var files: [URL] = []
        for name in ["output", "errors"] {
            let file = temporary.appending(path: name)
            try Data().write(to: file)
            files.append(file)
        }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        let end = Date().addingTimeInterval(limit)
        while process.isRunning, Date() < end { usleep(2_000) }
        if process.isRunning {
            // With what it has started, where it leads a group of its own.
            kill(-process.processIdentifier, SIGKILL)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            throw TimeLimit(command: ([path] + arguments).joined(separator: " "))
        }
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
}
