internal import EDocCrypto
internal import EDocSystem
internal import EDocZip

/// Writes a container from its first entry to its last (EN 319 162-1 §4.4).
///
/// The entries: `mimetype`, the data files, the signature file, the manifest. What is in `META-INF`
/// is stored: deflating a signature file takes longer than two P-256 signatures.
struct ContainerWriter<Sink: ContainerSink>: ~Copyable {
    private var zip: ZipWriter<Sink>
    private let modified: MSDOSDateTime

    /// Begins a container all of whose entries bear the time `modified`.
    init(to sink: consuming Sink, layout: ContainerLayout, modified: MSDOSDateTime) throws {
        zip = ZipWriter(to: sink)
        self.modified = modified
        try writeMeta(layout.mimetype, ContainerLayout.mimetypeContents)
    }

    /// Writes a data file under the name `name`.
    ///
    /// - Returns: The digest of what was written.
    /// - Throws: `EDocError` with `fileChanged` when a file on disk changes so that it cannot be
    ///   written.
    mutating func write(
        _ file: DataFile, as name: EntryName, with worker: SigningWorker,
        _ cancellation: Cancellation?
    ) throws -> DigestValue {
        let compression = file.compression ?? MediaType.compression(of: file.mediaType)
        switch (file.source, compression) {
        case (.memory(let octets), .stored):
            worker.digest.update(octets.span)
            try zip.writeStored(name, contents: octets.span, modified: modified)
        case (.memory(let octets), .deflated(let level)):
            worker.digest.update(octets.span)
            try writeDeflated(octets, as: name, level, with: worker)
        case (.prefixed(let prefix, let rest), .stored):
            try prefix.resume(&worker.digest)
            worker.digest.update(rest.span)
            try writeStored(prefix, rest, as: name)
        case (.prefixed(let prefix, let rest), .deflated(let level)):
            try prefix.resume(&worker.digest)
            worker.digest.update(rest.span)
            try writeDeflated(prefix.octets + rest, as: name, level, with: worker)
        case (_, .stored):
            return try Sink.copy(file, as: name, into: &self, with: worker, cancellation)
        case (_, .deflated(let level)):
            var octets = try StreamedOctets(of: file)
            try zip.beginDeflated(
                name, level: level, expectedSize: octets.expectedSize, modified: modified)
            try octets.read(with: worker, cancellation) { try zip.append($0) }
            try octets.orChanged { try zip.endEntry() }
        }
        return try worker.digest.finish()
    }

    private mutating func writeStored(
        _ prefix: DataFile.Prefix, _ rest: [UInt8], as name: EntryName
    ) throws {
        var crc32 = prefix.crc32
        crc32.update(rest.span)
        // Checksum and digest come from the same immutable octets.
        let octets = prefix.octets
        try zip.beginStored(
            name, size: UInt64(octets.count) + UInt64(rest.count), crc32: crc32.value,
            modified: modified, verifyingCRC32: false)
        try zip.append(octets.span)
        try zip.append(rest.span)
        try zip.endEntry()
    }

    private mutating func writeDeflated(
        _ octets: [UInt8], as name: EntryName, _ level: Int, with worker: SigningWorker
    ) throws {
        var deflater: Deflater
        if let kept = worker.deflater.take() {
            deflater = kept
        } else {
            deflater = try Deflater(level: level)
        }
        try zip.writeDeflated(
            name, contents: octets.span, level: level, modified: modified, with: &deflater)
        worker.deflater = consume deflater
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

// MARK: - Files that are not in memory

extension ContainerWriter where Sink: RewritableSink {
    /// Stores a file that is not in memory, and digests it while it is copied. It is read once, so
    /// that nothing can change between digest and copy.
    mutating func copyOnce(
        _ file: DataFile, as name: EntryName, with worker: SigningWorker,
        _ cancellation: Cancellation?
    ) throws -> DigestValue {
        var octets = try StreamedOctets(of: file)
        try zip.beginStored(name, expectedSize: octets.expectedSize, modified: modified)
        try octets.read(with: worker, cancellation) { try zip.append($0) }
        try octets.orChanged { try zip.endEntryAndRewriteHeader() }
        return try worker.digest.finish()
    }
}

extension ContainerWriter {
    /// Stores a file that is not in memory in a sink that cannot go back. The checksum stands
    /// before the contents, so the file is read once for it, and compared while it is copied.
    mutating func copyTwice(
        _ file: DataFile, as name: EntryName, with worker: SigningWorker,
        _ cancellation: Cancellation?
    ) throws -> DigestValue {
        var crc32 = CRC32()
        var first = try StreamedOctets(of: file)
        try first.read(with: worker, cancellation) { crc32.update($0) }
        let digest = try worker.digest.finish()
        var second = try StreamedOctets(of: file)
        try zip.beginStored(
            name, size: first.count, crc32: crc32.value, modified: modified,
            verifyingCRC32: false)
        try second.read(with: worker, cancellation) { try zip.append($0) }
        guard try worker.digest.finish() == digest else { throw second.changed }
        try second.orChanged { try zip.endEntry() }
        return digest
    }
}
