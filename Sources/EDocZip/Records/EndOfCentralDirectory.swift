/// The last record of an archive (APPNOTE 4.3.16), without its comment.
struct EndOfCentralDirectory: Sendable, Hashable {
    /// `PK 05 06`, as a number.
    static let signature: UInt32 = 0x0605_4b50

    /// How many bytes stand before the comment.
    static let fixedSize = 22

    var diskNumber: UInt16
    var centralDirectoryDisk: UInt16
    var entriesOnThisDisk: UInt16
    var entries: UInt16
    var centralDirectorySize: UInt32
    var centralDirectoryOffset: UInt32
    var commentLength: UInt16

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

extension EndOfCentralDirectory {
    /// The record that begins at `offset`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, offset <= bytes.count - Self.fixedSize else { return nil }
        let header = bytes.extracting(offset..<offset + Self.fixedSize)
        guard header.littleEndian32(at: 0) == Self.signature else { return nil }
        diskNumber = header.littleEndian16(at: 4)
        centralDirectoryDisk = header.littleEndian16(at: 6)
        entriesOnThisDisk = header.littleEndian16(at: 8)
        entries = header.littleEndian16(at: 10)
        centralDirectorySize = header.littleEndian32(at: 12)
        centralDirectoryOffset = header.littleEndian32(at: 16)
        commentLength = header.littleEndian16(at: 20)
    }
}
