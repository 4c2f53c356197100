internal import EDocEncoding
internal import EDocSystem
/// What went wrong while an archive was written or read.
///
/// Two errors are equal when their ``code`` is. An archive that contradicts itself is not an error
/// of this kind: reading it gives a list of disagreements.
package struct ZipError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of error. The list is open: later versions may add to it.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code as text.
        package let description: String

        /// An entry name that an archive must not hold.
        package static let entryName = Code(description: "entryName")
        /// Two entries of one name, also where the names differ only in Unicode normalisation; or a
        /// file of the name of a folder that another entry is in.
        package static let duplicateEntryName = Code(description: "duplicateEntryName")
        /// The bytes of an entry are more or fewer than was announced.
        package static let size = Code(description: "size")
        /// The bytes of an entry have another CRC-32 than was announced.
        package static let checksum = Code(description: "checksum")
        /// An entry cannot be copied into another archive: it is encrypted, or not what its own
        /// archive says.
        package static let refusedEntry = Code(description: "refusedEntry")
        /// A limit of ``ZipLimits`` is passed.
        package static let limit = Code(description: "limit")
        /// The calls came in an order that makes no archive.
        package static let sequence = Code(description: "sequence")
        /// The operating system could not read or write; ``ZipError/underlying`` says why.
        package static let inputOutput = Code(description: "inputOutput")
        /// zlib could not do its work, as a rule for want of memory.
        package static let compression = Code(description: "compression")
    }

    /// What kind of error it is.
    package let code: Code

    /// What was expected and what was found, for a person.
    package let message: String

    /// The error below this one, if there is one.
    package let underlying: (any Error)?

    /// An error of the kind `code`.
    package init(_ code: Code, _ message: String, _ underlying: (any Error)? = nil) {
        self.code = code
        self.message = PlainText.line(message)
        self.underlying = underlying
    }

    /// Whether both are of one kind.
    package static func == (one: ZipError, other: ZipError) -> Bool { one.code == other.code }

    /// The message, and that of the error below it.
    package var description: String {
        guard let underlying else { return message }
        return PlainText.line("\(message): \(underlying)")
    }
}
