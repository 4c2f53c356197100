internal import EDocSystem

/// Compares what stands in front of and behind the bytes of each entry with the central directory,
/// and accounts for every byte up to it.
struct LocalFileHeaderComparison {
    private let source: any ByteSource
    /// Where the entries must end: the beginning of the central directory.
    private let directoryOffset: UInt64
    private let budget: WorkBudget

    init(of source: any ByteSource, before directoryOffset: UInt64, _ budget: WorkBudget) {
        self.source = source
        self.directoryOffset = directoryOffset
        self.budget = budget
    }

    /// Compares all `entries` and fills in where their bytes are.
    ///
    /// An entry that begins within another one stays without: it is refused, and reading what many
    /// entries share once for each would take far longer than the archive is large.
    ///
    /// - Parameter areAll: Whether the archive has no more entries. Otherwise gaps tell nothing.
    func compare(
        _ entries: inout [ZipEntry], areAll: Bool, _ disagreements: inout Disagreements
    ) throws {
        let order = try physicalOrder(of: entries)
        var expected: UInt64? = areAll ? 0 : nil
        var taken: UInt64 = 0
        for place in 0..<entries.count {
            try budget.spend()
            let index = order?[place] ?? place
            let entry = entries[index]
            guard entry.localHeaderOffset < directoryOffset else {
                disagreements.add(
                    .t8, at: entry.centralHeaderOffset + 42, in: entry.exactName,
                    "central directory header, offset of the local header",
                    expected: "one before the central directory at \(directoryOffset)",
                    found: "\(entry.localHeaderOffset)")
                continue
            }
            guard entry.localHeaderOffset >= taken else {
                account(for: entry.localHeaderOffset, in: entry.exactName, taken, &disagreements)
                continue
            }
            account(for: entry.localHeaderOffset, in: entry.exactName, expected, &disagreements)
            let following = place + 1 < entries.count ? order?[place + 1] ?? place + 1 : nil
            let next = following.map { min(entries[$0].localHeaderOffset, directoryOffset) }
            let end = try compare(
                &entries[index], next ?? directoryOffset, &taken, &disagreements)
            expected = areAll ? end : nil
        }
        account(for: directoryOffset, in: nil, expected, &disagreements)
    }

    /// The places of `entries` in the order of their local headers; nil when they are in it
    /// already.
    private func physicalOrder(of entries: [ZipEntry]) throws -> [Int]? {
        var comparisons = 0
        func compares(_ first: Int, _ second: Int) throws -> Bool {
            comparisons += 1
            if comparisons % WorkBudget.stepsAtOnce == 0 {
                // Far less work than other steps.
                try budget.spend(WorkBudget.stepsAtOnce / 25)
            }
            return (entries[first].localHeaderOffset, first)
                < (entries[second].localHeaderOffset, second)
        }
        let later = entries.indices.dropFirst()
        if try later.allSatisfy({ try compares($0 - 1, $0) }) { return nil }
        return try entries.indices.sorted(by: compares)
    }

    /// Checks that a record begins where the one before it ended, if that is known.
    private func account(
        for offset: UInt64, in entry: @autoclosure () -> String?, _ expected: UInt64?,
        _ disagreements: inout Disagreements
    ) {
        guard let expected, expected != offset else { return }
        let record = entry() == nil ? "central directory" : "local file header"
        if expected < offset {
            disagreements.add(
                .t8, at: expected, in: entry(), record,
                expected: expected == 0
                    ? "a record at the archive's beginning"
                    : "a record directly behind the one before it, at \(expected)",
                found: "\(byteCount(offset - expected)) that no record accounts for")
        } else {
            disagreements.add(
                .t8, at: offset, in: entry(), record,
                expected: "an offset not before \(expected), where the record before it ends",
                found: "an overlap of \(byteCount(expected - offset))")
        }
    }

