import EDoc
import Foundation
import Glibc
import TestPKI
import Testing
import VectorSupport

/// Signers of somebody else, files that change, tasks that are cancelled.
@Suite struct ExternalSignerTests {
    static func issuer(_ signer: ForeignSigner) throws -> ContainerSigner {
        try ContainerSigner(
            signer: signer, parameters: SignatureParameters(level: .baselineB),
            clock: { TestSeal.time })
    }

    @Test func aWrongValueIsNeverWritten() async throws {
        let changes: [@Sendable ([UInt8]) -> [UInt8]] = [
            { $0.dropLast() + [$0.last.map { ~$0 } ?? 0] }, { _ in [] }, { $0 + [0] },
        ]
        for change in changes {
            let issuer = try Self.issuer(
                ForeignSigner(inner: TestSeal.signer(), changing: change))
            let message =
                "the signer gave a value that its certificate does not verify (RSA PKCS#1 v1.5 with "
                + "SHA-256, certificate of CN=TEST vectors seal,O=TEST swift-edoc,C=LV): key and "
                + "certificate must belong together, and an ECDSA value is r and s in fixed width, "
                + "not DER"
            await expectError(.wrongSignatureValue, message) {
                _ = try await issuer.sign([.text("x")])
            }
            try await withTemporaryFolder { folder in
                await expectError(.wrongSignatureValue, message) {
                    try await issuer.sign([.text("x")], to: folder + "/a.edoc")
                }
                try expectNames([], in: folder)
            }
        }
    }

    struct Offline: Error, CustomStringConvertible {
        let description = "the module is offline"
    }

    @Test func aSignerThatFails() async throws {
        let issuer = try Self.issuer(
            ForeignSigner(inner: TestSeal.signer(), before: { throw Offline() }))
        try await withTemporaryFolder { folder in
            await expectError(
                .signingFailed, "the signer could not sign: the module is offline"
            ) { try await issuer.sign([.text("x")], to: folder + "/a.edoc") }
            try expectNames([], in: folder)
        }
    }

    @Test(
        "P5: what was copied is what is signed, whatever becomes of the file",
        arguments: ["other content", "longer content than it was", "short", "", nil],
        [DataFile.Compression.stored, .deflated])
    func aFileThatChangesWhileTheSignerSigns(
        content: String?, compression: DataFile.Compression
    ) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.txt"
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(),
                    before: {
                        if let content {
                            try Data(content.utf8).write(to: URL(filePath: path))
                        } else {
                            try FileManager.default.removeItem(atPath: path)
                        }
                    }))
            let file = DataFile(
                contentsOf: path, mediaType: "text/plain", compression: compression)
            let expected = try await {
                try Data("first content".utf8).write(to: URL(filePath: path))
                return try await TestSeal.issuer().sign([file])
            }()
            try await issuer.sign([file], to: folder + "/a.edoc")
            #expect(try Vectors.octets(at: folder + "/a.edoc") == expected)
            try Data("first content".utf8).write(to: URL(filePath: path))
            #expect(try await issuer.sign([file]) == expected)
            try Data("first content".utf8).write(to: URL(filePath: path))
            #expect(try await issuer.sign([file], to: MemorySink()).bytes == expected)
        }
    }

    @Test func aFileThatIsNotThere() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.txt"
            await expectError(
                .unreadableFile,
                "\"\(path)\" cannot be read: No such file or directory (open, errno 2)"
            ) {
                try await TestSeal.issuer().sign(
                    [DataFile(contentsOf: path, mediaType: "text/plain")], to: folder + "/a.edoc")
            }
            try expectNames([], in: folder)
        }
    }

    @Test("nothing is asked of the signer, or read, where nothing can be published")
    func theTargetComesFirst() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(), before: { Issue.record("the signer was asked") }))
            let path = folder + "/a.edoc"
            try Data("precious".utf8).write(to: URL(filePath: path))
            let file = DataFile(streaming: 1, named: "a", mediaType: "text/plain") { _ in
                Issue.record("the stream was read")
            }
            await expectError(
                .outputExists,
                "\"\(path)\" exists already: choose another name, or allow overwriting"
            ) { try await issuer.sign([file], to: path) }
        }
    }

    @Test("cancelled while the container waits for the signer: nothing is left")
    func cancelledWhileTheSignerIsWaitedFor() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.pdf"
            try Data([UInt8](repeating: 7, count: 300_000)).write(to: URL(filePath: path))
            let (waiting, isWaiting) = AsyncStream.makeStream(of: Void.self)
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(),
                    before: {
                        isWaiting.yield()
                        try await Task.sleep(for: .seconds(600))
                    }))
            let file = DataFile(contentsOf: path, mediaType: "application/pdf")
            let task = Task { try await issuer.sign([file], to: folder + "/a.edoc") }
            for await _ in waiting { break }
            // What was written so far is seen by nobody.
            try expectNames(["in.pdf"], in: folder)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try expectNames(["in.pdf"], in: folder)
        }
    }

    @Test func cancelledWhileTheSignerSigns() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(),
                    before: { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }))
            let task = Task { try await issuer.sign([.text("x")], to: folder + "/a.edoc") }
            await #expect(throws: CancellationError.self) { try await task.value }
            try expectNames([], in: folder)
        }
    }

    @Test func cancelledBefore() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try TestSeal.issuer()
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await issuer.sign([.text("x")], to: folder + "/a.edoc")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            let inMemory = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return try await issuer.sign([.text("x")])
            }
            await #expect(throws: CancellationError.self) { try await inMemory.value }
            try expectNames([], in: folder)
        }
    }

    @Test func cancelledWhileALargeFileIsRead() async throws {
        try await withTemporaryFolder { folder in
            // Sparse: 64 GB that no disk holds, and nobody waits for.
            let path = folder + "/large.bin"
            try Data().write(to: URL(filePath: path))
            try #require(unsafe truncate(path, 64_000_000_000) == 0)
            let issuer = try TestSeal.issuer()
            let file = DataFile(contentsOf: path, mediaType: "application/pdf")
            let task = Task { try await issuer.sign([file], to: folder + "/a.edoc") }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try expectNames(["large.bin"], in: folder)
        }
    }
}
