@testable import EDocZip
import EDocSystem
import Testing
import VectorSupport

@Suite("Entries copied from archive to archive") struct EntryCopyTests {
    /// The archive of all entries of `source`, one by one.
    private func copies(of source: [UInt8], limits: ZipLimits = ZipLimits()) throws -> [UInt8] {
        let reader = try ZipReader(MemorySource(source))
        return try archive(limits: limits) { writer in
            for entry in reader.entries { try writer.copy(entry, from: reader) }
        }
    }

    @Test("An archive of this writer, copied entry by entry, is itself")
    func own() throws {
        var generator = SeededGenerator(seed: 11)
        let octets = text(200_000, &generator)
        let written = try archive { writer in
            try writer.writeStored(EntryName("mimetype"), contents: [1, 2].span, modified: time)
            try writer.writeStored(EntryName("a/ā"), contents: octets.span, modified: time)
            try writer.writeDeflated(EntryName("b"), contents: octets.span, modified: time)
            try writer.writeStored(EntryName("none"), contents: Span(), modified: time)
        }
        #expect(try copies(of: written) == written)
    }

    @Test("What a data descriptor says goes into the header")
    func dataDescriptor() throws {
        var generator = SeededGenerator(seed: 12)
        let octets = text(100_000, &generator)
        let streamed = try archive { writer in
            try writer.beginDeflated(EntryName("a"), modified: time)
            try writer.append(octets.span)
            try writer.endEntry()
        }
        let whole = try archive {
            try $0.writeDeflated(EntryName("a"), contents: octets.span, modified: time)
        }
        #expect(streamed != whole)
        #expect(try copies(of: streamed) == whole)
    }

    @Test("Entries of others come with names and contents, without what else they have")
    func foreign() throws {
        // Folder entry, extra fields, attributes of MS-DOS, time in another form: as others write.
        let octets = Array("content".utf8)
        var written = try archive { writer in
            try writer.writeStored(
                EntryName("mape/", allowingFolder: true), contents: Span(), modified: time)
            try writer.writeStored(EntryName("mape/a"), contents: octets.span, modified: time)
        }
        let again = try copies(of: written)
        #expect(again == written)
        // Made by MS-DOS, and an attribute of it.
        let central = try #require(written.firstRange(of: [0x50, 0x4b, 1, 2]))
        written[central.lowerBound + 5] = 0
        #expect(try copies(of: written) == again)
    }

    @Test("70,000 entries are copied with zip64 records")
    func manyEntries() throws {
        let written = try archive { writer in
            for index in 0..<70_000 {
                try writer.writeStored(EntryName("\(index)"), contents: Span(), modified: time)
            }
        }
        #expect(try copies(of: written) == written)
    }

    // MARK: Refusals

    /// What is thrown when the first entry of `source` is copied.
    private func refusal(
        of source: [UInt8], limits: ZipLimits = ZipLimits()
    ) throws -> (ZipError.Code, String)? {
        do {
            _ = try copies(of: source, limits: limits)
            return nil
        } catch let error as ZipError {
            return (error.code, error.message)
        }
    }

    @Test("Damaged bytes are refused, stored or compressed, wherever they are")
    func damaged() throws {
        var generator = SeededGenerator(seed: 13)
        let octets = text(2_000, &generator)
        for isStored in [true, false] {
            let written = try archive { writer in
                if isStored {
                    try writer.writeStored(EntryName("a"), contents: octets.span, modified: time)
                } else {
                    try writer.writeDeflated(EntryName("a"), contents: octets.span, modified: time)
                }
            }
            let reader = try ZipReader(MemorySource(written))
            let size = Int(reader.entries[0].compressedSize)
            for place in stride(from: 31, to: 31 + size, by: 7) {
                var damaged = written
                damaged[place] ^= 0x10
                #expect(try refusal(of: damaged)?.0 == .refusedEntry, "octet \(place)")
            }
            var damaged = written
            damaged[31 + size / 2] ^= 1
            if isStored {
                #expect(
                    try refusal(of: damaged)?.1.hasPrefix(
                        #""a" cannot be copied: entry "a", CRC-32 of the contents, at offset 31"#)
                        == true)
            }
        }
    }

