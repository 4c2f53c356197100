/// The central directory's header of an entry (APPNOTE 4.3.12), without name, extra field and comment.
struct CentralDirectoryHeader: Sendable, Hashable {
    /// `PK 01 02`, as a number.
    static let signature: UInt32 = 0x0201_4b50

    /// How many bytes stand before the name.
    static let fixedSize = 20 + EntryHeaderFields.size

    /// The upper byte names the system whose attributes are used (0: MS-DOS and FAT), the lower one
    /// the version.
    var versionMadeBy: UInt16
    var fields: EntryHeaderFields
    var commentLength: UInt16 = 0
    var diskNumberStart: UInt16 = 0
    var internalAttributes: UInt16 = 0
    var externalAttributes: UInt32 = 0
    /// All ones when the offset stands in the zip64 extra field.
    var localHeaderOffset: UInt32

    /// Appends the header's fixed part; name, extra field and comment follow it.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(addingCapacity: Self.fixedSize) { output in
            output.append(littleEndian: Self.signature)
            output.append(littleEndian: versionMadeBy)
            fields.encode(into: &output)
            output.append(littleEndian: commentLength)
            output.append(littleEndian: diskNumberStart)
            output.append(littleEndian: internalAttributes)
            output.append(littleEndian: externalAttributes)
            output.append(littleEndian: localHeaderOffset)
        }
    }
}

extension CentralDirectoryHeader {
    /// The header that begins at `offset`; nil when its signature or its bytes are not there.
    init?(decoding bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, offset <= bytes.count - Self.fixedSize else { return nil }
        let header = bytes.extracting(offset..<offset + Self.fixedSize)
        guard header.littleEndian32(at: 0) == Self.signature else { return nil }
        versionMadeBy = header.littleEndian16(at: 4)
        fields = EntryHeaderFields(decoding: header, at: 6)
        commentLength = header.littleEndian16(at: 32)
        diskNumberStart = header.littleEndian16(at: 34)
        internalAttributes = header.littleEndian16(at: 36)
        externalAttributes = header.littleEndian32(at: 38)
        localHeaderOffset = header.littleEndian32(at: 42)
    }
}

extension CentralDirectoryHeader {
    /// What the attributes make of the entry, when that is not what its name says; nil when it is. A
    /// program that follows them would write a link or a device in the place of the signed file.
    ///
    /// The upper half of the attributes is `st_mode` where the upper byte of "version made by" is
    /// 3, UNIX, or 19, OS X (APPNOTE 4.4.2.2, 4.4.15). No file type at all is a regular file.
    func mistakenFileType(isFolder: Bool) -> String? {
        guard [3, 19].contains(versionMadeBy >> 8) else { return nil }
        let type = externalAttributes >> 16 & 0o170000
        return switch type {
        case 0: nil
        case 0o100000: isFolder ? "a regular file" : nil
        case 0o040000: isFolder ? nil : "a folder"
        case 0o120000: "a symbolic link"
        default: "the file type 0o\(String(type, radix: 8))"
        }
    }
}
