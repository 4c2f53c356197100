@testable import EDocZip
import Testing
import VectorSupport

/// Remembers small writes and only counts large ones, which are taken to be zeros.
private struct SparseSink: ByteSink {
    var size: UInt64 = 0
    var pieces: [SparseSource.Piece] = []

    mutating func write(_ bytes: Span<UInt8>) throws {
        if bytes.count < 4_096 {
            let octets = [UInt8](capacity: bytes.count) { output in
                for index in bytes.indices { output.append(bytes[index]) }
            }
            pieces.append(SparseSource.Piece(offset: size, octets: octets))
        }
        size += UInt64(bytes.count)
    }
}

/// A large archive of which only the records are there; everything else is zeros.
private struct SparseSource: ByteSource {
    struct Piece {
        var offset: UInt64
        var octets: [UInt8]
    }

    let size: UInt64
    let pieces: [Piece]

    init(_ sink: SparseSink) {
        size = sink.size
        pieces = sink.pieces
    }

    func read(at offset: UInt64, count: Int, _ body: (Span<UInt8>) throws -> Void) throws {
        var octets = [UInt8](repeating: 0, count: count)
        let range = offset..<offset + UInt64(count)
        for piece in pieces {
            let whole = piece.offset..<piece.offset + UInt64(piece.octets.count)
            for position in whole.clamped(to: range) {
                octets[Int(position - offset)] = piece.octets[Int(position - piece.offset)]
            }
        }
        try body(octets.span)
    }
}

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
            try writer.beginDeflated(EntryName("a"), size: size, modified: time)
            // What was written so far shows in the sink of an archive that is given up.
            let octets = abandoned(writer)
            #expect(octets[28] == extra)
            #expect(octets[4] == (extra == 0 ? 20 : 45))
        }
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
