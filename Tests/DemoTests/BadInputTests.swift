import Foundation
import Testing
import VectorSupport

/// What a user may give that is wrong: the whole message, and that nothing is left over.
@Suite struct BadInputTests {
    /// Seals that cannot sign. Nothing is made, not even the output folder.
    @Test func aSealThatCannotSignIsNamed() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let before = Demo.files(in: folder)
            for (options, time, message) in Self.sealErrors(seal) {
                let outcome = try Demo.command.run(
                    ["issue", Demo.sample, "--output", folder + "/out", "--time", time] + options)
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors == "error: \(message)\n")
                #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
            }
            #expect(Demo.files(in: folder) == before)
        }
    }

    private static func sealErrors(_ seal: SealFiles) -> [([String], String, String)] {
        [
            (
                ["--level", "B", "--seal", seal.pkcs12, "--passphrase-file", seal.wrongPassphrase],
                Demo.time,
                "\(seal.pkcs12): the passphrase does not open the file, or the file was changed"
            ),
            (
                ["--level", "B", "--seal", seal.key], Demo.time,
                "\(seal.key): a private key without a certificate; give the certificate that was "
                    + "issued for it; name its file with --seal-certificate"
            ),
            (
                ["--level", "B", "--seal", seal.key, "--seal-certificate", seal.otherChain],
                Demo.time,
                "\(seal.otherChain): the private key (EC P-256) belongs to none of the certificates given, "
                    + "of which the first is of CN=DEMO PARAUGS Cita skola,"
                    + "O=DEMO PARAUGS (not a real organization),C=LV (EC P-256); "
                    + "give the certificate that was issued for this key"
            ),
            (
                ["--level", "B", "--seal", seal.key, "--seal-certificate", seal.chain],
                "2026-01-01T00:00:00Z",
                "the certificate of \(seal.subject) ended at 2025-12-31T23:59:59Z, "
                    + "and it is 2026-01-01T00:00:00Z: ask its issuer for a new one, "
                    + "or check this machine's clock"
            ),
            (
                ["--level", "B", "--seal", seal.key, "--seal-certificate", seal.chain],
                "2023-12-31T23:59:59Z",
                "the certificate of \(seal.subject) is valid from 2024-01-01T00:00:00Z on, "
                    + "and it is 2023-12-31T23:59:59Z: check this machine's clock, "
                    + "or use the certificate that is valid now"
            ),
            (
                ["--level", "B", "--seal", seal.folder], Demo.time,
                "\"\(seal.folder)\" is a folder, and a file is expected"
            ),
            (
                ["--level", "B", "--seal", seal.folder + "/none"], Demo.time,
                "\"\(seal.folder)/none\" cannot be read: No such file or directory "
                    + "(open, errno 2)"
            ),
            (
                ["--level", "B", "--seal", seal.pkcs12, "--seal-certificate", seal.chain],
                Demo.time,
                "\(seal.pkcs12) is a PKCS#12 file, which holds its certificate; "
                    + "expected --seal-certificate only with a key in PEM"
            ),
            (
                ["--level", "B", "--seal", seal.pkcs12, "--passphrase-file", seal.folder],
                Demo.time,
                "\"\(seal.folder)\" is a folder, and a file is expected"
            ),
            (
                ["--level", "B", "--seal", seal.pkcs12], Demo.time,
                "\(seal.pkcs12) needs a passphrase, and none could be read from a terminal; "
                    + "give it with --passphrase-file or in the variable EDOC_PASSPHRASE"
            ),
        ]
    }

    /// Files that cannot be read, or whose header is wrong. Nothing is made.
    @Test func anInputThatCannotBeReadIsNamed() async throws {
        try await withTemporaryFolder { folder in
            let vectors = Vectors.folder + "/exam-results"
            let file = folder + "/file"
            try Data().write(to: URL(filePath: file))
            let errors: [([String], String)] = [
                ([folder], "\"\(folder)\" is a folder, and a file is expected"),
                (
                    [folder + "/none.csv"],
                    "\"\(folder)/none.csv\" cannot be read: No such file or directory "
                        + "(open, errno 2)"
                ),
                (
                    [vectors + "/utf-16.csv"],
                    "\(vectors)/utf-16.csv, row 1: found text that is not UTF-8; expected a file "
                        + "saved as UTF-8 with \",\" or \";\" between the columns"
                ),
                (
                    [Demo.sample, "--thresholds", folder],
                    "\"\(folder)\" is a folder, and a file is expected"
                ),
                (
                    [Demo.sample, "--thresholds", file],
                    "\(file): the file is empty; expected the header schoolYear,basic,secondary"
                ),
            ]
            for (arguments, message) in errors {
                let outcome = try Demo.command.run(
                    ["issue", "--output", folder + "/out"] + arguments)
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors == "error: \(message)\n")
            }
            #expect(Demo.files(in: folder) == ["file"])
            let seal = try Demo.run("issue", Demo.sample, "--output", file)
            #expect(seal.status == 1)
            #expect(
                seal.errors.hasSuffix(
                    "error: \(file): found a file; expected a folder or nothing\n")
            )
        }
    }

    /// Each broken row is told with its reason, and the rows around it become certificates.
    @Test func aBrokenRowDoesNotStopTheNext() async throws {
        try await withTemporaryFolder { folder in
            let lines = try Demo.sampleLines()
            var rows = lines.map { Array($0.utf8) }
            rows[2] += [UInt8](repeating: 120, count: 10_000_000)
            rows[3] = Array(lines[3].replacingOccurrences(of: "Līga", with: "L?ga").utf8)
                .map { $0 == UInt8(ascii: "?") ? 0xEE : $0 }
            rows[5] = Array(
                lines[5].replacingOccurrences(of: "2024-000005", with: "2024-000001")
                    .replacingOccurrences(of: "000005-ANGOL", with: "000006-ANGOL").utf8)
            rows[6] = Array(
                lines[6].replacingOccurrences(of: "999999000006-ANGAL", with: "999999000001-ANGAL")
                    .utf8)
            rows.append(
                Array(
                    lines[1].replacingOccurrences(of: "000001", with: "000011")
                        .replacingOccurrences(
                            of: "2024/999999000011-FRA09", with: "2024/999999000001-FRA09"
                        ).utf8))
            rows[7] = Array(lines[7].replacingOccurrences(of: "Makets", with: "Маkets").utf8)
            rows[9] = Array(lines[9].replacingOccurrences(of: "Robeža", with: "Robeža😀").utf8)
            let input = folder + "/in.csv"
            try Data(rows.joined(separator: [10])).write(to: URL(filePath: input))
            let outcome = try Demo.run("issue", input, "--output", folder + "/out")
            #expect(outcome.status == 1)
            #expect(
                outcome.output == """
                    Certified:      3
                    Not certified:  2 (2 failed, 0 annulled)
                    Refused:        6
                      \(input), row 3: found a row of more than 65536 bytes; expected at most that \
                    many
                      \(input), row 4, givenNames: found the byte 0xEE, which is not UTF-8; expected \
                    a file saved as UTF-8
                      \(input), row 6, recordId: found "2024-000001", which row 2 has; expected an \
                    identifier that occurs once
                      \(input), row 8, familyName: the character "М" (U+041C) is not one that the \
                    fonts have; they have Latin letters
                      \(input), row 10, familyName: found the character "😀" (U+1F600); expected \
                    letters, spaces, hyphens, apostrophes and points
                      \(input), row 12, certificateNumber: found "2024/999999000001-FRA09", which \
                    row 2 has; expected a number that occurs once

                    """)
            #expect(
                Demo.files(in: folder + "/out") == [
                    "2024_999999000001-ANGAL.edoc", "2024_999999000001-FRA09.edoc",
                    "2025_999999000010-PROAL.edoc",
                ] + IssueTests.trust)
        }
    }

    /// Names in NFD, and with letters that are not Latvian, become certificates.
    @Test func namesInOtherFormsAreCertified() async throws {
        try await withTemporaryFolder { folder in
            let lines = try Demo.sampleLines()
            let names = [
                "Ņina Ģirta Ķīle".decomposedStringWithCanonicalMapping, "Ŗūta Ļubova", "Åsa Łucja",
            ]
            let rows = names.enumerated().map { index, name in
                lines[1].replacingOccurrences(of: "2024-000001", with: "row-\(index)")
                    .replacingOccurrences(of: "999999000001", with: "99999900002\(index)")
                    .replacingOccurrences(of: "Ņina", with: name)
            }
            let input = folder + "/in.csv"
            try Data(([lines[0]] + rows).joined(separator: "\r\n").utf8)
                .write(to: URL(filePath: input))
            let outcome = try Demo.run("issue", input, "--output", folder + "/out")
            #expect(outcome.status == 0)
            #expect(outcome.output.hasPrefix("Certified:      3\n"))
        }
    }

    /// A file system of 64 KB holds one certificate. As root in a name space of its own.
    @Test(.enabled(if: FullDisk.canBeMade, "unshare -rm cannot mount a file system here"))
    func aFullDiskLeavesNoPartOfAFile() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let disk = folder + "/disk"
            try FileManager.default.createDirectory(
                atPath: disk, withIntermediateDirectories: false)
            let outcome = try FullDisk.run(
                """
                mount -t tmpfs -o size=64k none "\(disk)" || exit 99
                "\(Demo.command.path)" issue "\(Demo.sample)" --output "\(disk)/out" --jobs 1 \
                --time \(Demo.time) --level B --seal "\(seal.pkcs12)" \
                --passphrase-file "\(seal.passphrase)"
                echo "status $?"
                find "\(disk)" -type f -printf '%P %m\\n'
                """)
            let container = "\(disk)/out/2024_999999000002-MAT09.edoc"
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(
                Array(lines.prefix(5)) == [
                    "Certified:      1", "Not certified:  0 (0 failed, 0 annulled)",
                    "Refused:        0", "Not made:       1",
                    "  \(Demo.sample), row 3: \"\(container)\" cannot be written: "
                        + "No space left on device (writev, errno 28)",
                ])
            #expect(
                Array(lines.dropFirst(5)) == [
                    "status 1", "out/2024_999999000001-FRA09.edoc 600",
                ])
            #expect(
                outcome.errors == SealFiles.notes()
                    + "error: \"\(container)\" cannot be written: No space left on device (writev, errno "
                    + "28); the rows after row 3 were not read\n")
        }
    }
}

/// Scripts that may mount file systems, which nobody outside of them sees.
enum FullDisk {
    static let canBeMade: Bool = {
        let outcome = try? run("mount -t tmpfs none /tmp")
        return LeftOut.unless(
            outcome?.status == 0, "a full disk", "unshare -rm cannot mount a file system here")
    }()

    static func run(_ script: String) throws -> Command.Outcome {
        guard let unshare = Command(named: "unshare") else { throw CancellationError() }
        return try unshare.run(["-rm", "sh", "-c", script])
    }
}
