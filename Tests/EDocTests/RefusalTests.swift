import EDoc
import EDocEncoding
import FoundationEssentials
import Synchronization
import TestPKI
import Testing
import VectorSupport

/// What is refused, with the whole message; nothing is written, nothing is left over.
@Suite struct RefusalTests {
    /// Signing `files` to memory and to a file must fail alike, and leave the folder empty.
    static func refuse(
        _ files: [DataFile], _ code: EDocError.Code, _ message: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let issuer = try TestSeal.issuer()
        await expectError(code, message, sourceLocation: sourceLocation) {
            _ = try await issuer.sign(files)
        }
        try await withTemporaryFolder { folder in
            await expectError(code, message, sourceLocation: sourceLocation) {
                try await issuer.sign(files, to: folder + "/a.edoc")
            }
            try expectNames([], in: folder, sourceLocation: sourceLocation)
        }
    }

    @Test func noFiles() async throws {
        try await Self.refuse(
            [], .noDataFiles,
            "no file was given to sign: a container holds at least one (EN 319 162-1 §5.3.3)")
    }

    @Test(arguments: [
        ("", "it is empty, and an entry needs a name"),
        ("/a", "it is absolute; a name is relative, without '/' at its beginning"),
        ("../a", "it has the segment '..', which leads out of its folder"),
        ("a/../b", "it has the segment '..', which leads out of its folder"),
        ("./a", "it has the segment '.'"),
        ("a\\b", "it holds a backslash, which some systems read as '/'"),
        ("a\0b", "it holds a NUL byte"),
        ("a\nb", "it holds a control character"),
        ("C:a", "it begins with a drive letter; a name is relative to the archive"),
        ("a//b", "it has an empty segment: '/' follows '/'"),
        ("a/", "it ends with '/', which is the form of a folder's name, not of a file's"),
        ("a. ", "a segment ends with a space, which some systems drop"),
    ])
    func names(name: String, reason: String) async throws {
        try await Self.refuse(
            [.text("x", named: name)], .invalidName,
            "The entry name \(PlainText.quoted(name)) is refused: \(reason)")
    }

    @Test(arguments: ["META-INF/a", "meta-inf/a.xml", "Meta-Inf", "META-INF/manifest.xml"])
    func namesInMetaInf(name: String) async throws {
        try await Self.refuse(
            [.text("x", named: name)], .invalidName,
            "a data file cannot be called \"\(name)\": the folder META-INF is that of signatures "
                + "and manifest")
    }

    @Test func mimetype() async throws {
        for name in ["mimetype", "mimetype/a"] {
            try await Self.refuse(
                [.text("x", named: name)], .invalidName,
                "a data file cannot be called \"\(name)\": the entry mimetype holds the media type "
                    + "of the container")
        }
        _ = try await TestSeal.issuer().sign([.text("x", named: "a/mimetype")])
        _ = try await TestSeal.issuer().sign([.text("x", named: "META-INFO/a")])
    }

    @Test func nameThatNoManifestHolds() async throws {
        try await Self.refuse(
            [.text("x", named: "a\u{FFFE}")], .invalidName,
            "a data file cannot be called \"a\\u{FFFE}\": it holds U+FFFE, which the manifest, like "
                + "any XML document, cannot hold")
    }

    @Test func namesAndNumbersThatNoContainerHolds() async throws {
        try await Self.refuse(
            [.text("x", named: String(repeating: "ā", count: 2_049))], .invalidName,
            "a data file has a name of 4098 bytes in UTF-8: at most 4096 are possible")
        try await Self.refuse(
            [DataFile](repeating: .text("x"), count: 100_098), .tooLarge,
            "100098 files were given to sign: a container holds at most 100097")
    }

    @Test func duplicateNames() async throws {
        try await Self.refuse(
            [.text("1", named: "a"), .text("2", named: "b"), .text("3", named: "a")],
            .duplicateName, "two data files are called \"a\": give each a name of its own")
        // ā as one character, and as a with a combining macron.
        try await Self.refuse(
            [.text("1", named: "\u{101}"), .text("2", named: "a\u{304}")], .duplicateName,
            "two data files are called \"a\u{304}\", in two spellings that look the same "
                + "(Unicode normalisation): give each a name of its own")
        try await Self.refuse(
            [.text("1", named: "a/b"), .text("2", named: "a")], .duplicateName,
            "a data file cannot be called \"a\": the archive has entries in a folder of this name "
                + "already")
        let octets = try await TestSeal.issuer().sign([
            .text("1", named: "a"), .text("2", named: "A"),
        ])
        #expect(try TestContainer(octets).names.contains("A"))
    }

    @Test(arguments: [
        "", "text", "text/", "/plain", "text/plain/x", "text /plain", "tëxt/plain", "text/plain;",
        "text/plain; charset=\u{7}", "text/plain\n",
    ])
    func mediaTypes(mediaType: String) async throws {
        try await Self.refuse(
            [DataFile([1], named: "a", mediaType: mediaType)], .invalidMediaType,
            "the data file \"a\" has the media type \(PlainText.quoted(mediaType)), which is none: give "
                + "type/subtype, such as application/pdf")
    }

