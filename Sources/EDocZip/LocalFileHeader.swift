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

extension LocalFileHeader {
    /// The header that begins at `offset`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>, at offset: Int = 0) {
        guard offset >= 0, offset <= bytes.count - Self.fixedSize else { return nil }
        let header = bytes.extracting(offset..<offset + Self.fixedSize)
        guard header.littleEndian32(at: 0) == Self.signature else { return nil }
        versionNeeded = header.littleEndian16(at: 4)
        flags = GeneralPurposeFlags(rawValue: header.littleEndian16(at: 6))
        method = CompressionMethod(rawValue: header.littleEndian16(at: 8))
        modified = MSDOSDateTime(
            date: header.littleEndian16(at: 12), time: header.littleEndian16(at: 10))
        crc32 = header.littleEndian32(at: 14)
        compressedSize = header.littleEndian32(at: 18)
        uncompressedSize = header.littleEndian32(at: 22)
        nameLength = header.littleEndian16(at: 26)
        extraFieldLength = header.littleEndian16(at: 28)
    }
}
