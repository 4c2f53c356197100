/// What a writer remembers of the entries that it has written: their central directory headers, the
/// names, and how far the archive has come (APPNOTE 4.3.6).
struct CentralDirectory {
    /// All ones in a 32-bit field: the value stands in the zip64 extra field (APPNOTE 4.4.8,
    /// 4.4.9).
    static let isInZip64 = UInt32.max

    /// What both headers of an entry are made of.
    struct Entry {
        var name: EntryName
        var method: CompressionMethod
        var modified: MSDOSDateTime
        var crc32: UInt32 = 0
        var compressedSize: UInt64 = 0
        var uncompressedSize: UInt64 = 0
        var hasDataDescriptor = false
        var localHeaderOffset: UInt64 = 0

        var flags: GeneralPurposeFlags {
            hasDataDescriptor ? [.utf8, .dataDescriptor] : .utf8
        }

        /// What both headers say; a size that `zip64` has is all ones.
        func fields(_ zip64: Zip64ExtraField) -> EntryHeaderFields {
            EntryHeaderFields(
                versionNeeded: versionNeeded(zip64), flags: flags, method: method,
                modified: modified, crc32: crc32,
                compressedSize: zip64.compressedSize == nil
                    ? UInt32(clamping: compressedSize) : isInZip64,
                uncompressedSize: zip64.uncompressedSize == nil
                    ? UInt32(clamping: uncompressedSize) : isInZip64,
                nameLength: UInt16(name.octets.count),
                extraFieldLength: UInt16(zip64.encodedSize))
        }

        /// APPNOTE 4.4.3.2: 1.0 for stored, 2.0 for deflated, 4.5 where zip64 is used.
        private func versionNeeded(_ zip64: Zip64ExtraField) -> UInt16 {
            if zip64.encodedSize > 0 { return 45 }
            return method == .stored ? 10 : 20
        }
    }

    private let limits: ZipLimits
    private var headers: [UInt8] = []
    private var entries = 0
    private var inflatedBytes: UInt64 = 0
    private var compressedBytes: UInt64 = 0
    private var names: EntryNameSet

    /// Where the next byte of the archive goes.
    private(set) var offset: UInt64 = 0

    init(limits: ZipLimits) {
        self.limits = limits
        // What a container with one data file has: five files and the folder META-INF.
        names = EntryNameSet(minimumCapacity: 6, folderLimit: limits.folders)
        headers.reserveCapacity(512)
    }

    /// Counts bytes that were written behind what `offset` says.
    mutating func advance(by count: Int) { offset += UInt64(count) }

    /// Takes the name of a new entry, or says why the archive cannot have it.
    mutating func reserve(_ name: EntryName, size: UInt64) throws(ZipError) {
        guard entries < limits.entries else {
            throw ZipError(
                .limit, "The archive has \(entries) entries, and the limit is \(limits.entries)")
        }
        guard name.octets.count <= limits.nameLength else {
            throw ZipError(
                .limit,
                "The entry name \(EntryName.quoted(name.octets.span)) has \(name.octets.count) "
                    + "bytes, and the limit is \(limits.nameLength)")
        }
        guard size == 0 || !name.isFolder else {
            throw ZipError(
                .entryName,
                "The entry name \(EntryName.quoted(name.octets.span)) is a folder's, "
                    + "and a folder holds no bytes; drop the '/' at its end")
        }
        try check(size: size, of: name)
        try names.insertUnique(name)
    }

    /// What a reader with the same limits would refuse is not written.
    func check(size: UInt64, of name: EntryName) throws(ZipError) {
        func refuse(_ what: String, _ limit: UInt64) -> ZipError {
            ZipError(
                .limit,
                "\(what) \(EntryName.quoted(name.octets.span)), and the limit is \(limit) bytes")
        }
        if size > limits.inflatedBytesPerEntry {
            throw refuse("\(byteCount(size)) in the entry", limits.inflatedBytesPerEntry)
        }
        let (total, overflow) = inflatedBytes.addingReportingOverflow(size)
        if overflow || total > limits.inflatedBytesInTotal {
            throw refuse("More bytes in all entries up to", limits.inflatedBytesInTotal)
        }
    }

    /// Whether a reader would take the entry for an attack, so far does it shrink, or all up to it.
    func shrinksTooFar(_ entry: Entry) -> Bool {
        func isTooMuch(_ size: UInt64, from compressedSize: UInt64) -> Bool {
            let (most, isHuge) = compressedSize.multipliedReportingOverflow(by: limits.ratio)
            return size > limits.ratioFreeBytes && !isHuge && size > most
        }
        return isTooMuch(entry.uncompressedSize, from: entry.compressedSize)
            || isTooMuch(
                inflatedBytes + entry.uncompressedSize,
                from: compressedBytes + entry.compressedSize)
    }

