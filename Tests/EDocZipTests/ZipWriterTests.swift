import EDocSystem
import EDocZip
import Testing
import VectorSupport

@Suite("ZipWriter") struct ZipWriterTests {
    @Test("The bytes are exactly those of APPNOTE 4.3")
    func exactBytes() throws {
        let written = try archive { writer in
            try writer.writeStored(
                EntryName("mimetype"), contents: Array("text/plain".utf8).span, modified: time)
            try writer.writeDeflated(
                EntryName("ā"), contents: Array("aaaaaaaaaaaaaaaa".utf8).span, modified: time)
            try writer.beginDeflated(EntryName("b"), modified: time)
            try writer.append(Array("aaaaaaaa".utf8).span)
            try writer.append(Array("aaaaaaaa".utf8).span)
            try writer.endEntry()
        }
        let expected = bytes(
            """
            504b0304 0a00 0008 0000 208b ef58 53d5b644 0a000000 0a000000 0800 0000 // 4.3.7
            6d696d6574797065 746578742f706c61696e
            504b0304 1400 0008 0800 208b ef58 d568d6cf 05000000 10000000 0200 0000
            c481 4b4c440500
            504b0304 1400 0808 0800 208b ef58 00000000 00000000 00000000 0100 0000
            62 4b4c440500
            504b0708 d568d6cf 05000000 10000000 // 4.3.9
            504b0102 0a03 0a00 0008 0000 208b ef58 53d5b644 0a000000 0a000000 // 4.3.12
            0800 0000 0000 0000 0000 0000a481 00000000 6d696d6574797065
            504b0102 1403 1400 0008 0800 208b ef58 d568d6cf 05000000 10000000
            0200 0000 0000 0000 0000 0000a481 30000000 c481
            504b0102 1403 1400 0808 0800 208b ef58 d568d6cf 05000000 10000000
            0100 0000 0000 0000 0000 0000a481 55000000 62
            504b0506 0000 0000 0300 0300 95000000 89000000 0000 // 4.3.16
            """)
        #expect(written == expected)
    }

    @Test("An entry in pieces is the entry in one piece")
    func pieces() throws {
        var generator = SeededGenerator(seed: 4)
        let octets = text(200_000, &generator)
        let checksum = CRC32(of: octets.span).value
        let whole = try archive {
            try $0.writeStored(EntryName("a"), contents: octets.span, modified: time)
        }
        for verifying in [true, false] {
            let inPieces = try archive { writer in
                try writer.beginStored(
                    EntryName("a"), size: 200_000, crc32: checksum, modified: time,
                    verifyingCRC32: verifying)
                try writer.append(octets.span.extracting(first: 70_001))
                try writer.append(Span())
                try writer.append(octets.span.extracting(droppingFirst: 70_001))
                try writer.endEntry()
            }
            #expect(inPieces == whole)
        }
        let completed = try archive { writer in
            try writer.beginStored(EntryName("a"), expectedSize: 3, modified: time)
            try writer.append(octets.span.extracting(first: 70_001))
            try writer.append(octets.span.extracting(droppingFirst: 70_001))
            try writer.endEntryAndRewriteHeader()
        }
        #expect(completed == whole)
    }

    @Test("A compressor that is kept gives the bytes of a new one")
    func keptDeflater() throws {
        var generator = SeededGenerator(seed: 5)
        let octets = text(50_000, &generator)
        let own = try archive {
            try $0.writeDeflated(EntryName("a"), contents: octets.span, level: 9, modified: time)
        }
        var deflater = try Deflater(level: 1)
        for _ in 0..<2 {
            let kept = try archive {
                try $0.writeDeflated(
                    EntryName("a"), contents: octets.span, level: 9, modified: time,
                    with: &deflater)
            }
            #expect(kept == own)
        }
    }

