import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// The NIST Public Key Interoperability Test Suite 1.0.1: paths, and the status of each certificate
/// of a path as a validation asks for it. What its document expects of each test stands in
/// `TestVectors/crypto/pkits.tsv`.
@Suite(.enabled(if: Vectors.pkits != nil, "\(Vectors.notPublished)"))
struct PKITSTests {
    /// One row of the table: a test under one choice of the initial settings of RFC 5280 §6.1.1.
    private struct Row: CustomStringConvertible {
        let test: String
        let settings: [String]
        let expected: Outcome
        /// The certificate in question, then those that may stand above it.
        let certificates: [String]
        let lists: [String]

        init(_ columns: [String: String]) throws {
            func words(_ column: String) throws -> [String] {
                try #require(columns[column]).split(separator: " ").map(String.init)
                    .filter { $0 != "-" }
            }
            test = try #require(columns["test"])
            settings = try words("settings")
            expected = try #require(Outcome(try words("result")))
            certificates = try words("certificates")
            lists = try words("lists")
        }

        var description: String {
            ([test] + settings + certificates.prefix(1)).joined(separator: " ")
        }
    }

    private enum Outcome: Equatable {
        /// With the number of certificates in the path, the anchor among them.
        case valid(Int)
        case noPath
        case revoked
        case unknownStatus

        init?(_ words: [String]) {
            switch words.first {
            case "valid":
                guard words.count == 2, let length = Int(words[1]) else { return nil }
                self = .valid(length)
            case "path": self = .noPath
            case "revoked": self = .revoked
            case "unknown": self = .unknownStatus
            default: return nil
            }
        }
    }

    private let folder: String
    private let rows: [Row]
    private let exclusions: Exclusions
    private let cache = CertificateCache()
    /// All certificates of the suite are valid then, but those that should not be.
    private let time = Date(timeIntervalSince1970: 1_577_836_800)

    init() throws {
        folder = try #require(Vectors.pkits)
        rows = try VectorTable(Vectors.folder + "/crypto/pkits.tsv").rows.map(Row.init)
        exclusions = try Exclusions("crypto/exclusions-pkits.tsv")
    }

    @Test func eachTestHasItsExpectedResult() throws {
        #expect(rows.count == 255)
        let included = rows.filter { exclusions.reason(for: $0.test) == nil }
        for row in included {
            let outcome = try outcome(of: row)
            #expect(outcome == row.expected, "\(row)")
        }
        try Vectors.ran(included.count, of: "PKITS")
    }

    /// A test that is left out differs from what it expects; else it need not be left out.
    @Test func whatIsLeftOutDiffers() throws {
        for row in rows where exclusions.reason(for: row.test) != nil {
            let outcome = try outcome(of: row)
            #expect(outcome != row.expected, "\(row)")
            // What is not supported is refused, never taken as good.
            if case .valid = outcome { Issue.record("\(row): \(outcome)") }
        }
    }

    private func outcome(of row: Row) throws -> Outcome {
        let anchor = try certificate("TrustAnchorRootCertificate")
        let certificates = try row.certificates.map(certificate)
        var inputs = CertificatePath.Inputs(
            anchors: [anchor], intermediates: Array(certificates.dropFirst()), time: time)
        try inputs.policies.set(row.settings)
        switch CertificatePath.find(for: certificates[0], inputs, cache: cache) {
        case .failure: return .noPath
        case .success(let path):
            return try statusOutcome(of: path, row, inputs) ?? .valid(path.certificates.count)
        }
    }

    /// What the status of the certificates of `path` makes of it; nil when none is revoked.
    private func statusOutcome(
        of path: CertificatePath, _ row: Row, _ inputs: CertificatePath.Inputs
    ) throws -> Outcome? {
        var evidence = EvidenceSet()
        for certificate in inputs.intermediates {
            evidence.insertCertificate(certificate.derEncoded, cache)
        }
        for list in row.lists + ["TrustAnchorRootCRL"] {
            evidence.insertRevocationList(
                try Vectors.octets(at: "\(folder)/crls/\(list).crl"), cache)
        }
        let checking = RevocationChecking(
            context: ValidationContext(
                policy: .baseline, time: time, signerAnchors: inputs.anchors, timeStampAnchors: [],
                trustedResponders: [], evidence: evidence, cache: cache),
            anchor: inputs.anchors[0])
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            switch checking.status(of: certificate, issuedBy: issuer, at: time, place: .container)
                .status
            {
            case .notRevoked(let statement) where statement.isReliable: continue
            case .revoked: return .revoked
            case .notRevoked, .notFresh, .unknown: return .unknownStatus
            }
        }
        return nil
    }

    private func certificate(_ name: String) throws -> X509Certificate {
        try cache.certificate(derEncoded: try Vectors.octets(at: "\(folder)/certs/\(name).crt"))
    }
}

extension CertificatePath.PolicyInputs {
    /// Sets what the words of the table say: the last number of an acceptable policy of the suite,
    /// or one of three demands.
    fileprivate mutating func set(_ settings: [String]) throws {
        var policies: Set<ASN1ObjectIdentifier> = []
        for setting in settings {
            switch setting {
            case "explicit": requireExplicitPolicy = true
            case "no-mapping": inhibitPolicyMapping = true
            case "no-any": inhibitAnyPolicy = true
            default:
                let octets = DER.objectIdentifier("2.16.840.1.101.3.2.1.48." + setting)
                policies.insert(
                    try ASN1ObjectIdentifier(
                        try DERValue(octets[...], .objectIdentifier, "policy"), "policy"))
            }
        }
        if !policies.isEmpty { acceptable = policies }
    }
}
