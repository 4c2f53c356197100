/// The record for archives whose numbers do not fit into ``EndOfCentralDirectory``
/// (APPNOTE 4.3.14, version 1), without an extensible data sector.
package struct Zip64EndOfCentralDirectory: Sendable, Hashable {
    /// `PK 06 06`, as a number.
    package static let signature: UInt32 = 0x0606_4b50

    /// How many bytes the record has without an extensible data sector.
    package static let fixedSize = 56

    /// How many bytes follow the field itself: 44 when there is no extensible data sector.
    package var sizeOfRecord: UInt64
    package var versionMadeBy: UInt16
    package var versionNeeded: UInt16
    package var diskNumber: UInt32
    package var centralDirectoryDisk: UInt32
    package var entriesOnThisDisk: UInt64
    package var entries: UInt64
    package var centralDirectorySize: UInt64
    package var centralDirectoryOffset: UInt64

    /// Appends the record.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: sizeOfRecord)
            output.append(littleEndian: versionMadeBy)
            output.append(littleEndian: versionNeeded)
            output.append(littleEndian: diskNumber)
            output.append(littleEndian: centralDirectoryDisk)
            output.append(littleEndian: entriesOnThisDisk)
            output.append(littleEndian: entries)
            output.append(littleEndian: centralDirectorySize)
            output.append(littleEndian: centralDirectoryOffset)
        }
    }
}

/// Says where the ``Zip64EndOfCentralDirectory`` begins; it stands directly before the
/// ``EndOfCentralDirectory`` (APPNOTE 4.3.15).
package struct Zip64EndOfCentralDirectoryLocator: Sendable, Hashable {
    /// `PK 06 07`, as a number.
    package static let signature: UInt32 = 0x0706_4b50

    /// How many bytes it has.
    package static let fixedSize = 20

    package var recordDisk: UInt32
    package var recordOffset: UInt64
    package var numberOfDisks: UInt32

    /// Appends the locator.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: recordDisk)
            output.append(littleEndian: recordOffset)
            output.append(littleEndian: numberOfDisks)
        }
    }
}
