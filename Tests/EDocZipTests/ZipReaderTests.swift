import EDocZip
import Testing
import VectorSupport

@Suite("ZipReader") struct ZipReaderTests {
    static let vectors =
        (try? Vectors.names(in: Vectors.folder + "/zip"))?
        .filter { $0.hasSuffix(".zip") } ?? []

    @Test("The vectors are there") func vectorsAreThere() {
        #expect(Self.vectors.count > 90)
    }

    @Test("Each vector gives the finding beside it, and no other", arguments: vectors)
    func vector(name: String) throws {
        let expectation = try Vectors.expectation("zip/\(name).expect")
        let reader = try ZipReader(FileSource(path: Vectors.folder + "/zip/" + name))
        let all = try findings(of: reader)
        let refusing = all.filter(\.refuses)
        let noted = Set(all.filter { !$0.refuses }.map(\.rule.row))
        #expect(noted == Set(expectation["noted"].map { [$0] } ?? []))
        guard expectation["outcome"] == "refused" else {
            #expect(expectation["outcome"] == "accepted")
            #expect(refusing == [])
            #expect(reader.isConsistent)
            return
        }
        let rule = try #require(expectation["rule"])
        let field = try #require(expectation["field"])
        #expect(Set(refusing.map(\.rule.row)) == [rule], "\(refusing)")
        let named = refusing.filter {
            $0.field.contains(field) && $0.found.contains(expectation["found"] ?? "")
        }
        #expect(!named.isEmpty, "\(refusing)")
    }

