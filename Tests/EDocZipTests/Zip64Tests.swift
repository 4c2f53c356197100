import EDocSystem
@testable import EDocZip
import Testing
import VectorSupport

@Suite("zip64") struct Zip64Tests {
    /// The checksum of so many zeros, combined from that of one block.
    private func zerosCRC32(blocks: Int, of block: [UInt8]) -> UInt32 {
        let one = CRC32(of: block.span).value
        return (0..<blocks).reduce(0) { sum, _ in
            CRC32.combine(sum, one, secondLength: block.count)
        }
    }

    @Test("Sizes and offsets beyond 4 GiB are written and read, and no zip64 elsewhere")
    func largeStoredEntry() throws {
        let block = [UInt8](repeating: 0, count: 1 << 26)
        let size = UInt64(80 * block.count)  // 5 GiB
        let checksum = zerosCRC32(blocks: 80, of: block)
        var writer = ZipWriter(to: SparseSink())
        try writer.writeStored(EntryName("first"), contents: [1].span, modified: time)
        try writer.beginStored(
            EntryName("large"), size: size, crc32: checksum, modified: time, verifyingCRC32: false)
        for _ in 0..<80 { try writer.append(block.span) }
        try writer.endEntry()
        try writer.writeDeflated(EntryName("last"), contents: [2].span, modified: time)
        let source = try SparseSource(writer.finish())
        #expect(source.size > size)

        let reader = try ZipReader(source)
        #expect(reader.disagreements == [])
        #expect(reader.entries.map(\.uncompressedSize) == [1, size, 1])
        #expect(reader.entries.map(\.localExtraFieldLength) == [0, 20, 0])
        #expect(reader.entries[1].crc32 == checksum)
        #expect(reader.entries[2].localHeaderOffset > UInt64(UInt32.max))
        #expect(try contents(of: "first", in: reader) == [1])
        #expect(try contents(of: "last", in: reader) == [2])
        // The versions: 4.5, by UNIX, where zip64 is used.
        let records = source.pieces.flatMap(\.octets)
        #expect(records.starts(with: [0x50, 0x4b, 3, 4, 10, 0]))
        #expect(records.containsRun([0x50, 0x4b, 3, 4, 45, 0]))
        #expect(records.containsRun([0x50, 0x4b, 1, 2, 45, 3, 45, 0]))
        #expect(records.containsRun([0x50, 0x4b, 6, 6, 44, 0]))
    }

    @Test("A size of 4 GiB - 2 needs no zip64, one more does")
    func border() throws {
        let block = [UInt8](repeating: 0, count: 1 << 26)
        for (size, extra) in [(UInt64(UInt32.max) - 1, UInt16(0)), (UInt64(UInt32.max), 20)] {
            var writer = ZipWriter(to: SparseSink())
            try writer.beginStored(
                EntryName("a"), size: size, crc32: 0, modified: time, verifyingCRC32: false)
            var rest = size
            while rest > 0 {
                let count = Int(min(rest, UInt64(block.count)))
                try writer.append(block.span.extracting(first: count))
                rest -= UInt64(count)
            }
            try writer.endEntry()
            let reader = try ZipReader(SparseSource(writer.finish()))
            #expect(reader.disagreements == [])
            #expect(reader.entries[0].localExtraFieldLength == extra)
            #expect(reader.entries[0].compressedSize == size)
        }
    }

    @Test("A local header announces zip64 for a compressed entry only where the size is known")
    func announcedDeflated() throws {
        for (size, extra) in [(nil, 0), (UInt64(UInt32.max), 0), (UInt64(UInt32.max) + 1, 20)]
            as [(UInt64?, UInt8)]
        {
            var writer = ZipWriter(to: MemorySink())
            try writer.beginDeflated(EntryName("a"), expectedSize: size, modified: time)
            // What was written so far shows in the sink of an archive that is given up.
            let octets = abandoned(writer)
            #expect(octets[28] == extra)
            #expect(octets[4] == (extra == 0 ? 20 : 45))
        }
    }

    @Test("An entry whose header is completed afterwards is the one that was announced")
    func rewrittenHeader() throws {
        let block = [UInt8](repeating: 0, count: 1 << 26)
        for (blocks, expected) in [(80, UInt64(1) << 33), (1, 7)] {
            let size = UInt64(blocks * block.count)
            let checksum = zerosCRC32(blocks: blocks, of: block)
            var announced = ZipWriter(to: SparseSink())
            try announced.beginStored(
                EntryName("a"), size: size, crc32: checksum, modified: time,
                verifyingCRC32: false)
            var completed = ZipWriter(to: SparseSink())
            try completed.beginStored(EntryName("a"), expectedSize: expected, modified: time)
            for _ in 0..<blocks {
                try announced.append(block.span)
                try completed.append(block.span)
            }
            try announced.endEntry()
            try completed.endEntryAndRewriteHeader()
            let (one, other) = (try announced.finish(), try completed.finish())
            #expect(one.pieces == other.pieces)
            #expect(one.size == other.size)
        }
    }

