import Foundation
import Testing
import VectorSupport

/// That files are on the disk: a library stands in for `fsync`, notes of which file it was called,
/// and fails where it is told to.
@Suite(.enabled(if: Synchronization.compiler != nil, "there is no C compiler"))
struct DurabilityTests {
    @Test func certificatesAndTrustAreSynchronised() async throws {
        try await withTemporaryFolder { folder in
            let calls = try Synchronization(in: folder)
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

    @Test func extractedFilesAndTheirFoldersAreSynchronised() async throws {
        try await withTemporaryFolder { folder in
            let calls = try Synchronization(in: folder)
            let out = folder + "/out"
            let container = ValidateTests.attacks + "/good-two-files.asice"
            let trust = ValidateTests.trust.map {
                $0.hasPrefix("pki/") ? "\(ValidateTests.attacks)/\($0)" : $0
            }
            let arguments = ["extract", container, "--output", out] + trust
            let outcome = try calls.run(arguments)
            #expect(outcome.status == 0, "\(outcome)")
            let seen = try calls.seen()
            #expect(seen.count { $0.hasPrefix(out + "/.edoc-") && $0.hasSuffix("/0") } == 1)
            #expect(seen.count { $0.hasPrefix(out + "/.edoc-") && $0.hasSuffix("/1") } == 1)
            #expect(seen.contains(out) && seen.contains(out + "/b"), "\(seen)")

            let other = folder + "/other"
            let failed = try calls.run(
                ["extract", container, "--output", other] + trust, failing: ".tmp/1")
            #expect(failed.status == 1 && failed.output.isEmpty)
            #expect(
                failed.errors
                    == "error: \(other)/b/ā č.txt: cannot be written: Input/output "
                    + "error; make room, or name another folder\n")
            #expect(!FileManager.default.fileExists(atPath: other))
        }
    }

    @Test func whatIsNotOnTheDiskIsAnError() async throws {
        try await withTemporaryFolder { folder in
            let calls = try Synchronization(in: folder)
            let out = folder + "/out"
            let trust = try calls.run(
                ["issue", Demo.sample, "--output", out], failing: "demo-root.crl")
            #expect(trust.status == 1 && trust.output.isEmpty)
            #expect(
                trust.errors.hasSuffix(
                    "error: \(out)/trust/demo-root.crl: cannot be written: Input/output error; make "
                        + "room, or name another folder\n"))
            #expect(Demo.files(in: out) == ["trust/demo-root.pem"])

            let container = folder + "/x.edoc"
            let signed = try calls.run(
                ["sign", Demo.sample, "--output", container], failing: folder)
            #expect(signed.status == 1 && signed.output.isEmpty)
            #expect(
                signed.errors.hasSuffix(
                    "error: \"\(container)\" cannot be written: Input/output error (fsync, errno 5)\n"
                ))
            #expect(!FileManager.default.fileExists(atPath: container))
        }
    }
}

/// A stand-in for `fsync`, loaded before the C library's.
struct Synchronization {
    private let library: String
    private let log: String

    static let compiler = Command(named: "cc") ?? Command(named: "clang")

    private static let source = """
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>

        int fsync(int descriptor) {
            char link[64], line[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t count = readlink(link, line, sizeof line - 2);
            if (count < 0) abort();
            line[count] = '\\n';
            line[count + 1] = 0;
            int log = open(getenv("EDOC_TEST_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
            if (write(log, line, count + 1) != count + 1) abort();
            close(log);
            const char *failing = getenv("EDOC_TEST_FAILING");
            if (!failing || !strstr(line, failing)) return 0;
            errno = EIO;
            return -1;
        }
        """

    /// Builds it in `folder`.
    init(in folder: String) throws {
        (library, log) = (folder + "/fsync.so", folder + "/fsync.log")
        let source = folder + "/fsync.c"
        try Data(Self.source.utf8).write(to: URL(filePath: source))
        guard
            try Self.compiler?.run(["-shared", "-fPIC", "-o", library, source]).status == 0
        else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Runs the demo with it; of files whose path holds `failing` the call fails.
    func run(_ arguments: [String], failing: String? = nil) throws -> Command.Outcome {
        var environment = ["LD_PRELOAD": library, "EDOC_TEST_LOG": log]
        environment["EDOC_TEST_FAILING"] = failing
        return try Demo.command.run(arguments, environment: environment)
    }

    /// The paths of the files so far.
    func seen() throws -> [String] {
        String(decoding: try Vectors.octets(at: log), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
