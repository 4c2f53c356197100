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
