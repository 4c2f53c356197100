internal import EDocZip
internal import Glibc

/// A file open for reading from its beginning to its end. The owner of a file descriptor.
///
/// Reading blocks, so it belongs on a thread that may block.
struct InputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens the file at `path`, which must be a regular one.
    init(path: String) throws(EDocError) {
        let isPath = !path.isEmpty && !path.utf8.contains(0)
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        descriptor =
            isPath ? unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : -1
        self.path = path
        guard isPath else {
            throw EDocError(.unreadableFile, "\"\(path)\" is not the path of a file")
        }
        guard descriptor >= 0 else { throw Self.unreadable(path, "open", errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw Self.unreadable(path, "fstat", errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            break
        case S_IFDIR:
            throw EDocError(
                .unreadableFile, "\"\(path)\" is a folder, and a file is expected: name each file")
        default:
            throw EDocError(
                .unreadableFile,
                "\"\(path)\" is a device, a pipe or a socket, and a file is expected")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Fills `buffer` from its beginning with the next octets, as many as there are.
    ///
    /// - Returns: How many; zero at the end of the file.
    borrowing func read(into buffer: inout [UInt8]) throws(EDocError) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
            }
            if count >= 0 { return count }
            if errno != EINTR { throw Self.unreadable(path, "read", errno) }
        }
    }

    private static func unreadable(_ path: String, _ call: String, _ number: Int32) -> EDocError {
        let cause = SystemCallError(call: call, number: number)
        return EDocError(
            .unreadableFile, "the file \"\(path)\" cannot be read: \(cause)", underlying: cause)
    }
}
