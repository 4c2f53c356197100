internal import Glibc

/// Reads a text line by line, without holding more than one of them.
struct LineReader {
    /// What comes next.
    enum Element {
        /// A line, without its end.
        case line(String)
        /// Why no more lines come.
        case failure(path: String, reason: String)
    }

    private let path: String
    private let file: StandardFile
    private let end: UInt8
    private var buffer: [UInt8] = []
    private var start = 0

    /// The longest line that is read: the longest path of the system (PATH_MAX), and more.
    private static let longestLine = 1 << 16

    /// Opens the text at `path`; `end` ends each line.
    /// - Throws: ``UsageError`` when there is none.
    init(_ path: String, end: UInt8) throws(UsageError) {
        self.path = path
        self.end = end
        guard let file = StandardFile(path) else {
            throw UsageError(
                "--files-from: \(quoted(path)) cannot be read: \(systemReason(errno))")
        }
        self.file = file
    }

    /// The next line; nil at the end.
    mutating func next() -> Element? {
        var searched = start
        while true {
            if let stop = buffer[searched...].firstIndex(of: end) { return take(upTo: stop) }
            searched = buffer.count
            guard searched - start <= Self.longestLine else {
                return .failure(
                    path: path,
                    reason: "\(quoted(path)) has a line of more than \(Self.longestLine) octets; "
                        + "expected a list of files, one a line")
            }
            buffer.removeSubrange(..<start)
            searched -= start
            start = 0
            let count = file.read(appendingTo: &buffer)
            guard count >= 0 else {
                return .failure(
                    path: path, reason: "\(quoted(path)) cannot be read: \(systemReason(errno))")
            }
            if count == 0 { return start == buffer.count ? nil : take(upTo: buffer.count) }
        }
    }

    private mutating func take(upTo stop: Int) -> Element {
        var line = buffer[start..<stop]
        start = min(stop + 1, buffer.count)
        if end == UInt8(ascii: "\n"), line.last == UInt8(ascii: "\r") { line.removeLast() }
        return .line(String(decoding: line, as: UTF8.self))
    }
}

/// A file that is read from its beginning to its end, or standard input. The owner of its descriptor.
final class StandardFile: Sendable {
    private let descriptor: Int32

    /// Opens the file at `path`, `-` being standard input; nil, with the reason in `errno`, when it
    /// cannot be opened.
    init?(_ path: String) {
        descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    /// Reads what comes next into `buffer`.
    /// - Returns: How many octets; 0 at the end, -1 with the reason in `errno`.
    func read(appendingTo buffer: inout [UInt8]) -> Int {
        var octets = [UInt8](repeating: 0, count: 1 << 16)
        var count = -1
        repeat {
            count = unsafe octets.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
        } while count < 0 && errno == EINTR
        if count > 0 { buffer += octets[..<count] }
        return count
    }
}

extension StandardFile {
    /// How many octets are held in memory.
    private static let largest = 256 << 20

    /// All octets of standard input.
    /// - Throws: ``CommandError`` when there are more than 256 MiB, or they cannot be read.
    static func standardInput() throws(CommandError) -> [UInt8] {
        guard let file = StandardFile("-") else { return [] }
        return try file.contents(of: "standard input")
    }

    /// All octets from here on; `name` stands for the file in messages.
    /// - Throws: ``CommandError`` when there are more than 256 MiB, or they cannot be read.
    func contents(of name: String) throws(CommandError) -> [UInt8] {
        var octets: [UInt8] = []
        while true {
            let count = read(appendingTo: &octets)
            guard count >= 0 else {
                throw CommandError("\(name) cannot be read: \(systemReason(errno))")
            }
            guard octets.count <= Self.largest else {
                throw CommandError(
                    "\(name) has more than \(Self.largest) octets, and so much is not held in memory; "
                        + "expected a file"
                )
            }
            if count == 0 { return octets }
        }
    }
}