    @Test("After damaged bytes the archive is lost; after a refusal in advance it is not")
    func afterARefusal() throws {
        var damaged = try archive {
            try $0.writeStored(EntryName("a"), contents: [1, 2, 3].span, modified: time)
        }
        damaged[31] = 9
        let reader = try ZipReader(MemorySource(damaged))
        var writer = ZipWriter(to: MemorySink())
        #expect(throws: ZipError(.refusedEntry, "")) {
            try writer.copy(reader.entries[0], from: reader)
        }
        #expect(throws: ZipError(.sequence, "")) {
            try writer.writeStored(EntryName("b"), contents: Span(), modified: time)
        }
        let encrypted = try Self.encrypted()
        var other = ZipWriter(to: MemorySink())
        #expect(throws: ZipError(.refusedEntry, "")) {
            try other.copy(encrypted.entries[0], from: encrypted)
        }
        try other.writeStored(EntryName("b"), contents: Span(), modified: time)
        #expect(try ZipReader(MemorySource(other.finish().bytes)).entries.count == 1)
    }

    @Test("From behind 4 GiB to the beginning, and the other way")
    func offsetsBeyond4GiB() throws {
        var writer = ZipWriter(to: SparseSink())
        let block = [UInt8](repeating: 0, count: 1 << 26)
        try writer.beginStored(
            EntryName("large"), size: 1 << 32, crc32: 0, modified: time, verifyingCRC32: false)
        for _ in 0..<64 { try writer.append(block.span) }
        try writer.endEntry()
        try writer.writeDeflated(
            EntryName("b"), contents: block.span.extracting(first: 99), modified: time)
        let small = try archive {
            try $0.writeStored(EntryName("a"), contents: [1].span, modified: time)
        }
        let other = try ZipReader(MemorySource(small))
        try writer.copy(other.entries[0], from: other)
        let reader = try ZipReader(SparseSource(writer.finish()))
        #expect(reader.disagreements == [])
        #expect(reader.entries[2].localHeaderOffset > UInt64(UInt32.max))
        #expect(try contents(of: "a", in: reader) == [1])
        let copied = try archive { try $0.copy(reader.entries[1], from: reader) }
        #expect(
            try contents(of: "b", in: ZipReader(MemorySource(copied)))
                == [UInt8](repeating: 0, count: 99))
    }

    /// An archive of which both headers of an entry say that it is encrypted.
    private static func encrypted() throws -> ZipReader {
        var written = try archive {
            try $0.writeStored(EntryName("a"), contents: [1].span, modified: time)
        }
        let central = try #require(written.firstRange(of: [0x50, 0x4b, 1, 2]))
        written[6] |= 1
        written[central.lowerBound + 8] |= 1
        return try ZipReader(MemorySource(written))
    }

    @Test("Another method, an archive that contradicts itself, a name twice")
    func refusedInAdvance() throws {
        let written = try archive {
            try $0.writeStored(EntryName("a"), contents: [1].span, modified: time)
        }
        let central = try #require(written.firstRange(of: [0x50, 0x4b, 1, 2]))
        var bzip2 = written
        bzip2[8] = 12
        bzip2[central.lowerBound + 10] = 12
        let method = try #require(try refusal(of: bzip2))
        #expect(method.0 == .refusedEntry)
        #expect(method.1.contains("method 12"))
        var torn = written
        torn[14] ^= 1  // the CRC-32 of the local header
        #expect(try refusal(of: torn)?.0 == .refusedEntry)
        let reader = try ZipReader(MemorySource(written))
        #expect(throws: ZipError(.duplicateEntryName, "")) {
            _ = try archive { writer in
                try writer.copy(reader.entries[0], from: reader)
                try writer.copy(reader.entries[0], from: reader)
            }
        }
        var limits = ZipLimits()
        limits.inflatedBytesPerEntry = 0
        #expect(try refusal(of: written, limits: limits)?.0 == .limit)
    }

    @Test("What the source throws ends the copy")
    func budget() throws {
        var generator = SeededGenerator(seed: 14)
        let octets = text(100_000, &generator)
        let written = try archive {
            try $0.writeStored(EntryName("a"), contents: octets.span, modified: time)
        }
        let cancellation = Cancellation()
        let reader = try ZipReader(MemorySource(written)).spending(
            WorkBudget(cancellation: cancellation))
        cancellation.cancel()
        #expect(throws: (any Error).self) {
            _ = try archive { try $0.copy(reader.entries[0], from: reader) }
        }
    }
}
