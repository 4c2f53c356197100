internal import Glibc

/// Where the bytes of an archive come from: anything that can be read at any offset.
///
/// Any number of threads may read at once. The bytes are expected not to change.
package protocol ByteSource: Sendable {
    /// How many bytes there are.
    var size: UInt64 { get }

    /// Calls `body` once with the `count` bytes at `offset`, which are valid only during the call.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/inputOutput`` when they cannot be read or are not
    ///   all there; whatever `body` throws.
    func read(at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void) throws
}

/// An archive in memory.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]

    /// The archive `bytes`.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes the archive has.
    package var size: UInt64 { UInt64(bytes.count) }

    /// Lends the bytes; nothing is copied.
    package func read(
        at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        guard count >= 0, let start = Int(exactly: offset), start <= bytes.count - count else {
            throw ZipError(
                .inputOutput,
                "\(count) bytes at offset \(offset) were asked for, and the archive has "
                    + "\(bytes.count)")
        }
        try body(bytes.span.extracting(start..<start + count))
    }
}

/// An archive in a file, which is never held in memory as a whole; the owner of its descriptor.
///
/// Reading blocks, so it belongs on a thread that may block.
package final class FileSource: ByteSource {
    private let descriptor: Int32
    private let path: String

    /// How many bytes the file had when it was opened.
    package let size: UInt64

    /// Opens the regular file at `path`.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/inputOutput``, which names the path.
    package init(path: String) throws(ZipError) {
        guard !path.utf8.contains(0) else {
            throw ZipError(.inputOutput, "The path \(path.debugDescription) holds a NUL")
        }
        // Without O_NONBLOCK, opening a pipe that nobody writes to would never return.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw ZipError(
                .inputOutput, "The file \(path.debugDescription) cannot be opened",
                SystemCallError(call: "open", number: errno))
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let number = errno
            close(descriptor)
            throw ZipError(
                .inputOutput, "The file \(path.debugDescription) cannot be examined",
                SystemCallError(call: "fstat", number: number))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ZipError(
                .inputOutput,
                "\(path.debugDescription) is a folder or a device, and a file is needed")
        }
        self.descriptor = descriptor
        self.path = path
        size = UInt64(max(0, status.st_size))
    }

    deinit { close(descriptor) }

    /// Reads the bytes with `pread`.
    package func read(
        at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset else {
            throw ZipError(
                .inputOutput,
                "\(count) bytes at offset \(offset) were asked for, and the file "
                    + "\(path.debugDescription) has \(size)")
        }
        var failure: ZipError?
        let bytes = [UInt8](capacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                let room = unsafe UnsafeMutableRawBufferPointer(
                    start: buffer.baseAddress, count: count)
                failure = unsafe fill(room, from: offset)
                if failure == nil { initialized = count }
            }
        }
        if let failure { throw failure }
        try body(bytes.span)
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: UInt64) -> ZipError? {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let got = unsafe pread(
                descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
            if got > 0 {
                done += got
            } else if got == 0 {
                return ZipError(
                    .inputOutput,
                    "The file \(path.debugDescription) became shorter while it was read: it had "
                        + "\(size) bytes and now ends at \(offset + UInt64(done))")
            } else if errno != EINTR {
                return ZipError(
                    .inputOutput, "The file \(path.debugDescription) cannot be read",
                    SystemCallError(call: "pread", number: errno))
            }
        }
        return nil
    }
}
