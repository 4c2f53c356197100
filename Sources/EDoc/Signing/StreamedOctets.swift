internal import EDocSystem
internal import EDocZip

/// The octets of a data file that is not in memory, read from the first to the last, once.
struct StreamedOctets: ~Copyable {
    /// The approximate number of octets, by the file system or by whoever gives the stream.
    let expectedSize: UInt64
    /// How many have been read.
    private(set) var count: UInt64 = 0
    private var file: InputFile?
    private let stream: DataFile.Stream?
    /// The name in error messages.
    private let label: String

    /// Opens the file, or prepares the stream; nothing for a file in memory.
    init(of dataFile: DataFile) throws(EDocError) {
        switch dataFile.source {
        case .file(let path):
            do throws(FileError) {
                let opened = try InputFile(path, for: .anywhere)
                expectedSize = opened.size
                file = consume opened
            } catch {
                throw EDocError(error)
            }
            stream = nil
            label = path
        case .stream(let size, let octets):
            expectedSize = size
            stream = octets
            label = dataFile.name
        case .memory, .prefixed:
            expectedSize = 0
            stream = nil
            label = dataFile.name
        }
    }

    /// Reads all octets in pieces; each is digested by the worker and then handed to `body`.
    ///
    /// - Throws: `EDocError` with `unreadableFile`, or with `fileChanged` when their number is not
    ///   the one for which `body` was prepared; `CancellationError`.
    mutating func read(
        with worker: SigningWorker, _ cancellation: Cancellation?,
        _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var count: UInt64 = 0
        func take(_ piece: Span<UInt8>) throws {
            try cancellation?.check()
            count += UInt64(piece.count)
            worker.digest.update(piece)
            try body(piece)
        }
        do {
            if let stream {
                try read(stream, take)
            } else {
                try readFile(with: &worker.readBuffer, take)
            }
        } catch let error as ZipError where error.code == .size {
            throw changed
        }
        self.count = count
        if stream != nil, count != expectedSize {
            throw EDocError(
                .fileChanged,
                "the file \"\(label)\" was announced with \(expectedSize) bytes, and its stream gave "
                    + "\(count): announce as many as it gives")
        }
    }

    private mutating func readFile(
        with buffer: inout [UInt8], _ take: (Span<UInt8>) throws -> Void
    ) throws {
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 262_144) }
        while true {
            let count: Int
            do throws(FileError) { count = try file?.read(into: &buffer) ?? 0 } catch {
                throw EDocError(error)
            }
            guard count > 0 else { return }
            try take(buffer.span.extracting(first: count))
        }
    }

    /// Keeps errors of the stream apart from errors of `take`.
    private func read(
        _ stream: @escaping DataFile.Stream, _ take: (Span<UInt8>) throws -> Void
    ) throws {
        var failure: (any Error)?
        do {
            try stream { piece in
                guard failure == nil else { throw CancellationError() }
                do { try take(piece) } catch {
                    failure = error
                    throw error
                }
            }
        } catch {
            if failure == nil {
                failure =
                    error is CancellationError
                    ? error
                    : EDocError(
                        .unreadableFile,
                        "the stream of the file \"\(label)\" cannot be read: \(error)",
                        underlying: error)
            }
        }
        if let failure { throw failure }
    }

    /// Runs what ends the entry; another size than the expected one means that the file has
    /// changed.
    func orChanged(_ end: () throws -> Void) throws {
        do { try end() } catch let error as ZipError where error.code == .size { throw changed }
    }

    /// The error of a file that changed since it was opened, or since it was read before.
    var changed: EDocError {
        EDocError(
            .fileChanged,
            """
            the file "\(label)" was changed while it was signed: what was copied is not what was \
            hashed; sign it when nobody writes to it
            """)
    }
}