    /// Compares one entry.
    ///
    /// - Parameters:
    ///   - next: Where the following record begins.
    ///   - taken: Set to where the entry's header and bytes end, as far as they are there.
    /// - Returns: Where the entry ends; nil when that cannot be told.
    private func compare(
        _ entry: inout ZipEntry, _ next: UInt64, _ taken: inout UInt64,
        _ disagreements: inout Disagreements
    ) throws -> UInt64? {
        let offset = entry.localHeaderOffset
        let fixedSize = LocalFileHeader.fixedSize
        // The extra field is short as a rule; only a long one needs a second look.
        let rest = source.size - offset
        let guess = min(rest, UInt64(fixedSize + entry.nameOctets.count + 64))
        var length: Int?
        func take(_ bytes: Span<UInt8>) {
            length = bytes.localFileHeaderLength
            guard let length, length <= bytes.count else { return }
            compare(&entry, with: bytes.extracting(first: length), &disagreements)
        }
        try source.read(at: offset, count: Int(guess), take)
        guard let length, UInt64(length) <= rest, UInt64(length) <= directoryOffset - offset else {
            disagreements.add(
                .t8, at: offset, in: entry.exactName, "local file header",
                expected: "PK 03 04 and a whole header before the central directory",
                found: length == nil ? "something else" : "a header of \(byteCount(length ?? 0))")
            entry.dataOffset = nil
            return nil
        }
        if UInt64(length) > guess { try source.read(at: offset, count: length, take) }

        let dataOffset = offset + UInt64(length)
        taken = dataOffset
        guard entry.compressedSize <= directoryOffset - dataOffset else {
            disagreements.add(
                .t8, at: entry.centralHeaderOffset + 20, in: entry.exactName,
                "central directory header, compressed size",
                expected: "at most \(directoryOffset - dataOffset), up to the central directory",
                found: "\(entry.compressedSize)")
            return nil
        }
        entry.dataOffset = dataOffset
        let end = dataOffset + entry.compressedSize
        taken = end
        guard entry.flags.contains(.dataDescriptor) else { return end }
        return try compareDescriptor(of: entry, from: end, to: next, &disagreements)
    }
}

extension Span<UInt8> {
    /// How many bytes the local file header at the beginning has in all; nil when there is none.
    fileprivate var localFileHeaderLength: Int? {
        (LocalFileHeader(decoding: self)?.fields).map {
            LocalFileHeader.fixedSize + Int($0.nameLength) + Int($0.extraFieldLength)
        }
    }
}

// MARK: - Local file header

extension LocalFileHeaderComparison {
    private func compare(
        _ entry: inout ZipEntry, with bytes: Span<UInt8>, _ disagreements: inout Disagreements
    ) {
        guard let header = LocalFileHeader(decoding: bytes)?.fields else { return }
        entry.localExtraFieldLength = header.extraFieldLength
        let entry = entry
        func expect<Value: Equatable>(
            _ found: Value, _ expected: Value, _ field: String, at position: Int
        ) {
            guard found != expected else { return }
            disagreements.add(
                .t8, at: entry.localHeaderOffset + UInt64(position), in: entry.exactName,
                "local file header, " + field,
                expected: "\(expected) as in the central directory", found: "\(found)")
        }
        if header.needsLaterVersion {
            disagreements.add(
                .t6Kind, at: entry.localHeaderOffset + 4, in: entry.exactName,
                "local file header, version needed to extract",
                expected: "at most \(EntryHeaderFields.latestVersion)",
                found: "\(header.versionNeeded & 0xff)")
        }
        expect(header.flags.rawValue, entry.flags.rawValue, "general purpose flags", at: 6)
        expect(header.method, entry.method, "compression method", at: 8)
        expect(header.modified.time, entry.modified.time, "modification time", at: 10)
        expect(header.modified.date, entry.modified.date, "modification date", at: 12)
        let nameEnd = LocalFileHeader.fixedSize + Int(header.nameLength)
        let name = bytes.extracting(LocalFileHeader.fixedSize..<nameEnd)
        if !name.hasSameBytes(as: entry.nameOctets.span) {
            expect(
                EntryName.quoted(name), entry.quotedName, "name", at: LocalFileHeader.fixedSize)
        }
        let sizes = readExtraFields(of: header, bytes, of: entry, &disagreements)
        // APPNOTE 4.4.4: with bit 3 the three are zero, for the descriptor has them.
        let areInDescriptor = entry.flags.contains(.dataDescriptor)
        if !(areInDescriptor && header.crc32 == 0), header.crc32 != entry.crc32 {
            expect(hexadecimal(header.crc32), hexadecimal(entry.crc32), "CRC-32", at: 14)
        }
        if !(areInDescriptor && sizes.compressed == 0) {
            expect(sizes.compressed, entry.compressedSize, "compressed size", at: 18)
        }
        if !(areInDescriptor && sizes.uncompressed == 0) {
            expect(sizes.uncompressed, entry.uncompressedSize, "uncompressed size", at: 22)
        }
        if areInDescriptor, entry.method == .stored {
            disagreements.add(
                .c2a, at: entry.localHeaderOffset + 6, in: entry.exactName,
                "local file header, general purpose flags",
                expected: "a stored entry without data descriptor", found: "bit 3")
        }
    }

