import EDocCrypto
import FoundationEssentials
import Glibc
import TestPKI
import Testing
import VectorSupport

@Suite struct PassphraseTests {
    private func octets(_ passphrase: borrowing Passphrase) -> [UInt8] {
        passphrase.withOctets { $0.copied() }
    }

    @Test(
        "The first line of a file, without its end",
        arguments: [
            ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"),
            ("secret\nmore\n", "secret"), ("", ""), ("\n", ""), ("\r\n", ""),
            (" se cret \n", " se cret "), ("parole-ā\n", "parole-ā"), ("a\rb\n", "a\rb"),
            // Behind a byte-order mark; in the middle it was typed.
            ("\u{FEFF}secret\r\n", "secret"), ("\u{FEFF}", ""), ("\u{FEFF}\r\n", ""),
            ("a\u{FEFF}b", "a\u{FEFF}b"),
        ])
    func files(_ contents: String, _ expected: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/passphrase"
            try Data(contents.utf8).write(to: URL(filePath: path))
            #expect(octets(try Passphrase(contentsOf: path)) == Array(expected.utf8))
        }
    }

    @Test func descriptor() throws {
        var ends: [CInt] = [-1, -1]
        #expect(unsafe pipe(&ends) == 0)
        let text = Array("secret\n".utf8)
        #expect(unsafe write(ends[1], text, text.count) == text.count)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(octets(try Passphrase(fileDescriptor: ends[0])) == Array("secret".utf8))
        expect(.unreadableFile, "descriptor -1 cannot be read: Bad file descriptor (read, errno 9)")
        {
            _ = try Passphrase(fileDescriptor: -1)
        }
    }

    @Test func environment() throws {
        #expect(unsafe setenv("EDOC_TEST_PASSPHRASE", "parole-ā", 1) == 0)
        defer { unsafe unsetenv("EDOC_TEST_PASSPHRASE") }
        let passphrase = try Passphrase(environmentVariable: "EDOC_TEST_PASSPHRASE")
        #expect(octets(passphrase) == Array("parole-ā".utf8))
        expect(.noPassphrase, "the environment variable EDOC_NOT_SET is not set") {
            _ = try Passphrase(environmentVariable: "EDOC_NOT_SET")
        }
    }

    @Test("A too long passphrase is an error, never cut off or empty")
    func tooLong() async throws {
        let longest = [UInt8](repeating: 0x61, count: KeyLimits().passphraseSize)
        #expect(octets(try Passphrase(longest)) == longest)
        expect(.tooLarge, "a passphrase is longer than 1024 bytes") {
            _ = try Passphrase(longest + [0x61])
        }
        try await withTemporaryFolder { folder in
            let path = folder + "/passphrase"
            try Data(longest + Array("\r\n".utf8)).write(to: URL(filePath: path))
            #expect(octets(try Passphrase(contentsOf: path)) == longest)
            try Data(longest + Array("a\n".utf8)).write(to: URL(filePath: path))
            expect(.tooLarge, "\(path): the passphrase is longer than 1024 bytes") {
                _ = try Passphrase(contentsOf: path)
            }
            try Data(repeating: 0x61, count: 2 << 20).write(to: URL(filePath: path))
            expect(.tooLarge, "\"\(path)\" has more than 1048576 bytes") {
                _ = try Passphrase(contentsOf: path)
            }
        }
    }

    @Test func unreadable() async throws {
        try await withTemporaryFolder { folder in
            expect(.unreadableFile, "\"\(folder)\" is a folder, and a file is expected") {
                _ = try Passphrase(contentsOf: folder)
            }
            expect(
                .unreadableFile,
                "\"\(folder)/no\" cannot be read: No such file or directory (open, errno 2)"
            ) {
                _ = try Passphrase(contentsOf: folder + "/no")
            }
        }
    }
}
