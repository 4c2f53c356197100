/// What the extra field of a header holds that changes how the header is read (APPNOTE 4.5).
struct ExtraFields {
    /// The AES encryption of WinZip, in two bytes that APPNOTE 4.5.2 leaves to others.
    static let aesEncryption: UInt16 = 0x9901
    /// Strong encryption (APPNOTE 4.5.12).
    static let strongEncryption: UInt16 = 0x0017
    /// Info-ZIP's Unicode path (APPNOTE 4.6.9): another name for the entry.
    static let unicodePath: UInt16 = 0x7075
    /// PKWARE's UNIX (APPNOTE 4.5.7): behind times and owner in 12 bytes, the target of a link or
    /// the numbers of a device.
    static let pkwareUNIX: UInt16 = 0x000d
    /// ASi's UNIX, of Info-ZIP's list: `st_mode` behind the CRC-32 of the rest, the length of the
    /// target of a link or the numbers of a device, owner, and the target.
    static let asiUNIX: UInt16 = 0x756e
    /// libarchive's `xl`: other attributes, which it follows instead of the central directory's.
    static let libarchiveAttributes: UInt16 = 0x6c78

    /// The data of the zip64 field, as a range of the extra field.
    var zip64: Range<Int>?
    /// The data of the Unicode path field.
    var unicodePath: Range<Int>?
    /// Whether a field says that the entry is encrypted.
    var isEncrypted = false
    /// What a field makes of the entry, when that is something else than the headers do.
    var mistakenKind: String?

    /// Reads the list of fields.
    ///
    /// - Returns: What is wrong with the list; nil when nothing is.
    mutating func read(_ bytes: Span<UInt8>) -> String? {
        var offset = 0
        while offset <= bytes.count - 4 {
            let id = bytes.littleEndian16(at: offset)
            let start = offset + 4
            let end = start + Int(bytes.littleEndian16(at: offset + 2))
            guard end <= bytes.count else {
                return "a field of \(byteCount(end - start)) where \(bytes.count - start) are left"
            }
            switch id {
            case Zip64ExtraField.headerID:
                if zip64 != nil { return "two zip64 fields" }
                zip64 = start..<end
            case Self.unicodePath:
                if unicodePath != nil { return "two Unicode path fields" }
                unicodePath = start..<end
            case Self.aesEncryption, Self.strongEncryption:
                isEncrypted = true
            case Self.pkwareUNIX where end - start > 12:
                mistakenKind = "the target of a link or the numbers of a device"
            case Self.asiUNIX:
                let data = bytes.extracting(start..<end)
                if !data.isASiUNIXOfFile { mistakenKind = "a link, a device or a folder" }
            case Self.libarchiveAttributes:
                mistakenKind = "other attributes of the entry (field 0x6c78)"
            default:
                break
            }
            offset = end
        }
        // Up to three zero bytes are how tools for Android align what follows.
        let rest = bytes.extracting(offset...)
        return rest.indices.allSatisfy { rest[$0] == 0 }
            ? nil : "\(byteCount(rest.count)) behind the last field"
    }

    /// Whether the Unicode path field, if there is one, gives the name that the header gives.
    func agrees(with name: Span<UInt8>, in bytes: Span<UInt8>) -> Bool {
        guard let unicodePath else { return true }
        // One byte for the version and four for the checksum of the header's name come first.
        guard unicodePath.count == 5 + name.count else { return false }
        let path = bytes.extracting(unicodePath.lowerBound + 5..<unicodePath.upperBound)
        return path.hasSameBytes(as: name)
    }
}

extension Span<UInt8> {
    /// Whether the bytes are the data of ASi's UNIX field of a regular file without special mode
    /// bits.
    fileprivate var isASiUNIXOfFile: Bool {
        guard count == 14 else { return false }
        let mode = littleEndian16(at: 4)
        return mode & 0o177000 == 0o100000 && littleEndian32(at: 6) == 0
    }

    /// Whether both hold the same bytes.
    func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
