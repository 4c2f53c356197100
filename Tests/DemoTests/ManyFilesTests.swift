import Foundation
import Glibc
import Testing
import VectorSupport

@testable import edoc_demo

/// `validate` over folders, lists and standard input.
@Suite struct ManyFilesTests {
    /// Runs a script of `sh` in which `$demo` is the program.
    static func shell(
        _ script: String, in folder: String
    ) throws -> VectorSupport.Command.Outcome {
        let found = VectorSupport.Command(named: "sh")
        let shell = try #require(found)
        return try shell.run(
            ["-c", script], in: folder, environment: ["demo": Demo.command.path], limit: 120)
    }

    /// A folder with `count` copies of a good vector in folders of ten, and other things.
    private static func archive(of count: Int, in folder: String) throws {
        let good = try Vectors.octets(at: ValidateTests.attacks + "/good-b.asice")
        for index in 0..<count {
            let place = "\(folder)/archive/\(index / 10)"
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true)
            try TrustTests.write(good, to: "\(place)/\(index).asice")
        }
        try TrustTests.write(good, to: folder + "/archive/.hidden.asice")
        try TrustTests.write(Array("text".utf8), to: folder + "/archive/notes.txt")
        for name in ["root.pem", "root.crl.pem"] {
            try FileManager.default.copyItem(
                atPath: "\(ValidateTests.attacks)/pki/\(name)", toPath: "\(folder)/\(name)")
        }
    }

    private static let trust = "--trust root.pem --crl root.crl.pem --at 2026-12-01T00:00:00Z"

    @Test func aFolderStandsForTheContainersInIt() async throws {
        try await withTemporaryFolder { folder in
            try Self.archive(of: 25, in: folder)
            let bad = try Vectors.octets(at: ValidateTests.attacks + "/c14-data.asice")
            try TrustTests.write(bad, to: folder + "/archive/1/13.asice")
            try #require(unsafe symlink("..", folder + "/archive/2/loop") == 0)
            for jobs in ["1", "8"] {
                let all = try Self.shell(
                    "$demo validate archive \(Self.trust) --format json --jobs \(jobs)", in: folder)
                #expect(all.status == 1 && all.errors.isEmpty, "\(all)")
                let names = try ValidateTests.reports(all.output).map(\.file)
                #expect(names.count == 25 && names.first == "archive/0/0.asice")
                #expect(names == names.sorted())
            }
            let quiet = try Self.shell("$demo validate archive \(Self.trust) -q", in: folder)
            #expect(quiet.status == 1 && quiet.errors.isEmpty)
            #expect(
                quiet.output.hasPrefix("NOT VALID: \"archive/1/13.asice\" (as of "), "\(quiet)")
            #expect(
                quiet.output.hasSuffix("\n\nValid:       24\nNot valid:   1\nNot read:    0\n"))
            let empty = try Self.shell("mkdir no; $demo validate no \(Self.trust)", in: folder)
            #expect(empty.status == 1)
            #expect(
                empty.errors
                    == "error: \"no\" is a folder without containers; expected files that end "
                    + "in .edoc, .asice, .sce, .asics, .scs, .bdoc; a folder of certificates is named with "
                    + "--trust\n")
        }
    }

    @Test func aListNamesFilesAndFolders() async throws {
        try await withTemporaryFolder { folder in
            try Self.archive(of: 12, in: folder)
            let script = """
                printf 'archive/0/3.asice\\r\\n\\narchive/1\\nno.edoc' >list
                $demo validate archive/0/1.asice --files-from list --format json \(Self.trust)
                """
            let outcome = try Self.shell(script, in: folder)
            #expect(outcome.status == 1, "\(outcome)")
            let reports = try ValidateTests.reports(outcome.output)
            #expect(
                reports.map(\.file) == [
                    "archive/0/1.asice", "archive/0/3.asice", "archive/1/10.asice",
                    "archive/1/11.asice", "no.edoc",
                ])
            #expect(reports.map(\.valid) == [true, true, true, true, false])
            let piped = try Self.shell(
                """
                mv archive/0/4.asice 'archive/0/a
                b.asice'
                find archive -name '*.asice' -print0 |
                    $demo validate --files-from - --null --quiet \(Self.trust)
                """, in: folder)
            #expect(piped.output == "Valid:       13\nNot valid:   0\nNot read:    0\n", "\(piped)")
            #expect(piped.status == 0 && piped.errors.isEmpty)
            for (script, message) in [
                ("--null x.edoc", "--null is given without --files-from; expected both"),
                (
                    "--files-from none",
                    "--files-from: \"none\" cannot be read: No such file or directory"
                ),
                ("--files-from - -", "standard input (-) is given 2 times; expected once"),
            ] {
                let wrong = try Self.shell("$demo validate \(script) \(Self.trust)", in: folder)
                #expect(wrong.status == 2 && wrong.errors.hasPrefix("error: \(message)\n"))
            }
            let nothing = try Self.shell(
                "$demo validate --files-from /dev/null \(Self.trust)", in: folder)
            #expect(nothing.status == 1)
            #expect(nothing.errors == "error: nothing was validated: the list names no file\n")
            let long = try Self.shell(
                "head -c 100000 /dev/zero | tr '\\0' a | $demo validate --files-from - \(Self.trust)",
                in: folder)
            #expect(long.status == 1 && long.errors.contains("a line of more than 65536 octets"))
        }
    }

    @Test func standardInputStandsWhereAFileMay() async throws {
        try await withTemporaryFolder { folder in
            try Self.archive(of: 1, in: folder)
            let script = """
                set -e
                cat archive/0/0.asice | $demo validate - \(Self.trust)
                cat root.pem | $demo validate archive/0/0.asice --trust - --crl root.crl.pem \
                    --at 2026-12-01T00:00:00Z | head -1
                cat archive/0/0.asice | $demo extract - \(Self.trust) -o - | od -c | head -1
                """
            let outcome = try Self.shell(script, in: folder)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
            #expect(outcome.output.hasPrefix("VALID: \"-\" (as of "), "\(outcome)")
            #expect(outcome.output.contains("\nVALID: \"archive/0/0.asice\""))
            #expect(
                outcome.output.hasSuffix("0000000   h   e   l   l   o   ,       r   e   g\n")
                    || outcome.output.contains("0000000   h   e   l   l   o"), "\(outcome.output)")
        }
    }

    @Test func anInterruptedRunSaysSo() async throws {
        try await withTemporaryFolder { folder in
            try Self.archive(of: 10, in: folder)
            let script = """
                yes archive/0/3.asice | head -20000 >list
                # It is there before it is looked at, so that nothing is signalled too early.
                : >reports
                $demo validate --files-from list --format json \(Self.trust) >>reports &
                while [ "$(wc -l <reports)" -lt 5 ]; do sleep 0.05; done
                kill -TERM $!; wait $!; echo $?
                test "$(wc -l <reports)" -lt 20000 && tail -c 1 reports | od -An -c
                """
            let outcome = try Self.shell(script, in: folder)
            #expect(outcome.output.hasPrefix("130\n"), "\(outcome)")
            // The last report is whole.
            #expect(outcome.output.hasSuffix("\\n\n"), "\(outcome)")
            #expect(
                outcome.errors
                    == "error: interrupted; what comes after the last report was not validated\n")
        }
    }

    @Test func memoryDoesNotGrowWithTheNumberOfFiles() async throws {
        try await withTemporaryFolder { folder in
            try Self.archive(of: 10, in: folder)
            let time = VectorSupport.Command(named: "python3")
            guard time != nil else { return }
            let script = """
                for count in 100 3000; do
                    i=0; : >list
                    while [ $i -lt $count ]; do echo "archive/0/$((i % 10)).asice" >>list; i=$((i + 1)); done
                    python3 -c 'import os,resource,subprocess,sys
                with open(os.devnull, "w") as null:
                    subprocess.run(sys.argv[1:], stdout=null, check=True)
                print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' \
                        $demo validate --files-from list -q \(Self.trust)
                done
                """
            let outcome = try Self.shell(script, in: folder)
            let sizes = outcome.output.split(separator: "\n").compactMap { Double($0) }
            try #require(sizes.count == 2, "\(outcome)")
            #expect(sizes[1] < 1.3 * sizes[0], "\(sizes) KiB")
        }
    }
}
