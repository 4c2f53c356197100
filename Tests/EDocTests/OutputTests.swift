@testable import EDoc
import EDocSystem
import EDocTesting
import FoundationEssentials
import Glibc
import TestPKI
import Testing
import VectorSupport

/// A container appears as a whole or not at all.
@Suite struct OutputTests {
    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    static func mode(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(unsafe lstat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    @Test func onlyTheOwnerMayRead() async throws {
        try await withTemporaryFolder { folder in
            let before = umask(0)
            defer { umask(before) }
            try await TestSeal.issuer().sign([.text("x")], to: folder + "/a.edoc")
            #expect(try Self.mode(folder + "/a.edoc") == 0o600)
            umask(0o077)
            try await TestSeal.issuer().sign([.text("x")], to: folder + "/b.edoc", mode: 0o4644)
            #expect(try Self.mode(folder + "/b.edoc") == 0o644)
        }
    }

    /// Who could read it before can read it after, and nobody else.
    @Test func aContainerThatIsRaisedKeepsItsMode() async throws {
        try await withTemporaryFolder { folder in
            let levels = try Levels()
            let path = folder + "/a.edoc"
            let services = levels.virtual.services
            for mode: UInt32 in [0o640, 0o600] {
                try await levels.signer(.baselineB).sign(
                    [Levels.file], to: path, overwrite: true, mode: mode)
                let isWritten = try await ContainerAugmenter(
                    services: services, clock: { Levels.time }
                )
                .augment(path, to: .baselineLT)
                #expect(isWritten)
                #expect(try Self.mode(path) == mode)
            }
        }
    }

    @Test func nothingIsReplacedUnlessAllowed() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.edoc"
            try Self.write("precious", to: path)
            let issuer = try TestSeal.issuer()
            let message = "\"\(path)\" exists already: choose another name, or allow overwriting"
            await expectError(.outputExists, message) {
                try await issuer.sign([.text("x")], to: path)
            }
            #expect(try Vectors.octets(at: path) == Array("precious".utf8))
            try await issuer.sign([.text("x")], to: path, overwrite: true)
            let expected = try await issuer.sign([.text("x")])
            #expect(try Vectors.octets(at: path) == expected)
            #expect(try Self.mode(path) == 0o600)
            try expectNames(["a.edoc"], in: folder)
        }
    }

    @Test func aLinkIsNotFollowed() async throws {
        try await withTemporaryFolder { folder in
            try Self.write("precious", to: folder + "/target")
            try #require(unsafe symlink("target", folder + "/a.edoc") == 0)
            try #require(unsafe symlink("nowhere", folder + "/b.edoc") == 0)
            let issuer = try TestSeal.issuer()
            for name in ["a", "b"] {
                let path = "\(folder)/\(name).edoc"
                await expectError(
                    .outputExists,
                    "\"\(path)\" exists already: choose another name, or allow overwriting"
                ) { try await issuer.sign([.text("x")], to: path) }
            }
            // Overwriting replaces the link, not what it leads to.
            try await issuer.sign([.text("x")], to: folder + "/a.edoc", overwrite: true)
            #expect(try Vectors.octets(at: folder + "/target") == Array("precious".utf8))
            try expectNames(["a.edoc", "b.edoc", "target"], in: folder)
        }
    }

