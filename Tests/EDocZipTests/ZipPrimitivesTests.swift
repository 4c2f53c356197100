import EDocSystem
import EDocZip
import Glibc
import Testing
import VectorSupport

@Suite("Parts of an archive") struct ZipPrimitivesTests {
    @Test(
        "Unix times become MS-DOS dates in UTC",
        arguments: [
            (0, 1980, 1, 1, 0, 0, 0), (Int64.min, 1980, 1, 1, 0, 0, 0),
            (315_532_800, 1980, 1, 1, 0, 0, 0), (951_782_399, 2000, 2, 28, 23, 59, 58),
            (951_782_400, 2000, 2, 29, 0, 0, 0), (951_868_800, 2000, 3, 1, 0, 0, 0),
            (1_721_064_301, 2024, 7, 15, 17, 25, 0), (1_735_689_599, 2024, 12, 31, 23, 59, 58),
            (4_107_542_399, 2100, 2, 28, 23, 59, 58), (4_107_542_400, 2100, 3, 1, 0, 0, 0),
            (4_354_819_199, 2107, 12, 31, 23, 59, 58), (Int64.max, 2107, 12, 31, 23, 59, 58),
        ] as [(Int64, Int, Int, Int, Int, Int, Int)])
    func dates(
        seconds: Int64, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    ) {
        let value = MSDOSDateTime(secondsSince1970: seconds)
        let date = Int(value.date)
        let clock = Int(value.time)
        #expect([date >> 9 + 1980, date >> 5 & 15, date & 31] == [year, month, day])
        #expect([clock >> 11, clock >> 5 & 63, (clock & 31) * 2] == [hour, minute, second])
    }

