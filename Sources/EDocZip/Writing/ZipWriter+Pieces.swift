internal import EDocSystem

extension ZipWriter where Sink: ~Copyable {
    /// How much of an entry's contents is compressed at once.
    private static var pieceSize: Int { 262_144 }

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
        var entry = CentralDirectory.Entry(name: name, method: .stored, modified: modified)
        entry.crc32 = crc32
        try begin(
            OpenEntry(
                entry: entry, announcement: .size(size), announcedCRC32: crc32,
                takesChecksum: verifyingCRC32),
            size: size)
    }

    /// Begins a compressed entry whose contents follow in any number of pieces; checksum and sizes
    /// go into a data descriptor.
    ///
    /// - Parameters:
    ///   - level: 1, fastest, to 9, smallest.
    ///   - expectedSize: About how many bytes of contents will follow, if that is known. Said or
    ///     not, the descriptor is a 64-bit one only when a size passes 4 GiB − 1; but only where it
    ///     was said can the local header announce that, and then ``endEntry()`` demands it.
    /// - Throws: As ``beginStored(_:size:crc32:modified:verifyingCRC32:)``.
    package mutating func beginDeflated(
        _ name: EntryName, level: Int = 6, expectedSize: UInt64? = nil, modified: MSDOSDateTime
    ) throws {
        try requireNoOpenEntry()
        deflater = try takeDeflater(level: level)
        var entry = CentralDirectory.Entry(name: name, method: .deflated, modified: modified)
        entry.hasDataDescriptor = true
        try begin(
            OpenEntry(
                entry: entry, announcement: expectedSize.map { .expected($0) } ?? .none,
                takesChecksum: true),
            size: expectedSize ?? 0)
    }

    /// Writes the next piece of the open entry's contents.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/size`` when it is more than was announced,
    ///   ``ZipError/Code/limit`` when it is more than an archive may hold, or
    ///   ``ZipError/Code/sequence`` when no entry is open; what the sink throws.
    package mutating func append(_ bytes: Span<UInt8>) throws {
        try requireOpenEntry()
        let method = openEntry?.entry.method
        hasFailed = true
        if let message = openEntry?.take(bytes) { throw ZipError(.size, message) }
        if let openEntry, !openEntry.isSizeCertain {
            try directory.check(size: openEntry.written, of: openEntry.entry.name)
        }
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
        guard let entry = try close(needingRewriting: false) else { return }
        if entry.hasDataDescriptor {
            DataDescriptor(
                crc32: entry.crc32, compressedSize: entry.compressedSize,
                uncompressedSize: entry.uncompressedSize
            ).encode(into: &buffer)
            try writeBuffer()
        }
        try directory.add(entry)
        hasFailed = false
    }
}

// MARK: - Steps

extension ZipWriter where Sink: ~Copyable {
    /// Begins an entry whose header gives this size for the time being.
    mutating func begin(_ new: OpenEntry, size: UInt64) throws {
        try requireNoOpenEntry()
        try directory.reserve(new.entry.name, size: size)
        hasFailed = true
        var new = new
        if new.entry.method == .stored {
            new.entry.compressedSize = size
            new.entry.uncompressedSize = size
        }
        directory.begin(&new.entry, announcesZip64: new.needsZip64(size), into: &buffer)
        try writeBuffer()
        openEntry = new
        hasFailed = false
    }

    private mutating func compress(_ bytes: Span<UInt8>, finishing: Bool) throws {
        try deflater?.compress(bytes, finishing: finishing, appendingTo: &buffer)
        openEntry?.entry.compressedSize += UInt64(buffer.count)
        try writeBuffer()
    }

    /// Ends the contents of the open entry; the archive is lost until the entry is added.
    mutating func close(needingRewriting: Bool) throws -> CentralDirectory.Entry? {
        try requireOpenEntry()
        guard openEntry?.needsRewriting == needingRewriting else {
            throw ZipError(
                .sequence, "The open entry ends otherwise: its local header is rewritten or not")
        }
        hasFailed = true
        if openEntry?.entry.method == .deflated { try compress(Span(), finishing: true) }
        guard var ended = openEntry.take() else { return nil }
        if let error = ended.close() { throw error }
        return ended.entry
    }
}
