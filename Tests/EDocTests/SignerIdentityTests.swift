import EDoc
import EDocEncoding
import EDocTesting
import FoundationEssentials
import Testing

/// Who is told to have signed: nobody without proof, and never somebody who could be another.
struct SignerIdentityTests {
    private static let wellKnown = "Valsts izglītības satura centrs"

    /// What every report that proves nothing has to say, in Swift, text and JSON.
    private func expectNothingIsProved(
        _ report: ValidationReport, claims name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!report.isValid, sourceLocation: sourceLocation)
        #expect(report.signers.isEmpty, sourceLocation: sourceLocation)
        #expect(report.signedDataFiles.isEmpty, sourceLocation: sourceLocation)
        #expect(report.text.hasPrefix("NOT VALID: \"a.asice\" "), sourceLocation: sourceLocation)
        #expect(
            !report.text.contains(" signed by: \"\(name)\"")
                || report.text.contains("claims to be signed by: \"\(name)\""),
            sourceLocation: sourceLocation)
        #expect(report.jsonValue["valid"] == .bool(false), sourceLocation: sourceLocation)
        #expect(report.jsonValue["signers"] == .array([]), sourceLocation: sourceLocation)
        for signature in report.signatures {
            #expect(signature.signer == nil && signature.level == nil)
            #expect(signature.trustAnchor == nil)
            #expect(
                signature.claimedSigner?.commonName == name, "\(report.text)",
                sourceLocation: sourceLocation)
            #expect(signature.carriedLevel == .baselineB, sourceLocation: sourceLocation)
        }
    }

    @Test("A self-signed certificate with a well-known name is a claim")
    func forged() async throws {
        let authority = try Signatory.authority.get()
        let forgers = [
            try Signatory(Self.wellKnown, isSelfSigned: true),
            try Signatory(
                Self.wellKnown, [("2.5.4.97", "NTRLV-90009115938")], isSelfSigned: true),
            try Signatory(
                Self.wellKnown, isSelfSigned: true, issuedBy: authority.intermediate.subjectDER),
        ]
        for forger in forgers {
            let report = try Signatory.report(try await forger.container())
            expectNothingIsProved(report, claims: Self.wellKnown)
            #expect(report.containerAlone == .accepted)
            #expect(report.signatures.first?.indication == .indeterminate, "\(report.text)")
        }
    }

    @Test("The genuine certificate beside a value that is not by its key is a claim")
    func badValue() async throws {
        let genuine = try Signatory(Self.wellKnown)
        let good = try await genuine.container()
        let file = try await genuine.signatureFile()
        let value = try file.text(after: "<ds:SignatureValue>", before: "</ds:SignatureValue>")
        let other = try await Signatory("other").signatureFile()
        let foreign = try other.text(after: "<ds:SignatureValue>", before: "</ds:SignatureValue>")
        let flipped = (value.hasPrefix("A") ? "B" : "A") + value.dropFirst()
        let zero = String(repeating: "A", count: 84) + "AA=="
        for changed in [flipped, foreign, zero] {
            let octets = try Signatory.container(
                good,
                with: [("META-INF/signatures001.xml", try file.replacing(value, with: changed))]
            )
            let report = try Signatory.report(octets)
            expectNothingIsProved(report, claims: Self.wellKnown)
            #expect(report.signatures.first?.subIndication == .sigCryptoFailure, "\(report.text)")
        }
    }

    @Test("The signer of a file that was changed is a claim")
    func changedFile() async throws {
        let good = try await Signatory(Self.wellKnown).container()
        for contents in ["", "hellp", "hello, and more"] {
            let report = try Signatory.report(
                try Signatory.container(good, with: [("a.txt", Array(contents.utf8))]))
            expectNothingIsProved(report, claims: Self.wellKnown)
            #expect(report.signatures.first?.subIndication == .hashFailure, "\(report.text)")
        }
    }

    @Test("In a container that is refused a good signature proves nothing")
    func refused() async throws {
        let good = try await Signatory(Self.wellKnown).container()
        for octets in [
            try Signatory.container(good, with: [], without: ["META-INF/manifest.xml"]),
            try Signatory.container(good, with: [("b.txt", [1])]),
            try Signatory.container(good, with: [("META-INF/manifest.xml", [1])]),
        ] {
            let report = try Signatory.report(octets)
            expectNothingIsProved(report, claims: Self.wellKnown)
            #expect(report.containerAlone == .refused)
            #expect(report.signatures.first?.indication == .totalPassed, "\(report.text)")
        }
    }

    @Test("Two who have one name from one authority have different reports")
    func namesakes() async throws {
        let pairs: [[[Signatory.Attribute]]] = [
            [
                [("2.5.4.10", "Skola"), ("2.5.4.97", "NTRLV-90009115938")],
                [("2.5.4.10", "Skola"), ("2.5.4.97", "NTRLV-40000000000")],
            ],
            [[("2.5.4.5", "PNOLV-010101-10006")], [("2.5.4.5", "PNOLV-010101-10007")]],
            [[("2.5.4.10", "Skola")], [("2.5.4.10", "Diplomu fabrika")]],
            [[], []],
        ]
        for pair in pairs {
            var reports: [ValidationReport] = []
            for attributes in pair {
                let signatory = try Signatory("Zīmogs", attributes)
                let report = try Signatory.report(try await signatory.container())
                let signer = try #require(report.signatures.first?.signer, "\(report.text)")
                #expect(signer == signatory.identity && report.signers == [signer])
                #expect(signer.commonName == "Zīmogs" && signer.country == "LV")
                let fingerprint = try #require(signer.fingerprint)
                #expect(report.isValid && report.text.contains(fingerprint))
                for (_, value) in attributes {
                    #expect(report.text.contains("\"\(value)\""), "\(report.text)")
                    #expect(report.json.contains("\"\(value)\""))
                }
                reports.append(report)
            }
            #expect(reports[0].text != reports[1].text)
            let signers = reports.map { report -> JSONValue? in
                guard case .array(let signers) = report.jsonValue["signers"] else { return nil }
                return signers.first
            }
            #expect(signers[0] != nil && signers[0] != signers[1])
            #expect(signers[0]?["fingerprint"] != signers[1]?["fingerprint"])
        }
    }

    @Test("A name cannot seem to be more than a name")
    func quoted() async throws {
        for name in [
            "A\", \"Bank\" (\"NTRLV-1", "A\n    level: XAdES-BASELINE-LTA", "A\u{202E}knaB",
        ] {
            let report = try Signatory.report(try await Signatory(name).container())
            let lines = report.text.split(separator: "\n").filter { $0.contains("signed by: ") }
            #expect(lines.count == 1, "\(report.text)")
            #expect(lines.first == "    signed by: \(PlainText.quoted(name)) (\"LV\")")
        }
    }

    @Test("What the signer says is shown as claimed, whatever comes out")
    func claims() async throws {
        var parameters = SignatureParameters(level: .baselineB)
        parameters.signerRole = SignerRoleV2(claimedRoles: ["Direktors", "Loceklis"])
        parameters.productionPlace = SignatureProductionPlaceV2(city: "Rīga", countryName: "LV")
        parameters.commitmentTypes = [.proofOfApproval]
        let good = try await Signatory("A").container([.text("hello")], parameters)
        for octets in [good, try Signatory.container(good, with: [("a.txt", [])])] {
            let report = try Signatory.report(octets)
            let signature = try #require(report.signatures.first)
            #expect(signature.claimedRoles == ["Direktors", "Loceklis"])
            #expect(signature.claimedPlace == ["Rīga", "LV"] && signature.claimedPolicy == nil)
            let commitment = "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"
            #expect(signature.claimedCommitments == [commitment])
            for line in [
                "claimed role: \"Direktors\"", "claimed role: \"Loceklis\"",
                "claimed place: \"Rīga\", \"LV\"", "claimed commitment: \"\(commitment)\"",
            ] {
                #expect(report.text.contains("\n    \(line)\n"), "\(report.text)")
            }
            let json = report.json
            #expect(json.contains(#""claimedRoles":["Direktors","Loceklis"]"#))
            #expect(json.contains(#""claimedCommitments":["\#(commitment)"]"#))
            #expect(json.contains(#""claimedPolicy":null"#))
        }
    }
}
