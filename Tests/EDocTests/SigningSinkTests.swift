import EDoc
import EDocSystem
import EDocZip
import Foundation
import Glibc
import TestPKI
import Testing
import VectorSupport

/// The contents of an entry of a container in which nothing is wrong; nil when there is none.
func contents(of name: String, in container: [UInt8]) throws -> [UInt8]? {
    let reader = try ZipReader(MemorySource(container))
    #expect(reader.isConsistent, "\(reader.disagreements)")
    guard let entry = reader.entries.first(where: { $0.exactName == name }),
        case .bytes(let octets) = try reader.contents(of: entry, limit: 1 << 26)
    else { return nil }
    return octets
}

/// Where containers go: sinks of the caller's own, and threads that the caller gives.
@Suite struct SigningSinkTests {
    /// A sink that calls `before` with the number of each write.
    struct WatchedSink: ByteSink {
        var bytes: [UInt8] = []
        var writes = 0
        var flushes = 0
        var before: @Sendable (Int) throws -> Void = { _ in }

        mutating func write(_ more: Span<UInt8>) throws {
            try before(writes)
            writes += 1
            for index in more.indices { bytes.append(more[index]) }
        }

        mutating func flush() { flushes += 1 }
    }

    @Test(
        "every sink gets the container that memory gets",
        arguments: [SignatureProfile.edoc, .asice])
    func equalContainers(profile: SignatureProfile) async throws {
        try await withTemporaryFolder { folder in
            let octets = SigningSourceTests.octets(400_000)
            try Data(octets).write(to: URL(filePath: folder + "/in.bin"))
            let prefix = try DataFile.Prefix(Array(octets[..<100_000]))
            let files = [
                DataFile(contentsOf: folder + "/in.bin", mediaType: "application/pdf"),
                DataFile(
                    contentsOf: folder + "/in.bin", named: "b", mediaType: "text/plain"),
                DataFile(octets, named: "c", mediaType: "application/pdf"),
                DataFile(octets, named: "d", mediaType: "text/plain"),
                DataFile(
                    prefix, followedBy: [1, 2, 3], named: "e", mediaType: "application/pdf"),
                .text("", named: "f"),
            ]
            for signer in [
                try TestSeal.issuer(),
                try ExternalSignerTests.issuer(ForeignSigner(inner: TestSeal.signer())),
            ] {
                let expected = try await signer.sign(files, profile: profile)
                let sink = try await signer.sign(files, to: WatchedSink(), profile: profile)
                #expect(sink.bytes == expected)
                #expect(sink.flushes == 1)
                let file = unsafe open(folder + "/out", O_CREAT | O_TRUNC | O_WRONLY, 0o600)
                defer { close(file) }
                try await signer.sign(files, to: FileDescriptorSink(file), profile: profile)
                #expect(try Vectors.octets(at: folder + "/out") == expected)
            }
        }
    }

    @Test("what the sink throws reaches the caller, wherever it is thrown")
    func failingSink() async throws {
        let issuer = try TestSeal.issuer()
        let size = try await issuer.sign([.text("x")]).count
        for room in stride(from: 0, to: size, by: 97) {
            await #expect(throws: FullSink.Full.self) {
                try await issuer.sign([.text("x")], to: FullSink(room: room))
            }
        }
        try await issuer.sign([.text("x")], to: FullSink(room: size))
    }

    @Test(
        "P5: a file that changes between checksum and copy is not signed",
        arguments: ["other content", "longer content than it was", "short", ""])
    func changingFile(content: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.txt"
            try Data("first content".utf8).write(to: URL(filePath: path))
            // After `mimetype`, in two writes, comes the header of the file, which was read once.
            let sink = WatchedSink { number in
                guard number == 2, let file = unsafe fopen(path, "w") else { return }
                defer { unsafe fclose(file) }
                unsafe fputs(content, file)
            }
            await expectError(
                .fileChanged,
                "the file \"\(path)\" was changed while it was signed: what was copied is not what "
                    + "was hashed; sign it when nobody writes to it"
            ) {
                try await TestSeal.issuer().sign(
                    [DataFile(contentsOf: path, mediaType: "text/plain", compression: .stored)],
                    to: sink)
            }
        }
    }

    @Test("the library's own sink says what the system said")
    func fullDisk() async throws {
        let file = unsafe open("/dev/full", O_WRONLY)
        defer { close(file) }
        await #expect(throws: SystemCallError(call: "writev", number: ENOSPC)) {
            try await TestSeal.issuer().sign([.text("x")], to: FileDescriptorSink(file))
        }
    }

    @Test(
        "a signed file is handed out to every sink, the library's too",
        arguments: [0, 1, 5_000, 65_536, 200_000])
    func handedOut(_ size: Int) async throws {
        try await withTemporaryFolder { folder in
            let fixture = try ValidationRoundTripTests.Fixture()
            let octets = SigningSourceTests.octets(size)
            let container = try await fixture.signed([
                DataFile(octets, named: "a.pdf", mediaType: "application/pdf")
            ])
            let report = try await fixture.validator.validate(
                container, at: ValidationRoundTripTests.later)
            let signed = try #require(report.signedDataFiles.first)
            var memory = MemorySink()
            try signed.write(to: &memory)
            #expect(memory.bytes == octets)
            let file = unsafe open(folder + "/out", O_CREAT | O_WRONLY, 0o600)
            defer { close(file) }
            var descriptor = FileDescriptorSink(file)
            try signed.write(to: &descriptor)
            #expect(try Vectors.octets(at: folder + "/out") == octets)
        }
    }

    // MARK: Threads

    @Test("the threads that the caller gives are those that are used, for signing and validating")
    func threads() async throws {
        try await withTemporaryFolder { folder in
            let threads = BlockingThreads(limit: 1, idleTime: 600)
            let issuer = try ContainerSigner(
                signer: TestSeal.signer(), parameters: SignatureParameters(level: .baselineB),
                threads: threads, clock: { TestSeal.time })
            let validator = ContainerValidator(
                trustAnchors: TrustAnchors(allRoles: []), threads: threads)
            // What is in memory needs none.
            let container = try await issuer.sign([.text("x")])
            #expect(threads.threadCount == 0)
            try await issuer.sign([.text("x")], to: folder + "/a.edoc")
            #expect(threads.threadCount == 1)
            _ = try await validator.validate(container, at: TestSeal.time)
            #expect(threads.threadCount == 1)

            // While its only thread is busy, neither goes on.
            let (mayEnd, end) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            let busy = Task { try await threads.run { _ in gate.wait() } }
            let waiting = Task {
                try await issuer.sign([.text("x")], to: folder + "/b.edoc")
                _ = try await validator.validate(container, at: TestSeal.time)
                end.finish()
            }
            try await Task.sleep(for: .milliseconds(100))
            try expectNames(["a.edoc"], in: folder)
            gate.signal()
            for await _ in mayEnd {}
            try await busy.value
            try await waiting.value
            try expectNames(["a.edoc", "b.edoc"], in: folder)
            #expect(threads.threadCount == 1)
        }
    }
}
