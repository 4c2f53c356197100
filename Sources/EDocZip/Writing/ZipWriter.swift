/// Writes an archive from its first byte to its last, without ever going back.
///
/// Equal calls give equal bytes: UTF-8 names marked as such, no extra field, no comment, for
/// attributes those of a file that its owner writes and all read; zip64 exactly where a number does
/// not fit without it. A stored entry never has a data descriptor, so that every reader can read it
/// as a stream. A writer is used by one thread at a time. When the sink throws, the archive is
/// lost, and every later call throws.
package struct ZipWriter<Sink: ByteSink & ~Copyable>: ~Copyable {
    private(set) var sink: Sink
    private var directory: CentralDirectory
    private var openEntry: OpenEntry?
    private var hasFailed = false
    private var deflater: Deflater?
    private var buffer: [UInt8] = []

    /// How much of an entry's contents is compressed at once.
    private static var pieceSize: Int { 262_144 }

    /// A writer of a new archive.
    package init(to sink: consuming Sink, limits: ZipLimits = ZipLimits()) {
        self.sink = sink
        directory = CentralDirectory(limits: limits)
        buffer.reserveCapacity(512)
    }

    /// Writes an entry whose bytes are kept as they are.
    ///
    /// - Parameter crc32: The checksum of `contents` when the caller has it; it is believed.
    /// - Throws: ``ZipError`` when the name is refused or a limit is passed, what the sink throws.
    package mutating func writeStored(
        _ name: EntryName, contents: Span<UInt8>, crc32: UInt32? = nil, modified: MSDOSDateTime
    ) throws {
        try requireNoOpenEntry()
        let size = UInt64(contents.count)
        try directory.reserve(name, size: size)
        var entry = CentralDirectory.Entry(name: name, method: .stored, modified: modified)
        entry.crc32 = crc32 ?? CRC32(of: contents).value
        entry.compressedSize = size
        entry.uncompressedSize = size
        try writeWhole(&entry, contents)
    }

    /// Writes a compressed entry whose contents are all there; it needs no data descriptor.
    ///
    /// Contents that shrink further than ``ZipLimits/ratio`` allows are stored instead.
    ///
    /// - Parameter level: 1, fastest, to 9, smallest.
    /// - Throws: As ``writeStored(_:contents:crc32:modified:)``.
    package mutating func writeDeflated(
        _ name: EntryName, contents: Span<UInt8>, level: Int = 6, modified: MSDOSDateTime
    ) throws {
        try requireNoOpenEntry()
        try directory.reserve(name, size: UInt64(contents.count))
        deflater = try takeDeflater(level: level)
        var compressed: [UInt8] = []
        try deflater?.compress(contents, finishing: true, appendingTo: &compressed)
        try writeDeflated(name, contents: contents, compressed: compressed, modified: modified)
    }

    /// Writes a compressed entry with a compressor that the caller keeps for many archives.
    ///
    /// - Throws: As ``writeStored(_:contents:crc32:modified:)``.
    package mutating func writeDeflated(
        _ name: EntryName, contents: Span<UInt8>, level: Int = 6, modified: MSDOSDateTime,
        with deflater: inout Deflater
    ) throws {
        try requireNoOpenEntry()
        try directory.reserve(name, size: UInt64(contents.count))
        try deflater.reset(level: level)
        var compressed: [UInt8] = []
        swap(&compressed, &deflater.spare)
        compressed.removeAll(keepingCapacity: true)
        try deflater.compress(contents, finishing: true, appendingTo: &compressed)
        try writeDeflated(name, contents: contents, compressed: compressed, modified: modified)
        if compressed.capacity <= Deflater.largestSpare { swap(&compressed, &deflater.spare) }
    }

    private mutating func writeDeflated(
        _ name: EntryName, contents: Span<UInt8>, compressed: [UInt8], modified: MSDOSDateTime
    ) throws {
        var entry = CentralDirectory.Entry(name: name, method: .deflated, modified: modified)
        entry.crc32 = CRC32(of: contents).value
        entry.compressedSize = UInt64(compressed.count)
        entry.uncompressedSize = UInt64(contents.count)
        if directory.shrinksTooFar(entry) {
            entry.method = .stored
            entry.compressedSize = entry.uncompressedSize
            return try writeWhole(&entry, contents)
        }
        try writeWhole(&entry, compressed.span)
    }

    private mutating func writeWhole(
        _ entry: inout CentralDirectory.Entry, _ bytes: Span<UInt8>
    ) throws {
        hasFailed = true
        directory.begin(&entry, announcesZip64: false, into: &buffer)
        try writeBuffer()
        try write(bytes)
        try directory.add(entry)
        hasFailed = false
    }
}

