/// The central directory's header of an entry (APPNOTE 4.3.12), without name, extra field and comment.
package struct CentralDirectoryHeader: Sendable, Hashable {
    /// `PK 01 02`, as a number.
    package static let signature: UInt32 = 0x0201_4b50

    /// How many bytes stand before the name.
    package static let fixedSize = 46

    /// The upper byte names the system whose attributes are used (0: MS-DOS and FAT), the lower one
    /// the version.
    package var versionMadeBy: UInt16
    package var versionNeeded: UInt16
    package var flags: GeneralPurposeFlags
    package var method: CompressionMethod
    package var modified: MSDOSDateTime
    package var crc32: UInt32
    /// All ones when the size stands in the zip64 extra field.
    package var compressedSize: UInt32
    /// All ones when the size stands in the zip64 extra field.
    package var uncompressedSize: UInt32
    package var nameLength: UInt16
    package var extraFieldLength: UInt16
    package var commentLength: UInt16
    package var diskNumberStart: UInt16
    package var internalAttributes: UInt16
    package var externalAttributes: UInt32
    /// All ones when the offset stands in the zip64 extra field.
    package var localHeaderOffset: UInt32

    /// Appends the header's fixed part; name, extra field and comment follow it.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: versionMadeBy)
            output.append(littleEndian: versionNeeded)
            output.append(littleEndian: flags.rawValue)
            output.append(littleEndian: method.rawValue)
            output.append(littleEndian: modified.time)
            output.append(littleEndian: modified.date)
            output.append(littleEndian: crc32)
            output.append(littleEndian: compressedSize)
            output.append(littleEndian: uncompressedSize)
            output.append(littleEndian: nameLength)
            output.append(littleEndian: extraFieldLength)
            output.append(littleEndian: commentLength)
            output.append(littleEndian: diskNumberStart)
            output.append(littleEndian: internalAttributes)
            output.append(littleEndian: externalAttributes)
            output.append(littleEndian: localHeaderOffset)
        }
    }
}
