internal import EDocCrypto
internal import EDocSystem
internal import EDocXAdES
internal import EDocZip

/// The contexts and buffers with which one container after the other is made.
///
/// `@unchecked Sendable`: one task at a time has it, taken from ``SigningWorkers``.
final class SigningWorker: @unchecked Sendable {
    /// A digest by the algorithm of the signer.
    var digest: MessageDigest
    /// A compressor, once one was needed.
    var deflater: Deflater?
    /// The files of the container in work.
    private(set) var files: [DigestedFile] = []
    /// The same files as the signature sees them.
    private var objects: [SignedDataObject] = []
    /// The signature in work.
    private(set) var draft = SignatureDraft()
    /// The signature file, then the manifest.
    private var text: [UInt8] = []
    private var readBuffer: [UInt8] = []

    /// A worker whose digests are by `algorithm`.
    init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
        digest = try MessageDigest(algorithm)
    }

    /// Checks and hashes `files`, and writes what is to be signed into ``draft``.
    func prepare(
        _ files: [DataFile], by builder: SignatureBuilder, at time: SigningTime,
        _ cancellation: Cancellation?
    ) throws {
        let names = try DigestedFile.checkedNames(of: files)
        self.files.removeAll(keepingCapacity: true)
        objects.removeAll(keepingCapacity: true)
        self.files.reserveCapacity(files.count)
        for (file, name) in zip(files, names) {
            let digested = try digested(file, name, cancellation)
            objects.append(digested.signedDataObject)
            self.files.append(digested)
        }
        try builder.begin(objects, signingTime: time, in: &draft, with: &digest)
    }

    private func digested(
        _ file: DataFile, _ name: EntryName, _ cancellation: Cancellation?
    ) throws -> DigestedFile {
        let compression = file.compression ?? MediaType.compression(of: file.mediaType)
        var crc32 = CRC32()
        let size: UInt64
        switch file.source {
        case .memory(let octets):
            digest.update(octets.span)
            if compression == .stored { crc32.update(octets.span) }
            size = UInt64(octets.count)
        case .prefixed(let prefix, let rest):
            try prefix.resume(&digest)
            digest.update(rest.span)
            crc32 = prefix.crc32
            if compression == .stored { crc32.update(rest.span) }
            size = UInt64(prefix.octets.count) + UInt64(rest.count)
        case .file(let path):
            var read: UInt64 = 0
            try self.read(path, cancellation) { piece in
                if compression == .stored { crc32.update(piece) }
                read += UInt64(piece.count)
            }
            size = read
        }
        return DigestedFile(
            file: file, name: name, compression: compression, size: size, crc32: crc32.value,
            digest: try digest.finish())
    }

    /// Reads the file at `path` in pieces; each is hashed and then handed to `body`.
    func read(
        _ path: String, _ cancellation: Cancellation?, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var file = try orEDocError { () throws(FileError) in
            try InputFile(path, for: .anywhere)
        }
        var buffer: [UInt8] = []
        swap(&buffer, &readBuffer)
        defer { swap(&buffer, &readBuffer) }
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 262_144) }
        while true {
            try cancellation?.check()
            let count: Int
            do throws(FileError) { count = try file.read(into: &buffer) } catch {
                throw EDocError(error)
            }
            guard count > 0 else { return }
            let piece = buffer.span.extracting(first: count)
            digest.update(piece)
            try body(piece)
        }
    }

    /// Writes the container of ``files``, signed with `value`, to `sink`.
    func write<Sink: ByteSink & ~Copyable>(
        to sink: consuming Sink, value: SignatureValue, by builder: SignatureBuilder,
        layout: ContainerLayout, at time: SigningTime, _ cancellation: Cancellation?
    ) throws -> Sink {
        var container = try ContainerWriter(
            to: sink, layout: layout,
            modified: MSDOSDateTime(secondsSince1970: time.secondsSince1970))
        for file in files {
            try cancellation?.check()
            try container.write(file, with: self, cancellation)
        }
        text.removeAll(keepingCapacity: true)
        builder.appendSignatureFile(of: draft, value: value, to: &text)
        try container.writeMeta(layout.signatureFile, text)
        text.removeAll(keepingCapacity: true)
        OpenDocumentManifest.append(
            files.lazy.map { ($0.file.name, $0.file.mediaType) }, to: &text)
        try container.writeMeta(layout.manifest, text)
        return try container.finish()
    }

    /// About how many octets the container will have; no less when all files are stored.
    func estimatedSize(by builder: SignatureBuilder) -> Int {
        var size: UInt64 = 2_048 + UInt64(builder.constantSize)
        size += UInt64(draft.size)
        for file in files {
            size += file.size + UInt64(3 * file.name.octets.count) + 300
        }
        return Int(clamping: size)
    }

    /// Lets go of the files.
    func reset() {
        files.removeAll(keepingCapacity: files.capacity <= 16)
        objects.removeAll(keepingCapacity: objects.capacity <= 16)
        if text.capacity > 1 << 20 {
            text = []
            draft = SignatureDraft()
        }
    }
}

/// The idle workers of one signer.
final class SigningWorkers: Sendable {
    private let idle = Lock<[SigningWorker]>([])
    private let algorithm: DigestAlgorithm

    /// Workers whose digests are by `algorithm`; none is made yet.
    init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
    }

    /// An idle worker, or a new one.
    func take() throws(OpenSSLError) -> SigningWorker {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
        return try SigningWorker(algorithm)
    }

    /// Keeps `worker` for the next container.
    func put(_ worker: SigningWorker) {
        worker.reset()
        idle.withLock { idle in
            if idle.count < 64 { idle.append(worker) }
        }
    }
}
