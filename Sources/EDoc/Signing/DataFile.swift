/// A file to sign: a signed data object (EN 319 162-1 §4.4.2).
///
/// Its octets are in memory, in a file, or come from a stream; a file and a stream are read while
/// they are signed. Name and media type are checked when it is signed.
public struct DataFile: Sendable {
    /// The name in the container: relative, with `/` between folders.
    ///
    /// It is signed and written octet by octet as given, without any normalisation.
    public var name: String
    /// The media type, such as `application/pdf`; it is part of what is signed.
    public var mediaType: String
    /// How the file stands in the container; nil: as its media type suggests. PDF, images and
    /// everything built on ZIP is stored, the rest is deflated.
    public var compression: Compression?

    /// Where the octets are.
    enum Source: Sendable {
        case memory([UInt8])
        case prefixed(Prefix, rest: [UInt8])
        case file(path: String)
        case stream(size: UInt64, Stream)
    }

    /// Hands octets, piece by piece, to the closure that it gets.
    public typealias Stream =
        @Sendable (_ take: (_ octets: Span<UInt8>) throws -> Void) throws -> Void

    let source: Source

    /// A file in memory.
    public init(
        _ octets: [UInt8], named name: String, mediaType: String, compression: Compression? = nil
    ) {
        self.name = name
        self.mediaType = mediaType
        self.compression = compression
        self.source = .memory(octets)
    }

    /// A file in memory that begins like others.
    ///
    /// The container is the same, octet by octet, as if both parts were given as one, but the
    /// prefix is not hashed again.
    public init(
        _ prefix: Prefix, followedBy rest: [UInt8], named name: String, mediaType: String,
        compression: Compression? = nil
    ) {
        self.name = name
        self.mediaType = mediaType
        self.compression = compression
        self.source = .prefixed(prefix, rest: rest)
    }

    /// The file at `path`.
    ///
    /// It is opened when it is signed, and read once: hashed while it is copied, so that exactly
    /// the octets in the container are signed, whatever happens to the file. It is never held in
    /// memory as a whole. Only when it is stored in a container that goes to a sink of the caller's
    /// own it is read twice, and signing fails if it changes in between.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - name: The name in the container; nil: the last component of `path`.
    ///   - mediaType: The media type.
    ///   - compression: How it stands in the container.
    public init(
        contentsOf path: String, named name: String? = nil, mediaType: String,
        compression: Compression? = nil
    ) {
        self.name = name ?? Self.lastComponent(of: path)
        self.mediaType = mediaType
        self.compression = compression
        self.source = .file(path: path)
    }

    /// A file whose octets come from a stream of the caller's own: a download, a database.
    ///
    /// ## Duties of a stream
    ///
    /// * **All octets, in order.** It hands over exactly `size` octets, in pieces of any length,
    ///   best of 256 KiB. With another number signing fails.
    /// * **Repeatable.** It is called anew each time the file is signed, also from several tasks at
    ///   the same time, and gives the same octets each time. For a file that is stored in a
    ///   container that goes to a sink of the caller's own it is called twice.
    /// * **Threads.** It is called on a thread of the signer's, which it may block.
    /// * **Errors.** It passes on errors of the closure that takes the pieces. Its own error is the
    ///   cause of an `EDocError` with `unreadableFile`; a `CancellationError` stays one.
    ///
    /// - Parameters:
    ///   - size: How many octets there are.
    ///   - name: The name in the container.
    ///   - mediaType: The media type.
    ///   - compression: How it stands in the container.
    ///   - stream: Gives the octets.
    public init(
        streaming size: UInt64, named name: String, mediaType: String,
        compression: Compression? = nil, from stream: @escaping Stream
    ) {
        self.name = name
        self.mediaType = mediaType
        self.compression = compression
        self.source = .stream(size: size, stream)
    }

    private static func lastComponent(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            String(path[path.utf8.index(after: $0)...])
        }
            ?? path
    }

    /// Whether signing it never waits.
    var isInMemory: Bool {
        switch source {
        case .memory, .prefixed: true
        case .file, .stream: false
        }
    }

    /// How many octets of it are in memory.
    var sizeInMemory: Int {
        switch source {
        case .memory(let octets): octets.count
        case .prefixed(let prefix, let rest): prefix.octets.count + rest.count
        case .file, .stream: 0
        }
    }
}

extension DataFile {
    /// How the octets of a file stand in the container (EN 319 162-1 Table 1, APPNOTE 4.4.5).
    public enum Compression: Sendable, Hashable {
        /// As they are (method 0).
        case stored
        /// Deflated (method 8) at a level from 1 (fast) to 9 (small); other levels are taken as the
        /// nearest of these.
        case deflated(level: Int)

        /// Deflated at zlib's usual level, 6.
        public static let deflated = Compression.deflated(level: 6)
    }
}
