package import EDocSystem

/// One view of an archive: what its central directory lists, and every place where another record
/// says something else.
///
/// The whole archive is accounted for: local headers, bytes, data descriptors, central directory
/// and the records at the end follow one another without gap or overlap, from the first byte to the
/// last. Contents are not read yet; ``read(_:_:)`` checks them. Memory: the central directory and
/// about a hundred bytes an entry.
package struct ZipReader: Sendable {
    /// Where the bytes come from.
    let source: any ByteSource

    /// The limits that the archive was held to.
    package let limits: ZipLimits

    /// What reading may cost.
    package private(set) var budget: WorkBudget

    /// The entries in the order of the central directory; empty when it cannot be read.
    package let entries: [ZipEntry]

    /// What is wrong; the first 200 of those that refuse the archive. Empty for a good archive.
    package let disagreements: [ZipDisagreement]

    /// The comment of the archive, which may hold anything.
    package let comment: [UInt8]

    /// Reads the records of an archive.
    ///
    /// An archive that contradicts itself, or is none, is no error: ``disagreements`` says so.
    ///
    /// - Parameter budget: What that and all reading of contents may cost. When it stops, no
    ///   entries are known.
    /// - Throws: ``ZipError`` with ``ZipError/Code/inputOutput``, or what a source of the caller's
    ///   own throws.
    package init(
        _ source: any ByteSource, limits: ZipLimits = ZipLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws {
        self.source = source
        self.limits = limits
        self.budget = budget
        var disagreements = Disagreements()
        var entries: [ZipEntry] = []
        let end = try ArchiveEnd(of: source, &disagreements)
        comment = end?.comment ?? []
        do {
            if let end,
                let directory = try CentralDirectoryReading(
                    of: source, end, limits: limits, budget, &disagreements)
            {
                entries = directory.entries
                try LocalFileHeaderComparison(of: source, before: end.directoryOffset, budget)
                    .compare(&entries, areAll: directory.isComplete, &disagreements)
            }
        } catch is WorkBudget.Stop {
            entries = []
        }
        self.entries = entries
        self.disagreements = disagreements.list
    }

    /// The same archive, whose contents are read from now on at the cost of `budget`.
    package func spending(_ budget: WorkBudget) -> ZipReader {
        var reader = self
        reader.budget = budget
        return reader
    }

    /// Whether nothing is wrong that must refuse the archive.
    package var isConsistent: Bool { !disagreements.contains { $0.refuses } }
}

// MARK: - The entry `mimetype`

extension ZipReader {
    /// How the entry `mimetype`, if there is one, is kept otherwise than EN 319 162-1 A.1 asks.
    ///
    /// It is the archive's first entry, stored, without extra field in its local header and without
    /// data descriptor, so that its content stands at offset 38. Without a local header there is
    /// nothing more to say than ``disagreements`` does.
    package func mimetypeDisagreements() -> [ZipDisagreement] {
        var disagreements = Disagreements()
        for entry in entries where entry.nameOctets.elementsEqual("mimetype".utf8) {
            guard let extraFieldLength = entry.localExtraFieldLength else { continue }
            func add(_ field: String, at position: UInt64, _ expected: String, _ found: String) {
                disagreements.add(
                    .c2, at: entry.localHeaderOffset + position, in: entry.exactName, field,
                    expected: expected, found: found)
            }
            if entry.localHeaderOffset != 0 {
                add(
                    "local file header", at: 0, "the archive's first entry, at offset 0",
                    "an entry at offset \(entry.localHeaderOffset)")
            }
            if entry.method != .stored {
                add(
                    "local file header, compression method", at: 8, "stored (0)",
                    "\(entry.method)")
            }
            if entry.flags.contains(.dataDescriptor) {
                add(
                    "local file header, general purpose flags", at: 6, "no data descriptor", "bit 3"
                )
            }
            if extraFieldLength > 0 {
                add("local file header, extra field length", at: 28, "0", "\(extraFieldLength)")
            }
        }
        return disagreements.list
    }
}
