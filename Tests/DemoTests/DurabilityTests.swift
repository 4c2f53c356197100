import Foundation
import Testing
import VectorSupport

/// That files are whole and on the disk: a library stands in for system calls, notes of which files
/// they were synchronised, and fails where it is told to.
@Suite(.enabled(if: SystemCallStandIn.compiler != nil, "there is no C compiler"))
struct DurabilityTests {
    @Test func certificatesAndTrustAreSynchronised() async throws {
        try await withTemporaryFolder { folder in
            let calls = try SystemCallStandIn(in: folder)
            let out = folder + "/out"
            let outcome = try calls.run(["issue", Demo.sample, "--output", out])
            #expect(outcome.status == 0, "\(outcome)")
            let seen = try calls.seen()
            for name in IssueTests.trust {
                #expect(seen.contains("\(out)/\(name)"), "\(seen)")
            }
            // Eight certificates, which have no name yet, or one that nobody knows.
            let unnamed = seen.filter {
                $0.hasPrefix(out + "/#") || $0.hasPrefix(out + "/.edoc-")
            }
            #expect(unnamed.count == 8, "\(seen)")
            #expect(seen.count { $0 == out } == 8, "\(seen)")
        }
    }

    /// The system takes a few octets at a time, and all of a file that fit on the disk.
    @Test func shortWritesAndAFullDisk() async throws {
        try await withTemporaryFolder { folder in
            let calls = try SystemCallStandIn(in: folder)
            let seal = try SealFiles(in: folder)
            let arguments = [
                "--level", "B", "--seal", seal.key, "--seal-certificate", seal.chain, "--time",
                Demo.time,
            ]
            let (whole, short) = (folder + "/whole", folder + "/short")
            let issue = ["issue", Demo.sample, "--output"]
            #expect(try Demo.command.run(issue + [whole] + arguments).status == 0)
            let outcome = try calls.run(issue + [short] + arguments, ["EDOC_TEST_PIECE": "333"])
            #expect(outcome.status == 0, "\(outcome)")
            let names = Demo.files(in: whole)
            #expect(names.count == 8 && Demo.files(in: short) == names)
            for name in names {
                let (one, other) = (
                    try Vectors.octets(at: "\(whole)/\(name)"),
                    try Vectors.octets(at: "\(short)/\(name)")
                )
                // The signature differs, its length does not.
                #expect(one.count == other.count, "\(name)")
            }
            let trust = ["--trust", seal.chain, "--at", Demo.time]
            for name in names {
                let report = try Demo.command.run(["validate", "\(short)/\(name)"] + trust)
                #expect(!report.output.contains("REFUSED"), "\(report)")
                #expect(!report.output.contains("HASH_FAILURE"), "\(report)")
            }
            let full = folder + "/full"
            let failed = try calls.run(issue + [full] + arguments, ["EDOC_TEST_ROOM": "20000"])
            #expect(failed.status == 1)
            #expect(failed.output.contains("Certified:      0\n"), "\(failed)")
            #expect(failed.output.contains("cannot be written: No space left on device (writev"))
            #expect(Demo.files(in: full).isEmpty)

            let extract = ["extract", ValidateTests.attacks + "/good-two-files.asice", "--output"]
            let out = folder + "/out"
            let extracted = try calls.run(extract + [out] + Self.trust, ["EDOC_TEST_PIECE": "3"])
            #expect(extracted.status == 0, "\(extracted)")
            #expect(try Vectors.octets(at: out + "/a.txt") == Array("hello, registrar\n".utf8))
            let none = folder + "/none"
            let left = try calls.run(extract + [none] + Self.trust, ["EDOC_TEST_ROOM": "10"])
            #expect(left.status == 1)
            #expect(
                left.errors == "error: \(none)/a.txt: cannot be written: No space left on device; "
                    + "make room, or name another folder\n")
            #expect(!FileManager.default.fileExists(atPath: none))
        }
    }

    private static let trust = ValidateTests.trust.map {
        $0.hasPrefix("pki/") ? "\(ValidateTests.attacks)/\($0)" : $0
    }

    @Test func extractedFilesAndTheirFoldersAreSynchronised() async throws {
        try await withTemporaryFolder { folder in
            let calls = try SystemCallStandIn(in: folder)
            let out = folder + "/out"
            let container = ValidateTests.attacks + "/good-two-files.asice"
            let arguments = ["extract", container, "--output", out] + Self.trust
            let outcome = try calls.run(arguments)
            #expect(outcome.status == 0, "\(outcome)")
            let seen = try calls.seen()
            #expect(seen.count { $0.hasPrefix(out + "/.edoc-") && $0.hasSuffix("/0") } == 1)
            #expect(seen.count { $0.hasPrefix(out + "/.edoc-") && $0.hasSuffix("/1") } == 1)
            #expect(seen.contains(out) && seen.contains(out + "/b"), "\(seen)")

            let other = folder + "/other"
            let failed = try calls.run(
                ["extract", container, "--output", other] + Self.trust,
                ["EDOC_TEST_FAILING": ".tmp/1"])
            #expect(failed.status == 1 && failed.output.isEmpty)
            #expect(
                failed.errors
                    == "error: \(other)/b/ā č.txt: cannot be written: Input/output "
                    + "error; name another folder\n")
            #expect(!FileManager.default.fileExists(atPath: other))
        }
    }

    @Test func whatIsNotOnTheDiskIsAnError() async throws {
        try await withTemporaryFolder { folder in
            let calls = try SystemCallStandIn(in: folder)
            let out = folder + "/out"
            let trust = try calls.run(
                ["issue", Demo.sample, "--output", out], ["EDOC_TEST_FAILING": "demo-root.crl"])
            #expect(trust.status == 1 && trust.output.isEmpty)
            #expect(
                trust.errors.hasSuffix(
                    "error: \(out)/trust/demo-root.crl: cannot be written: Input/output error; name "
                        + "another folder\n"))
            #expect(Demo.files(in: out) == ["trust/demo-root.pem"])

            let container = folder + "/x.edoc"
            let signed = try calls.run(
                ["sign", Demo.sample, "--output", container], ["EDOC_TEST_FAILING": folder])
            #expect(signed.status == 1 && signed.output.isEmpty)
            #expect(
                signed.errors.hasSuffix(
                    "error: \"\(container)\" cannot be written: Input/output error (fsync, errno 5)\n"
                ))
            #expect(!FileManager.default.fileExists(atPath: container))
        }
    }
}