    @Test("A size on the other side of 4 GiB - 1 than expected is refused")
    func otherForm() throws {
        func message(expected: UInt64, blocks: Int, isStored: Bool) throws -> String {
            let block = [UInt8](repeating: 0, count: 1 << 26)
            var writer = ZipWriter(to: SparseSink())
            do {
                if isStored {
                    try writer.beginStored(
                        EntryName("a"), expectedSize: expected, modified: time)
                } else {
                    try writer.beginDeflated(
                        EntryName("a"), level: 1, expectedSize: expected, modified: time)
                }
                for _ in 0..<blocks { try writer.append(block.span) }
                if isStored {
                    try writer.endEntryAndRewriteHeader()
                } else {
                    try writer.endEntry()
                }
                return "nothing was refused"
            } catch let error as ZipError {
                #expect(error.code == .size)
                return error.message
            }
        }
        let end =
            "came: its local header, which is written already, has another form for such a size"
        #expect(
            try message(expected: 1, blocks: 80, isStored: true)
                == #"The entry "a" was expected with 1 byte, and at least 4294967296 "# + end)
        #expect(
            try message(expected: UInt64(UInt32.max), blocks: 1, isStored: true)
                == #"The entry "a" was expected with 4294967295 bytes, and 67108864 "# + end)
        #expect(
            try message(expected: UInt64(UInt32.max) + 1, blocks: 0, isStored: false)
                == #"The entry "a" was expected with 4294967296 bytes, and 0 "# + end)
    }

    @Test("An entry ends the way that it began")
    func otherEnd() throws {
        var writer = ZipWriter(to: SparseSink())
        try writer.beginStored(EntryName("a"), expectedSize: 1, modified: time)
        #expect(throws: ZipError(.sequence, "")) { try writer.endEntry() }
        try writer.endEntryAndRewriteHeader()
        try writer.beginStored(EntryName("b"), size: 0, crc32: 0, modified: time)
        #expect(throws: ZipError(.sequence, "")) { try writer.endEntryAndRewriteHeader() }
        try writer.endEntry()
        #expect(try ZipReader(SparseSource(writer.finish())).disagreements == [])
    }

    /// The bytes that went to the sink of a writer that will not finish.
    private func abandoned(_ writer: consuming ZipWriter<MemorySink>) -> [UInt8] {
        writer.sink.bytes
    }

    @Test(
        "65,534 entries need no zip64, 65,535 do, and 70,000 are read back",
        arguments: [(65_534, false), (65_535, true), (70_000, true)])
    func manyEntries(count: Int, isZip64: Bool) throws {
        let written = try archive { writer in
            for index in 0..<count {
                try writer.writeStored(
                    EntryName("folder/\(index)"), contents: Span(), modified: time)
            }
        }
        #expect(written.suffix(98).containsRun([0x50, 0x4b, 6, 6]) == isZip64)
        #expect(written.suffix(42).containsRun([0x50, 0x4b, 6, 7]) == isZip64)
        let reader = try ZipReader(MemorySource(written))
        #expect(reader.disagreements == [])
        #expect(reader.entries.count == count)
        #expect(reader.entries.last?.nameOctets.elementsEqual("folder/\(count - 1)".utf8) == true)
    }

    @Test("A data descriptor takes 64-bit sizes only when one passes 4 GiB - 1")
    func descriptors() {
        for (size, length) in [(1, 16), (UInt64(UInt32.max), 16), (UInt64(UInt32.max) + 1, 24)] {
            var octets: [UInt8] = []
            let descriptor = DataDescriptor(
                crc32: 7, compressedSize: 5, uncompressedSize: size)
            descriptor.encode(into: &octets)
            #expect(octets.count == length)
            #expect(DataDescriptor(decoding: octets.span) == descriptor)
            #expect(
                DataDescriptor(decoding: octets.span.extracting(droppingFirst: 4)) == descriptor)
            #expect(DataDescriptor(decoding: octets.span.extracting(droppingFirst: 1)) == nil)
        }
    }
}

extension Sequence<UInt8> {
    /// Whether `run` occurs.
    fileprivate func containsRun(_ run: [UInt8]) -> Bool {
        let octets = Array(self)
        return octets.indices.contains { octets[$0...].starts(with: run) }
    }
}
