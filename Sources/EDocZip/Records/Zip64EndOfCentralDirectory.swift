/// The record for archives whose numbers do not fit into ``EndOfCentralDirectory``
/// (APPNOTE 4.3.14, version 1), without an extensible data sector.
struct Zip64EndOfCentralDirectory: Sendable, Hashable {
    /// `PK 06 06`, as a number.
    static let signature: UInt32 = 0x0606_4b50

    /// How many bytes the record has without an extensible data sector.
    static let fixedSize = 56

    /// How many bytes follow the field itself: 44 when there is no extensible data sector.
    var sizeOfRecord: UInt64
    var versionMadeBy: UInt16
    var versionNeeded: UInt16
    var diskNumber: UInt32
    var centralDirectoryDisk: UInt32
    var entriesOnThisDisk: UInt64
    var entries: UInt64
    var centralDirectorySize: UInt64
    var centralDirectoryOffset: UInt64

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
struct Zip64EndOfCentralDirectoryLocator: Sendable, Hashable {
    /// `PK 06 07`, as a number.
    static let signature: UInt32 = 0x0706_4b50

    /// How many bytes it has.
    static let fixedSize = 20

    var recordDisk: UInt32
    var recordOffset: UInt64
    var numberOfDisks: UInt32

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
    /// The record at the beginning of `bytes`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>) {
        guard bytes.count >= Self.fixedSize, bytes.littleEndian32(at: 0) == Self.signature else {
            return nil
        }
        sizeOfRecord = bytes.littleEndian64(at: 4)
        versionMadeBy = bytes.littleEndian16(at: 12)
        versionNeeded = bytes.littleEndian16(at: 14)
        diskNumber = bytes.littleEndian32(at: 16)
        centralDirectoryDisk = bytes.littleEndian32(at: 20)
        entriesOnThisDisk = bytes.littleEndian64(at: 24)
        entries = bytes.littleEndian64(at: 32)
        centralDirectorySize = bytes.littleEndian64(at: 40)
        centralDirectoryOffset = bytes.littleEndian64(at: 48)
    }
}

extension Zip64EndOfCentralDirectoryLocator {
    /// The locator at the beginning of `bytes`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>) {
        guard bytes.count >= Self.fixedSize, bytes.littleEndian32(at: 0) == Self.signature else {
            return nil
        }
        recordDisk = bytes.littleEndian32(at: 4)
        recordOffset = bytes.littleEndian64(at: 8)
        numberOfDisks = bytes.littleEndian32(at: 16)
    }
}
