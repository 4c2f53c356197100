internal import EDocEncoding
package import EDocSystem

/// Writes an archive from its first byte to its last.
///
/// Equal calls give equal bytes: UTF-8 names marked as such, no extra field, no comment, for
/// attributes those of a file that its owner writes and all read; zip64 exactly where a number does
/// not fit without it. A stored entry never has a data descriptor, so that every reader can read it
/// as a stream. Only the local header of an entry whose checksum follows from its bytes is gone back
/// to, where the sink can do so. A writer is used by one thread at a time. When the sink throws, the
/// archive is lost, and every later call throws.
package struct ZipWriter<Sink: ByteSink & ~Copyable>: ~Copyable {
    var sink: Sink
    var directory: CentralDirectory
    var openEntry: OpenEntry?
    var hasFailed = false
    var deflater: Deflater?
    var buffer: [UInt8] = []

    /// A writer of a new archive.
    package init(to sink: consuming Sink, limits: ZipLimits = ZipLimits()) {
        self.sink = sink
        directory = CentralDirectory(limits: limits)
        buffer.reserveCapacity(512)
    }

    /// Writes an entry whose bytes are kept as they are.
    ///
    /// - Throws: ``ZipError`` when the name is refused or a limit is passed, what the sink throws.
    package mutating func writeStored(
        _ name: EntryName, contents: Span<UInt8>, modified: MSDOSDateTime
    ) throws {
        try requireNoOpenEntry()
        let size = UInt64(contents.count)
        try directory.reserve(name, size: size)
        var entry = CentralDirectory.Entry(name: name, method: .stored, modified: modified)
        entry.crc32 = CRC32(of: contents).value
        entry.compressedSize = size
        entry.uncompressedSize = size
        try writeWhole(&entry, contents)
    }

    /// Writes a compressed entry whose contents are all there; it needs no data descriptor.
    ///
    /// Contents that shrink further than ``ZipLimits/ratio`` allows are stored instead.
    ///
    /// - Parameter level: 1, fastest, to 9, smallest.
    /// - Throws: As ``writeStored(_:contents:modified:)``.
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
    /// - Throws: As ``writeStored(_:contents:modified:)``.
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

// MARK: - Going back

extension ZipWriter where Sink: RewritableSink & ~Copyable {
    /// Begins an entry whose bytes are kept as they are and follow in any number of pieces, of
    /// which neither size nor checksum is certain. It ends with ``endEntryAndRewriteHeader()``, and
    /// the bytes are those of an entry that was announced.
    ///
    /// - Parameter expectedSize: About how many bytes will follow: more or less than 4 GiB − 1.
    /// - Throws: As ``beginStored(_:size:crc32:modified:verifyingCRC32:)``.
    package mutating func beginStored(
        _ name: EntryName, expectedSize: UInt64, modified: MSDOSDateTime
    ) throws {
        try begin(
            OpenEntry(
                entry: CentralDirectory.Entry(name: name, method: .stored, modified: modified),
                announcement: .expected(expectedSize), takesChecksum: true, needsRewriting: true),
            size: expectedSize)
    }

    /// Ends the open entry, and puts size and checksum into its local header.
    ///
    /// - Throws: As ``endEntry()``; ``ZipError/Code/size`` when the local header has another form
    ///   for the size that came than for the one expected.
    package mutating func endEntryAndRewriteHeader() throws {
        guard let entry = try close(needingRewriting: true) else { return }
        var header: [UInt8] = []
        swap(&header, &buffer)
        directory.appendLocalHeader(of: entry, announcesZip64: false, to: &header)
        try sink.rewrite(header.span, at: entry.localHeaderOffset)
        header.removeAll(keepingCapacity: true)
        swap(&header, &buffer)
        try directory.add(entry)
        hasFailed = false
    }
}

// MARK: - Steps

extension ZipWriter where Sink: ~Copyable {
    mutating func takeDeflater(level: Int) throws(ZipError) -> Deflater {
        guard var kept = deflater.take() else { return try Deflater(level: level) }
        try kept.reset(level: level)
        return kept
    }

    mutating func write(_ bytes: Span<UInt8>) throws {
        try sink.write(bytes)
        directory.advance(by: bytes.count)
    }

    mutating func writeBuffer() throws {
        guard !buffer.isEmpty else { return }
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)  // a span of one property forbids access to the others
        try write(bytes.span)
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &buffer)
    }

    borrowing func requireNoOpenEntry() throws(ZipError) {
        if hasFailed { throw ZipError(.sequence, "The archive is lost: an earlier step failed") }
        if let openEntry {
            throw ZipError(
                .sequence,
                "The entry \"\(openEntry.entry.name)\" must end before anything else begins")
        }
    }

    borrowing func requireOpenEntry() throws(ZipError) {
        if hasFailed { throw ZipError(.sequence, "The archive is lost: an earlier step failed") }
        if openEntry == nil {
            throw ZipError(.sequence, "No entry is open that could take bytes or end")
        }
    }
}

/// `value` in eight hexadecimal digits.
func hexadecimal(_ value: UInt32) -> String {
    "0x" + Hexadecimal.text(value, width: 8)
}