// MARK: - Entries in pieces

/// The entry whose bytes are being written.
private struct OpenEntry {
    var entry: CentralDirectory.Entry
    /// Nil when nothing was said about it.
    var announcedSize: UInt64?
    /// Nil when the checksum of the bytes is to be taken, or not to be checked.
    var announcedCRC32: UInt32?
    var checksum = CRC32()
    var takesChecksum: Bool
    /// How many bytes of contents have come.
    var written: UInt64 = 0
}

extension ZipWriter where Sink: ~Copyable {
    /// Begins an entry whose bytes are kept as they are and follow in any number of pieces.
    ///
    /// - Parameters:
    ///   - size: How many bytes will follow; checked by ``endEntry()``.
    ///   - crc32: Their checksum, which stands in front of them.
    ///   - verifyingCRC32: Whether ``endEntry()`` checks it too. Without, the caller is believed,
    ///     and a piece costs no more than its copy.
    /// - Throws: ``ZipError`` when the name is refused or a limit is passed, what the sink throws.
    package mutating func beginStored(
        _ name: EntryName, size: UInt64, crc32: UInt32, modified: MSDOSDateTime,
        verifyingCRC32: Bool = true
    ) throws {
        try requireNoOpenEntry()
        try directory.reserve(name, size: size)
        var entry = CentralDirectory.Entry(name: name, method: .stored, modified: modified)
        entry.crc32 = crc32
        entry.compressedSize = size
        entry.uncompressedSize = size
        try begin(
            OpenEntry(
                entry: entry, announcedSize: size, announcedCRC32: crc32,
                takesChecksum: verifyingCRC32),
            announcesZip64: false)
    }

    /// Begins a compressed entry whose contents follow in any number of pieces; checksum and sizes
    /// go into a data descriptor.
    ///
    /// - Parameters:
    ///   - level: 1, fastest, to 9, smallest.
    ///   - size: How many bytes of contents will follow, if that is known; then ``endEntry()``
    ///     checks it. Said or not, the descriptor is a 64-bit one only when a size passes 4 GiB −
    ///     1; but only where it was said can the local header announce that.
    /// - Throws: As ``beginStored(_:size:crc32:modified:verifyingCRC32:)``.
    package mutating func beginDeflated(
        _ name: EntryName, level: Int = 6, size: UInt64? = nil, modified: MSDOSDateTime
    ) throws {
        try requireNoOpenEntry()
        try directory.reserve(name, size: size ?? 0)
        deflater = try takeDeflater(level: level)
        var entry = CentralDirectory.Entry(name: name, method: .deflated, modified: modified)
        entry.hasDataDescriptor = true
        try begin(
            OpenEntry(entry: entry, announcedSize: size, takesChecksum: true),
            announcesZip64: size.map { $0 > UInt64(UInt32.max) } ?? false)
    }

    /// Writes the next piece of the open entry's contents.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/size`` when it is more than was announced, or
    ///   ``ZipError/Code/sequence`` when no entry is open; what the sink throws.
    package mutating func append(_ bytes: Span<UInt8>) throws {
        try requireOpenEntry()
        let method = openEntry?.entry.method
        if let message = openEntry?.take(bytes) {
            hasFailed = true
            throw ZipError(.size, message)
        }
        hasFailed = true
        if method == .stored {
            try write(bytes)
        } else {
            var rest = bytes
            while !rest.isEmpty {
                try compress(rest.extracting(first: Self.pieceSize), finishing: false)
                rest = rest.extracting(droppingFirst: Self.pieceSize)
            }
        }
        hasFailed = false
    }