    @Test("Random archives read back as they were written")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<40 {
            var expected: [(String, [UInt8])] = []
            let written = try archive { writer in
                for index in 0..<Int.random(in: 0...6, using: &generator) {
                    let name = "mape \(index)/fails ā\(index)"
                    let size = [0, 1, 100, 70_000, 300_000].randomElement(using: &generator) ?? 0
                    let octets = text(size, &generator)
                    expected.append((name, octets))
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0:
                        try writer.writeStored(
                            EntryName(name), contents: octets.span, modified: time)
                    case 1:
                        try writer.writeDeflated(
                            EntryName(name), contents: octets.span, level: index, modified: time)
                    default:
                        let isKnown = Bool.random(using: &generator)
                        try writer.beginDeflated(
                            EntryName(name), expectedSize: isKnown ? UInt64(size) : nil,
                            modified: time)
                        let cut = size / 2
                        try writer.append(octets.span.extracting(first: cut))
                        try writer.append(octets.span.extracting(droppingFirst: cut))
                        try writer.endEntry()
                    }
                }
            }
            let reader = try ZipReader(MemorySource(written))
            #expect(try findings(of: reader) == [])
            #expect(reader.entries.count == expected.count)
            for (entry, (name, octets)) in zip(reader.entries, expected) {
                #expect(entry.name == (try EntryName(name)))
                #expect(entry.modified == time)
                #expect(try contents(of: name, in: reader) == octets)
            }
        }
    }

    // MARK: Refusals

    @Test("A name twice is refused, and the archive can go on")
    func duplicate() throws {
        let written = try archive { writer in
            let empty = Span<UInt8>()
            try writer.writeStored(EntryName("\u{101}"), contents: empty, modified: time)
            let twin = try EntryName("a\u{304}")
            let name = try EntryName("\u{101}")
            for attempt in 0..<4 {
                do {
                    switch attempt {
                    case 0: try writer.writeStored(twin, contents: empty, modified: time)
                    case 1: try writer.writeDeflated(name, contents: empty, modified: time)
                    case 2: try writer.beginStored(twin, size: 0, crc32: 0, modified: time)
                    default: try writer.beginDeflated(name, modified: time)
                    }
                    Issue.record("attempt \(attempt) was taken")
                } catch let error as ZipError {
                    #expect(error.code == .duplicateEntryName)
                }
            }
            try writer.writeStored(EntryName("b"), contents: empty, modified: time)
        }
        #expect(try ZipReader(MemorySource(written)).entries.count == 2)
    }

    @Test("A folder's entry is empty")
    func folder() throws {
        let written = try archive { writer in
            let folder = try EntryName("a/", allowingFolder: true)
            do {
                try writer.writeStored(folder, contents: [1].span, modified: time)
                Issue.record("a folder took bytes")
            } catch let error as ZipError {
                #expect(
                    error.message
                        == #"The entry name "a/" is a folder's, and a folder holds no bytes; "#
                        + "drop the '/' at its end")
            }
            try writer.writeStored(folder, contents: Span(), modified: time)
        }
        #expect(try findings(in: written) == [])
    }

    @Test("More bytes than announced, fewer, and others are refused")
    func announcements() throws {
        func message(
            size: UInt64, crc32: UInt32, _ octets: [UInt8]
        ) throws -> String {
            var writer = ZipWriter(to: MemorySink())
            try writer.beginStored(EntryName("a"), size: size, crc32: crc32, modified: time)
            do {
                try writer.append(octets.span)
                try writer.endEntry()
                return "nothing was refused"
            } catch let error as ZipError {
                #expect(try finishing(writer) == "The archive is lost: an earlier step failed")
                return error.message
            }
        }
        #expect(
            try message(size: 2, crc32: 0, [1, 2, 3])
                == #"The entry "a" was announced with 2 bytes, and at least 3 came"#)
        #expect(
            try message(size: 4, crc32: 0, [1, 2, 3])
                == #"The entry "a" was announced with 4 bytes, and 3 came"#)
        #expect(
            try message(size: 3, crc32: 0x12_3456, [1, 2, 3])
                == #"The entry "a" was announced with the CRC-32 0x00123456, "#
                + "and its bytes have 0x55bc801d")
    }

    @Test("Calls out of order are refused")
    func sequence() throws {
        var writer = ZipWriter(to: MemorySink())
        do {
            try writer.append([1].span)
            Issue.record("bytes were taken without an entry")
        } catch let error as ZipError {
            #expect(error.message == "No entry is open that could take bytes or end")
        }
        do {
            try writer.endEntry()
            Issue.record("an entry ended that never began")
        } catch let error as ZipError {
            #expect(error.code == .sequence)
        }
        try writer.beginDeflated(EntryName("a"), modified: time)
        do {
            try writer.writeStored(EntryName("b"), contents: Span(), modified: time)
            Issue.record("an entry began within another")
        } catch let error as ZipError {
            #expect(error.message == #"The entry "a" must end before anything else begins"#)
        }
        #expect(
            try finishing(writer) == #"The entry "a" must end before anything else begins"#)
    }

    @Test("Limits are kept")
    func limits() throws {
        var limits = ZipLimits()
        limits.entries = 1
        limits.nameLength = 3
        limits.centralDirectorySize = 60
        func message(_ names: [String], _ limits: ZipLimits) throws -> String? {
            var writer = ZipWriter(to: MemorySink(), limits: limits)
            do {
                for name in names {
                    try writer.writeStored(EntryName(name), contents: Span(), modified: time)
                }
                return nil
            } catch let error as ZipError {
                #expect(error.code == .limit)
                return error.message
            }
        }
        #expect(try message(["a"], limits) == nil)
        #expect(try message(["a", "b"], limits) == "The archive has 1 entries, and the limit is 1")
        #expect(
            try message(["abcd"], limits)
                == #"The entry name "abcd" has 4 bytes, and the limit is 3"#)
        limits.entries = 2
        #expect(
            try message(["a", "b"], limits)
                == "The central directory has 94 bytes, and the limit is 60")
    }

    @Test("What a reader with the same limits would refuse is not written")
    func sizeLimits() throws {
        var limits = ZipLimits()
        limits.inflatedBytesPerEntry = 40_000
        limits.inflatedBytesInTotal = 60_000
        limits.ratioFreeBytes = 20_000
        let zeros = [UInt8](repeating: 0, count: 40_001)
        func message(_ count: Int, times: Int = 1, streaming: Bool) throws -> String? {
            var writer = ZipWriter(to: MemorySink(), limits: limits)
            do {
                for index in 0..<times {
                    let piece = zeros.span.extracting(first: count)
                    if streaming {
                        try writer.beginDeflated(EntryName("\(index)"), modified: time)
                        try writer.append(piece)
                        try writer.endEntry()
                    } else {
                        try writer.writeDeflated(
                            EntryName("\(index)"), contents: piece, modified: time)
                    }
                }
                let written = try writer.finish().bytes
                #expect(try findings(in: written, limits: limits) == [])
                return nil
            } catch let error as ZipError {
                #expect(error.code == .limit)
                return error.message
            }
        }
        for streaming in [false, true] {
            #expect(
                try message(40_001, streaming: streaming)
                    == #"40001 bytes in the entry "0", and the limit is 40000 bytes"#)
            #expect(try message(20_000, streaming: streaming) == nil)
        }
        #expect(
            try message(20_000, times: 4, streaming: false)
                == #"More bytes in all entries up to "3", and the limit is 60000 bytes"#)
        // So they do all together, when each of them is small.
        #expect(try message(20_000, times: 3, streaming: false) == nil)
        #expect(
            try message(20_000, times: 3, streaming: true)?.hasPrefix(
                #"The entry "1" shrinks from 20000 bytes to"#) == true)
        // Zeros shrink by more than 250 to 1: stored where that is still possible.
        #expect(try message(40_000, streaming: false) == nil)
        #expect(
            try message(40_000, streaming: true)?.hasSuffix(
                "and the limit is 250 to 1; store it instead") == true)
    }

    @Test("What the sink throws comes through, and the archive is lost")
    func failingSink() throws {
        struct Full: Error {}
        struct FullSink: ByteSink {
            var room: Int
            mutating func write(_ bytes: Span<UInt8>) throws {
                room -= bytes.count
                if room < 0 { throw Full() }
            }
        }
        var writer = ZipWriter(to: FullSink(room: 40))
        do {
            try writer.writeStored(EntryName("a"), contents: [1, 2, 3].span, modified: time)
            try writer.writeStored(EntryName("b"), contents: [1, 2, 3].span, modified: time)
            Issue.record("a full sink took the bytes")
        } catch { #expect(error is Full) }
        do {
            try writer.writeStored(EntryName("c"), contents: Span(), modified: time)
            Issue.record("a lost archive went on")
        } catch let error as ZipError {
            #expect(error.message == "The archive is lost: an earlier step failed")
        }
    }

    /// Why `writer` cannot finish.
    private func finishing(_ writer: consuming ZipWriter<MemorySink>) throws -> String? {
        do {
            _ = try writer.finish()
            return nil
        } catch let error as ZipError {
            return error.message
        }
    }
}
