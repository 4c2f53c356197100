import EDoc
import EDocEncoding
import Testing

/// Who must have signed, and who signed twice.
struct RequiredSignerTests {
    private static let second = "META-INF/signatures002.xml"

    private let company: Signatory
    private let person: Signatory
    private let other: Signatory

    init() throws {
        company = try Signatory("Zīmogs", [("2.5.4.97", "NTRLV-90009115938")])
        person = try Signatory("Zīmogs", [("2.5.4.5", "PNOLV-010101-10006")])
        other = try Signatory("Zīmogs", [("2.5.4.97", "NTRLV-40000000000")])
    }

    private static func required(_ texts: String...) throws -> RequiredSigner {
        RequiredSigner(anyOf: try texts.map { try #require(RequiredSigner.Identifier($0)) })
    }

    /// A container that `first` and `second` signed.
    private func container(_ first: Signatory, _ second: Signatory) async throws -> [UInt8] {
        try Signatory.container(
            try await first.container(), with: [(Self.second, try await second.signatureFile())])
    }

    private func expectNotMet(
        _ report: ValidationReport, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            report.findings.contains { $0.rule == .requiredSigner && $0.severity == .fail },
            "\(report.text)", sourceLocation: sourceLocation)
        #expect(!report.isValid && report.jsonValue["valid"] == .bool(false))
        #expect(report.signedDataFiles.isEmpty && report.text.hasPrefix("NOT VALID: "))
    }

    @Test("A demanded signer is told by an identifier of the subject, or by the certificate")
    func met() async throws {
        let fingerprint = try #require(company.identity.fingerprint)
        for (signatory, demand) in [
            (company, try Self.required("NTRLV-90009115938")),
            (person, try Self.required("PNOLV-010101-10006")),
            (company, try Self.required(fingerprint)),
            (company, try Self.required("SHA256:" + fingerprint.dropFirst(7).uppercased())),
            (company, try Self.required("NTRLV-1", "NTRLV-90009115938")),
        ] {
            let report = try Signatory.report(
                try await signatory.container(), requiring: [demand])
            #expect(report.isValid && report.findings.isEmpty, "\(report.text)")
            #expect(report.signedDataFiles.count == 1)
        }
    }

    @Test("Octets count: not the name, not a part, not another case, not another attribute")
    func notMet() async throws {
        let octets = try await company.container()
        let last = String(try #require(company.identity.fingerprint).dropLast()) + "g"
        #expect(
            RequiredSigner.Identifier(last) == nil && RequiredSigner.Identifier("sha256:") == nil)
        #expect(
            RequiredSigner.Identifier("") == nil && RequiredSigner.Identifier("sha256:00") == nil)
        for demand in [
            "NTRLV-40000000000", "NTRLV-9000911593", "NTRLV-90009115938 ", "ntrlv-90009115938",
            "Zīmogs", "LV", company.identity.certificateSerialNumber,
            try #require(other.identity.fingerprint),
        ] {
            let report = try Signatory.report(octets, requiring: [try Self.required(demand)])
            expectNotMet(report)
            let finding = try #require(report.findings.first { $0.rule == .requiredSigner })
            #expect(finding.place == .container, "the whole container, and not one of its files")
            // The container is as good as before, and so is what is proved.
            #expect(report.containerAlone == .accepted && report.signers == [company.identity])
        }
        expectNotMet(try Signatory.report(octets, requiring: [RequiredSigner(anyOf: [])]))
    }

    @Test("A signature that does not pass, or in a refused container, meets no demand")
    func metByNothingProved() async throws {
        let demand = try Self.required("NTRLV-90009115938")
        let good = try await company.container()
        let forger = try Signatory(
            "Zīmogs", [("2.5.4.97", "NTRLV-90009115938")], isSelfSigned: true)
        let overOthers = try await company.signatureFile([.text("other")])
        for octets in [
            try await forger.container(),
            try Signatory.container(good, with: [("a.txt", [])]),
            try Signatory.container(good, with: [("b.txt", [])]),
            try await container(other, forger),
            try Signatory.container(
                try await other.container(), with: [(Self.second, overOthers)]),
        ] {
            expectNotMet(try Signatory.report(octets, requiring: [demand]))
        }
    }

