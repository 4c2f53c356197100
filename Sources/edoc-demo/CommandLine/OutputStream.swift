internal import Glibc

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

    /// Waits until all is on the disk; devices and pipes are none.
    func synchronize() throws(CommandError) {
        guard descriptor != STDOUT_FILENO, fsync(descriptor) != 0, errno != EINVAL,
            errno != EROFS
        else { return }
        throw OutputFolder.unwritable(path, errno)
    }
}
