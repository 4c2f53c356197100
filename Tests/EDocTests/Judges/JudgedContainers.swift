import EDoc
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

/// Containers of every key type, algorithm and profile, for others to judge.
struct JudgedContainers {
    /// One container with what went into it.
    struct Made {
        let name: String
        let path: String
        let profile: SignatureProfile
        let algorithm: SignatureAlgorithm
        let parameters: SignatureParameters
        let files: [DataFile]
    }

    /// Names that need care somewhere: in a URI, in XML, in a file system.
    static let awkwardNames = [
        "a b.txt", "a+b.txt", "a%b.txt", "a%20b.txt", "a#b.txt", "a?b.txt", "a&b.txt", "it's.txt",
        "~a.txt", "a=b.txt", "a@b.txt", "a(b).txt", "a[b].txt", "a{b}.txt", "ā č ē.txt", "😀.txt",
        "e\u{301}.txt", "a;b,c!$*.txt", "ab:c.txt", "\"<a>\".txt", "folder/deeper/a b.txt",
        "mimetype.txt", "a..b.txt", "-a.txt",
    ]

    /// Each signed property alone, and all of them.
    static let properties: [(name: String, parameters: SignatureParameters)] = {
        let place = SignatureProductionPlaceV2(
            city: "Rīga", streetAddress: "Brīvības iela 1", stateOrProvince: "–",
            postalCode: "LV-1010", countryName: "Latvija & <Co>")
        let role = SignerRoleV2(claimedRoles: ["Direktors", "Komisijas \"priekšsēdētājs\""])
        let policy = SignaturePolicyIdentifier(
            ObjectIdentifierType("urn:oid:2.999.1", description: "A policy for tests"),
            policyHash: DigestValue(
                algorithm: .sha256, octets: [UInt8](repeating: 7, count: 32)))
        var all = SignatureParameters(level: .baselineB)
        all.productionPlace = place
        all.signerRole = role
        all.commitmentTypes = [.proofOfApproval, .proofOfCreation]
        return [
            ("place", SignatureParameters(level: .baselineB, productionPlace: place)),
            ("role", SignatureParameters(level: .baselineB, signerRole: role)),
            (
                "commitment",
                SignatureParameters(level: .baselineB, commitmentTypes: [.proofOfOrigin])
            ),
            ("policy", SignatureParameters(level: .baselineB, policy: policy)),
            ("all", all),
            ("sha384", SignatureParameters(level: .baselineB, digestAlgorithm: .sha384)),
            ("sha512", SignatureParameters(level: .baselineB, digestAlgorithm: .sha512)),
        ]
    }()

    let root: String
    let made: [Made]

    /// Makes them in `folder`. Their certificates are valid from a day ago for a month.
    ///
    /// - Parameter most: How many files the largest of them holds.
    init(in folder: String, most: Int) async throws {
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        let begin = now - 86_400
        let end = now + 30 * 86_400
        let authority = try VirtualCA(validFrom: begin, validTo: end)
        root = folder + "/root.pem"
        try Data(authority.root.pemEncoded.utf8).write(to: URL(filePath: root))
        var made: [Made] = []
        func make(
            _ name: String, _ signer: some Signer, _ profile: SignatureProfile,
            _ files: [DataFile],
            _ parameters: SignatureParameters = SignatureParameters(level: .baselineB)
        ) async throws {
            let path = "\(folder)/\(name).\(profile)"
            try await ContainerSigner(signer: signer, parameters: parameters, clock: { now })
                .sign(files, to: path, durability: .unsynchronized)
            made.append(
                Made(
                    name: "\(name).\(profile)", path: path, profile: profile,
                    algorithm: signer.signatureAlgorithm, parameters: parameters, files: files))
        }
        let awkward = Self.awkwardNames.map { DataFile.text("content of \($0)", named: $0) }
        let few = [
            DataFile(Array("%PDF-1.7 x".utf8), named: "a.pdf", mediaType: "application/pdf"),
            DataFile([], named: "empty.bin", mediaType: "application/octet-stream"),
            DataFile.text("ā", named: "b.txt"),
        ]
        for profile in [SignatureProfile.edoc, .asice] {
            for key in VirtualKeyType.allCases {
                let seal = try authority.issueSeal(
                    commonName: "seal \(key.rawValue)", key: key, notBefore: begin, notAfter: end)
                try await make(key.rawValue, seal.signer, profile, awkward)
                if key.rawValue.hasPrefix("rsa") {
                    let pss = try seal.signer(signatureAlgorithm: .rsaPSSSHA256)
                    try await make(key.rawValue + "-pss", pss, profile, few)
                }
                guard key == .p256 else { continue }
                try await make("one", seal.signer, profile, [few[0]])
                try await make("three", seal.signer, profile, few)
                let many = (0..<most).map { DataFile.text("\($0)", named: "f/\($0).txt") }
                try await make("many", seal.signer, profile, many)
                for (name, parameters) in Self.properties {
                    try await make(name, seal.signer, profile, few, parameters)
                }
            }
        }
        self.made = made
    }
}

/// The lines of JSON that a judge writes.
func verdicts<Verdict: Decodable>(
    _ outcome: Command.Outcome, as type: Verdict.Type = Verdict.self
) throws -> [Verdict] {
    try outcome.output.split(separator: "\n").map {
        try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
    }
}
