internal import Glibc

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