    /// Ends the open entry.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/size`` or ``ZipError/Code/checksum`` when the
    ///   contents are not what was announced; the archive is then lost. What the sink throws.
    package mutating func endEntry() throws {
        try requireOpenEntry()
        hasFailed = true
        if openEntry?.entry.method == .deflated { try compress(Span(), finishing: true) }
        guard var ended = openEntry.take() else { return }
        if let error = ended.close() { throw error }
        if ended.entry.hasDataDescriptor {
            DataDescriptor(
                crc32: ended.entry.crc32, compressedSize: ended.entry.compressedSize,
                uncompressedSize: ended.entry.uncompressedSize
            ).encode(into: &buffer)
            try writeBuffer()
        }
        try directory.add(ended.entry)
        hasFailed = false
    }

    /// Writes the central directory and gives back the sink, which has been flushed.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/sequence`` when an entry is still open, what the
    ///   sink throws.
    package consuming func finish() throws -> Sink {
        try requireNoOpenEntry()
        let records = directory.finish()
        try sink.write(records.span)
        try sink.flush()
        return sink
    }
}

// MARK: - Steps

extension ZipWriter where Sink: ~Copyable {
    private mutating func begin(_ new: OpenEntry, announcesZip64: Bool) throws {
        hasFailed = true
        var new = new
        directory.begin(&new.entry, announcesZip64: announcesZip64, into: &buffer)
        try writeBuffer()
        openEntry = new
        hasFailed = false
    }

    private mutating func compress(_ bytes: Span<UInt8>, finishing: Bool) throws {
        try deflater?.compress(bytes, finishing: finishing, appendingTo: &buffer)
        openEntry?.entry.compressedSize += UInt64(buffer.count)
        try writeBuffer()
    }

    private mutating func takeDeflater(level: Int) throws(ZipError) -> Deflater {
        guard var kept = deflater.take() else { return try Deflater(level: level) }
        try kept.reset(level: level)
        return kept
    }

    private mutating func write(_ bytes: Span<UInt8>) throws {
        try sink.write(bytes)
        directory.advance(by: bytes.count)
    }

    private mutating func writeBuffer() throws {
        guard !buffer.isEmpty else { return }
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)  // a span of one property forbids access to the others
        try write(bytes.span)
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &buffer)
    }

    private borrowing func requireNoOpenEntry() throws(ZipError) {
        if hasFailed { throw ZipError(.sequence, "The archive is lost: an earlier step failed") }
        if let openEntry {
            throw ZipError(
                .sequence,
                "The entry \"\(openEntry.entry.name)\" must end before anything else begins")
        }
    }

    private borrowing func requireOpenEntry() throws(ZipError) {
        if hasFailed { throw ZipError(.sequence, "The archive is lost: an earlier step failed") }
        if openEntry == nil {
            throw ZipError(.sequence, "No entry is open that could take bytes or end")
        }
    }
}

extension OpenEntry {
    /// Counts `bytes`; what is wrong when they are more than was announced.
    fileprivate mutating func take(_ bytes: Span<UInt8>) -> String? {
        if takesChecksum { checksum.update(bytes) }
        if entry.hasDataDescriptor { entry.uncompressedSize += UInt64(bytes.count) }
        written += UInt64(bytes.count)
        guard let announcedSize, written > announcedSize else { return nil }
        return "The entry \"\(entry.name)\" was announced with \(announcedSize) bytes, "
            + "and at least \(written) came"
    }

    /// Compares what came with what was announced.
    fileprivate mutating func close() -> ZipError? {
        if let announcedSize, written != announcedSize {
            return ZipError(
                .size,
                "The entry \"\(entry.name)\" was announced with \(announcedSize) bytes, "
                    + "and \(written) came")
        }
        if let announcedCRC32, takesChecksum, checksum.value != announcedCRC32 {
            return ZipError(
                .checksum,
                "The entry \"\(entry.name)\" was announced with the CRC-32 "
                    + "\(hexadecimal(announcedCRC32)), and its bytes have "
                    + hexadecimal(checksum.value))
        }
        if entry.hasDataDescriptor { entry.crc32 = checksum.value }
        return nil
    }
}

/// `value` in eight hexadecimal digits.
func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
