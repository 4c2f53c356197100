internal import Glibc

/// A file open for reading; closed when it goes out of scope.
struct InputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens the file at `path`.
    init(_ path: String) throws(ExamResultError) {
        self.path = path
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error(path, errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Self.error(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw ExamResultError(
                .unreadable, file: path, message: "found a folder; expected a file")
        }
    }

    /// Up to `count` bytes; none at the end of the file.
    func read(upTo count: Int) throws(ExamResultError) -> [UInt8] {
        var code: Int32 = 0
        let octets = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var size = 0
            repeat {
                size = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
            } while size < 0 && errno == EINTR
            if size < 0 { code = errno }
            filled = max(0, size)
        }
        guard code == 0 else { throw Self.error(path, code) }
        return octets
    }

    private static func error(_ path: String, _ code: Int32) -> ExamResultError {
        let reason = unsafe String(cString: strerror(code))
        return ExamResultError(
            .unreadable, file: path, message: "cannot be read: \(reason); expected a readable file")
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
