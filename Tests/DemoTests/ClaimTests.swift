import EDocTesting
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `sign`: what the signer claims, media types of single files, standard input and output, modes.
@Suite struct ClaimTests {
    @Test func whatTheSignerClaimsIsSigned() async throws {
        try await withTemporaryFolder { folder in
            let policy = folder + "/policy.txt"
            try TrustTests.write(Array("the policy".utf8), to: policy)
            let made = try Demo.run(
                "sign", Demo.sample, "-o", folder + "/x.edoc", "--role", "principal", "--role",
                "ā & b", "--place", "city=Rīga", "--place", "country=LV", "--commitment",
                "approval",
                "--signature-policy", "urn:oid:1.2.3=\(policy)")
            #expect(made.status == 0, "\(made)")
            let report = try Demo.run(
                "validate", folder + "/x.edoc", "--trust", folder + "/x.edoc.trust")
            #expect(report.status == 0)
            for line in [
                "claimed role: \"principal\"", "claimed role: \"ā & b\"",
                "claimed place: \"Rīga\", \"LV\"",
                "claimed commitment: \"http://uri.etsi.org/01903/v1.2.2#ProofOfApproval\"",
                "claimed policy: \"urn:oid:1.2.3\"",
            ] {
                #expect(report.output.contains("\n    \(line)\n"), "\(line): \(report.output)")
            }
        }
    }

