import EDoc
import Testing
import VectorSupport

/// What validators that others wrote say of our containers.
@Suite(.enabled(if: Judge.areHere, "\(Judge.notHere)"), .serialized)
struct OracleTests {
    struct DSSVerdict: Decodable {
        struct Reference: Decodable {
            let found: Bool
            let intact: Bool
            let nameMatches: Bool?
        }
        struct Signature: Decodable {
            let level: String
            let indication: String
            let signatureIntact: Bool
            let trustedChain: Bool
            let coversAllFiles: Bool
            let structuralValid: Bool
            let structuralMessages: [String]
            let errors: [String]
            let warnings: [String]
            let adesErrors: [String]
            let adesWarnings: [String]
            let references: [Reference]
        }
        let file: String
        let error: String?
        let containerType: String?
        let mimetypePresent: Bool?
        let manifestPresent: Bool?
        let dataFiles: [String]?
        let signatures: [Signature]?
    }

    @Test func dss() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 300)
            let outcome = try Judge.dss.run(
                ["--policy", "b-b", "--trust", containers.root] + containers.made.map(\.path))
            let found = try verdicts(outcome, as: DSSVerdict.self)
            try #require(found.count == containers.made.count, "\(outcome.errors.suffix(500))")
            for (verdict, made) in zip(found, containers.made) {
                #expect(verdict.error == nil, "\(made.name)")
                #expect(verdict.containerType == "ASiC-E", "\(made.name)")
                #expect(verdict.mimetypePresent == true && verdict.manifestPresent == true)
                #expect(verdict.dataFiles?.count == made.files.count, "\(made.name)")
                let signature = try #require(verdict.signatures?.first)
                #expect(verdict.signatures?.count == 1)
                #expect(signature.level == "XAdES-BASELINE-B", "\(made.name)")
                #expect(signature.indication == "TOTAL_PASSED", "\(made.name)")
                #expect(signature.signatureIntact && signature.trustedChain, "\(made.name)")
                #expect(signature.coversAllFiles, "\(made.name)")
                #expect(signature.structuralValid, "\(signature.structuralMessages)")
                #expect(signature.references.count == made.files.count + 1)
                #expect(
                    signature.references.allSatisfy {
                        $0.found && $0.intact && $0.nameMatches != false
                    }, "\(made.name)")
                #expect(signature.errors.isEmpty, "\(made.name) \(signature.errors)")
                #expect(signature.adesErrors.isEmpty, "\(made.name) \(signature.adesErrors)")
                // The virtual certificates name no OCSP responder and no CRL.
                let complaints = (signature.warnings + signature.adesWarnings).filter {
                    !$0.contains("authority information access") && !$0.contains("AIA_PRES")
                        && !$0.contains("REVOC_PRES") && !$0.contains("Revocation")
                }
                #expect(complaints.isEmpty, "\(made.name) \(complaints)")
            }
        }
    }

    struct DigiDocVerdict: Decodable {
        struct Signature: Decodable {
            let errors: [String]
            let profile: String
        }
        let file: String
        let refused: String?
        let signatures: [Signature]?
        let containerErrors: [String]?
    }

    @Test func digidoc4j() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 20)
            let outcome = try Judge.digidoc4j.run(
                ["--trust", containers.root] + containers.made.map(\.path))
            let found = try verdicts(outcome, as: DigiDocVerdict.self)
            try #require(found.count == containers.made.count, "\(outcome.errors.suffix(500))")
            for (verdict, made) in zip(found, containers.made) {
                #expect(verdict.refused == nil, "\(made.name)")
                #expect(verdict.containerErrors?.isEmpty == true, "\(made.name)")
                // It calls B-B with a signature policy B_EPES, and knows no policy but its own.
                let hasPolicy = made.parameters.policy != nil
                #expect(
                    verdict.signatures?.map(\.profile) == [hasPolicy ? "B_EPES" : "B_BES"],
                    "\(made.name)")
                // B-B has no revocation data, and this judge wants some; nothing else is wrong.
                #expect(
                    verdict.signatures?.first?.errors.sorted() == [
                        "No revocation data found for the certificate!",
                        "The certificate validation is not conclusive!",
                    ]
                        + (hasPolicy
                            ? [
                                "The signature policy is not available!",
                                "Wrong policy identifier: 2.999.1",
                            ] : []),
                    "\(made.name)")
            }
        }
    }

    struct EDocKitVerdict: Decodable {
        struct Signature: Decodable {
            let status: String
            let checksums: Bool
            let signatureValue: Bool
        }
        let file: String
        let signatures: [Signature]
        let unsignedFiles: [String]
        let errors: [String]
    }

    @Test func edockit() async throws {
        try await withTemporaryFolder { folder in
            let containers = try await JudgedContainers(in: folder, most: 20)
            // It does not know RSASSA-PSS.
            let made = containers.made.filter { $0.algorithm.scheme != .rsaPSS }
            let outcome = try Judge.edockit.run(made.map(\.path))
            let found = try verdicts(outcome, as: EDocKitVerdict.self)
            try #require(found.count == made.count, "\(outcome.errors.suffix(500))")
            for (verdict, made) in zip(found, made) {
                #expect(verdict.signatures.map(\.status) == ["VALID"], "\(made.name) \(verdict)")
                #expect(verdict.unsignedFiles.isEmpty, "\(made.name)")
                #expect(verdict.errors.isEmpty, "\(made.name)")
            }
        }
    }
}
