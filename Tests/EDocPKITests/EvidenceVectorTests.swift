import EDocCrypto
import EDocEncoding
import EDocPKI
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// Tokens, OCSP responses and revocation lists that others made, against their indexes.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct EvidenceVectorTests {
    private let root: String
    private let cache = CertificateCache()

    init() throws {
        root = try #require(Vectors.conformance)
    }

    private func anchors() throws -> [X509Certificate] {
        try Vectors.names(in: root + "/anchors").filter { $0.hasSuffix(".pem") }.flatMap {
            try certificates(at: root + "/anchors/" + $0)
        }
    }

    @Test func eachAnchorDecodes() throws {
        let index = try VectorTable(root + "/anchors/index.tsv")
        #expect(index.rows.count == 86)
        for row in index.rows {
            let file = try #require(row["file"])
            let certificate = try #require(try certificates(at: root + "/anchors/" + file).first)
            let digest = try DigestAlgorithm.sha256.digest(of: certificate.derEncoded[...])
            #expect(hex(digest) == row["sha256"])
            #expect(certificate.extensions.unreadable == [], "\(file)")
            let key = try certificate.publicKey()
            if case .unsupported(let what) = key.type { Issue.record("\(file): \(what)") }
            #expect(
                certificate.tbs.notBefore.formatted(.iso8601).prefix(10) == row["not_before"] ?? "")
            #expect(
                certificate.tbs.notAfter.formatted(.iso8601).prefix(10) == row["not_after"] ?? "")
        }
        try Vectors.ran(index.rows.count, of: "anchors")
    }

    @Test func eachTokenIsAsItsIndexSays() throws {
        let folder = root + "/vectors/tsp/from-open-containers/"
        let rows = try VectorTable(folder + "index.tsv").rows
        #expect(rows.count == 76)
        let anchors = try anchors()
        let exclusions = try Exclusions("crypto/exclusions-tsp.tsv")
        for row in rows {
            let file = try #require(row["file"])
            let token = try TimeStampToken(encoded: try Vectors.octets(at: folder + file))
            let info = token.tstInfo
            let difference = info.genTime.date.timeIntervalSince(try date(row["gen_time"] ?? ""))
            #expect(abs(difference) < 0.001, "\(file)")
            #expect(info.messageImprint.digest?.algorithm.shortName == row["hash_alg"], "\(file)")
            #expect(hex(info.messageImprint.hashedMessage) == row["imprint"], "\(file)")
            let verdict = token.verify(certificates: anchors, cache: cache)
            if exclusions.reason(for: file) != nil {
                #expect(throws: TimeStampFault.self, "\(file)") { try verdict.get() }
                continue
            }
            #expect(row["cms"] == "signature-ok")
            switch verdict {
            case .failure(let fault): Issue.record("\(file): \(fault) \(fault.clause)")
            case .success(let verdict):
                let certificate = try X509Certificate(derEncoded: verdict.signer.derEncoded)
                #expect(certificate.commonName == row["tsa"], "\(file)")
            }
        }
        try Vectors.ran(rows.count, of: "time-stamps")
    }

    @Test func eachResponseIsAsItsIndexSays() throws {
        let folder = root + "/vectors/ocsp-crl/from-open-containers/"
        let rows = try VectorTable(folder + "index.tsv").rows
        #expect(rows.count == 90)
        let anchors = try anchors()
        let exclusions = try Exclusions("crypto/exclusions-ocsp-crl.tsv")
        for row in rows {
            let file = try #require(row["file"])
            let response = try OCSPResponse(decoding: try Vectors.octets(at: folder + file))
            let basic = try #require(response.basic)
            #expect(basic.producedAt == (try date(row["produced_at"] ?? "")), "\(file)")
            let single = try #require(basic.responses.first)
            #expect(basic.responses.count == 1, "\(file)")
            let serial = "0x" + hex(single.certID.serialNumber).drop { $0 == "0" }
            #expect(serial == row["serial"], "\(file)")
            switch single.certStatus {
            case .good: #expect(row["status"] == "good", "\(file)")
            case .revoked: #expect(row["status"] == "revoked", "\(file)")
            case .unknown: #expect(row["status"] == "unknown", "\(file)")
            }
            let inside = try basic.certificates.map { try cache.certificate(derEncoded: $0) }
            if exclusions.reason(for: file) != nil {
                #expect(basic.certificates == [], "\(file)")
                continue
            }
            let responders = try (inside + anchors).filter { try basic.responderID.names($0) }
            let verdicts = responders.map { basic.verify(by: $0) }
            let isValid = row["signature"] == "signature-ok"
            #expect(verdicts.contains(.valid) == isValid, "\(file) \(verdicts)")
        }
        try Vectors.ran(rows.count, of: "OCSP-responses")
    }

    @Test func eachListDecodesAndVerifies() throws {
        let folder = root + "/vectors/ocsp-crl/"
        let expectations = try VectorTable(Vectors.folder + "/crypto/crl-expectations.tsv").rows
        let names = try Vectors.names(in: folder).filter { $0.hasSuffix(".crl") }
        #expect(names == expectations.compactMap { $0["file"] })
        let anchors = try anchors()
        var verified: [String] = []
        for row in expectations {
            let file = try #require(row["file"])
            var found = "undecodable"
            do {
                let lists = try CertificateRevocationList.lists(
                    inPEM: try Vectors.octets(at: folder + file))
                let list = try #require(lists.first)
                found = list.fault.map { "\($0)" } ?? "usable"
                #expect(list.entryCount == Int(row["entries"] ?? ""), "\(file)")
                #expect(list.thisUpdate.formatted(.iso8601) == row["thisUpdate"], "\(file)")
                #expect((list.expiredCertsOnCRL != nil) == file.contains("expiredCertsOnCRL"))
                for signer in anchors where signer.tbs.subject == list.issuer {
                    if list.verify(by: signer) == .valid { verified.append(file) }
                }
            } catch let error as ASN1Error {
                found = error.code.description
            }
            #expect(found == row["result"], "\(file)")
        }
        // The issuers of the others are not among the anchors.
        #expect(verified == ["edockit_LV_eID_ICA_2021.crl"])
        try Vectors.ran(names.count, of: "CRLs")
    }
}

extension DigestAlgorithm {
    fileprivate var shortName: String { name.lowercased().replacing("-", with: "") }
}