    @Test(
        "The generator writes the vectors as they are",
        .enabled(if: Command(named: "python3") != nil, "python3 is not installed"))
    func generator() async throws {
        let python = try #require(Command(named: "python3"))
        try await withTemporaryFolder { folder in
            let outcome = try python.run([Vectors.folder + "/generate/zip.py", folder])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(
                try Vectors.names(in: folder)
                    == Vectors.names(in: Vectors.folder + "/zip").filter {
                        $0.hasSuffix(".zip") || $0.hasSuffix(".expect")
                    })
            for name in try Vectors.names(in: folder) {
                #expect(
                    try Vectors.octets(at: folder + "/" + name) == Vectors.octets("zip/" + name),
                    "\(name)")
            }
        }
    }

    @Test("A disagreement says where, what was expected and what was found")
    func message() throws {
        let finding = try #require(
            findings(in: Vectors.octets("zip/local-crc.zip")).first)
        #expect(
            finding.description
                == #"entry "a.txt", local file header, CRC-32, at offset 14: "#
                + "expected 0x512ed020 as in the central directory, found 0x00000001")
        #expect(finding.rule == .t8)
        #expect(finding.offset == 14)
    }

    @Test("Limits refuse with rule T9")
    func limits() throws {
        let written = try archive { writer in
            try writer.writeDeflated(
                EntryName("zeros"), contents: [UInt8](repeating: 0, count: 5_000).span,
                modified: time)
            try writer.writeStored(EntryName("b"), contents: [1, 2].span, modified: time)
        }
        func fields(_ change: (inout ZipLimits) -> Void) throws -> [String] {
            var limits = ZipLimits()
            change(&limits)
            return try ZipReader(MemorySource(written), limits: limits).disagreements.map {
                "\($0.rule.row) \($0.field): \($0.expected)"
            }
        }
        #expect(try fields { _ in } == [])
        #expect(try fields { $0.entries = 1 } == ["T9 number of entries: at most 1"])
        #expect(
            try fields { $0.centralDirectorySize = 90 }
                == ["T9 size of the central directory: at most 90 bytes"])
        #expect(
            try fields { $0.nameLength = 4 }
                == ["T9 central directory header, name length: at most 4 bytes"])
        #expect(
            try fields { $0.inflatedBytesPerEntry = 4_999 }
                == ["T9 central directory header, uncompressed size: at most 4999"])
        #expect(
            try fields { $0.inflatedBytesInTotal = 5_001 } == [
                "T9 central directory header, uncompressed size: "
                    + "at most 5001 bytes in all entries together"
            ])
        #expect(
            try fields {
                $0.ratio = 100
                $0.ratioFreeBytes = 4_999
            } == ["T9 central directory header, sizes: at most 100 bytes from one compressed byte"])
        let reader = try ZipReader(MemorySource(written))
        guard case .refused(let wrong) = try reader.contents(of: reader.entries[0], limit: 4_999)
        else {
            Issue.record("5,000 bytes were given where 4,999 are allowed")
            return
        }
        #expect(wrong.rule == .t9)
    }

    @Test("An entry beyond the limits, or within another one, is not read")
    func refusedContents() throws {
        let written = try archive { writer in
            for name in ["a", "b", "c"] {
                try writer.writeStored(EntryName(name), contents: [1, 2].span, modified: time)
            }
        }
        var limits = ZipLimits()
        limits.inflatedBytesInTotal = 5
        let reader = try ZipReader(MemorySource(written), limits: limits)
        let rules = try reader.entries.map { entry in
            try reader.read(entry) { _ in }.map { "\($0.rule) \($0.expected)" }
        }
        #expect(rules == [nil, nil, "t9 one within the limits"])
        let overlap = try ZipReader(MemorySource(Vectors.octets("zip/overlap.zip")))
        #expect(
            try overlap.entries.map { try overlap.read($0) { _ in }?.field } == [nil, "contents"])
    }

    @Test("Entries that share what takes long to read are read once")
    func sharedLocalHeader() throws {
        // One local header with a long extra field, and 20,000 entries that say they begin there.
        let extra = [UInt8](repeating: 0x55, count: 2) + [UInt8](repeating: 0, count: 65_530)
        var octets = bytes(
            "504b0304 0a00 0008 0000 208b ef58 00000000 00000000 00000000 0100 fcff 61")
        octets += extra
        let start = octets.count
        let header = bytes(
            """
            504b0102 0a00 0a00 0008 0000 208b ef58 00000000 00000000 00000000
            0500 0000 0000 0000 0000 00000000 00000000
            """)
        for index in 10_000..<30_000 { octets += header + Array("\(index)".utf8) }
        let size = octets.count - start
        octets += bytes("504b0506 0000 0000 204e 204e")
        for value in [size, start] { octets += (0..<4).map { UInt8(value >> (8 * $0) & 0xff) } }
        octets += [0, 0]
        var found: [ZipDisagreement] = []
        let duration = try ContinuousClock().measure {
            found = try ZipReader(MemorySource(octets)).disagreements
        }
        #expect(found.count == 200)
        #expect(found.contains { $0.found.hasPrefix("an overlap of ") })
        // 20,000 times 16,384 fields take minutes in a build without optimisation.
        #expect(duration < .seconds(5))
    }

    @Test("Numbers at their extremes are refused or read, in good archives and bad ones")
    func extremes() throws {
        let vectors = Self.vectors.filter {
            $0.hasPrefix("good-") || $0.hasPrefix("mimetype") || $0.hasPrefix("zip64")
        }
        for vector in vectors {
            let octets = try Vectors.octets("zip/" + vector)
            for width in [1, 2, 4, 8] {
                for position in 0...octets.count - width {
                    for value: UInt8 in [0x00, 0x7f, 0x80, 0xff] {
                        var changed = octets
                        for index in position..<position + width { changed[index] = value }
                        for finding in try findings(in: changed) {
                            #expect(!finding.description.isEmpty)
                        }
                    }
                }
            }
        }
    }

    @Test("The list of disagreements is bounded")
    func bounded() throws {
        let written = try archive { writer in
            for index in 0..<1_000 {
                try writer.writeStored(EntryName("a\(index)"), contents: Span(), modified: time)
            }
        }
        var limits = ZipLimits()
        limits.nameLength = 1
        #expect(try ZipReader(MemorySource(written), limits: limits).disagreements.count == 200)
    }

    @Test("Contents come in pieces of bounded size, from memory and from a file")
    func pieces() async throws {
        var generator = SeededGenerator(seed: 8)
        let octets = text(300_000, &generator)
        let written = try archive { writer in
            try writer.writeStored(EntryName("a"), contents: octets.span, modified: time)
            try writer.writeDeflated(EntryName("b"), contents: octets.span, modified: time)
        }
        var inflater = try Inflater()
        let reader = try ZipReader(MemorySource(written))
        for entry in reader.entries {
            for _ in 0..<2 {
                var read: [UInt8] = []
                let wrong = try reader.read(entry, with: &inflater) { piece in
                    #expect(piece.count <= 65_537)
                    for index in piece.indices { read.append(piece[index]) }
                }
                #expect(wrong == nil)
                #expect(read == octets)
            }
        }
    }

    @Test("What the receiver of the contents throws comes through")
    func receiver() throws {
        struct Enough: Error {}
        let written = try archive {
            try $0.writeDeflated(EntryName("a"), contents: [1, 2].span, modified: time)
        }
        let reader = try ZipReader(MemorySource(written))
        #expect(throws: Enough.self) {
            _ = try reader.read(reader.entries[0]) { _ in throw Enough() }
        }
    }

    @Test("An archive whose bytes change in one place is refused, or means the same")
    func singleByteChanges() throws {
        let written = try archive { writer in
            try writer.writeStored(EntryName("mimetype"), contents: [65, 66].span, modified: time)
            try writer.writeDeflated(
                EntryName("ā"), contents: Array("aaaaaaaaaaaaaaaaaaaa".utf8).span, modified: time)
            try writer.beginDeflated(EntryName("c"), modified: time)
            try writer.append(Array("abcabcabcabcabc".utf8).span)
            try writer.endEntry()
        }
        func view(_ octets: [UInt8]) throws -> [String]? {
            let reader = try ZipReader(MemorySource(octets))
            guard reader.isConsistent, reader.mimetypeDisagreements().isEmpty else { return nil }
            return try reader.entries.map { entry in
                guard case .bytes(let contents) = try reader.contents(of: entry, limit: 100) else {
                    return "refused"
                }
                return "\(Array(entry.nameOctets)) \(entry.method) \(entry.modified) \(contents)"
            }
        }
        let original = try #require(try view(written))
        var tolerated: Set<String> = []
        for position in written.indices {
            for value in [0x00, 0xff] + (0..<8).map({ written[position] ^ (1 << $0) })
            where value != written[position] {
                var changed = written
                changed[position] = value
                guard let view = try view(changed), !view.contains("refused") else { continue }
                #expect(view == original, "position \(position), value \(value)")
                tolerated.insert(region(of: position, in: written))
            }
        }
        // Versions and attributes mean nothing to a reader that takes only what it knows; a deflate
        // stream can say the same in other codes, and has unused bits in its last byte.
        #expect(
            tolerated == [
                "local header: version needed", "central header: versions",
                "central header: attributes", "deflate stream: other codes for the same contents",
            ])
    }

    /// What the byte at `position` belongs to, as far as it is one that may change.
    private func region(of position: Int, in octets: [UInt8]) -> String {
        let starts = (0...position).reversed().first { start in
            octets[start...].starts(with: [0x50, 0x4b])
                && [[1, 2], [3, 4], [5, 6], [7, 8]].contains(
                    Array(octets[start...].dropFirst(2).prefix(2)))
        }
        guard let start = starts else { return "nothing" }
        switch (octets[start + 2], position - start) {
        case (3, 4...5): return "local header: version needed"
        case (3, 31...): return "deflate stream: other codes for the same contents"
        case (1, 4...7): return "central header: versions"
        case (1, 36...41): return "central header: attributes"
        default: return "record \(octets[start + 2]), byte \(position - start)"
        }
    }
}
