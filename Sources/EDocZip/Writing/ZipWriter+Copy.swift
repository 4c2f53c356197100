internal import EDocSystem

extension ZipWriter where Sink: ~Copyable {
    /// Copies an entry of another archive as it is kept there: its bytes stay compressed, or not,
    /// to the octet. Name, method, time, checksum and sizes are those of that archive's central
    /// directory; the headers are written anew, so that extra fields, comments, attributes and a
    /// data descriptor stay behind.
    ///
    /// The contents are checked while they are copied.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/refusedEntry`` when the entry is encrypted, has
    ///   a name or a method that is not written, or its archive contradicts itself, and then this
    ///   one can go on; or when the bytes are not what the central directory says, and then this
    ///   archive is lost. ``ZipError`` when the name is taken or a limit is passed, and what source
    ///   and sink throw; `WorkBudget.Stop`.
    package mutating func copy(_ entry: ZipEntry, from reader: ZipReader) throws {
        try requireNoOpenEntry()
        guard let name = entry.name else {
            throw ZipError(
                .refusedEntry,
                "\(entry.quotedName) cannot be copied: an entry of that name is not written")
        }
        // Among them is each reason why one of its entries cannot be read.
        if let obstacle = reader.disagreements.first(where: \.refuses) {
            throw ZipError(.refusedEntry, "\(entry.quotedName) cannot be copied: \(obstacle)")
        }
        try directory.reserve(name, size: entry.uncompressedSize)
        var copy = CentralDirectory.Entry(
            name: name, method: entry.method, modified: entry.modified)
        copy.crc32 = entry.crc32
        copy.compressedSize = entry.compressedSize
        copy.uncompressedSize = entry.uncompressedSize
        hasFailed = true
        directory.begin(&copy, announcesZip64: false, into: &buffer)
        try writeBuffer()
        var count: UInt64 = 0
        let disagreement = try reader.readKept(entry) { bytes in
            count += UInt64(bytes.count)
            try write(bytes)
        }
        if let disagreement {
            throw ZipError(
                .refusedEntry, "\(entry.quotedName) cannot be copied: \(disagreement)")
        }
        guard count == entry.compressedSize else {
            throw ZipError(
                .size,
                "The entry \(entry.quotedName) has \(byteCount(entry.compressedSize)), "
                    + "and \(count) were copied")
        }
        try directory.add(copy)
        hasFailed = false
    }
}
