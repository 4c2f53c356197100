import EDocCrypto
import Testing
import VectorSupport

/// Wycheproof's suites through the verification of a `SignatureValue`.
@Suite struct WycheproofTests {
    /// What each reason for "acceptable" is decided to be.
    ///
    /// MissingNull: a DigestInfo whose AlgorithmIdentifier has no NULL. RFC 8017 §9.2 (note 2)
    /// has the NULL, and a verifier of SHA-2 signatures compares the whole encoding: not valid.
    /// Latvian files up to 2017 have it; the quirk of the validation allows it by policy, through
    /// `digestInfo(enclosedIn:)`, which the test shows to give the encoding. MissingZero and SigSize:
    /// integers that are negative as DER, and values of another size than two coordinates (XMLDSig
    /// 1.1 §6.4.3): not valid. SmallPublicKey, SmallModulus and WeakHash: the signature is right;
    /// whether keys and digests are strong enough is for the table of the validation to say.
    private static let decisions = [
        "MissingNull": false, "MissingZero": false, "SigSize": false, "SmallPublicKey": true,
        "SmallModulus": true, "WeakHash": true,
    ]

    @Test(
        .enabled(if: Vectors.wycheproof != nil, "\(Vectors.notPublished)"),
        arguments: Wycheproof.files)
    func verifies(_ file: String) throws {
        let suite = try Wycheproof(file)
        let exclusions = try Exclusions("crypto/exclusions.tsv")
        var run = 0
        var excluded = 0
        for group in suite.testGroups {
            let key = try PublicKey(subjectPublicKeyInfo: group.key[...])
            for vector in group.tests {
                let name = group.name(in: file) + " #\(vector.tcId)"
                let reason = exclusions.reason(for: name)
                guard let algorithm = group.algorithm else {
                    #expect(reason != nil, "\(name) is left out without a row in the table")
                    excluded += 1
                    continue
                }
                #expect(reason == nil, "\(name) has a row in the table and could be run")
                run += 1
                try check(vector, name, group, key, algorithm)
            }
        }
        #expect(run + excluded == suite.testGroups.reduce(0) { $0 + $1.tests.count })
        #expect(run + excluded > 0)
        try Vectors.ran(run, of: "Wycheproof")
    }

    private func check(
        _ vector: Wycheproof.Vector, _ name: String, _ group: Wycheproof.Group, _ key: PublicKey,
        _ algorithm: SignatureAlgorithm
    ) throws {
        let expected: Bool
        if vector.result == "acceptable" {
            let decision = vector.flags.compactMap { Self.decisions[$0] }.first
            expected = try #require(
                decision as Bool?, "\(name): nothing is decided about \(vector.flags)")
            if vector.flags.contains("MissingNull") {
                let info = try #require(
                    try key.digestInfo(enclosedIn: SignatureValue(octets: hex(vector.sig))))
                #expect(info.starts(with: [0x30]), "\(name)")
            }
        } else {
            expected = vector.result == "valid"
        }
        guard let value = group.value(of: vector, key: key) else {
            #expect(!expected, "\(name), \(vector.comment): the conversion refuses it")
            return
        }
        let data = hex(vector.msg)
        let isValid = try key.verify(value, algorithm: algorithm, data: data.span)
        #expect(isValid == expected, "\(name), \(vector.comment)")
    }

    @Test(
        "Every row of the table of exclusions leaves something out",
        .enabled(if: Vectors.wycheproof != nil, "\(Vectors.notPublished)"))
    func noRowIsStale() throws {
        let rows = String(decoding: try Vectors.octets("crypto/exclusions.tsv"), as: UTF8.self)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .compactMap { $0.split(separator: "\t").first.map(String.init) }
        var names: [String] = []
        for file in Wycheproof.files {
            for group in try Wycheproof(file).testGroups where group.algorithm == nil {
                names += group.tests.map { group.name(in: file) + " #\($0.tcId)" }
            }
        }
        // A source may be without a file that a row is about.
        for row in rows where Wycheproof.files.contains(where: row.hasPrefix) {
            #expect(
                names.contains { row.hasSuffix("*") ? $0.hasPrefix(row.dropLast()) : $0 == row },
                "\(row) leaves nothing out")
        }
        #expect(rows.count > 0)
    }
}
