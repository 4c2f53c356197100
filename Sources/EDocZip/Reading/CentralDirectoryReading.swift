internal import EDocSystem

/// Reads the headers of a central directory into entries (APPNOTE 4.3.12).
struct CentralDirectoryReading {
    private let limits: ZipLimits
    private let end: ArchiveEnd
    private let bytes: [UInt8]
    private var names: EntryNameSet
    /// The places of the entries whose names have nothing that refuses them.
    private var wellNamed: [Int] = []
    private var inflatedBytes: UInt64 = 0
    private var compressedBytes: UInt64 = 0
    private(set) var entries: [ZipEntry] = []
    /// Whether all headers could be read, and they fill the directory.
    private(set) var isComplete = false

    /// Reads the directory that `end` describes; nil when it is too large to be read.
    init?(
        of source: any ByteSource, _ end: ArchiveEnd, limits: ZipLimits, _ budget: WorkBudget,
        _ disagreements: inout Disagreements
    ) throws {
        guard end.entries <= UInt64(max(0, limits.entries)) else {
            disagreements.add(
                .t9, at: end.directoryOffset, "number of entries",
                expected: "at most \(limits.entries)", found: "\(end.entries)")
            return nil
        }
        guard end.directorySize <= UInt64(max(0, limits.centralDirectorySize)) else {
            disagreements.add(
                .t9, at: end.directoryOffset, "size of the central directory",
                expected: "at most \(limits.centralDirectorySize) bytes",
                found: "\(end.directorySize) bytes")
            return nil
        }
        var bytes: [UInt8] = []
        try source.read(at: end.directoryOffset, count: Int(end.directorySize)) {
            bytes.append(contentsOf: $0)
        }
        self.limits = limits
        self.end = end
        self.bytes = bytes
        // Nothing is reserved for entries that the directory has no room for.
        let plausible = min(Int(end.entries), bytes.count / CentralDirectoryHeader.fixedSize)
        names = EntryNameSet(minimumCapacity: plausible, folderLimit: limits.folders)
        entries.reserveCapacity(plausible)
        try readHeaders(budget, &disagreements)
        try reportCaseInsensitiveCollisions(budget, &disagreements)
    }

    private mutating func readHeaders(
        _ budget: WorkBudget, _ disagreements: inout Disagreements
    ) throws {
        var position = 0
        while position < bytes.count, UInt64(entries.count) < end.entries {
            guard let length = readHeader(at: position, &disagreements) else { return }
            // A name is compared in several forms, octet by octet.
            try budget.spendInParts(2 + length / 32)
            position += length
        }
        checkRatioOfAll(&disagreements)
        isComplete = position == bytes.count && UInt64(entries.count) == end.entries
        if !isComplete {
            disagreements.add(
                .t8, at: end.directoryOffset + UInt64(position), "central directory",
                expected: "\(end.entries) headers in \(bytes.count) bytes",
                found: "\(entries.count) headers in \(position) bytes")
        }
    }

    /// Reads one header.
    ///
    /// - Returns: How many bytes it has; nil when the directory cannot be read on.
    private mutating func readHeader(
        at position: Int, _ disagreements: inout Disagreements
    ) -> Int? {
        let offset = end.directoryOffset + UInt64(position)
        guard let header = CentralDirectoryHeader(decoding: bytes.span, at: position) else {
            disagreements.add(
                .t8, at: offset, "central directory header \(entries.count + 1)",
                expected: "PK 01 02 and \(CentralDirectoryHeader.fixedSize) bytes",
                found: "something else")
            return nil
        }
        let nameStart = position + CentralDirectoryHeader.fixedSize
        let nameEnd = nameStart + Int(header.fields.nameLength)
        let extraEnd = nameEnd + Int(header.fields.extraFieldLength)
        let commentEnd = extraEnd + Int(header.commentLength)
        guard commentEnd <= bytes.count else {
            disagreements.add(
                .t8, at: offset + 28, "central directory header \(entries.count + 1), lengths",
                expected: "a header that ends within the central directory",
                found: "\(byteCount(commentEnd - bytes.count)) too many")
            return nil
        }
        let name = bytes[nameStart..<nameEnd]
        let place = Place(offset: offset, name: name)
        check(header, at: place, &disagreements)
        checkName(name, flags: header.fields.flags, at: place, &disagreements)
        let sizes = readExtraFields(nameEnd..<extraEnd, of: header, at: place, &disagreements)
        let (localHeaderOffset, overflow) = end.base.addingReportingOverflow(
            sizes.localHeaderOffset ?? UInt64(header.localHeaderOffset))
        var entry = ZipEntry(
            nameOctets: name, flags: header.fields.flags, method: header.fields.method,
            modified: header.fields.modified, crc32: header.fields.crc32,
            compressedSize: sizes.compressedSize ?? UInt64(header.fields.compressedSize),
            uncompressedSize: sizes.uncompressedSize ?? UInt64(header.fields.uncompressedSize),
            localHeaderOffset: overflow ? UInt64.max : localHeaderOffset,
            centralHeaderOffset: offset)
        checkSizes(of: &entry, &disagreements)
        entries.append(entry)
        return commentEnd - position
    }
}

