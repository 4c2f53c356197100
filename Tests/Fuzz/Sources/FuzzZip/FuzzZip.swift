// seeds: TestVectors/zip
import EDocSystem
import EDocZip
import FuzzDriver

/// Whatever the bytes are, they are read without a crash; an archive in which nothing is wrong,
/// written again, reads back equal.
@main enum FuzzZip: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.indices.map { input[$0] }
        guard let entries = try view(octets) else { return }
        var writer = ZipWriter(to: MemorySink())
        for (entry, contents) in entries {
            guard let name = entry.name else { preconditionFailure("a name that was not checked") }
            if entry.method == .stored {
                try writer.writeStored(
                    name, contents: contents.span, modified: entry.modified)
            } else {
                try writer.writeDeflated(name, contents: contents.span, modified: entry.modified)
            }
        }
        guard let again = try view(writer.finish().bytes) else {
            preconditionFailure("what was written is refused")
        }
        precondition(again.count == entries.count)
        for ((one, contents), (other, otherContents)) in zip(entries, again) {
            precondition(one.name == other.name && one.method == other.method)
            precondition(one.modified == other.modified && one.crc32 == other.crc32)
            precondition(contents == otherContents)
        }
    }

    /// Names and contents of an archive in which nothing is wrong; nil when something is.
    private static func view(_ octets: [UInt8]) throws -> [(ZipEntry, [UInt8])]? {
        var limits = ZipLimits()
        limits.inflatedBytesPerEntry = 1 << 16
        limits.inflatedBytesInTotal = 1 << 17
        let reader = try ZipReader(MemorySource(octets), limits: limits)
        for disagreement in reader.disagreements + reader.mimetypeDisagreements() {
            precondition(!disagreement.description.isEmpty)
        }
        var isGood = reader.isConsistent
        var entries: [(ZipEntry, [UInt8])] = []
        for entry in reader.entries.prefix(100) {
            var pieces: [UInt8] = []
            let wrong = try reader.read(entry) { piece in
                for index in piece.indices { pieces.append(piece[index]) }
            }
            switch try reader.contents(of: entry, limit: 1 << 15) {
            case .bytes(let contents):
                precondition(wrong == nil && contents == pieces)
                precondition(UInt64(contents.count) == entry.uncompressedSize)
                entries.append((entry, contents))
            case .refused:
                isGood = isGood && wrong == nil
                precondition(wrong != nil || entry.uncompressedSize > 1 << 15)
            }
            if wrong != nil { isGood = false }
        }
        return isGood && entries.count == reader.entries.count ? entries : nil
    }
}