    /// Checks the extra field and finds the sizes.
    private func readExtraFields(
        of header: EntryHeaderFields, _ bytes: Span<UInt8>, of entry: ZipEntry,
        _ disagreements: inout Disagreements
    ) -> (compressed: UInt64, uncompressed: UInt64) {
        var sizes = (UInt64(header.compressedSize), UInt64(header.uncompressedSize))
        let start = LocalFileHeader.fixedSize + Int(header.nameLength)
        let extra = bytes.extracting(start...)
        guard !extra.isEmpty else { return sizes }
        func add(
            _ rule: ZipDisagreement.Rule, _ field: String, expected: String, found: String
        ) {
            disagreements.add(
                rule, at: entry.localHeaderOffset + UInt64(start), in: entry.exactName,
                "local file header, extra field" + field, expected: expected, found: found)
        }
        var fields = ExtraFields()
        if let wrong = fields.read(extra) {
            add(.t8, "", expected: "a list of whole fields", found: wrong)
        }
        if fields.isEncrypted {
            add(.c1, "", expected: "no encryption", found: "a field that describes encryption")
        }
        if let kind = fields.mistakenKind {
            add(.t6Kind, "", expected: "no other kind of entry", found: kind)
        }
        if !fields.agrees(with: entry.nameOctets.span, in: extra) {
            add(.t8, ", Unicode path", expected: "the entry's name", found: "another name")
        }
        guard let zip64 = fields.zip64 else { return sizes }
        // APPNOTE 4.5.3: in a local header the field has both sizes.
        guard zip64.count == 16 else {
            add(.t8, ", zip64", expected: "two sizes in 16 bytes", found: byteCount(zip64.count))
            return sizes
        }
        let long = (
            extra.littleEndian64(at: zip64.lowerBound + 8),
            extra.littleEndian64(at: zip64.lowerBound)
        )
        if header.compressedSize != UInt32.max && sizes.0 != long.0
            || header.uncompressedSize != UInt32.max && sizes.1 != long.1
        {
            add(
                .t8, ", zip64", expected: "the sizes of the header, \(sizes.0) and \(sizes.1)",
                found: "\(long.0) and \(long.1)")
        }
        if entry.flags.contains(.dataDescriptor), !entry.needsZip64Sizes {
            add(
                .c2a, ", zip64",
                expected: "no such field where a data descriptor follows and both sizes are small",
                found: "a zip64 field")
        }
        sizes = long
        return sizes
    }
}

// MARK: - Data descriptor

extension LocalFileHeaderComparison {
    /// Compares the data descriptor behind an entry's bytes.
    ///
    /// - Returns: Where the descriptor ends.
    private func compareDescriptor(
        of entry: ZipEntry, from start: UInt64, to next: UInt64,
        _ disagreements: inout Disagreements
    ) throws -> UInt64? {
        let space = next >= start ? next - start : 0
        let available = min(24, source.size - start)
        var found: (descriptor: DataDescriptor, size: Int)?
        try source.read(at: start, count: Int(available)) { bytes in
            let hasSignature =
                bytes.count >= 4 && bytes.littleEndian32(at: 0) == DataDescriptor.signature
            // All bytes must be accounted for, so the space tells which of the forms it is.
            let forms = [
                (false, hasSignature), (true, hasSignature), (false, false), (true, false),
            ].map { DataDescriptor.size(isZip64: $0.0, hasSignature: $0.1) }
            let usual = DataDescriptor.size(
                isZip64: entry.needsZip64Sizes, hasSignature: hasSignature)
            let size = forms.first { UInt64($0) == space } ?? usual
            guard size <= space, size <= bytes.count,
                let descriptor = DataDescriptor(decoding: bytes.extracting(first: size))
            else { return }
            found = (descriptor, size)
        }
        func add(_ rule: ZipDisagreement.Rule, _ field: String, _ expected: String, _ found: String)
        {
            disagreements.add(
                rule, at: start, in: entry.exactName, "data descriptor" + field,
                expected: expected, found: found)
        }
        guard let (descriptor, size) = found else {
            add(.t8, "", "checksum and sizes directly behind the entry's bytes", byteCount(space))
            return nil
        }
        if descriptor.crc32 != entry.crc32 {
            add(
                .t8, ", CRC-32", "\(hexadecimal(entry.crc32)) as in the central directory",
                hexadecimal(descriptor.crc32))
        }
        if descriptor.compressedSize != entry.compressedSize
            || descriptor.uncompressedSize != entry.uncompressedSize
        {
            add(
                .t8, ", sizes",
                "\(entry.compressedSize) and \(entry.uncompressedSize) as in the central directory",
                "\(descriptor.compressedSize) and \(descriptor.uncompressedSize)")
        }
        if size >= DataDescriptor.size(isZip64: true, hasSignature: false), !entry.needsZip64Sizes {
            add(.c2a, "", "32-bit sizes, as both fit", "64-bit sizes")
        }
        return start + UInt64(size)
    }
}

extension ZipEntry {
    /// Whether a size passes 4 GiB − 1.
    fileprivate var needsZip64Sizes: Bool {
        compressedSize > UInt64(UInt32.max) || uncompressedSize > UInt64(UInt32.max)
    }
}