// MARK: - Checks

/// Where something shows, for a disagreement.
private struct Place {
    /// Where the header begins in the archive.
    var offset: UInt64
    var name: ArraySlice<UInt8>

    var exactName: String { String(decoding: name, as: UTF8.self) }
}

extension CentralDirectoryReading {
    private func check(
        _ header: CentralDirectoryHeader, at place: Place, _ disagreements: inout Disagreements
    ) {
        // ISO/IEC 21320-1 leaves bits 1, 2, 3 and 11 to a document container; no other bit changes
        // how a good entry is read.
        let allowed: GeneralPurposeFlags = [.deflateEffort, .dataDescriptor, .utf8]
        if !header.fields.flags.isSubset(of: allowed) {
            let isEncrypted = !header.fields.flags.isDisjoint(
                with: [.encrypted, .strongEncryption, .maskedHeader])
            disagreements.add(
                .c1, at: place.offset + 8, in: place.exactName,
                "central directory header, general purpose flags",
                expected: "bits 1, 2, 3 and 11 at most",
                found: "0x" + String(header.fields.flags.rawValue, radix: 16)
                    + (isEncrypted ? ": the entry is encrypted" : ""))
        }
        if header.fields.method != .stored && header.fields.method != .deflated {
            disagreements.add(
                .c1, at: place.offset + 10, in: place.exactName,
                "central directory header, compression method",
                expected: "stored (0) or deflated (8)", found: "\(header.fields.method)")
        }
        if header.fields.needsLaterVersion {
            disagreements.add(
                .t6Kind, at: place.offset + 6, in: place.exactName,
                "central directory header, version needed to extract",
                expected: "at most \(EntryHeaderFields.latestVersion)",
                found: "\(header.fields.versionNeeded & 0xff)")
        }
        if let kind = header.mistakenKind(isFolder: place.name.last == UInt8(ascii: "/")) {
            disagreements.add(
                .t6Kind, at: place.offset + 38, in: place.exactName,
                "central directory header, external attributes",
                expected: "a regular file, or a folder where the name ends with /", found: kind)
        }
        if header.diskNumberStart != 0 {
            disagreements.add(
                .c1, at: place.offset + 34, in: place.exactName,
                "central directory header, disk number start", expected: "0",
                found: "\(header.diskNumberStart)")
        }
    }

    private mutating func checkName(
        _ name: ArraySlice<UInt8>, flags: GeneralPurposeFlags, at place: Place,
        _ disagreements: inout Disagreements
    ) {
        let offset = place.offset + UInt64(CentralDirectoryHeader.fixedSize)
        guard name.count <= limits.nameLength else {
            disagreements.add(
                .t9, at: place.offset + 28, in: place.exactName,
                "central directory header, name length",
                expected: "at most \(limits.nameLength) bytes", found: byteCount(name.count))
            return
        }
        guard (try? UTF8Span(validating: name.span)) != nil else {
            disagreements.add(
                .c1, at: offset, in: place.exactName, "entry name", expected: "UTF-8",
                found: "other bytes")
            return
        }
        if let reason = EntryName.refusal(of: name.span, allowingFolder: true) {
            disagreements.add(
                .t6, at: offset, in: place.exactName, "entry name",
                expected: "a name that programs cannot read in two ways",
                found: "one that is refused: \(reason)")
            return
        }
        if !flags.contains(.utf8), name.contains(where: { $0 >= 0x80 }) {
            disagreements.add(
                .c1a, at: place.offset + 8, in: place.exactName,
                "central directory header, general purpose flags",
                expected: "bit 11, which marks a name with letters outside ASCII as UTF-8",
                found: "0x" + String(flags.rawValue, radix: 16))
        }
        let text = String(decoding: name, as: UTF8.self)
        if let concern = EntryName.concern(about: text) {
            disagreements.add(
                .t6Portability, at: offset, in: place.exactName, "entry name",
                expected: "a name that is the same everywhere, and seen as it is", found: concern)
        }
        guard let clash = names.insert(name, text) else {
            wellNamed.append(entries.count)
            return
        }
        disagreements.add(
            clash == .tooManyFolders ? .t9 : .t7, at: offset, in: place.exactName, "entry name",
            expected: clash == .tooManyFolders
                ? "names that make at most \(limits.folders) folders" : "a name of its own",
            found: "one that is refused: \(clash)")
    }

