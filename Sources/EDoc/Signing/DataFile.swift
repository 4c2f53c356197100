/// A file to sign: a signed data object (EN 319 162-1 §4.4.2).
///
/// Its octets are in memory, or in a file that is read while it is signed. Name and media type are
/// checked when it is signed.
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
        case prefixed(DataFilePrefix, rest: [UInt8])
        case file(path: String)
    }

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
    /// The container is the same to the octet as if both parts were given as one; but the prefix is
    /// not hashed again.
    public init(
        _ prefix: DataFilePrefix, followedBy rest: [UInt8], named name: String, mediaType: String,
        compression: Compression? = nil
    ) {
        self.name = name
        self.mediaType = mediaType
        self.compression = compression
        self.source = .prefixed(prefix, rest: rest)
    }

    /// The file at `path`.
    ///
    /// It is opened when it is signed, and read twice: once to be hashed, once to be copied. It is
    /// never held in memory as a whole. Should it change in between, signing fails.
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

    private static func lastComponent(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
            String(path[path.utf8.index(after: $0)...])
        }
            ?? path
    }

    /// Whether signing it reads a file.
    var isOnDisk: Bool {
        if case .file = source { true } else { false }
    }
}
