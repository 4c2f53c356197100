internal import EDocSystem

/// What the records at the end of an archive say about it (APPNOTE 4.3.14 to 4.3.16).
struct ArchiveEnd {
    /// How many entries the central directory has.
    var entries: UInt64
    /// How many bytes the central directory has.
    var directorySize: UInt64
    /// Where the central directory begins, in bytes from the beginning of the source.
    var directoryOffset: UInt64
    /// How many bytes stand before what the records count as the archive's beginning: 0.
    var base: UInt64 = 0
    /// Where the central directory must end: the first record behind it.
    var directoryEnd: UInt64
    var comment: [UInt8]

    /// Reads the records; nil when there are none that could be followed.
    init?(
        of source: any ByteSource, _ disagreements: inout Disagreements
    ) throws {
        guard let (record, offset, comment) = try Self.findRecord(in: source, &disagreements) else {
            return nil
        }
        self.comment = comment
        entries = UInt64(record.entries)
        directorySize = UInt64(record.centralDirectorySize)
        directoryOffset = UInt64(record.centralDirectoryOffset)
        directoryEnd = offset
        if record.diskNumber != 0 && record.diskNumber != UInt16.max
            || record.centralDirectoryDisk != 0 && record.centralDirectoryDisk != UInt16.max
            || record.entriesOnThisDisk != record.entries
        {
            disagreements.add(
                .c1, at: offset + 4, "end of central directory record, disks",
                expected: "an archive in one piece: disk 0 of 0 with all entries",
                found: "disk \(record.diskNumber), central directory on disk "
                    + "\(record.centralDirectoryDisk), \(record.entriesOnThisDisk) of "
                    + "\(record.entries) entries")
        }
        guard try readZip64(record, at: offset, of: source, &disagreements) else { return nil }
        guard directorySize <= directoryEnd, directoryOffset <= directoryEnd - directorySize else {
            disagreements.add(
                .t8, at: offset + 12, "end of central directory record, size and offset",
                expected: "a central directory that ends at offset \(directoryEnd)",
                found: "\(byteCount(directorySize)) at offset \(directoryOffset)")
            return nil
        }
        try settleBase(of: source, recordOffset: offset, &disagreements)
    }

    /// Tells where the central directory is when it does not end where the next record begins.
    private mutating func settleBase(
        of source: any ByteSource, recordOffset: UInt64, _ disagreements: inout Disagreements
    ) throws {
        let between = directoryEnd - directorySize - directoryOffset
        guard between > 0 else { return }
        // With something in front of the archive all offsets in it are too small by the same number.
        if directorySize >= UInt64(CentralDirectoryHeader.fixedSize),
            try source.signature(at: directoryOffset) != CentralDirectoryHeader.signature,
            try source.signature(at: directoryOffset + between) == CentralDirectoryHeader.signature
        {
            base = between
            directoryOffset += between
        } else {
            disagreements.add(
                .t8, at: directoryOffset + directorySize, "bytes behind the central directory",
                expected: "the next record directly behind the central directory",
                found: "\(byteCount(between)) that no record accounts for")
        }
    }
}

// MARK: - End of central directory record

extension ArchiveEnd {
    private typealias FoundRecord = (EndOfCentralDirectory, offset: UInt64, comment: [UInt8])

    private static func findRecord(
        in source: any ByteSource, _ disagreements: inout Disagreements
    ) throws -> FoundRecord? {
        let size = source.size
        let tail = min(size, UInt64(EndOfCentralDirectory.fixedSize) + UInt64(UInt16.max))
        let start = size - tail
        var found: FoundRecord?
        var isFitting = false
        var others = 0
        try source.read(at: start, count: Int(tail)) { bytes in
            var place: Int?
            bytes.forEachPlace(of: EndOfCentralDirectory.signature) { position in
                // Many readers take the last signature that they find, whatever stands there.
                if isFitting { others += 1 }
                guard let record = EndOfCentralDirectory(decoding: bytes, at: position) else {
                    return
                }
                let end = position + EndOfCentralDirectory.fixedSize
                let fits = end + Int(record.commentLength) == bytes.count
                if fits || !isFitting { place = position }
                isFitting = isFitting || fits
            }
            guard let place, let record = EndOfCentralDirectory(decoding: bytes, at: place) else {
                return
            }
            var comment: [UInt8] = []
            comment.append(
                contentsOf: bytes.extracting(
                    droppingFirst: place + EndOfCentralDirectory.fixedSize))
            found = (record, start + UInt64(place), comment)
        }
        guard let found else {
            disagreements.add(
                .t8, at: start, "end of central directory record",
                expected: "a zip archive, which ends with the record PK 05 06",
                found: size == 0 ? "an empty file" : "no such record in the last \(byteCount(tail))"
            )
            return nil
        }
        if !isFitting {
            disagreements.add(
                .t8, at: found.offset + 20, "end of central directory record, comment length",
                expected: "\(found.comment.count), which reaches the end of the file",
                found: "\(found.0.commentLength)")
        }
        if others > 0 {
            disagreements.add(
                .t8, at: found.offset, "end of central directory record",
                expected: "one record, and PK 05 06 nowhere behind it", found: "\(others + 1)")
        }
        return found
    }
}

