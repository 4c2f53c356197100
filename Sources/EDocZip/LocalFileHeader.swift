/// The header in front of an entry's bytes (APPNOTE 4.3.7), without name and extra field.
package struct LocalFileHeader: Sendable, Hashable {
    /// `PK 03 04`, as a number.
    package static let signature: UInt32 = 0x0403_4b50

    /// How many bytes stand before the name.
    package static let fixedSize = 30

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

    /// Appends the header's fixed part; name and extra field follow it.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
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
        }
    }
}