    @Test("CRC-32 of the check string, in one piece, in two, continued and combined")
    func checksum() {
        let octets = Array("123456789".utf8)
        #expect(CRC32(of: octets.span).value == 0xCBF4_3926)
        #expect(CRC32().value == 0)
        for cut in 0...octets.count {
            let first = octets.span.extracting(first: cut)
            let second = octets.span.extracting(droppingFirst: cut)
            var whole = CRC32(of: first)
            whole.update(second)
            #expect(whole.value == 0xCBF4_3926)
            var continued = CRC32(continuing: CRC32(of: first).value)
            continued.update(second)
            #expect(continued == whole)
            #expect(
                CRC32.combine(
                    CRC32(of: first).value, CRC32(of: second).value, secondLength: second.count)
                    == whole.value)
        }
        #expect(CRC32.combine(7, 9, secondLength: -1) == 7)
    }

    @Test("CRC-32 is the remainder of APPNOTE 4.4.7 for every length and beginning")
    func crc32OfEveryLength() {
        // Bit by bit, as the polynomial says.
        func remainder(_ bytes: ArraySlice<UInt8>, continuing value: UInt32) -> UInt32 {
            var state = ~value
            for byte in bytes {
                state ^= UInt32(byte)
                for _ in 0..<8 {
                    let isOdd = state & 1 == 1
                    state >>= 1
                    if isOdd { state ^= 0xEDB8_8320 }
                }
            }
            return ~state
        }
        var generator = SeededGenerator(seed: 5)
        let bytes = (0..<1_500).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for length in Array(0...300) + [1_000, 1_023, 1_024, 1_025, 1_499] {
            let start = Int.random(in: 0...min(16, 1_500 - length), using: &generator)
            let value =
                length.isMultiple(of: 3) ? 0 : UInt32.random(in: 0...(.max), using: &generator)
            var checksum = CRC32(continuing: value)
            checksum.update(bytes.span.extracting(start..<start + length))
            #expect(
                checksum.value == remainder(bytes[start..<start + length], continuing: value),
                "\(length) bytes from \(start)")
        }
    }

    @Test("CRC-32 of large buffers is that of their small pieces, which zlib takes")
    func crc32OfLargeBuffers() {
        var generator = SeededGenerator(seed: 8)
        let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for _ in 0..<20 {
            let start = Int.random(in: 0..<100_000, using: &generator)
            let end = Int.random(in: 100_000...300_000, using: &generator)
            var inPieces = CRC32()
            for piece in stride(from: start, to: end, by: 100) {
                inPieces.update(bytes.span.extracting(piece..<min(piece + 100, end)))
            }
            #expect(CRC32(of: bytes.span.extracting(start..<end)) == inPieces)
        }
    }

    @Test("What a deflater makes an inflater undoes, for any cut and level")
    func deflate() throws {
        var generator = SeededGenerator(seed: 1)
        var deflater = try Deflater(level: 1)
        var inflater = try Inflater()
        for (size, level) in [(0, 6), (1, 1), (5_000, 9), (300_000, 0), (300_000, 6), (70_000, 99)]
        {
            let original = text(size, &generator)
            var compressed: [UInt8] = []
            try deflater.reset(level: level)
            let cut = size / 3
            try deflater.compress(
                original.span.extracting(first: cut), finishing: false, appendingTo: &compressed)
            try deflater.compress(
                original.span.extracting(droppingFirst: cut), finishing: true,
                appendingTo: &compressed)
            #expect(compressed.count < max(16, size / 2))
            var inflated: [UInt8] = []
            inflater.reset()
            let step = try inflater.inflate(
                compressed.span, room: size + 1, appendingTo: &inflated)
            #expect(step.status == .hasEnded)
            #expect(step.taken == compressed.count)
            #expect(inflated == original)
        }
    }

    @Test("A deflater gives the same bytes after another stream as when it is new")
    func deflaterAgain() throws {
        var generator = SeededGenerator(seed: 2)
        let octets = text(20_000, &generator)
        func compressed(_ deflater: inout Deflater, level: Int) throws -> [UInt8] {
            var output: [UInt8] = []
            try deflater.reset(level: level)
            try deflater.compress(octets.span, finishing: true, appendingTo: &output)
            return output
        }
        var used = try Deflater()
        _ = try compressed(&used, level: 1)
        var new = try Deflater(level: 9)
        #expect(try compressed(&used, level: 9) == compressed(&new, level: 9))
    }

    @Test("A file source reads any range and refuses what is no file")
    func fileSource() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a"
            let descriptor = unsafe open(path, O_CREAT | O_RDWR, 0o600)
            defer { close(descriptor) }
            var sink = FileDescriptorSink(descriptor)
            try sink.write([1, 2, 3, 4].span)
            try sink.flush()
            let source = try FileSource(path: path)
            #expect(source.size == 4)
            var read: [UInt8] = []
            try source.read(at: 1, count: 2) { read = [$0[0], $0[1]] }
            #expect(read == [2, 3])
            for (offset, count) in [(0, 5), (4, 1), (5, 0), (0, -1)] as [(UInt64, Int)] {
                #expect(throws: ZipError(.inputOutput, "")) {
                    try source.read(at: offset, count: count) { _ in }
                }
            }
            #expect(throws: FileError(folder, .folder)) { try FileSource(path: folder) }
            let none = folder + "/none"
            let missing = FileError(
                none, .unreadable(SystemCallError(call: "open", number: ENOENT)))
            #expect(throws: missing) { try FileSource(path: none) }
            // A small file was read when it was opened, and is what it was then.
            _ = ftruncate(descriptor, 1)
            try source.read(at: 0, count: 4) { read = [$0[0], $0[3]] }
            #expect(read == [1, 4])
            _ = ftruncate(descriptor, off_t(FileSource.smallSize) + 1)
            let large = try FileSource(path: path)
            _ = ftruncate(descriptor, 1)
            let error = #expect(throws: ZipError.self) {
                try large.read(at: 0, count: 4) { _ in }
            }
            #expect(error?.message.contains("became shorter while it was read") == true)
        }
    }
}
