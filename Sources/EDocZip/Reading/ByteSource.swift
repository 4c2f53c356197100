internal import EDocEncoding
package import EDocSystem

/// Where the bytes of an archive come from: anything that can be read at any offset.
///
/// Any number of threads may read at once. The bytes are expected not to change.
package protocol ByteSource: Sendable {
    /// How many bytes there are.
    var size: UInt64 { get }

    /// Calls `body` once with the `count` bytes at `offset`, which are valid only during the call.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/inputOutput`` when they cannot be read or are
    ///   not all there; whatever `body` throws.
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
    private let file: InputFile

    /// How many bytes the file had when it was opened.
    package var size: UInt64 { file.size }

    /// Opens the regular file at `path`.
    ///
    /// - Throws: What ``InputFile`` throws.
    package init(path: String) throws(FileError) {
        file = try InputFile(path, for: .anywhere)
    }

    /// Reads the bytes with `pread`.
    package func read(
        at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset else {
            throw ZipError(
                .inputOutput,
                "\(count) bytes at offset \(offset) were asked for, and the file "
                    + "\(PlainText.quoted(file.path)) has \(size)")
        }
        var failure: FileError?
        let bytes = [UInt8](capacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                let room = unsafe UnsafeMutableRawBufferPointer(
                    start: buffer.baseAddress, count: count)
                do throws(FileError) {
                    unsafe try file.read(at: offset, into: room)
                    initialized = count
                } catch { failure = error }
            }
        }
        if let failure { throw ZipError(.inputOutput, failure.description) }
        try body(bytes.span)
    }
}
