import EDocTesting
import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// What the program says when what it wrote is lost, or a file is not what it was given for.
@Suite struct HonestEndTests {
    @Test func whatStandardOutputDoesNotTakeIsAnError() async throws {
        try await withTemporaryFolder { folder in
            let attacks = ValidateTests.attacks
            let validate =
                "$demo validate \(attacks)/good-b.asice --trust \(attacks)/pki/root.pem "
                + "--crl \(attacks)/pki/root.crl.pem --at 2026-12-01T00:00:00Z"
            let full =
                "standard output cannot be written: No space left on device; results are lost"
            let closed = "standard output cannot be written: Bad file descriptor; results are lost"
            for command in [
                "$demo --help", "$demo --version", validate, validate + " --format json",
                "$demo completion bash", "$demo manual",
            ] {
                let lost = try ManyFilesTests.shell(command + " >/dev/full", in: folder)
                #expect(lost.status == 1, "\(command): \(lost)")
                #expect(lost.errors == "error: \(full)\n", "\(command)")
                let gone = try ManyFilesTests.shell(command + " >&-", in: folder)
                #expect(gone.status == 1 && gone.errors == "error: \(closed)\n", "\(gone)")
                // Who has read enough is told nothing.
                let left = try ManyFilesTests.shell(
                    "{ sleep 0.3; \(command); echo $? >status; } | :; cat status", in: folder)
                #expect(left.output == "1\n" && left.errors.isEmpty, "\(command): \(left)")
            }
            let issued = try ManyFilesTests.shell(
                "$demo issue '\(Demo.sample)' -o out >/dev/full", in: folder)
            #expect(issued.status == 1 && issued.errors.hasSuffix("error: \(full)\n"))
            #expect(Demo.files(in: folder + "/out").count == 11)
        }
    }

    /// A file that is opened while standard output is closed would get what is written there.
    @Test func closedStreamsAreNoFiles() async throws {
        try await withTemporaryFolder { folder in
            let outcome = try ManyFilesTests.shell(
                """
                $demo issue '\(Demo.sample)' -o out --result result.jsonl >&- 2>&- <&-
                echo $?
                $demo validate out --trust out/trust -q
                grep -c certified result.jsonl; wc -l <result.jsonl
                """, in: folder)
            #expect(
                outcome.output == "1\nValid:       8\nNot valid:   0\nNot read:    0\n8\n10\n",
                "\(outcome)")
        }
    }

    @Test func aRunEndsWhenTheDiskIsFull() async throws {
        try await withTemporaryFolder { folder in
            let input = folder + "/input.csv"
            try IssueTests.mixedFile(rows: 400).write(to: URL(filePath: input))
            let ended = try ManyFilesTests.shell(
                "$demo issue input.csv -o out -j2 --result /dev/full", in: folder)
            #expect(ended.status == 1)
            #expect(
                ended.errors.contains(
                    "error: /dev/full: cannot be written: No space left on device; make room, or name "
                        + "another folder; the rows after row "), "\(ended.errors)")
            #expect(Demo.files(in: folder + "/out").count < 50)
        }
    }

    @Test(arguments: [VirtualKeyType.p256, .rsa4096])
    func aKeyInAnotherFormIsCalledWhatItIs(type: VirtualKeyType) async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder, keyType: type)
            let pem = String(decoding: try Vectors.octets(at: seal.key), as: UTF8.self)
            let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
            let der = try #require(Data(base64Encoded: base64))
            let chain = String(decoding: try Vectors.octets(at: seal.chain), as: UTF8.self)
            let certificate = try #require(
                Data(
                    base64Encoded: chain.components(separatedBy: "-----END")[0]
                        .split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()))
            let encrypted = String(
                decoding: try Vectors.octets(at: seal.encryptedKey), as: UTF8.self)
            let encryptedDER = try #require(
                Data(
                    base64Encoded: encrypted.split(separator: "\n").filter { !$0.hasPrefix("-") }
                        .joined()))
            for (name, octets, message) in [
                (
                    "key.der", Array(der),
                    "a private key in DER; turn it into PEM: openssl pkey -inform DER -in OLD -out NEW"
                ),
                (
                    "encrypted.der", Array(encryptedDER),
                    "an encrypted private key in DER; turn it into PEM: openssl pkcs8 -inform DER -in "
                        + "OLD -topk8 -out NEW"
                ),
                (
                    "certificate.der", Array(certificate),
                    "a certificate or revocation list, without a private key"
                ),
                (
                    "base64.txt", Array(base64.utf8),
                    "base64 without the lines -----BEGIN …----- and -----END …----- that make it PEM"
                ),
                (
                    "store.jks", [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2],
                    "a Java key store, which only Java reads; turn it into PKCS#12: keytool "
                        + "-importkeystore -srckeystore OLD -destkeystore NEW -deststoretype pkcs12"
                ),
            ] as [(String, [UInt8], String)] {
                let path = "\(folder)/\(name)"
                try TrustTests.write(octets, to: path)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: path)
                let outcome = try Demo.run(
                    "sign", Demo.sample, "-o", folder + "/x.edoc", "--level", "B", "--seal", path,
                    "--seal-certificate", seal.chain)
                #expect(outcome.status == 1)
                #expect(outcome.errors == "error: \(path): \(message)\n", "\(outcome.errors)")
            }
        }
    }

    @Test func aPassphraseFileThatOthersReadIsWarnedOf() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: seal.passphrase)
            let outcome = try Demo.run(
                "sign", Demo.sample, "--output", folder + "/x.edoc", "--time", Demo.time, "--level",
                "B", "--seal", seal.pkcs12, "--passphrase-file", seal.passphrase)
            #expect(outcome.status == 0)
            #expect(
                outcome.errors.hasPrefix(
                    "warning: \(seal.passphrase): users other than its owner can read or change this "
                        + "passphrase file: chmod 600\n"), "\(outcome)")
        }
    }
}
