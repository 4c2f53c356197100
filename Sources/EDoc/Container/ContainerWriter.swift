internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// Writes a container from its first entry to its last (EN 319 162-1 §4.4).
///
/// The entries: `mimetype`, the data files, the signature file, the manifest. What is in `META-INF`
/// is stored: deflating a signature file takes longer than two P-256 signatures.
struct ContainerWriter<Sink: ByteSink & ~Copyable>: ~Copyable {
    private var zip: ZipWriter<Sink>
    private let modified: MSDOSDateTime

    /// Begins a container all of whose entries bear the time `modified`.
    init(to sink: consuming Sink, layout: ContainerLayout, modified: MSDOSDateTime) throws {
        zip = ZipWriter(to: sink)
        self.modified = modified
        try writeMeta(layout.mimetype, ContainerLayout.mimetypeContents)
    }

    /// Writes a data file whose digest was taken before.
    ///
    /// A file on disk is read and hashed again while it is copied.
    ///
    /// - Throws: ``EDocError`` with `fileChanged` when its octets are not those of the digest.
    mutating func write(
        _ entry: DigestedFile, with worker: SigningWorker, _ cancellation: Cancellation?
    ) throws {
        switch (entry.file.source, entry.compression) {
        case (.memory(let octets), .stored):
            try zip.writeStored(
                entry.name, contents: octets.span, crc32: entry.crc32, modified: modified)
        case (.memory(let octets), .deflated(let level)):
            try writeDeflated(entry, octets, level, with: worker)
        case (.prefixed(let prefix, let rest), .stored):
            // The checksum comes from the same immutable octets.
            try zip.beginStored(
                entry.name, size: entry.size, crc32: entry.crc32, modified: modified,
                verifyingCRC32: false)
            let octets = prefix.octets
            try zip.append(octets.span)
            try zip.append(rest.span)
            try zip.endEntry()
        case (.prefixed(let prefix, let rest), .deflated(let level)):
            try writeDeflated(entry, prefix.octets + rest, level, with: worker)
        case (.file(let path), .stored):
            try zip.beginStored(
                entry.name, size: entry.size, crc32: entry.crc32, modified: modified,
                verifyingCRC32: false)
            try copy(path, entry, with: worker, cancellation)
            try zip.endEntry()
        case (.file(let path), .deflated(let level)):
            try zip.beginDeflated(
                entry.name, level: level, expectedSize: entry.size, modified: modified)
            try copy(path, entry, with: worker, cancellation)
            try zip.endEntry()
        }
    }

    private mutating func writeDeflated(
        _ entry: DigestedFile, _ octets: [UInt8], _ level: Int, with worker: SigningWorker
    ) throws {
        var deflater: Deflater
        if let kept = worker.deflater.take() {
            deflater = kept
        } else {
            deflater = try Deflater(level: level)
        }
        try zip.writeDeflated(
            entry.name, contents: octets.span, level: level, modified: modified, with: &deflater)
        worker.deflater = consume deflater
    }

    /// Copies the file at `path`, and hashes it once more.
    private mutating func copy(
        _ path: String, _ entry: DigestedFile, with worker: SigningWorker,
        _ cancellation: Cancellation?
    ) throws {
        var copied: UInt64 = 0
        try worker.read(path, cancellation) { piece in
            copied += UInt64(piece.count)
            guard copied <= entry.size else { throw entry.changed(path) }
            try zip.append(piece)
        }
        guard copied == entry.size, try worker.digest.finish() == entry.digest else {
            throw entry.changed(path)
        }
    }

    /// Writes an entry that is no data file.
    mutating func writeMeta(_ name: EntryName, _ contents: [UInt8]) throws {
        try zip.writeStored(name, contents: contents.span, modified: modified)
    }

    /// Ends the container and gives back the sink.
    consuming func finish() throws -> Sink {
        try zip.finish()
    }
}
