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

extension Zip64EndOfCentralDirectory {
    /// The record that begins at `offset`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>, at offset: Int = 0) {
        guard offset >= 0, offset <= bytes.count - Self.fixedSize else { return nil }
        let header = bytes.extracting(offset..<offset + Self.fixedSize)
        guard header.littleEndian32(at: 0) == Self.signature else { return nil }
        sizeOfRecord = header.littleEndian64(at: 4)
        versionMadeBy = header.littleEndian16(at: 12)
        versionNeeded = header.littleEndian16(at: 14)
        diskNumber = header.littleEndian32(at: 16)
        centralDirectoryDisk = header.littleEndian32(at: 20)
        entriesOnThisDisk = header.littleEndian64(at: 24)
        entries = header.littleEndian64(at: 32)
        centralDirectorySize = header.littleEndian64(at: 40)
        centralDirectoryOffset = header.littleEndian64(at: 48)
    }
}

extension Zip64EndOfCentralDirectoryLocator {
    /// The locator that begins at `offset`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>, at offset: Int = 0) {
        guard offset >= 0, offset <= bytes.count - Self.fixedSize else { return nil }
        let header = bytes.extracting(offset..<offset + Self.fixedSize)
        guard header.littleEndian32(at: 0) == Self.signature else { return nil }
        recordDisk = header.littleEndian32(at: 4)
        recordOffset = header.littleEndian64(at: 8)
        numberOfDisks = header.littleEndian32(at: 16)
    }
}
