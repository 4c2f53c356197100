import EDocCrypto
import FoundationEssentials
import VectorSupport

/// A file of Wycheproof's suites of signature verification.
struct Wycheproof: Decodable {
    struct Group: Decodable {
        let type: String
        let sha: String
        let mgfSha: String?
        let sLen: Int?
        let publicKeyDer: String?
        /// The same, in older files.
        let keyDer: String?
        let tests: [Vector]
    }

    struct Vector: Decodable {
        let tcId: Int
        let comment: String
        let flags: [String]
        let msg: String
        let sig: String
        let result: String
    }

    let testGroups: [Group]

    /// The suites; none when they are not here.
    static let files: [String] = {
        guard let folder = Vectors.wycheproof else { return [] }
        return ((try? Vectors.names(in: folder)) ?? []).filter { $0.hasSuffix("_test.json") }
    }()

    init(_ file: String) throws {
        let octets = try Vectors.octets(at: (Vectors.wycheproof ?? "") + "/" + file)
        self = try JSONDecoder().decode(Self.self, from: Data(octets))
    }
}

extension Wycheproof.Group {
    /// The algorithm of the group in our terms; nil when we have none for it.
    var algorithm: SignatureAlgorithm? {
        guard let digest = DigestAlgorithm.allCases.first(where: { $0.name == sha }) else {
            return nil
        }
        if type.hasPrefix("Ecdsa") {
            return SignatureAlgorithm(scheme: .ecdsa, digestAlgorithm: digest)
        }
        guard type.hasPrefix("RsassaPss") else {
            return SignatureAlgorithm(scheme: .rsaPKCS1, digestAlgorithm: digest)
        }
        guard mgfSha == sha, sLen == digest.digestSize else { return nil }
        return SignatureAlgorithm(scheme: .rsaPSS, digestAlgorithm: digest)
    }

    /// SubjectPublicKeyInfo.
    var key: [UInt8] { hex(publicKeyDer ?? keyDer ?? "") }

    /// What tells its vectors from those of other groups.
    func name(in file: String) -> String {
        guard let mgfSha, let sLen else { return "\(file) \(sha)" }
        return "\(file) \(sha) MGF1 \(mgfSha) salt \(sLen)"
    }

    /// The value of a vector; nil when the named conversion from DER refuses it.
    func value(of vector: Wycheproof.Vector, key: PublicKey) -> SignatureValue? {
        guard type == "EcdsaVerify" else { return SignatureValue(octets: hex(vector.sig)) }
        guard case .ellipticCurve(let curve) = key.type else { return nil }
        return try? SignatureValue(derEncodedECDSA: hex(vector.sig), curve: curve)
    }
}
