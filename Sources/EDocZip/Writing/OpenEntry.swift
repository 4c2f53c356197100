/// The entry whose bytes are being written.
struct OpenEntry {
    var entry: CentralDirectory.Entry
    /// What was said before about the size of the contents.
    let announcement: Announcement
    /// Nil when the checksum of the bytes is to be taken, or not to be checked.
    var announcedCRC32: UInt32?
    var checksum = CRC32()
    var takesChecksum: Bool
    /// Whether its local header is completed when it ends.
    var needsRewriting = false
    /// How many bytes of contents have come.
    var written: UInt64 = 0

    /// What was said about the size of an entry before its bytes come.
    enum Announcement {
        /// Nothing.
        case none
        /// It is this.
        case size(UInt64)
        /// It is about this: on the same side of the largest size that does without zip64, so that
        /// the local header, which is written already, has the right form.
        case expected(UInt64)
    }
}

extension OpenEntry {
    /// Whether it was said, to the byte, how many come.
    var isSizeCertain: Bool {
        if case .size = announcement { true } else { false }
    }

    /// Counts `bytes`; what is wrong when they are more than was announced.
    mutating func take(_ bytes: Span<UInt8>) -> String? {
        if takesChecksum { checksum.update(bytes) }
        written += UInt64(bytes.count)
        switch announcement {
        case .size(let size) where written > size:
            return "The entry \"\(entry.name)\" was announced with \(size) bytes, "
                + "and at least \(written) came"
        case .expected(let size) where needsZip64(written) && !needsZip64(size):
            return otherForm(size, "at least \(written)")
        default:
            return nil
        }
    }

    /// Compares what came with what was announced, and completes the entry.
    mutating func close() -> ZipError? {
        switch announcement {
        case .size(let size) where written != size:
            return ZipError(
                .size,
                "The entry \"\(entry.name)\" was announced with \(size) bytes, and \(written) came")
        case .expected(let size) where needsZip64(written) != needsZip64(size):
            return ZipError(.size, otherForm(size, "\(written)"))
        default: break
        }
        if let announcedCRC32, takesChecksum, checksum.value != announcedCRC32 {
            return ZipError(
                .checksum,
                "The entry \"\(entry.name)\" was announced with the CRC-32 "
                    + "\(hexadecimal(announcedCRC32)), and its bytes have "
                    + hexadecimal(checksum.value))
        }
        entry.uncompressedSize = written
        if entry.method == .stored { entry.compressedSize = written }
        if takesChecksum { entry.crc32 = checksum.value }
        return nil
    }

    /// Whether the local header of an entry of this size announces zip64: of a stored one, when its
    /// 32-bit field cannot hold the size; of a compressed one, when the data descriptor cannot.
    func needsZip64(_ size: UInt64) -> Bool {
        entry.hasDataDescriptor
            ? size > UInt64(UInt32.max) : size >= UInt64(CentralDirectory.isInZip64)
    }

    private func otherForm(_ expected: UInt64, _ found: String) -> String {
        "The entry \"\(entry.name)\" was expected with \(byteCount(expected)), and \(found) came: "
            + "its local header, which is written already, has another form for such a size"
    }
}
