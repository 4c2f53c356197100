import EDoc
import EDocSystem
import Foundation
import Glibc
import Synchronization
import TestPKI
import Testing
import VectorSupport

/// Octets that come from files and streams: read once, where that is possible.
@Suite struct SigningSourceTests {
    static func octets(_ count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: 7)
        return (0..<count).map { _ in UInt8.random(in: 0...9, using: &generator) }
    }

    /// A stream of `octets` in pieces of `length`, which counts how often it is read.
    final class CountedStream: Sendable {
        let octets: [UInt8]
        let count = Atomic(0)

        init(_ octets: [UInt8]) { self.octets = octets }

        func file(
            announcing size: Int? = nil, _ compression: DataFile.Compression = .stored
        ) -> DataFile {
            DataFile(
                streaming: UInt64(size ?? octets.count), named: "a.pdf",
                mediaType: "application/pdf", compression: compression
            ) { take in
                self.count.add(1, ordering: .relaxed)
                let octets = self.octets
                for start in stride(from: 0, to: octets.count, by: 70_000) {
                    try take(octets.span.extracting(start..<min(start + 70_000, octets.count)))
                }
            }
        }
    }

    @Test("a stream gives the container of the same octets in memory, and is read once")
    func streams() async throws {
        try await withTemporaryFolder { folder in
            for size in [0, 1, 70_000, 500_001] {
                let stream = CountedStream(Self.octets(size))
                let inMemory = DataFile(
                    stream.octets, named: "a.pdf", mediaType: "application/pdf",
                    compression: .stored)
                let issuer = try TestSeal.issuer()
                let expected = try await issuer.sign([inMemory])
                #expect(try await issuer.sign([stream.file()]) == expected)
                #expect(stream.count.load(ordering: .relaxed) == 1)
                let path = "\(folder)/\(size).edoc"
                try await issuer.sign([stream.file()], to: path)
                #expect(try Vectors.octets(at: path) == expected)
                #expect(stream.count.load(ordering: .relaxed) == 2)
                // A sink that only goes forward: the checksum has to be known before.
                #expect(
                    try await issuer.sign([stream.file()], to: MemorySink()).bytes == expected)
                #expect(stream.count.load(ordering: .relaxed) == 4)
                let deflated = try await issuer.sign(
                    [stream.file(.deflated)], to: MemorySink())
                #expect(stream.count.load(ordering: .relaxed) == 5)
                #expect(try await issuer.sign([stream.file(.deflated)]) == deflated.bytes)
                try SignatureCheck(deflated.bytes, profile: .edoc).expectIntact(files: [inMemory])
            }
        }
    }

    @Test(
        "a stream of another length than was announced",
        arguments: [DataFile.Compression.stored, .deflated])
    func otherLength(compression: DataFile.Compression) async throws {
        let stream = CountedStream(Self.octets(100_000))
        let issuer = try TestSeal.issuer()
        for size in [0, 99_999, 100_001] {
            let message =
                "the file \"a.pdf\" was announced with \(size) bytes, and its stream gave 100000: "
                + "announce as many as it gives"
            await expectError(.fileChanged, message) {
                _ = try await issuer.sign([stream.file(announcing: size, compression)])
            }
            await expectError(.fileChanged, message) {
                try await issuer.sign(
                    [stream.file(announcing: size, compression)], to: MemorySink())
            }
        }
    }

    struct Lost: Error, CustomStringConvertible {
        let description = "the line is dead"
    }

    @Test("what a stream throws is the cause; a cancellation stays one")
    func failingStream() async throws {
        let issuer = try TestSeal.issuer()
        func file(_ error: any Error) -> DataFile {
            DataFile(streaming: 9, named: "a", mediaType: "text/plain") { take in
                try take([1, 2].span)
                throw error
            }
        }
        await expectError(
            .unreadableFile, "the stream of the file \"a\" cannot be read: the line is dead"
        ) { _ = try await issuer.sign([file(Lost())]) }
        await #expect(throws: CancellationError.self) {
            _ = try await issuer.sign([file(CancellationError())])
        }
    }

    @Test("a stream that hides what taking its octets throws does not get through")
    func deafStream() async throws {
        let issuer = try TestSeal.issuer()
        let file = DataFile(streaming: 9, named: "a", mediaType: "text/plain") { take in
            for _ in 0..<9 { try? take([1].span) }
        }
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await issuer.sign([file])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        await #expect(throws: FullSink.Full.self) {
            try await issuer.sign([file], to: FullSink(room: 115))
        }
    }

    /// A file whose size is not known before it is read, like those of the kernel.
    @Test(arguments: [DataFile.Compression.stored, .deflated])
    func aFileOfUnknownSize(compression: DataFile.Compression) async throws {
        let path = "/proc/version"
        let octets = try Vectors.octets(at: path)
        try #require(!octets.isEmpty)
        let issuer = try TestSeal.issuer()
        let file = DataFile(contentsOf: path, mediaType: "text/plain", compression: compression)
        let inMemory = DataFile(octets, named: "version", mediaType: "text/plain")
        let container = try await issuer.sign([file])
        try SignatureCheck(container, profile: .edoc).expectIntact(files: [inMemory])
        #expect(try await issuer.sign([file], to: MemorySink()).bytes == container)
    }

    @Test("a file that is written to while it is signed: what is signed is what was copied")
    func aFileThatChangesWhileItIsRead() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.bin"
            try Data([UInt8](repeating: 0, count: 3_000_000)).write(to: URL(filePath: path))
            let isDone = Atomic(false)
            let thread = Thread {
                let file = unsafe open(path, O_WRONLY)
                defer { close(file) }
                var round: UInt8 = 0
                while !isDone.load(ordering: .relaxed) {
                    round &+= 1
                    let piece = [UInt8](repeating: round, count: 50_000)
                    let offset = Int.random(in: 0..<3_000_000)
                    unsafe pwrite(file, piece, piece.count, off_t(offset))
                    if round.isMultiple(of: 16) {
                        ftruncate(file, off_t(Int.random(in: 1_000_000..<3_000_000)))
                    }
                }
            }
            thread.start()
            defer { isDone.store(true, ordering: .relaxed) }
            let issuer = try TestSeal.issuer()
            for round in 0..<12 {
                let compression: DataFile.Compression =
                    round % 3 == 0 ? .deflated(level: 1) : .stored
                let file = DataFile(
                    contentsOf: path, mediaType: "application/pdf", compression: compression)
                let output = "\(folder)/\(round).edoc"
                try await issuer.sign([file], to: output, durability: .unsynchronized)
                let container = try Vectors.octets(at: output)
                let copied = try #require(try contents(of: "in.bin", in: container))
                try SignatureCheck(container, profile: .edoc).expectIntact(files: [
                    DataFile(copied, named: "in.bin", mediaType: "application/pdf")
                ])
            }
        }
    }
}

/// A sink that takes so many octets and no more.
struct FullSink: ByteSink {
    struct Full: Error {}
    var room: Int

    mutating func write(_ bytes: Span<UInt8>) throws {
        room -= bytes.count
        if room < 0 { throw Full() }
    }
}