// MARK: - zip64

extension ArchiveEnd {
    /// Takes the numbers from the zip64 record, if there is one.
    ///
    /// - Returns: Whether the archive can be read on.
    private mutating func readZip64(
        _ record: EndOfCentralDirectory, at offset: UInt64, of source: any ByteSource,
        _ disagreements: inout Disagreements
    ) throws -> Bool {
        let locatorSize = UInt64(Zip64EndOfCentralDirectoryLocator.fixedSize)
        let recordSize = UInt64(Zip64EndOfCentralDirectory.fixedSize)
        guard offset >= locatorSize else { return true }
        let locatorOffset = offset - locatorSize
        var locator: Zip64EndOfCentralDirectoryLocator?
        try source.read(at: locatorOffset, count: Int(locatorSize)) {
            locator = Zip64EndOfCentralDirectoryLocator(decoding: $0)
        }
        guard let locator else { return true }
        if locator.recordDisk != 0 || locator.numberOfDisks != 1 {
            disagreements.add(
                .c1, at: locatorOffset + 4, "zip64 end of central directory locator, disks",
                expected: "disk 0 of 1",
                found: "disk \(locator.recordDisk) of \(locator.numberOfDisks)")
        }
        // Whatever stands in front of the archive is not counted in the locator's offset.
        guard locatorOffset >= recordSize,
            let zip64 = try source.zip64Record(at: locatorOffset - recordSize),
            zip64.sizeOfRecord == recordSize - 12
        else {
            disagreements.add(
                .t8, at: locatorOffset, "zip64 end of central directory record",
                expected: "a record of \(recordSize) bytes directly before its locator",
                found: "something else")
            return false
        }
        directoryEnd = locatorOffset - recordSize
        compare(record, with: zip64, at: offset, &disagreements)
        entries = zip64.entries
        directorySize = zip64.centralDirectorySize
        directoryOffset = zip64.centralDirectoryOffset
        let isBefore =
            directorySize <= directoryEnd && directoryOffset <= directoryEnd - directorySize
        let between = isBefore ? directoryEnd - directorySize - directoryOffset : 0
        if locator.recordOffset != directoryEnd, locator.recordOffset != directoryEnd - between {
            disagreements.add(
                .t8, at: locatorOffset + 8, "zip64 end of central directory locator, offset",
                expected: "\(directoryEnd)", found: "\(locator.recordOffset)")
        }
        return true
    }

    /// APPNOTE 4.4.1.4: what stands in the 32-bit record is the same number, or all ones.
    private func compare(
        _ record: EndOfCentralDirectory, with zip64: Zip64EndOfCentralDirectory, at offset: UInt64,
        _ disagreements: inout Disagreements
    ) {
        let numbers: [(String, UInt64, UInt64, isAllOnes: Bool, UInt64)] = [
            (
                "entries on this disk", UInt64(record.entriesOnThisDisk), zip64.entriesOnThisDisk,
                record.entriesOnThisDisk == UInt16.max, 8
            ),
            ("entries", UInt64(record.entries), zip64.entries, record.entries == UInt16.max, 10),
            (
                "size of the central directory", UInt64(record.centralDirectorySize),
                zip64.centralDirectorySize, record.centralDirectorySize == UInt32.max, 12
            ),
            (
                "offset of the central directory", UInt64(record.centralDirectoryOffset),
                zip64.centralDirectoryOffset, record.centralDirectoryOffset == UInt32.max, 16
            ),
        ]
        for (field, short, long, isAllOnes, position) in numbers where short != long && !isAllOnes {
            disagreements.add(
                .t8, at: offset + position, "end of central directory record, \(field)",
                expected: "\(long) as in the zip64 record, or all ones", found: "\(short)")
        }
        if zip64.diskNumber != 0 || zip64.centralDirectoryDisk != 0
            || zip64.entriesOnThisDisk != zip64.entries
        {
            disagreements.add(
                .c1, at: directoryEnd + 16, "zip64 end of central directory record, disks",
                expected: "an archive in one piece: disk 0 of 0 with all entries",
                found: "disk \(zip64.diskNumber), central directory on disk "
                    + "\(zip64.centralDirectoryDisk), \(zip64.entriesOnThisDisk) of "
                    + "\(zip64.entries) entries")
        }
    }
}

extension ByteSource {
    /// The four bytes at `offset` as a number; nil when they are not all there.
    func signature(at offset: UInt64) throws -> UInt32? {
        guard size >= 4, offset <= size - 4 else { return nil }
        var signature: UInt32?
        try read(at: offset, count: 4) { signature = $0.littleEndian32(at: 0) }
        return signature
    }

    fileprivate func zip64Record(at offset: UInt64) throws -> Zip64EndOfCentralDirectory? {
        var record: Zip64EndOfCentralDirectory?
        try read(at: offset, count: Zip64EndOfCentralDirectory.fixedSize) {
            record = Zip64EndOfCentralDirectory(decoding: $0)
        }
        return record
    }
}