    @Test func aFileThatComesWhileItIsSigned() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.edoc"
            let signer = ForeignSigner(
                inner: try TestSeal.signer(), before: { try Self.write("precious", to: path) })
            let issuer = try ContainerSigner(
                signer: signer, parameters: SignatureParameters(level: .baselineB),
                clock: { TestSeal.time })
            await expectError(
                .outputExists,
                "\"\(path)\" exists already: choose another name, or allow overwriting"
            ) { try await issuer.sign([.text("x")], to: path) }
            #expect(try Vectors.octets(at: path) == Array("precious".utf8))
            try expectNames(["a.edoc"], in: folder)
        }
    }

    @Test func twoTasksOneName() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try TestSeal.issuer()
            let outcomes = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
                for number in 0..<20 {
                    group.addTask {
                        do {
                            try await issuer.sign(
                                [.text("\(number)")], to: folder + "/a.edoc",
                                durability: .unsynchronized)
                            return true
                        } catch { return (error as? EDocError)?.code != .outputExists }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            try expectNames(["a.edoc"], in: folder)
        }
    }

    @Test(arguments: [false, true])
    func aFileSystemWithoutUnnamedFiles(overwrites: Bool) async throws {
        try await withTemporaryFolder { folder in
            let target = OutputTarget(
                path: folder + "/a", overwrites: overwrites, synchronizes: true)
            func make(_ text: String, publishing: Bool) throws {
                let file = try OutputFile(target, unnamed: false)
                #expect(try Vectors.names(in: folder).contains { $0.hasSuffix(".tmp") })
                #expect(
                    unsafe Glibc.write(file.descriptor, text, text.utf8.count) == text.utf8.count)
                if publishing { try file.publish(unless: Cancellation()) }
            }
            try make("dropped", publishing: false)
            try expectNames([], in: folder)
            try make("first", publishing: true)
            try expectNames(["a"], in: folder)
            if overwrites {
                try make("second", publishing: true)
                #expect(try Vectors.octets(at: folder + "/a") == Array("second".utf8))
            } else {
                #expect(throws: FileError(folder + "/a", .exists)) {
                    try make("second", publishing: true)
                }
                #expect(try Vectors.octets(at: folder + "/a") == Array("first".utf8))
            }
            try expectNames(["a"], in: folder)
        }
    }

    @Test func placesWhereNothingCanBe() async throws {
        try await withTemporaryFolder { folder in
            let issuer = try TestSeal.issuer()
            await expectError(
                .unwritableOutput,
                "\"\(folder)/none/a.edoc\" cannot be written, its folder cannot be opened: No such "
                    + "file or directory (open, errno 2)"
            ) { try await issuer.sign([.text("x")], to: folder + "/none/a.edoc") }
            try Self.write("file", to: folder + "/file")
            await expectError(
                .unwritableOutput,
                "\"\(folder)/file/a.edoc\" cannot be written, its folder cannot be opened: Not a "
                    + "directory (open, errno 20)"
            ) { try await issuer.sign([.text("x")], to: folder + "/file/a.edoc") }
            try #require(unsafe mkdir(folder + "/b.edoc", 0o700) == 0)
            await expectError(
                .unwritableOutput,
                "\"\(folder)/b.edoc\" cannot be written: Is a directory (renameat, errno 21)"
            ) { try await issuer.sign([.text("x")], to: folder + "/b.edoc", overwrite: true) }
            await expectError(
                .unwritableOutput, "\"\(folder)/a\\u{0}.edoc\" is not the path of a file"
            ) { try await issuer.sign([.text("x")], to: folder + "/a\0.edoc") }
            let parameters = SignatureParameters(level: .baselineB, profile: .edoc)
            for path in ["", folder + "/a.edoc/"] {
                await expectError(.unwritableOutput, "\"\(path)\" is not the path of a file") {
                    try await TestSeal.issuer(parameters).sign([.text("x")], to: path)
                }
            }
            try expectNames(["b.edoc", "file"], in: folder)
        }
    }

    @Test func nameWithoutAProfile() async throws {
        try await withTemporaryFolder { folder in
            await expectError(
                .unknownFileNameExtension,
                "the container's file name \"\(folder)/a.zip\" ends neither in .edoc nor in .asice "
                    + "or .sce: name it so, or choose a profile in the signature parameters"
            ) { try await TestSeal.issuer().sign([.text("x")], to: folder + "/a.zip") }
            try expectNames([], in: folder)
            let parameters = SignatureParameters(level: .baselineB, profile: .asice)
            try await TestSeal.issuer(parameters).sign([.text("x")], to: folder + "/a.zip")
            #expect(
                try TestContainer(at: folder + "/a.zip").names.contains(
                    "META-INF/signatures001.xml"))
        }
    }
}