    @Test("Each demand must be met; others may sign too, and must pass")
    func several() async throws {
        let (first, second) = (
            try Self.required("NTRLV-90009115938"), try Self.required("PNOLV-010101-10006")
        )
        let both = try await container(company, person)
        let report = try Signatory.report(both, requiring: [first, second])
        #expect(report.isValid && report.signers == [company.identity, person.identity])
        #expect(try Signatory.report(both, requiring: [second]).isValid)
        let one = try await container(company, other)
        #expect(try Signatory.report(one, requiring: [first]).isValid)
        expectNotMet(try Signatory.report(one, requiring: [first, second]))
        let forger = try Signatory("Zīmogs", isSelfSigned: true)
        let beside = try Signatory.report(
            try await container(company, forger), requiring: [first])
        #expect(!beside.isValid && beside.findings.isEmpty, "\(beside.text)")
        #expect(beside.signers == [company.identity])
    }

    @Test("Who was demanded has signed every file, whatever the policy says of coverage")
    func everyFile() async throws {
        var policy = ValidationPolicy.baseline
        policy.dispositions[.signsEachFileOnce] = .warn
        let files = [DataFile.text("hello"), .text("more", named: "b.txt")]
        let octets = try Signatory.container(
            try await company.container(files),
            with: [(Self.second, try await person.signatureFile())])
        let (all, part) = (
            try Self.required("NTRLV-90009115938"), try Self.required("PNOLV-010101-10006")
        )
        #expect(try Signatory.report(octets, requiring: [all], policy: policy).isValid)
        let report = try Signatory.report(octets, requiring: [part], policy: policy)
        expectNotMet(report)
        #expect(report.findings.contains { $0.place.entry == "b.txt" && $0.severity == .fail })
    }

    @Test("A copied signature file is a repetition, and counts once")
    func repeatedFile() async throws {
        let good = try await company.container()
        let file = try Signatory.signatureFile(of: good)
        let names = ["META-INF/signatures002.xml", "META-INF/signatures003.xml"]
        for count in 1...2 {
            let octets = try Signatory.container(
                good, with: names.prefix(count).map { ($0, file) })
            let report = try Signatory.report(octets)
            #expect(report.isValid && report.signatures.count == count + 1, "\(report.text)")
            #expect(
                report.signatures.map(\.isRepetition) == [false]
                    + .init(repeating: true, count: count))
            let found = report.findings.filter { $0.rule == .repeatedSignature }
            #expect(found.map(\.severity) == .init(repeating: .warn, count: count))
            #expect(found.map(\.place.entry) == Array(names.prefix(count)))
            #expect(report.signers == [company.identity])
            guard case .array(let signatures) = report.jsonValue["signatures"],
                case .array(let signers) = report.jsonValue["signers"]
            else {
                Issue.record("no signatures: \(report.json)")
                return
            }
            #expect(signers.count == 1)
            #expect(
                signatures.map { $0["repetition"] } == [.bool(false)]
                    + .init(
                        repeating: .bool(true), count: count))
        }
        // Signed twice is not copied; the certificate still counts once.
        let another = try await company.signatureFile()
        let twice = try Signatory.report(
            try Signatory.container(good, with: [(names[0], another)]))
        #expect(twice.isValid && twice.findings.isEmpty && twice.signers.count == 1)
    }

    @Test("A repetition in the same file is one too; its identifiers refuse the container")
    func repeatedInFile() async throws {
        let good = try await company.container()
        let file = try Signatory.signatureFile(of: good)
        let body = try file.text(after: "<ds:Signature ", before: "</asic:XAdESSignatures>")
        let end = "</asic:XAdESSignatures>"
        let octets = try Signatory.container(
            good,
            with: [
                (
                    "META-INF/signatures001.xml",
                    try file.replacing(end, with: "<ds:Signature \(body)\(end)")
                )
            ])
        let report = try Signatory.report(octets)
        #expect(report.containerAlone == .refused && report.signers.isEmpty, "\(report.text)")
        #expect(report.findings.contains { $0.rule == .uniqueIdentifiers })
    }

    @Test("A copied value is a repetition, and fails where the rest differs")
    func repeatedValue() async throws {
        let good = try await company.container()
        let file = try Signatory.signatureFile(of: good)
        let value = try file.text(after: "<ds:SignatureValue>", before: "</ds:SignatureValue>")
        let foreign = try await other.signatureFile()
        let own = try foreign.text(after: "<ds:SignatureValue>", before: "</ds:SignatureValue>")
        let octets = try Signatory.container(
            good, with: [(Self.second, try foreign.replacing(own, with: value))])
        let report = try Signatory.report(octets)
        #expect(report.signatures.map(\.isRepetition) == [false, true])
        #expect(report.signatures.map(\.indication) == [.totalPassed, .totalFailed])
        #expect(!report.isValid && report.signers == [company.identity])
    }
}
