import Foundation
import Testing
import VectorSupport

@testable import edoc_demo

/// `validate` without `--trust`: a look at what a container claims.
@Suite struct InspectionTests {
    private static func look(
        _ name: String, _ options: String...
    ) throws -> VectorSupport.Command.Outcome {
        try Demo.command.run(["validate", name] + options, in: ValidateTests.attacks)
    }

    @Test func whoClaimsWhatIsSaid() throws {
        let outcome = try Self.look("good-lt.asice")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors
                == "Nobody is trusted. Name whom you trust with --trust: a file or folder with "
                + "certificates that you have from somebody you rely on, and not from the container.\n"
        )
        #expect(outcome.output.hasPrefix("NOT VALID: \"good-lt.asice\" (as of "))
        #expect(outcome.output.contains(": nobody is trusted, so what follows is only claimed.\n"))
        #expect(
            outcome.output.contains(
                "    Nothing in it was changed, but anybody can make such a signature.\n"))
        #expect(outcome.output.contains("\n    claims to be signed by: \"TEST attacks seal\""))
        #expect(outcome.output.contains("\n    file: \"a.txt\""))
        #expect(outcome.output.contains("\n    claimed signing time: "))
        #expect(outcome.output.contains("\n    carries level: XAdES-BASELINE-LT\n"))
        #expect(
            outcome.output.contains("lacking is the certificate of \""), "\(outcome.output)")
        #expect(!outcome.output.contains("trusted through"))
        let json = try Self.look("good-lt.asice", "--format", "json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["valid"] as? Bool == false)
        let signature = try #require((object["signatures"] as? [[String: Any]])?.first)
        #expect((signature["lackingIssuers"] as? [String])?.isEmpty == false)
        #expect(signature["signer"] is NSNull && signature["certificatesEnd"] is NSNull)
    }

    /// For every vector: never valid, and what was changed is told as with trust.
    @Test func nothingIsEverValid() throws {
        let names = try Vectors.names(in: ValidateTests.attacks).filter { $0.hasSuffix(".asice") }
        let outcome = try Demo.command.run(
            ["validate", "--format", "json"] + names, in: ValidateTests.attacks)
        #expect(outcome.status == 1)
        let reports = try ValidateTests.reports(outcome.output)
        #expect(reports.count == names.count && !reports.contains(where: \.valid))
        for report in reports {
            #expect(
                !report.signatures.contains { $0.indication == "TOTAL-PASSED" }, "\(report.file)")
        }
        let changed = try #require(reports.first { $0.file == "c14-data.asice" })
        #expect(changed.signatures.map(\.subIndication) == ["HASH_FAILURE"])
        let forged = try Self.look("c14-data.asice")
        #expect(!forged.output.contains("Nothing in it was changed"))
    }

    /// A signature value that is not by the key is told with trust and without.
    @Test func aForgedValueIsNotCalledUnchanged() throws {
        let forged = try Self.look("v2-method.asice")
        #expect(forged.output.contains("TOTAL-FAILED / SIG_CRYPTO_FAILURE"), "\(forged)")
        #expect(!forged.output.contains("Nothing in it was changed"))
    }

    @Test func intermediateCertificatesCanBeGiven() async throws {
        try await withTemporaryFolder { folder in
            let seal = try SealFiles(in: folder)
            let chain = String(decoding: try Vectors.octets(at: seal.chain), as: UTF8.self)
            let end = "-----END CERTIFICATE-----\n"
            let parts = chain.components(separatedBy: end).filter { !$0.isEmpty }.map { $0 + end }
            try #require(parts.count >= 2)
            for (name, text) in [("seal.pem", parts[0]), ("between.pem", parts[1])] {
                try TrustTests.write(Array(text.utf8), to: "\(folder)/\(name)")
            }
            let signed = try Demo.run(
                "sign", Demo.sample, "-o", folder + "/x.edoc", "--level", "B", "--time", Demo.time,
                "--seal", seal.key, "--seal-certificate", folder + "/seal.pem")
            #expect(signed.status == 0)
            let without = try Demo.run("validate", folder + "/x.edoc", "--at", Demo.time)
            let with = try Demo.run(
                "validate", folder + "/x.edoc", "--at", Demo.time, "--certificate",
                folder + "/between.pem")
            #expect(without.output.contains("lacking is the certificate of"))
            #expect(with.output.contains("lacking is the certificate of"))
            #expect(with.output != without.output, "\(with.output)")
            let none = try Demo.run(
                "validate", folder + "/x.edoc", "--certificate", seal.key)
            #expect(none.status == 2 && none.errors.hasPrefix("error: --certificate: "))
        }
    }

    @Test func whatIsGivenForATrustNeedsOne() throws {
        let outcome = try Self.look("good-b.asice", "--crl", "pki/root.crl.pem")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.hasPrefix("error: missing --trust <path>: nobody is trusted unless "))
    }
}