/// A stand-in for `fsync`, `write` and `writev`, loaded before the C library's.
struct SystemCallStandIn {
    private let library: String
    private let log: String

    static let compiler = Command(named: "cc") ?? Command(named: "clang")

    private static let source = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/stat.h>
        #include <sys/syscall.h>
        #include <sys/uio.h>
        #include <unistd.h>

        int fsync(int descriptor) {
            char link[64], line[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t count = readlink(link, line, sizeof line - 2);
            if (count < 0) abort();
            line[count] = '\\n';
            line[count + 1] = 0;
            int log = open(getenv("EDOC_TEST_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
            if (syscall(SYS_write, log, line, count + 1) != count + 1) abort();
            close(log);
            const char *failing = getenv("EDOC_TEST_FAILING");
            if (!failing || !strstr(line, failing)) return 0;
            errno = EIO;
            return -1;
        }

        /* Of files: at most EDOC_TEST_PIECE octets at once, and EDOC_TEST_ROOM in all. */
        ssize_t write(int descriptor, const void *octets, size_t count) {
            const char *piece = getenv("EDOC_TEST_PIECE"), *room = getenv("EDOC_TEST_ROOM");
            off_t place = lseek(descriptor, 0, SEEK_CUR);
            struct stat status;
            if (descriptor > 2 && place >= 0 && fstat(descriptor, &status) == 0
                && S_ISREG(status.st_mode)) {
                if (piece && count > strtoul(piece, 0, 10)) count = strtoul(piece, 0, 10);
                if (room && place >= atol(room)) {
                    errno = ENOSPC;
                    return -1;
                }
                if (room && count > atol(room) - place) count = atol(room) - place;
            }
            return syscall(SYS_write, descriptor, octets, count);
        }

        ssize_t writev(int descriptor, const struct iovec *parts, int count) {
            ssize_t done = 0;
            for (int index = 0; index < count; index++) {
                ssize_t written = write(descriptor, parts[index].iov_base, parts[index].iov_len);
                if (written < 0) return done > 0 ? done : written;
                done += written;
                if (written < parts[index].iov_len || getenv("EDOC_TEST_PIECE")) break;
            }
            return done;
        }
        """

    /// Builds it in `folder`.
    init(in folder: String) throws {
        (library, log) = (folder + "/calls.so", folder + "/calls.log")
        let source = folder + "/calls.c"
        try Data(Self.source.utf8).write(to: URL(filePath: source))
        guard
            try Self.compiler?.run(["-shared", "-fPIC", "-o", library, source]).status == 0
        else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Runs the demo with it and with these variables: `EDOC_TEST_FAILING` is a part of the paths of
    /// files that cannot be synchronised.
    func run(
        _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> Command.Outcome {
        let always = ["LD_PRELOAD": library, "EDOC_TEST_LOG": log]
        return try Demo.command.run(arguments, environment: always.merging(variables) { $1 })
    }

    /// The paths of the files so far.
    func seen() throws -> [String] {
        String(decoding: try Vectors.octets(at: log), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
