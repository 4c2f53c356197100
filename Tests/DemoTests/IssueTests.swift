import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `edoc-demo issue`, from the command line to the files.
@Suite struct IssueTests {
    static let sampleContainers = [
        "2023_999999000007-KUMAL.edoc", "2024_999999000001-FRA09.edoc",
        "2024_999999000002-MAT09.edoc", "2024_999999000003-LAT09.edoc",
        "2024_999999000005-ANGOL.edoc", "2024_999999000006-ANGAL.edoc",
        "2024_999999000009-LATOL.edoc", "2025_999999000010-PROAL.edoc",
    ]
    static let trust = [
        "trust/demo-intermediate.crl", "trust/demo-root.crl", "trust/demo-root.pem",
    ]
    static let sampleSummary = """
        Certified:      8
        Not certified:  2 (2 failed, 0 annulled)
        Refused:        0

        """

    @Test func theSampleBecomesEightContainers() async throws {
        try await withTemporaryFolder { folder in
            let out = folder + "/made/of/several"
            let outcome = try Demo.run("issue", Demo.sample, "--output", out + "/")
            #expect(outcome.status == 0)
            #expect(outcome.output == Self.sampleSummary)
            #expect(
                outcome.errors == """
                    Signing with a demonstration seal, made now and worth nothing: \
                    CN=DEMO PARAUGS demonstration seal without value,\
                    O=DEMO PARAUGS (not a real organization),C=LV
                    What verifiers need is in \(out)/trust

                    """)
            #expect(Demo.files(in: out) == Self.sampleContainers + Self.trust)
            for file in Demo.files(in: out) {
                #expect(try Self.mode(of: "\(out)/\(file)") == 0o600)
            }
            for path in ["/made", "/made/of", "/made/of/several", "/made/of/several/trust"] {
                #expect(try Self.mode(of: folder + path) == 0o700)
            }
            let octets = try Vectors.octets(at: "\(out)/\(Self.sampleContainers[1])")
            #expect(Array(octets[..<4]) == [0x50, 0x4B, 0x03, 0x04])
            #expect(
                String(decoding: octets[30..<69], as: UTF8.self)
                    == "mimetypeapplication/vnd.etsi.asic-e+zip")
            #expect(Self.holds(octets, "2024_999999000001-FRA09.pdf"))
            #expect(Self.holds(octets, "META-INF/edoc-signatures-S1.xml"))
            let root = try X509Certificate.certificates(
                inPEM: try Vectors.octets(at: out + "/trust/demo-root.pem"))
            #expect(root.count == 1 && root.first?.subject.contains("DEMO PARAUGS") == true)
        }
    }

    /// What an earlier demonstration seal signed stays, and stays valid, beside what a later one signs.
    @Test func aSecondRunLeavesTheFirstAsItIs() async throws {
        try await withTemporaryFolder { folder in
            let out = folder + "/out"
            _ = try Demo.run("issue", Demo.sample, "--output", out)
            let before = try Self.contents(of: out)
            let again = try Demo.run("issue", Demo.sample, "--output", out)
            #expect(again.status == 1)
            #expect(again.output.contains("\nRefused:        0\nNot made:       8\n"))
            let after = try Self.contents(of: out)
            for (name, octets) in before { #expect(after[name] == octets, "\(name)") }
            #expect(after.count == before.count + 3)

            // Some are replaced by others.
            let lines = try Demo.sampleLines()
            try Data(lines[..<4].joined(separator: "\n").utf8)
                .write(to: URL(filePath: folder + "/few.csv"))
            let replaced = try Demo.run(
                "issue", folder + "/few.csv", "--output", out, "--overwrite")
            #expect(replaced.status == 0 && replaced.output.hasPrefix("Certified:      3\n"))
            let valid = try Demo.run("validate", out, "--trust", out + "/trust", "--quiet")
            #expect(valid.output == "Valid:       8\nNot valid:   0\nNot read:    0\n", "\(valid)")
        }
    }

    @Test func withASealOfOnesOwnEachContainerThatExistsIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let arguments = [
                "issue", Demo.sample, "--output", folder + "/out", "--time", Demo.time,
                "--level", "B", "--seal", seal.pkcs12, "--passphrase-file", seal.passphrase,
            ]
            let first = try Demo.command.run(arguments)
            #expect(first.status == 0 && first.output == Self.sampleSummary)
            #expect(first.errors == SealFiles.notes())
            #expect(Demo.files(in: folder + "/out") == Self.sampleContainers)
            let before = try Self.contents(of: folder + "/out")
            let again = try Demo.command.run(arguments)
            #expect(again.status == 1)
            let rows = [
                (2, 1), (3, 2), (4, 3), (6, 4), (7, 5), (8, 0), (10, 6), (11, 7),
            ].map { row, index in
                "  \(Demo.sample), row \(row): \(folder)/out/\(Self.sampleContainers[index]) exists; "
                    + "expected no file of that name, or --overwrite\n"
            }
            #expect(
                again.output == """
                    Certified:      0
                    Not certified:  2 (2 failed, 0 annulled)
                    Refused:        0
                    Not made:       8

                    """ + rows.joined())
            #expect(
                again.errors == SealFiles.notes()
                    + "error: of 8 of 10 records nothing was made, though they are in order; mend what "
                    + "is said above, and run again\n")
            #expect(try Self.contents(of: folder + "/out") == before)
        }
    }

    /// Passphrase by file and by variable, for PKCS#12 and PEM; a key that is not encrypted.
    @Test func everyFormOfSealSigns() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let ways: [([String], [String: String])] = [
                (
                    ["--level", "B", "--seal", seal.pkcs12, "--passphrase-file", seal.passphrase],
                    [:]
                ),
                (["--level", "B", "--seal", seal.pkcs12], ["EDOC_PASSPHRASE": "pareizā parole"]),
                (["--level", "B", "--seal", seal.key, "--seal-certificate", seal.chain], [:]),
                (
                    [
                        "--level", "B", "--seal", seal.encryptedKey, "--seal-certificate",
                        seal.chain,
                    ],
                    ["EDOC_PASSPHRASE": "pareizā parole"]
                ),
                (
                    [
                        "--level", "B", "--seal", seal.encryptedKey, "--seal-certificate",
                        seal.chain,
                        "--passphrase-file", seal.passphrase,
                    ], ["EDOC_PASSPHRASE": "nepareiza"]
                ),
            ]
            for (index, way) in ways.enumerated() {
                let outcome = try Demo.command.run(
                    [
                        "issue", Demo.sample, "--output", "\(folder)/out\(index)", "--time",
                        Demo.time,
                    ] + way.0, environment: way.1)
                #expect(outcome.status == 0 && outcome.errors == SealFiles.notes())
                #expect(outcome.output == Self.sampleSummary)
                #expect(Demo.files(in: "\(folder)/out\(index)") == Self.sampleContainers)
            }
        }
    }

    @Test(arguments: ["p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096"])
    func theDemonstrationSealHasAnyKey(type: String) async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Demo.run(
                "issue", Demo.sample, "--output", folder + "/out", "--demo-key", type)
            #expect(outcome.status == 0 && outcome.output == Self.sampleSummary)
        }
    }

    @Test func theOtherProfileMakesOtherNames() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Demo.run(
                "issue", Demo.sample, "--output", folder, "--profile", "asice", "--issuer",
                "Parauga iestāde", "--issuer-number", "90000000000")
            #expect(outcome.status == 0)
            let names = Self.sampleContainers.map {
                $0.replacingOccurrences(of: ".edoc", with: ".asice")
            }
            #expect(Demo.files(in: folder) == names + Self.trust)
            let octets = try Vectors.octets(at: "\(folder)/\(names[0])")
            #expect(Self.holds(octets, "META-INF/signatures001.xml"))
        }
    }

    @Test func thresholdsComeFromAFile() async throws {
        try await withTemporaryFolder { folder in
            let file = folder + "/thresholds.csv"
            try Data("schoolYear,basic,secondary\n2023/2024,10,16\n".utf8)
                .write(to: URL(filePath: file))
            let outcome = try Demo.run(
                "issue", Demo.sample, "--output", folder + "/out", "--thresholds", file)
            #expect(outcome.status == 1)
            #expect(
                outcome.output.contains(
                    "row 10, status: found passed for 15 %; expected failed, since the threshold "
                        + "of secondary education in 2023/2024 is 16 %\n"))
        }
    }

    /// With a clock that stands still and RSA nothing depends on chance or on the order of tasks.
    @Test func theOutcomeDoesNotDependOnTheNumberOfJobs() async throws {
        try await withTemporaryFolder { folder in
            let input = folder + "/input.csv"
            try Self.mixedFile(rows: 400).write(to: URL(filePath: input))
            let seal = try SealFiles(in: folder, keyType: .rsa2048)
            var outputs: [String] = []
            var contents: [[String: [UInt8]]] = []
            for jobs in ["1", "8", "64"] {
                let out = folder + "/out" + jobs
                let outcome = try Demo.run(
                    "issue", input, "--output", out, "--jobs", jobs, "--time", Demo.time, "--level",
                    "B", "--seal",
                    seal.pkcs12, "--passphrase-file", seal.passphrase)
                #expect(outcome.status == 1)
                outputs.append(outcome.output)
                contents.append(try Self.contents(of: out))
            }
            #expect(outputs[0] == outputs[1] && outputs[0] == outputs[2])
            #expect(contents[0] == contents[1] && contents[0] == contents[2])
            let lines = outputs[0].split(separator: "\n")
            #expect(lines[0] == "Certified:      80")
            #expect(lines[1] == "Not certified:  80 (80 failed, 0 annulled)")
            #expect(lines[2] == "Refused:        240")
            #expect(lines.count == 3 + 100 + 1)
            #expect(lines.last == "  and 140 more rows; correct these first")
            #expect(contents[0].count == 80)
            let rows = lines[3..<103].map { line in
                line.split(separator: ", row ").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
            }
            #expect(rows == rows.sorted() && Set(rows).count == 100)
        }
    }

    /// Every fifth row is certified; of the others, one failed, and three are refused.
    static func mixedFile(rows: Int) throws -> Data {
        let lines = try Demo.sampleLines()
        var text = lines[0] + "\n"
        for number in 0..<rows {
            let digits = String(String(1_000_000 + number).dropFirst())
            let row = lines[1].replacingOccurrences(of: "999999000001", with: "999999" + digits)
                .replacingOccurrences(of: "2024-000001", with: "mixed-\(number)")
            switch number % 5 {
            case 0: text += row
            case 1:
                text += lines[4].replacingOccurrences(of: "2024-000004", with: "mixed-\(number)")
            case 2: text += row.replacingOccurrences(of: ",81,", with: ",99,")
            case 3: text += row.replacingOccurrences(of: "Ņina", with: "Μαρία")
            default: text += row + ",more"
            }
            text += "\n"
        }
        return Data(text.utf8)
    }

    /// The summary's sum is checked, not taken for granted.
    @Test func aRecordThatIsLostIsNoticed() {
        var summary = Summary()
        (summary.certified, summary.failed, summary.refused, summary.read) = (1, 1, 1, 3)
        #expect(summary.complaint?.message.hasPrefix("1 of 3 records were refused") == true)
        summary.read = 4
        #expect(summary.complaint?.status == 1)
        #expect(
            summary.complaint?.message == "4 records were read, and 3 are accounted for: this is a "
                + "defect of the program; do not rely on its output")
    }

    static func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    static func contents(of folder: String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in Demo.files(in: folder) {
            contents[name] = try Vectors.octets(at: "\(folder)/\(name)")
        }
        return contents
    }

    static func holds(_ octets: [UInt8], _ text: String) -> Bool {
        Data(octets).range(of: Data(text.utf8)) != nil
    }
}
