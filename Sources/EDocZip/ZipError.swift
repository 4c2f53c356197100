internal import EDocEncoding
internal import EDocSystem
/// What went wrong while an archive was written or read.
///
/// Two errors are equal when their ``code`` is. An archive that contradicts itself is not an error
/// of this kind: reading it gives a list of disagreements.
public struct ZipError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of error. The list is open: later versions may add to it.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code as text.
        public let description: String

        /// An entry name that an archive must not hold.
        public static let entryName = Code(description: "entryName")
        /// Two entries of one name, also where the names differ only in Unicode normalisation; or a
        /// file of the name of a folder that another entry is in.
        public static let duplicateEntryName = Code(description: "duplicateEntryName")
        /// The bytes of an entry are more or fewer than was announced.
        public static let size = Code(description: "size")
        /// The bytes of an entry have another CRC-32 than was announced.
        public static let checksum = Code(description: "checksum")
        /// An entry cannot be copied into another archive: it is encrypted, or not what its own
        /// archive says.
        public static let refusedEntry = Code(description: "refusedEntry")
        /// A limit of ``ZipLimits`` is passed.
        public static let limit = Code(description: "limit")
        /// The calls came in an order that makes no archive.
        public static let sequence = Code(description: "sequence")
        /// The operating system could not read or write; ``ZipError/underlying`` says why.
        public static let inputOutput = Code(description: "inputOutput")
        /// zlib could not do its work, as a rule for want of memory.
        public static let compression = Code(description: "compression")
    }

    /// What kind of error it is.
    public let code: Code

    /// What was expected and what was found, for a person.
    public let message: String

    /// The error below this one, if there is one.
    public let underlying: (any Error)?

    /// An error of the kind `code`.
    public init(_ code: Code, _ message: String, _ underlying: (any Error)? = nil) {
        self.code = code
        self.message = PlainText.line(message)
        self.underlying = underlying
    }

    /// Whether both are of one kind.
    public static func == (one: ZipError, other: ZipError) -> Bool { one.code == other.code }

    /// The message, and that of the error below it.
    public var description: String {
        guard let underlying else { return message }
        return PlainText.line("\(message): \(underlying)")
    }
}