    @Test(
        arguments: [
            (
                ["--place", "town=Rīga"],
                "--place: found \"town=Rīga\"; expected a part (city, country, postal-code, region, "
                    + "street) and its text, such as city=Rīga"
            ),
            (
                ["--place", "city=a", "--place", "city=b"],
                "--place: city is given twice; expected once"
            ),
            (
                ["--signature-policy", "urn:oid:1.2.3"],
                "--signature-policy: found \"urn:oid:1.2.3\"; expected an identifier and the file of "
                    + "the policy's text, such as urn:oid:1.2.3=policy.pdf"
            ),
            (
                ["--commitment", "aproval"],
                "--commitment: found \"aproval\"; expected origin, receipt, delivery, sender, "
                    + "approval or creation; did you mean approval?"
            ),
            (["--pss"], "--pss is given without --seal; expected both"),
            (
                ["--mode", "999"],
                "--mode: found \"999\"; expected octal digits such as 640, with which its owner can "
                    + "read the file"
            ),
            (
                ["--mode", "040"],
                "--mode: found \"040\"; expected octal digits such as 640, with which its owner can "
                    + "read the file"
            ),
            (["--name", "x"], "--name is for standard input; expected the file -"),
            (
                ["--media-type", "other.txt=text/plain"],
                "--media-type: no file is called \"other.txt\""
            ),
        ] as [([String], String)])
    func whatIsNotInOrderIsSaid(options: [String], message: String) async throws {
        try await withTemporaryFolder { folder in
            let outcome = try Demo.command.run(
                ["sign", Demo.sample, "-o", folder + "/x.edoc"] + options)
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("error: \(message)\n"), "\(outcome.errors)")
            #expect(Demo.files(in: folder).isEmpty)
        }
    }

    @Test func pssIsForKeysOfRSA() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder, keyType: .rsa2048)
            let arguments = [
                "sign", Demo.sample, "-o", folder + "/x.edoc", "--overwrite", "--level", "B",
                "--time", Demo.time, "--pss", "--passphrase-file", seal.passphrase, "--seal",
            ]
            for key in [[seal.pkcs12], [seal.key, "--seal-certificate", seal.chain]] {
                let made = try Demo.command.run(arguments + key)
                #expect(made.status == 0, "\(made)")
                guard VectorSupport.Command(named: "unzip") != nil else { continue }
                let files = try ManyFilesTests.shell(
                    "unzip -p x.edoc META-INF/edoc-signatures-S1.xml | grep -c sha256-rsa-MGF1",
                    in: folder)
                #expect(files.output == "1\n", "\(files)")
            }
            let other = folder + "/ec"
            try FileManager.default.createDirectory(
                atPath: other, withIntermediateDirectories: false)
            let curve = try SealFiles(in: other)
            let refused = try Demo.command.run(arguments + [curve.pkcs12])
            #expect(refused.status == 1 && refused.errors.contains("RSA"), "\(refused)")
        }
    }

    @Test func eachFileCanHaveItsOwnMediaType() async throws {
        try await withTemporaryFolder { folder in
            for name in ["a.bin", "b=c.bin", "d.txt"] {
                try TrustTests.write(Array(name.utf8), to: "\(folder)/\(name)")
            }
            let made = try ManyFilesTests.shell(
                """
                printf piped | $demo sign a.bin b=c.bin d.txt - --name p.bin -o x.edoc \
                    --media-type a.bin=image/x-a --media-type 'b=c.bin=text/plain;charset=utf-8' \
                    --media-type p.bin=image/x-p
                $demo validate x.edoc --trust x.edoc.trust
                """, in: folder)
            for (name, type) in [
                ("a.bin", "image/x-a"), ("b=c.bin", "text/plain;charset=utf-8"),
                ("d.txt", "text/plain"), ("p.bin", "image/x-p"),
            ] {
                #expect(
                    made.output.contains("\n    file: \"\(name)\" (\"\(type)\")\n"), "\(made)")
            }
            let unknown = try Demo.run("sign", folder + "/a.bin", "-o", folder + "/y.edoc")
            #expect(
                unknown.errors.hasSuffix(
                    "a.bin: the media type of such files is not known; say it with --media-type, such "
                        + "as --media-type a.bin=application/octet-stream\n"))
        }
    }

    @Test func aContainerGoesToStandardOutput() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let outcome = try ManyFilesTests.shell(
                """
                printf text | $demo sign - --name a.txt -o - --level B --time \(Demo.time) \
                    --seal '\(seal.pkcs12)' --passphrase-file '\(seal.passphrase)' | cat >x.edoc
                $demo validate x.edoc
                """, in: folder)
            #expect(outcome.errors.contains("Signed 1 file into -\n"), "\(outcome)")
            #expect(outcome.output.contains("Nothing in it was changed"), "\(outcome)")
            #expect(
                outcome.errors.contains(
                    "Without a time-stamp (--level B) this can be verified until 2025-12-31T23:59:59Z at "
                        + "the latest"
                ))
            let full = try ManyFilesTests.shell(
                "$demo sign '\(Demo.sample)' -o - --level B --time \(Demo.time) "
                    + "--seal '\(seal.key)' --seal-certificate '\(seal.chain)' >/dev/full",
                in: folder)
            #expect(full.status == 1 && full.errors.contains("No space left on device"), "\(full)")
            let demonstration = try Demo.run("sign", Demo.sample, "-o", "-")
            #expect(demonstration.status == 2 && demonstration.output.isEmpty)
        }
    }

    @Test func modesAreThoseThatWereAskedFor() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try ManyFilesTests.shell(
                """
                umask 077
                $demo sign '\(Demo.sample)' -o x.edoc --mode 644
                $demo issue '\(Demo.sample)' -o out --mode 640
                """, in: folder)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try IssueTests.mode(of: folder + "/x.edoc") == 0o644)
            for name in IssueTests.sampleContainers {
                #expect(try IssueTests.mode(of: "\(folder)/out/\(name)") == 0o640)
            }
            #expect(try IssueTests.mode(of: folder + "/x.edoc.trust/demo-root.pem") == 0o600)
        }
    }

    @Test func theTrustFolderIsNotWrittenThroughALinkOrOverOthers() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try ManyFilesTests.shell(
                """
                mkdir elsewhere; ln -s elsewhere x.edoc.trust
                $demo sign '\(Demo.sample)' -o x.edoc; echo $?
                rm x.edoc.trust; mkdir x.edoc.trust; echo mine >x.edoc.trust/demo-root.pem
                $demo sign '\(Demo.sample)' -o x.edoc >sum; echo $?
                $demo validate x.edoc --trust x.edoc.trust -q; cat x.edoc.trust/demo-root.pem
                mkdir out; ln -s ../elsewhere out/trust
                $demo issue '\(Demo.sample)' -o out --overwrite; echo $?
                """, in: folder)
            #expect(
                outcome.output
                    == "1\n0\nValid:       1\nNot valid:   0\nNot read:    0\nmine\n1\n",
                "\(outcome)")
            #expect(
                outcome.errors.contains(
                    "error: x.edoc.trust: found a symbolic link, through which nothing is written"))
            #expect(Demo.files(in: folder + "/elsewhere").isEmpty)
            // A file that is to be signed is not replaced by the container.
            let lost = try ManyFilesTests.shell(
                "$demo sign x.edoc -o x.edoc --overwrite", in: folder)
            #expect(lost.status == 1)
            #expect(
                lost.errors == "error: x.edoc is to be signed and to be replaced by the container; "
                    + "expected another --output\n")
        }
    }
}
