import EDoc
import EDocCrypto
import EDocXML
import EDocZip
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// Containers as EN 319 162-1 wants them.
@Suite struct ContainerSignerTests {
    static let files: [DataFile] = [
        DataFile(Array("%PDF-1.7".utf8), named: "a b.pdf", mediaType: "application/pdf"),
        DataFile.text(String(repeating: "ā", count: 100), named: "č/d&<\">.txt"),
        DataFile([], named: "empty", mediaType: "application/octet-stream"),
    ]

    @Test("C1, C2, C5: the entries", arguments: [SignatureProfile.edoc, .asice])
    func entries(profile: SignatureProfile) async throws {
        let octets = try await TestSeal.issuer().sign(Self.files, profile: profile)
        // The bytes that `file` and others look at (A.1).
        #expect(octets[0..<4].elementsEqual([0x50, 0x4B, 0x03, 0x04]))
        #expect(octets[8..<10].elementsEqual([0, 0]))
        #expect(octets[18..<22].elementsEqual([31, 0, 0, 0]))
        #expect(octets[28..<30].elementsEqual([0, 0]))
        #expect(octets[30..<38].elementsEqual("mimetype".utf8))
        #expect(octets[38..<69].elementsEqual("application/vnd.etsi.asic-e+zip".utf8))
        #expect(octets[69..<73].elementsEqual([0x50, 0x4B, 0x03, 0x04]))

        let container = try TestContainer(octets)
        let signature =
            profile == .edoc ? "META-INF/edoc-signatures-S1.xml" : "META-INF/signatures001.xml"
        #expect(
            container.names == [
                "mimetype", "a b.pdf", "č/d&<\">.txt", "empty", signature, "META-INF/manifest.xml",
            ])
        #expect(container.entries.map(\.method) == [0, 0, 8, 8, 0, 0])
        // UTF-8 names; no data descriptor, since all sizes are known.
        #expect(container.entries.allSatisfy { $0.flags == 0x0800 })
        // 2026-03-10 15:42:40, UTC.
        #expect(container.entries.allSatisfy { $0.date == 46 << 9 | 3 << 5 | 10 })
        #expect(container.entries.allSatisfy { $0.time == 15 << 11 | 42 << 5 | 20 })
    }

    @Test("C7: the manifest")
    func manifest() async throws {
        let container = try TestContainer(try await TestSeal.issuer().sign(Self.files))
        #expect(
            String(
                decoding: try container.entry("META-INF/manifest.xml").octets, as: UTF8.self)
                    == """
                    <?xml version="1.0" encoding="UTF-8" standalone="no"?>
                    <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
                    manifest:version="1.2">
                        <manifest:file-entry manifest:full-path="/" \
                    manifest:media-type="application/vnd.etsi.asic-e+zip"/>
                        <manifest:file-entry manifest:full-path="a b.pdf" \
                    manifest:media-type="application/pdf"/>
                        <manifest:file-entry manifest:full-path="č/d&amp;&lt;&quot;>.txt" \
                    manifest:media-type="text/plain"/>
                        <manifest:file-entry manifest:full-path="empty" \
                    manifest:media-type="application/octet-stream"/>
                    </manifest:manifest>

                    """)
    }

    @Test("C8, C9: digests and value are right", arguments: [SignatureProfile.edoc, .asice])
    func signatureVerifies(profile: SignatureProfile) async throws {
        for algorithm in [DigestAlgorithm.sha256, .sha384, .sha512] {
            let parameters = SignatureParameters(level: .baselineB, digestAlgorithm: algorithm)
            let octets = try await TestSeal.issuer(parameters).sign(Self.files, profile: profile)
            try SignatureCheck(octets, profile: profile).expectIntact(files: Self.files)
        }
    }

    @Test func equalInputGivesEqualContainers() async throws {
        for profile in [SignatureProfile.edoc, .asice] {
            let first = try await TestSeal.issuer().sign(Self.files, profile: profile)
            let issuer = try TestSeal.issuer()
            for _ in 0..<3 {
                #expect(try await issuer.sign(Self.files, profile: profile) == first)
            }
        }
    }

    @Test func fileAndMemoryGiveEqualContainers() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try TestSeal.issuer()
            for (name, profile) in [("x.edoc", SignatureProfile.edoc), ("x.ASICE", .asice)] {
                try await issuer.sign(Self.files, to: "\(folder)/\(name)")
                #expect(
                    try await issuer.sign(Self.files, profile: profile)
                        == Vectors.octets(at: "\(folder)/\(name)"))
            }
        }
    }

    @Test func dataFilesOnDiskAreStreamed() async throws {
        try await withTemporaryFolder { folder in
            // Larger than the buffer, and not a multiple of it.
            var generator = SeededGenerator(seed: 2)
            let octets = (0..<700_001).map { _ in UInt8.random(in: 0...9, using: &generator) }
            try Data(octets).write(to: URL(filePath: folder + "/in.bin"))
            try Data().write(to: URL(filePath: folder + "/none.bin"))
            let onDisk = [
                DataFile(contentsOf: folder + "/in.bin", mediaType: "application/pdf"),
                DataFile(contentsOf: folder + "/none.bin", mediaType: "application/pdf"),
            ]
            let inMemory = [
                DataFile(octets, named: "in.bin", mediaType: "application/pdf"),
                DataFile([], named: "none.bin", mediaType: "application/pdf"),
            ]
            let issuer = try TestSeal.issuer()
            #expect(try await issuer.sign(onDisk) == issuer.sign(inMemory))

            // Deflated from disk: sizes in a data descriptor, the same signature.
            let deflated = try await issuer.sign([
                DataFile(
                    contentsOf: folder + "/in.bin", mediaType: "application/pdf",
                    compression: .deflated(level: 1))
            ])
            let container = try TestContainer(deflated)
            #expect(try container.entry("in.bin").flags == 0x0808)
            #expect(try container.entry("in.bin").octets.count < 400_000)
            #expect(
                try container.signatureFile()
                    == TestContainer(await issuer.sign([inMemory[0]])).signatureFile())
        }
    }

    @Test(arguments: [DataFile.Compression.stored, .deflated(level: 1), .deflated])
    func aSharedPrefixChangesNothing(compression: DataFile.Compression) async throws {
        var generator = SeededGenerator(seed: 3)
        let octets = (0..<70_000).map { _ in UInt8.random(in: 0...99, using: &generator) }
        for algorithm in [DigestAlgorithm.sha256, .sha384, .sha512] {
            let issuer = try TestSeal.issuer(
                SignatureParameters(level: .baselineB, digestAlgorithm: algorithm))
            for length in [0, 1, 63, 64, 50_000, 70_000] {
                let prefix = try DataFile.Prefix(Array(octets[..<length]))
                func files(_ rest: [UInt8]) -> ([DataFile], [DataFile]) {
                    let whole = DataFile(
                        prefix.octets + rest, named: "a.pdf", mediaType: "application/pdf",
                        compression: compression)
                    let parts = DataFile(
                        prefix, followedBy: rest, named: "a.pdf", mediaType: "application/pdf",
                        compression: compression)
                    return ([whole, .text("x", named: "b")], [parts, .text("x", named: "b")])
                }
                let (whole, parts) = files(Array(octets[length...]))
                #expect(try await issuer.sign(whole) == issuer.sign(parts))
            }
        }
    }

    @Test(arguments: [
        ("application/pdf", 0), ("image/png", 0), ("image/svg+xml", 8), ("text/csv", 8),
        ("application/xml", 8), ("application/json; charset=utf-8", 8), ("application/zip", 0),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0),
        ("application/vnd.oasis.opendocument.text", 0), ("application/vnd.etsi.asic-e+zip", 0),
        ("image/bmp", 8), ("application/octet-stream", 8), ("Application/PDF", 0),
        ("application/epub+zip", 0), ("video/mp4", 0),
    ])
    func whatIsCompressedAlreadyIsStored(mediaType: String, method: Int) async throws {
        let file = DataFile(Array("content".utf8), named: "a", mediaType: mediaType)
        let container = try TestContainer(try await TestSeal.issuer().sign([file]))
        #expect(try container.entry("a").method == method)
    }

    @Test func anExternalSignerMakesTheSameContainer() async throws {
        let foreign = try ContainerSigner(
            signer: ForeignSigner(inner: TestSeal.signer()),
            parameters: SignatureParameters(level: .baselineB), clock: { TestSeal.time })
        let expected = try await TestSeal.issuer().sign(Self.files)
        #expect(try await foreign.sign(Self.files) == expected)
        try await withTemporaryFolder { folder in
            try await foreign.sign(Self.files, to: folder + "/a.edoc")
            #expect(try Vectors.octets(at: folder + "/a.edoc") == expected)
        }
    }

    @Test func manyTasksShareOneSigner() async throws {
        let issuer = try TestSeal.issuer()
        try await withTemporaryFolder { folder in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let files = [DataFile.text("\(number)", named: "\(number).txt")]
                        let path = "\(folder)/\(number).edoc"
                        try await issuer.sign(files, to: path, durability: .unsynchronized)
                        #expect(try await issuer.sign(files) == Vectors.octets(at: path))
                        try SignatureCheck(Vectors.octets(at: path), profile: .edoc)
                            .expectIntact(files: files)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try Vectors.names(in: folder).count == 64)
        }
    }

    @Test func aThousandFiles() async throws {
        let files = (0..<1_000).map { DataFile.text("\($0)", named: "folder/\($0) ā.txt") }
        let octets = try await TestSeal.issuer().sign(files, profile: .asice)
        try SignatureCheck(octets, profile: .asice).expectIntact(files: files)
    }
}
