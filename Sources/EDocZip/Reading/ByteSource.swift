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

/// An archive in a file; the owner of its descriptor.
///
/// A small one is read once, as a whole; one above ``smallSize`` is never held in memory as a whole.
/// Reading blocks, so it belongs on a thread that may block.
package final class FileSource: ByteSource {
    private let file: InputFile
    /// All bytes of a small file.
    private let contents: MemorySource?
    /// The size in bytes up to which a file is read as a whole.
    package static let smallSize: UInt64 = 256 << 10

    /// How many bytes the file had when it was opened.
    package var size: UInt64 { file.size }

    /// Who may read and write the file, as `chmod` has it.
    package var mode: UInt32 { file.mode }

    /// Opens the regular file at `path`.
    ///
    /// - Throws: What ``InputFile`` throws.
    package init(path: String) throws(FileError) {
        let file = try InputFile(path, for: .anywhere)
        contents =
            file.size > Self.smallSize
            ? nil : MemorySource(try Self.bytes(of: file, at: 0, count: Int(file.size)))
        self.file = file
    }

    private static func bytes(
        of file: borrowing InputFile, at offset: UInt64, count: Int
    ) throws(FileError) -> [UInt8] {
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
        if let failure { throw failure }
        return bytes
    }

    /// Lends the bytes of a small file, and reads those of a large one with `pread`.
    package func read(
        at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset else {
            throw ZipError(
                .inputOutput,
                "\(count) bytes at offset \(offset) were asked for, and the file "
                    + "\(PlainText.quoted(file.path)) has \(size)")
        }
        if let contents { return try contents.read(at: offset, count: count, body) }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try Self.bytes(of: file, at: offset, count: count)
        } catch {
            throw ZipError(.inputOutput, error.description)
        }
        try body(bytes.span)
    }
}
