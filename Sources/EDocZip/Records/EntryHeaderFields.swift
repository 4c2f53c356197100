/// What the local file header and the central directory header of an entry share, field by field in
/// the same order (APPNOTE 4.3.7, 4.3.12).
struct EntryHeaderFields: Sendable, Hashable {
    /// How many bytes they take.
    static let size = 26

    /// The lower byte is ten times the version of APPNOTE; the upper one means nothing, though some
    /// write a host system there as in "version made by".
    var versionNeeded: UInt16
    var flags: GeneralPurposeFlags
    var method: CompressionMethod
    var modified: MSDOSDateTime
    var crc32: UInt32
    /// All ones when the size stands in the zip64 extra field.
    var compressedSize: UInt32
    /// All ones when the size stands in the zip64 extra field.
    var uncompressedSize: UInt32
    var nameLength: UInt16
    var extraFieldLength: UInt16

    /// Appends the fields.
    func encode(into output: inout OutputSpan<UInt8>) {
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

extension EntryHeaderFields {
    /// The fields that begin at `offset`; all of them must be there.
    init(decoding bytes: Span<UInt8>, at offset: Int) {
        versionNeeded = bytes.littleEndian16(at: offset)
        flags = GeneralPurposeFlags(rawValue: bytes.littleEndian16(at: offset + 2))
        method = CompressionMethod(rawValue: bytes.littleEndian16(at: offset + 4))
        modified = MSDOSDateTime(
            date: bytes.littleEndian16(at: offset + 8), time: bytes.littleEndian16(at: offset + 6))
        crc32 = bytes.littleEndian32(at: offset + 10)
        compressedSize = bytes.littleEndian32(at: offset + 14)
        uncompressedSize = bytes.littleEndian32(at: offset + 18)
        nameLength = bytes.littleEndian16(at: offset + 22)
        extraFieldLength = bytes.littleEndian16(at: offset + 24)
    }
}

extension EntryHeaderFields {
    /// The last version of APPNOTE, 6.3.
    static let latestVersion: UInt16 = 63

    /// Whether programs leave the entry out, for it says that it needs a version that there is not.
    var needsLaterVersion: Bool { versionNeeded & 0xff > Self.latestVersion }
}
