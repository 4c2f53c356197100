/// The last record of an archive (APPNOTE 4.3.16), without its comment.
package struct EndOfCentralDirectory: Sendable, Hashable {
    /// `PK 05 06`, as a number.
    package static let signature: UInt32 = 0x0605_4b50

    /// How many bytes stand before the comment.
    package static let fixedSize = 22

    package var diskNumber: UInt16
    package var centralDirectoryDisk: UInt16
    package var entriesOnThisDisk: UInt16
    package var entries: UInt16
    package var centralDirectorySize: UInt32
    package var centralDirectoryOffset: UInt32
    package var commentLength: UInt16

    /// Appends the record's fixed part; the comment follows it.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: diskNumber)
            output.append(littleEndian: centralDirectoryDisk)
            output.append(littleEndian: entriesOnThisDisk)
            output.append(littleEndian: entries)
            output.append(littleEndian: centralDirectorySize)
            output.append(littleEndian: centralDirectoryOffset)
            output.append(littleEndian: commentLength)
        }
    }
}
