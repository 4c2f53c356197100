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
        "P5: a file that changes between digest and copy",
        arguments: ["other content", "longer content than it was", "short", ""],
        [Compression.stored, .deflated])
    func changingFile(content: String, compression: Compression) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.txt"
            try Data("first content".utf8).write(to: URL(filePath: path))
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(),
                    before: { try Data(content.utf8).write(to: URL(filePath: path)) }))
            let file = DataFile(
                contentsOf: path, mediaType: "text/plain", compression: compression)
            let message =
                "the file \"\(path)\" was changed while it was signed: what was copied is not what "
                + "was hashed; sign it when nobody writes to it"
            await expectError(.fileChanged, message) {
                try await issuer.sign([file], to: folder + "/a.edoc")
            }
            try expectNames(["in.txt"], in: folder)
            try Data("first content".utf8).write(to: URL(filePath: path))
            await expectError(.fileChanged, message) { _ = try await issuer.sign([file]) }
        }
    }

    @Test func aFileThatGoesAway() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/in.txt"
            try Data("content".utf8).write(to: URL(filePath: path))
            let issuer = try Self.issuer(
                ForeignSigner(
                    inner: TestSeal.signer(),
                    before: { try FileManager.default.removeItem(atPath: path) }))
            await expectError(
                .unreadableFile,
                "\"\(path)\" cannot be read: No such file or directory (open, errno 2)"
            ) {
                try await issuer.sign(
                    [DataFile(contentsOf: path, mediaType: "text/plain")], to: folder + "/a.edoc")
            }
            try expectNames([], in: folder)
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