    /// Appends the local header of `entry` to `bytes` and notes its offset.
    ///
    /// - Parameter announcesZip64: Whether the sizes, though not known yet, will need zip64.
    func begin(_ entry: inout Entry, announcesZip64: Bool, into bytes: inout [UInt8]) {
        entry.localHeaderOffset = offset
        appendLocalHeader(of: entry, announcesZip64: announcesZip64, to: &bytes)
    }

    /// Appends the local header of `entry`, which has the same length for all sizes that need
    /// zip64, and for all that do not.
    func appendLocalHeader(of entry: Entry, announcesZip64: Bool, to bytes: inout [UInt8]) {
        var zip64 = Zip64ExtraField()
        let limit = UInt64(Self.isInZip64)
        if announcesZip64 || entry.compressedSize >= limit || entry.uncompressedSize >= limit {
            // APPNOTE 4.5.3: in a local header both sizes are there, even if one would fit.
            zip64.uncompressedSize = entry.uncompressedSize
            zip64.compressedSize = entry.compressedSize
        }
        LocalFileHeader(fields: entry.fields(zip64)).encode(into: &bytes)
        bytes.append(contentsOf: entry.name.octets)
        zip64.encode(into: &bytes)
    }

    /// Adds the header of `entry`, all of whose bytes are written.
    mutating func add(_ entry: Entry) throws(ZipError) {
        try check(size: entry.uncompressedSize, of: entry.name)
        guard !shrinksTooFar(entry) else {
            throw ZipError(
                .limit,
                "The entry \(EntryName.quoted(entry.name.octets.span)) shrinks from "
                    + "\(byteCount(entry.uncompressedSize)) to \(entry.compressedSize), those before "
                    + "it from \(inflatedBytes) to \(compressedBytes), and the limit is "
                    + "\(limits.ratio) to 1; store it instead")
        }
        inflatedBytes += entry.uncompressedSize
        compressedBytes += entry.compressedSize
        func unlessFitting(_ value: UInt64) -> UInt64? {
            value < UInt64(Self.isInZip64) ? nil : value
        }
        let zip64 = Zip64ExtraField(
            uncompressedSize: unlessFitting(entry.uncompressedSize),
            compressedSize: unlessFitting(entry.compressedSize),
            localHeaderOffset: unlessFitting(entry.localHeaderOffset))
        let fields = entry.fields(zip64)
        CentralDirectoryHeader(
            versionMadeBy: CentralDirectoryHeader.unix << 8 | fields.versionNeeded, fields: fields,
            externalAttributes: CentralDirectoryHeader.attributes(isFolder: entry.name.isFolder),
            localHeaderOffset: UInt32(clamping: entry.localHeaderOffset)
        ).encode(into: &headers)
        headers.append(contentsOf: entry.name.octets)
        zip64.encode(into: &headers)
        entries += 1
        guard headers.count <= limits.centralDirectorySize else {
            throw ZipError(
                .limit,
                "The central directory has \(headers.count) bytes, "
                    + "and the limit is \(limits.centralDirectorySize)")
        }
    }

    /// The central directory and the records behind it, the archive's last bytes.
    mutating func finish() -> [UInt8] {
        let size = UInt64(headers.count)
        let limit = UInt64(Self.isInZip64)
        var bytes: [UInt8] = []
        swap(&bytes, &headers)
        // APPNOTE 4.4.1.4: a number that does not fit is all ones, and a zip64 record holds it.
        if entries >= Int(UInt16.max) || size >= limit || offset >= limit {
            Zip64EndOfCentralDirectory(
                sizeOfRecord: 44, versionMadeBy: 45, versionNeeded: 45, diskNumber: 0,
                centralDirectoryDisk: 0, entriesOnThisDisk: UInt64(entries),
                entries: UInt64(entries), centralDirectorySize: size,
                centralDirectoryOffset: offset
            ).encode(into: &bytes)
            Zip64EndOfCentralDirectoryLocator(
                recordDisk: 0, recordOffset: offset + size, numberOfDisks: 1
            ).encode(into: &bytes)
        }
        EndOfCentralDirectory(
            diskNumber: 0, centralDirectoryDisk: 0, entriesOnThisDisk: UInt16(clamping: entries),
            entries: UInt16(clamping: entries), centralDirectorySize: UInt32(clamping: size),
            centralDirectoryOffset: UInt32(clamping: offset), commentLength: 0
        ).encode(into: &bytes)
        return bytes
    }
}
