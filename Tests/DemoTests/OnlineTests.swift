import EDoc
import EDocTesting
import Foundation
import LoopbackServices
import Testing
import VectorSupport

@testable import edoc_demo

/// Commands that ask services, here on 127.0.0.1.
@Suite struct OnlineTests {
    /// A seal of somebody's own, and the services that its certificates name.
    private struct Own {
        let services: LoopbackTrustServices
        let folder: String

        var container: String { folder + "/x.edoc" }
        var root: String { folder + "/root.pem" }

        init(in folder: String) throws {
            let day: TimeInterval = 86_400
            let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            services = try LoopbackTrustServices(
                validFrom: now - day, validTo: now + 3_650 * day, clock: { Date() })
            let authority = services.virtual.authority
            let seal = try authority.issueSeal(
                commonName: "Skola", notBefore: now - day, notAfter: now + 365 * day)
            self.folder = folder
            try TrustTests.write(Array(seal.privateKeyPEM.utf8), to: folder + "/key.pem")
            try TrustTests.write(Array(seal.chainPEM.utf8), to: folder + "/chain.pem")
            try TrustTests.write(Array(authority.root.pemEncoded.utf8), to: root)
        }

        func sign(_ arguments: [String]) throws -> VectorSupport.Command.Outcome {
            try Demo.command.run(
                [
                    "sign", Demo.sample, "--output", container, "--overwrite", "--seal",
                    folder + "/key.pem", "--seal-certificate", folder + "/chain.pem",
                ] + arguments)
        }

        func run(_ command: String, _ arguments: String...) throws -> VectorSupport.Command.Outcome
        {
            try Demo.command.run(
                [command, container, "--trust", root, "--allow-private-addresses"] + arguments)
        }
    }

    @Test func aSealOfOnesOwnSignsWithATimeStampingAuthority() async throws {
        try await withTemporaryFolder { folder in
            let own = try Own(in: folder)
            let signed = try own.sign([
                "--tsa", "http://127.0.0.1:1/", "--tsa", own.services.tsa,
                "--allow-private-addresses",
            ])
            #expect(signed.status == 0, "\(signed.errors)")
            let report = try own.run("validate")
            #expect(report.status == 0 && report.output.contains("XAdES-BASELINE-LT"))
            #expect(own.services.virtual.requests.timestamp == 1)
            // Without leave no address of this machine is asked that a certificate names.
            let refused = try own.sign(["--tsa", own.services.tsa])
            #expect(
                refused.status == 1 && refused.errors.contains("loopback address"), "\(refused)")
        }
    }

    @Test func containersAreRaised() async throws {
        try await withTemporaryFolder { folder in
            let own = try Own(in: folder)
            #expect(try own.sign(["--level", "B"]).status == 0)
            let octets = try Vectors.octets(at: own.container)
            let nobody = try own.run("augment")
            #expect(nobody.status == 1 && nobody.errors.hasSuffix("; name one with --tsa\n"))
            #expect(try Vectors.octets(at: own.container) == octets)

            let other = try own.run(
                "augment", "--level", "T", "--tsa", own.services.tsa, "--output", folder + "/new")
            #expect(
                other.status == 0 && other.output == "Raised \(own.container) to T\n", "\(other)")
            #expect(Demo.files(in: folder + "/new") == ["x.edoc"])
            #expect(try Vectors.octets(at: own.container) == octets)

            // From standard input to standard output.
            let piped = try ManyFilesTests.shell(
                "$demo augment - --trust root.pem --allow-private-addresses --tsa \(own.services.tsa) "
                    + "<x.edoc >piped.edoc && $demo validate - --trust root.pem <piped.edoc",
                in: folder)
            #expect(piped.status == 0 && piped.errors == "Raised to LT\n", "\(piped)")
            #expect(piped.output.contains("XAdES-BASELINE-LT"))
            let both = try own.run("augment", "-", "--tsa", own.services.tsa)
            #expect(both.status == 2 && both.output.isEmpty)

            let raised = try own.run("augment", "--tsa", own.services.tsa)
            #expect(raised.status == 0 && raised.errors.isEmpty, "\(raised)")
            #expect(raised.output == "Raised \(own.container) to LT\n")
            let report = try own.run("validate")
            #expect(report.status == 0 && report.output.contains("XAdES-BASELINE-LT"))
            let better = try Vectors.octets(at: own.container)
            #expect(better.count > octets.count)
            let again = try own.run("augment", "--tsa", own.services.tsa)
            #expect(again.status == 0)
            #expect(again.output == "\(own.container) has level LT already\n")
            #expect(try Vectors.octets(at: own.container) == better)
        }
    }

    /// Whether somebody is trusted or not: what has the level is left as it is.
    @Test func whatHasTheLevelIsLeftAlone() async throws {
        try await withTemporaryFolder { folder in
            let made = try Demo.run("sign", Demo.sample, "-o", folder + "/x.edoc")
            #expect(made.status == 0)
            let before = try Vectors.octets(at: folder + "/x.edoc")
            for options in [[], ["--trust", "x.edoc.trust"], ["--level", "T"]] {
                let outcome = try Demo.command.run(["augment", "x.edoc"] + options, in: folder)
                let level = options.contains("T") ? "T" : "LT"
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.output == "x.edoc has level \(level) already\n")
                #expect(try Vectors.octets(at: folder + "/x.edoc") == before)
            }
        }
    }

    @Test func whatCannotBeRaisedIsToldAndTheOthersAre() async throws {
        try await withTemporaryFolder { folder in
            let own = try Own(in: folder)
            #expect(try own.sign(["--level", "B"]).status == 0)
            try TrustTests.write(Array("no container".utf8), to: folder + "/none.edoc")
            let outcome = try own.run(
                "augment", folder + "/none.edoc", folder + "/missing.edoc", "--tsa",
                own.services.tsa)
            #expect(outcome.status == 1)
            #expect(outcome.output == "Raised \(own.container) to LT\n")
            #expect(outcome.errors.split(separator: "\n").count == 2, "\(outcome.errors)")
            #expect(outcome.errors.contains("none.edoc"))
            #expect(outcome.errors.contains("missing.edoc"))
            #expect(Demo.files(in: folder).contains("none.edoc"))
        }
    }

    @Test func whatASignatureLacksIsAskedFor() async throws {
        try await withTemporaryFolder { folder in
            let own = try Own(in: folder)
            #expect(try own.sign(["--level", "B"]).status == 0)
            let alone = try own.run("validate")
            #expect(alone.status == 1 && alone.output.contains("TRY_LATER"))
            let asked = own.services.virtual.requests
            #expect(asked.ocsp == 0 && asked.crl == 0 && asked.issuers == 0)
            let online = try own.run("validate", "--online")
            #expect(online.status == 0, "\(online.output)")
            #expect(own.services.virtual.requests.ocsp > 0)
            let files = try own.run("extract", "--online", "--output", folder + "/out")
            #expect(files.status == 0, "\(files.errors)")

            let past = try own.run("validate", "--online", "--at", Demo.time)
            #expect(past.status == 2)
            #expect(
                past.errors.hasPrefix(
                    "error: --online asks what is true now; expected it without --at\n"))
            // An address of this machine is not asked without leave, and the report says so.
            let foreign = try Demo.run("validate", own.container, "--trust", own.root, "--online")
            #expect(foreign.status == 1 && foreign.output.contains("loopback address"))
        }
    }
}
