/// An entry of an archive that is read, as the central directory has it.
package struct ZipEntry: Sendable {
    /// The name as it stands in the central directory. It can be anything; ``name`` is checked.
    package let nameOctets: ArraySlice<UInt8>

    package let flags: GeneralPurposeFlags
    package let method: CompressionMethod
    package let modified: MSDOSDateTime
    package let crc32: UInt32
    /// In bytes; from the zip64 extra field where the header points to it.
    package let compressedSize: UInt64
    /// In bytes; from the zip64 extra field where the header points to it.
    package let uncompressedSize: UInt64
    /// Where the local header begins, in bytes from the archive's beginning.
    package let localHeaderOffset: UInt64
    /// Where the central directory header begins, in bytes from the archive's beginning.
    package let centralHeaderOffset: UInt64
    /// Whether its size is within the limits, also with the entries before it.
    package internal(set) var isWithinLimits = true
    /// How many bytes of extra field the local header has; nil when there is no local header.
    package internal(set) var localExtraFieldLength: UInt16?
    /// Where the entry's own bytes begin; nil when there is no local header, or the bytes are not
    /// the entry's own.
    package internal(set) var dataOffset: UInt64?

    /// The name; nil when it is not one that an archive may hold.
    package var name: EntryName? {
        try? EntryName(octets: Array(nameOctets), allowingFolder: true)
    }

    /// Whether the name is that of a folder: it ends with `/`.
    package var isFolder: Bool { nameOctets.last == UInt8(ascii: "/") }

    /// Whether the first segment of the name is `META-INF`, in upper or lower case.
    package var isInMetaInf: Bool { EntryName.isInMetaInf(nameOctets) }

    /// The name as it stands there; octets that are not UTF-8 are replaced by U+FFFD.
    package var exactName: String { String(decoding: nameOctets, as: UTF8.self) }

    /// The name in quotes for a message.
    var quotedName: String { EntryName.quoted(nameOctets.span) }
}
