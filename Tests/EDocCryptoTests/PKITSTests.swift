import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

/// The NIST Public Key Interoperability Test Suite 1.0.1, with the expected results of its
/// document as its index gives them.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct PKITSTests {
    /// One row of `pkits.json`.
    private struct Row: Decodable {
        let id: String
        let name: String
        let cert: String
        var other_certs: [String]?
        var crls: [String]?
        var path_len: Int
        var path_intermediates: [String]?
        /// False: the row is about the path alone.
        var revocation: Bool?
        var params: Params?
        var error: Expected?

        struct Params: Decodable {
            var user_initial_policy_set: [String]?
            var initial_explicit_policy: Bool?
            var initial_policy_mapping_inhibit: Bool?
            var initial_any_policy_inhibit: Bool?
        }

        struct Expected: Decodable {
            let `class`: String
        }
    }

    private let folder: String
    private let cache = CertificateCache()
    /// All certificates of the suite are valid then, but those that should not be.
    private let time = Date(timeIntervalSince1970: 1_577_836_800)

    init() throws {
        folder = try #require(Vectors.conformance) + "/vectors/x509-path/pyhanko/nist_pkits/"
    }

    private func certificate(_ name: String) throws -> X509Certificate {
        try cache.certificate(derEncoded: try Vectors.octets(at: folder + "certs/" + name))
    }

    @Test func eachTestHasItsExpectedResult() throws {
        let json = try Vectors.octets(at: folder + "pkits.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(json))
        let exclusions = try Exclusions("crypto/exclusions-pkits.tsv")
        #expect(rows.count == 246)
        for row in rows where exclusions.reason(for: row.id) == nil {
            let outcome = try outcome(of: row)
            let expected = Self.expected(row.error?.class)
            #expect(outcome == expected, "\(row.id) \(row.name)")
        }
    }

    /// A test that is left out differs from what it expects; else it need not be left out.
    @Test func whatIsLeftOutDiffers() throws {
        let json = try Vectors.octets(at: folder + "pkits.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(json))
        let exclusions = try Exclusions("crypto/exclusions-pkits.tsv")
        let leftOut = rows.filter { exclusions.reason(for: $0.id) != nil }
        for row in leftOut {
            let outcome = try outcome(of: row)
            #expect(outcome != Self.expected(row.error?.class), "\(row.id) \(row.name)")
            // What is not supported is refused, never taken as good, where there is nothing else
            // that speaks for the certificate.
            guard row.id != "41504" else { continue }
            #expect(outcome != .valid(pathLength: row.path_len), "\(row.id) \(row.name)")
        }
    }

    private enum Outcome: Equatable {
        case valid(pathLength: Int)
        case pathInvalid
        case revoked
        case statusUnknown
    }

    private static func expected(_ error: String?) -> Outcome? {
        switch error {
        case nil: nil
        case "PathValidationError": .pathInvalid
        case "RevokedError": .revoked
        default: .statusUnknown
        }
    }

    private func outcome(of row: Row) throws -> Outcome? {
        let anchor = try certificate("TrustAnchorRootCertificate.crt")
        let others = try (row.path_intermediates ?? row.other_certs ?? []).map(certificate)
        let leaf = try certificate(row.cert)
        var inputs = CertificatePath.Inputs(
            anchors: [anchor], intermediates: others, time: time)
        if let set = row.params?.user_initial_policy_set {
            inputs.policies.acceptable = Set(
                try set.map { text in
                    let octets = DER.objectIdentifier(text)
                    return try ASN1ObjectIdentifier(
                        try DERValue(octets[...], .objectIdentifier, "policy"), "policy")
                })
        }
        inputs.policies.requireExplicitPolicy = row.params?.initial_explicit_policy ?? false
        inputs.policies.inhibitPolicyMapping = row.params?.initial_policy_mapping_inhibit ?? false
        inputs.policies.inhibitAnyPolicy = row.params?.initial_any_policy_inhibit ?? false
        switch CertificatePath.find(for: leaf, inputs, cache: cache) {
        case .failure: return .pathInvalid
        case .success(let path):
            if row.revocation != false, let outcome = try revocation(of: path, row, others) {
                return outcome
            }
            // Nil stands for valid with the expected length.
            return path.certificates.count == row.path_len
                && row.error == nil ? nil : .valid(pathLength: path.certificates.count)
        }
    }

    private func revocation(
        of path: CertificatePath, _ row: Row, _ others: [X509Certificate]
    ) throws -> Outcome? {
        let lists = try ((row.crls ?? []) + ["TrustAnchorRootCRL.crl"]).map { name in
            try CertificateRevocationList(
                derEncoded: try Vectors.octets(at: folder + "crls/" + name))
        }
        return revocation(of: path, lists, others)
    }

    private func revocation(
        of path: CertificatePath, _ lists: [CertificateRevocationList],
        _ others: [X509Certificate], isSigner: Bool = false
    ) -> Outcome? {
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            switch status(of: certificate, issuer, lists, path, others, isSigner: isSigner) {
            case .good: continue
            case .revoked: return .revoked
            // What a key says about its own certificate counts only against it.
            default: if !isSigner { return .statusUnknown }
            }
        }
        return nil
    }

    private func status(
        of certificate: X509Certificate, _ issuer: X509Certificate,
        _ lists: [CertificateRevocationList], _ path: CertificatePath,
        _ others: [X509Certificate], isSigner: Bool
    ) -> CertificateStatus? {
        var result: CertificateStatus?
        let anchor = path.certificates[path.certificates.count - 1]
        let signers = [issuer] + others.filter { $0.tbs.subject == issuer.tbs.subject }
        for list in lists where list.thisUpdate <= time && time <= list.nextUpdate ?? time {
            for signer in signers {
                if signer != issuer {
                    let inputs = CertificatePath.Inputs(
                        anchors: [anchor], intermediates: others, time: time,
                        purpose: .revocationListSigning)
                    // A signer of lists is not judged by lists of other signers in turn.
                    guard !isSigner,
                        case .success(let path) = CertificatePath.find(
                            for: signer, inputs, cache: cache),
                        revocation(of: path, lists, others, isSigner: true) == nil
                    else { continue }
                }
                switch list.status(of: certificate, issuedBy: issuer, signedBy: signer) {
                case .success(.revoked(let revocation)): return .revoked(revocation)
                case .success(let status): result = status
                case .failure: continue
                }
            }
        }
        return result
    }
}
