/// The central directory's header of an entry (APPNOTE 4.3.12), without name, extra field and
/// comment.
struct CentralDirectoryHeader: Sendable, Hashable {
    /// `PK 01 02`, as a number.
    static let signature: UInt32 = 0x0201_4b50

    /// How many bytes stand before the name.
    static let fixedSize = 20 + EntryHeaderFields.size

    /// The host system UNIX (APPNOTE 4.4.2.2), which is what archives are written for: unzip reads
    /// names that are said to come from MS-DOS in its code page, though bit 11 says UTF-8.
    static let unix: UInt16 = 3

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

    /// The external attributes of a file, or of a folder, that only its owner writes.
    static func attributes(isFolder: Bool) -> UInt32 {
        isFolder ? 0o040755 << 16 | 0x10 : 0o100644 << 16
    }

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
    /// What the attributes make of the entry, when that is not what its name says; nil when it is.
    /// A program that follows them would write a link or a device in the place of the signed file.
    ///
    /// Which attributes they are is said by the upper byte of "version made by" (APPNOTE 4.4.2.2,
    /// 4.4.15), but programs differ in what they look at: Info-ZIP takes the upper half for
    /// `st_mode` under a dozen systems, 7-Zip under MS-DOS too, and both take the lower half for
    /// the attributes of MS-DOS under others. So both halves are looked at under each. No file type
    /// at all is that of the name.
    func mistakenKind(isFolder: Bool) -> String? {
        mistakenMode(isFolder: isFolder) ?? mistakenAttributes(isFolder: isFolder)
    }

    private func mistakenMode(isFolder: Bool) -> String? {
        let mode = externalAttributes >> 16
        switch mode & 0o170000 {
        case 0: break
        case 0o100000: if isFolder { return "a regular file" }
        case 0o040000: if !isFolder { return "a folder" }
        case 0o120000: return "a symbolic link"
        case 0o060000: return "a block device"
        case 0o020000: return "a character device"
        case 0o010000: return "a FIFO"
        case 0o140000: return "a socket"
        case let type: return "the file type 0o\(String(type, radix: 8))"
        }
        let bits: [(UInt32, String)] = [(0o4000, "setuid"), (0o2000, "setgid"), (0o1000, "sticky")]
        return bits.first { mode & $0.0 != 0 }.map { "the mode bit \($0.1)" }
    }

    /// The attributes of MS-DOS and Windows, where 0x400 stands at symbolic links.
    private func mistakenAttributes(isFolder: Bool) -> String? {
        if externalAttributes & 0x08 != 0 { return "a volume label" }
        if externalAttributes & 0x10 != 0, !isFolder {
            return "a folder, by the attributes of MS-DOS"
        }
        if externalAttributes & 0x40 != 0 { return "a device" }
        return externalAttributes & 0x400 != 0 ? "a reparse point" : nil
    }
}