    @Test func longMediaTypes() async throws {
        let longest = String(repeating: "x", count: 127)
        _ = try await TestSeal.issuer().sign([
            DataFile([1], named: "a", mediaType: "\(longest)/\(longest)")
        ])
        for mediaType in ["\(longest)x/x", "x/\(longest)x"] {
            try await Self.refuse(
                [DataFile([1], named: "a", mediaType: mediaType)], .invalidMediaType,
                "the data file \"a\" has the media type \"\(mediaType)\", which is none: give "
                    + "type/subtype, such as application/pdf")
        }
    }

    @Test func filesThatCannotBeRead() async throws {
        try await withTemporaryFolder { folder in
            try await Self.refuse(
                [DataFile(contentsOf: folder + "/none.pdf", mediaType: "application/pdf")],
                .unreadableFile,
                "\"\(folder)/none.pdf\" cannot be read: No such file or directory "
                    + "(open, errno 2)")
            try await Self.refuse(
                [DataFile(contentsOf: folder, mediaType: "application/pdf")], .unreadableFile,
                "\"\(folder)\" is a folder, and a file is expected")
            try await Self.refuse(
                [DataFile(contentsOf: "/dev/null", mediaType: "application/pdf")], .unreadableFile,
                "\"/dev/null\" is a device or a socket, and a file is expected")
            try await Self.refuse(
                [DataFile(contentsOf: "", named: "a", mediaType: "application/pdf")],
                .unreadableFile, "\"\" is not the path of a file")
            try await Self.refuse(
                [DataFile(contentsOf: "a\0b", named: "a", mediaType: "application/pdf")],
                .unreadableFile, "\"a\\u{0}b\" is not the path of a file")
        }
    }

    @Test func parametersThatCannotBeMet() async throws {
        await expectError(
            .missingService,
            "level XAdES-BASELINE-T needs a time-stamping authority, and the services name none"
        ) { _ = try TestSeal.issuer(SignatureParameters(level: .baselineT)) }
        await expectError(
            .unsupportedLevel,
            "level XAdES-BASELINE-LTA cannot be made yet: it needs an archive time-stamp; use "
                + "XAdES-BASELINE-LT"
        ) { _ = try TestSeal.issuer(SignatureParameters(level: .baselineLTA)) }
        await expectError(
            .invalidParameters,
            "SignerRoleV2 would be empty: give at least one role, or no "
                + "SignerRoleV2"
        ) {
            _ = try TestSeal.issuer(
                SignatureParameters(
                    level: .baselineB, signerRole: SignerRoleV2(claimedRoles: [])))
        }
    }

    @Test func certificateThatIsNotValid() async throws {
        func issuer(_ seconds: Double) throws -> ContainerSigner {
            try ContainerSigner(
                signer: TestSeal.signer(), parameters: SignatureParameters(level: .baselineB),
                clock: { Date(timeIntervalSince1970: seconds) })
        }
        let subject = try #require(try TestSeal.signer().certificateChain.first).subject
        await expectError(
            .certificateNotValid,
            "the certificate of \(subject) ended at 2046-01-01T00:00:00Z, and it is "
                + "2050-01-01T00:00:00Z: ask its issuer for a new one, or check this machine's clock"
        ) { _ = try issuer(2_524_608_000) }
        await expectError(
            .certificateNotValid,
            "the certificate of \(subject) is valid from 2026-01-01T00:00:00Z on, and it is "
                + "2025-12-31T23:59:59Z: check this machine's clock, or use the certificate that is "
                + "valid now"
        ) { _ = try issuer(1_767_225_599) }
    }

    @Test("A certificate that ends during a run")
    func certificateThatEnds() async throws {
        let clock = SharedClock()
        clock.now.withLock { $0 = Date(timeIntervalSince1970: 2_398_377_598) }
        // By then nobody else accepts RSA-2048.
        var policy = ValidationPolicy.baseline
        policy.algorithms.rows.append(AlgorithmTable.Row("RSA", bits: 2000, until: nil))
        let issuer = try ContainerSigner(
            signer: TestSeal.signer(),
            parameters: SignatureParameters(level: .baselineB, validationPolicy: policy),
            clock: { clock.now.withLock { $0 } })
        try await withTemporaryFolder { folder in
            var signed = 0
            var message = ""
            do {
                for number in 0..<10 {
                    try await issuer.sign([.text("x")], to: "\(folder)/\(number).edoc")
                    signed += 1
                    clock.now.withLock { $0 += 1 }
                }
            } catch let error as EDocError {
                #expect(error.code == .certificateNotValid)
                message = error.message
            }
            // 23:59:58, 23:59:59 and 00:00:00, which is the last second of validity.
            #expect(signed == 3)
            #expect(message.contains("ended at 2046-01-01T00:00:00Z"))
            #expect(message.contains("and it is 2046-01-01T00:00:01Z"))
            try expectNames(["0.edoc", "1.edoc", "2.edoc"], in: folder)
        }
    }
}

/// A clock that a test moves.
final class SharedClock: Sendable {
    let now = Mutex(TestSeal.time)
}