    private func readExtraFields(
        _ range: Range<Int>, of header: CentralDirectoryHeader, at place: Place,
        _ disagreements: inout Disagreements
    ) -> Zip64ExtraField {
        func unlessAllOnes(_ value: UInt32) -> UInt64? { value == UInt32.max ? nil : UInt64(value) }
        var sizes = Zip64ExtraField(
            uncompressedSize: unlessAllOnes(header.fields.uncompressedSize),
            compressedSize: unlessAllOnes(header.fields.compressedSize),
            localHeaderOffset: unlessAllOnes(header.localHeaderOffset))
        guard !range.isEmpty else { return sizes }
        let bytes = bytes.span.extracting(range)
        let field = "central directory header, extra field"
        let offset =
            place.offset + UInt64(CentralDirectoryHeader.fixedSize)
            + UInt64(header.fields.nameLength)
        var fields = ExtraFields()
        if let wrong = fields.read(bytes) {
            disagreements.add(
                .t8, at: offset, in: place.exactName, field, expected: "a list of whole fields",
                found: wrong)
        }
        if let zip64 = fields.zip64, let wrong = sizes.complete(from: bytes.extracting(zip64)) {
            disagreements.add(
                .t8, at: offset, in: place.exactName, field + ", zip64",
                expected: "the values that the header refers to", found: wrong)
        }
        if fields.isEncrypted {
            disagreements.add(
                .c1, at: offset, in: place.exactName, field, expected: "no encryption",
                found: "a field that describes encryption")
        }
        if let kind = fields.mistakenKind {
            disagreements.add(
                .t6Kind, at: offset, in: place.exactName, field, expected: "no other kind of entry",
                found: kind)
        }
        if !fields.agrees(with: place.name.span, in: bytes) {
            disagreements.add(
                .t8, at: offset, in: place.exactName, field + ", Unicode path",
                expected: "the entry's name", found: "another name")
        }
        return sizes
    }

    private mutating func checkSizes(
        of checked: inout ZipEntry, _ disagreements: inout Disagreements
    ) {
        let entry = checked
        let offset = entry.centralHeaderOffset + 24
        func add(_ rule: ZipDisagreement.Rule, _ field: String, _ expected: String, _ found: String)
        {
            if rule == .t9 { checked.isWithinLimits = false }
            disagreements.add(
                rule, at: offset, in: entry.exactName, "central directory header, " + field,
                expected: expected, found: found)
        }
        if entry.method == .stored, entry.compressedSize != entry.uncompressedSize {
            add(
                .t8, "sizes", "equal sizes of a stored entry",
                "\(entry.compressedSize) and \(entry.uncompressedSize)")
        }
        if entry.isFolder, entry.uncompressedSize > 0 {
            add(.t8, "uncompressed size", "0 for a folder", "\(entry.uncompressedSize)")
        }
        if entry.uncompressedSize > limits.inflatedBytesPerEntry {
            add(
                .t9, "uncompressed size", "at most \(limits.inflatedBytesPerEntry)",
                "\(entry.uncompressedSize)")
        }
        let (most, isHuge) = entry.compressedSize.multipliedReportingOverflow(by: limits.ratio)
        if entry.uncompressedSize > limits.ratioFreeBytes, !isHuge, entry.uncompressedSize > most {
            add(
                .t9, "sizes", "at most \(limits.ratio) bytes from one compressed byte",
                "\(entry.uncompressedSize) from \(entry.compressedSize)")
        }
        let (sum, overflow) = inflatedBytes.addingReportingOverflow(entry.uncompressedSize)
        let total = overflow ? UInt64.max : sum
        if total > limits.inflatedBytesInTotal {
            add(
                .t9, "uncompressed size",
                "at most \(limits.inflatedBytesInTotal) bytes in all entries together",
                "\(total) up to this one")
        } else {
            inflatedBytes = total
        }
        compressedBytes = compressedBytes.addingReportingOverflow(entry.compressedSize).partialValue
    }

    /// Many small entries, of which none is over the ratio, ask for as much as a large one. Where
    /// one is, that is enough to say.
    private mutating func checkRatioOfAll(_ disagreements: inout Disagreements) {
        let (most, isHuge) = compressedBytes.multipliedReportingOverflow(by: limits.ratio)
        guard inflatedBytes > limits.ratioFreeBytes, !isHuge, inflatedBytes > most,
            entries.allSatisfy(\.isWithinLimits)
        else { return }
        disagreements.add(
            .t9, at: end.directoryOffset, "sizes of all entries together",
            expected: "at most \(limits.ratio) bytes from one compressed byte",
            found: "\(inflatedBytes) from \(compressedBytes)")
    }

    private func reportCaseInsensitiveCollisions(
        _ budget: WorkBudget, _ disagreements: inout Disagreements
    ) throws {
        let collisions = try CaseInsensitiveNames.collisions(
            among: wellNamed.lazy.map { entries[$0].nameOctets }
        ) { try budget.spendInParts($0) }
        for (first, second) in collisions {
            let entry = entries[wellNamed[second]]
            disagreements.add(
                .t6Case,
                at: entry.centralHeaderOffset + UInt64(CentralDirectoryHeader.fixedSize),
                in: entry.exactName, "entry name",
                expected: "a name that differs in more than upper and lower case",
                found: "the name of \(entries[wellNamed[first]].quotedName) in other case")
        }
    }
}
