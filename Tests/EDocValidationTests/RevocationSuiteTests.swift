import EDocCrypto
import EDocEncoding
import EDocPKI
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// OpenSSL's OCSP suite, and the freshness and time-slide cases of pyHanko.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct RevocationSuiteTests {
    private let folder: String
    private let cache = CertificateCache()

    init() throws {
        folder = try #require(Vectors.conformance) + "/vectors/x509-path/pyhanko/"
    }

    /// One row of `openssl-ocsp.json`.
    private struct Row: Decodable {
        let name: String
        let root: String
        let cert: String
        let moment: String
        let ocsps: [String]
        var others: [String]?
        var error: Expected?

        struct Expected: Decodable {
            let kind: String
            let message: String
            enum CodingKeys: String, CodingKey {
                case kind = "class"
                case message = "msg_regex"
            }
        }

        enum CodingKeys: String, CodingKey {
            case name, root, cert, moment, ocsps, error
            case others = "other_certs"
        }
    }

    @Test func openSSLResponses() throws {
        let folder = folder + "openssl-ocsp/"
        let rows = try JSONDecoder().decode(
            [Row].self, from: Data(try Vectors.octets(at: folder + "openssl-ocsp.json")))
        #expect(rows.count == 29)
        for row in rows {
            let leaf = try certificate(folder + row.cert)
            let inputs = CertificatePath.Inputs(
                anchors: [try certificate(folder + row.root)],
                intermediates: try (row.others ?? []).map { try certificate(folder + $0) },
                time: try date(row.moment))
            let path = try CertificatePath.find(for: leaf, inputs, cache: cache).get()
            let responses = try row.ocsps.map {
                try Self.base64(try Vectors.octets(at: folder + $0))
            }
            let trouble = try trouble(with: path, responses, at: try date(row.moment))
            #expect(
                Self.matches(trouble, row.error?.message),
                "\(row.name): \(String(describing: trouble))")
        }
        try Vectors.ran(rows.count, of: "OpenSSL-OCSP")
    }

    private enum Trouble {
        case fault(OCSPFault)
        case stale
        case noAnswer
    }

    /// What keeps a validation from knowing the status of the first certificate of `path` where
    /// something does.
    private func trouble(
        with path: CertificatePath, _ responses: [[UInt8]], at time: Date
    ) throws -> Trouble? {
        let checking = try checking(path, responses, [], at: time)
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            // The suite has no response for intermediates whose responder is a delegated one.
            guard responses.count > 1 || certificate == path.certificates[0] else { continue }
            switch checking.status(of: certificate, issuedBy: issuer, at: time, place: .container)
                .status
            {
            case .notRevoked: continue
            case .notFresh: return .stale
            case .revoked, .unknown: break
            }
            for response in responses {
                let result = try OCSPResponse(decoding: response)
                    .status(of: certificate, issuedBy: issuer, cache: cache)
                if case .failure(let fault) = result, fault != .otherCertificate(.serialNumber) {
                    return .fault(fault)
                }
            }
            return .noAnswer
        }
        return nil
    }

    /// The check of a validation at `time` that has these responses and lists.
    private func checking(
        _ path: CertificatePath, _ responses: [[UInt8]], _ lists: [[UInt8]], at time: Date
    ) throws -> RevocationChecking {
        var evidence = EvidenceSet()
        for response in responses { evidence.insertOCSPResponse(response, cache) }
        for list in lists { evidence.insertRevocationList(list, cache) }
        #expect(evidence.defects == [])
        let anchor = try #require(path.certificates.last)
        return RevocationChecking(
            context: ValidationContext(
                policy: .baseline, time: time, signerAnchors: [anchor], timeStampAnchors: [],
                trustedResponders: [], evidence: evidence, cache: cache),
            anchor: anchor)
    }

    private static func matches(_ trouble: Trouble?, _ message: String?) -> Bool {
        guard let trouble, let message else { return trouble == nil && message == nil }
        return switch trouble {
        case .stale: message.contains("not recent enough")
        case .noAnswer: false
        case .fault(let fault): matches(fault, message)
        }
    }

    private static func matches(_ fault: OCSPFault, _ message: String) -> Bool {
        switch fault {
        case .signatureInvalid: message.contains("verify OCSP response signature")
        // A responder that is named by its key is not found when the key is another one.
        case .responderNotFound:
            message.contains("certificate could not be located")
                || message.contains("verify OCSP response signature")
        case .otherCertificate(.issuerNameHash): message.contains("issuer name hash")
        case .otherCertificate(.issuerKeyHash): message.contains("issuer key hash")
        // With another key in the responder's certificate neither that nor the response verifies.
        case .responderNotAuthorized(let failure):
            failure.reason == .signatureInvalid
                && (message.contains("certificate could not be validated")
                    || message.contains("verify OCSP response signature"))
        default: false
        }
    }

    /// Issuer certificates that differ from the right one: only the signature on the certificate
    /// (which a trusted issuer does not need), the subject, the key.
    @Test(arguments: ["ND1", "ND2", "ND3", "D1", "D2", "D3"])
    func openSSLIssuers(_ kind: String) throws {
        let folder = folder + "openssl-ocsp/"
        let response = try OCSPResponse(
            decoding: try Self.base64(try Vectors.octets(at: folder + kind + ".ors")))
        let names = try Vectors.names(in: folder)
        let leafName = try #require(names.first { $0.hasPrefix(kind + "_Cert_") })
        let leaf = try certificate(folder + leafName)
        func result(_ fault: String) throws -> Result<OCSPVerdict, OCSPFault> {
            let name = try #require(names.first { $0.hasPrefix(fault + kind + "_Issuer_") })
            let issuer = try certificate(folder + name)
            return response.status(of: leaf, issuedBy: issuer, cache: cache)
        }
        #expect(try result("").get().status == .good)
        #expect(try result("ISIC_").get().status == .good)
        #expect(throws: OCSPFault.otherCertificate(.issuerNameHash)) { try result("WSNIC_").get() }
        #expect(throws: OCSPFault.otherCertificate(.issuerKeyHash)) { try result("WKIC_").get() }
    }

    private func certificate(_ path: String) throws -> X509Certificate {
        try #require(try certificates(at: path).first)
    }

    private static func base64(_ text: [UInt8]) throws -> [UInt8] {
        [UInt8](try #require(Data(base64Encoded: Data(text.filter { $0 > 0x20 }))))
    }

    /// Alice and the intermediate CA are revoked on 2020-12-01 for keyCompromise.
    @Test(arguments: ["freshness", "ades/time-slide"])
    func statusFollowsTheDate(_ suite: String) throws {
        let folder = folder + suite + "/"
        let alice = try certificate(folder + "certs/alice.crt")
        let interm = try certificate(folder + "certs/interm.crt")
        let revokedInterm = try certificate(folder + "certs/interm-revoked.crt")
        let root = try certificate(folder + "certs/root.crt")
        let revoked = CertificateStatus.revoked(
            .init(date: try date("2020-12-01T00:00:00Z"), reason: .keyCompromise))
        for (day, expected) in [
            ("2020-10-01", CertificateStatus.good), ("2020-11-29", .good), ("2020-12-10", revoked),
        ] {
            let time = try date(day + "T00:00:00Z")
            let inputs = CertificatePath.Inputs(
                anchors: [root], intermediates: [interm], time: time)
            let path = try CertificatePath.find(for: alice, inputs, cache: cache).get()
            #expect(path.certificates == [alice, interm, root])

            let responseOctets = try Vectors.octets(at: folder + "alice-\(day).ors")
            let response = try OCSPResponse(decoding: responseOctets)
            let verdict = try response.status(of: alice, issuedBy: interm, cache: cache).get()
            #expect(verdict.status == expected)
            #expect(verdict.single.thisUpdate == time)
            let responder = try certificate(folder + "certs/interm-ocsp.crt")
            #expect(verdict.responder == responder)
            #expect(
                verdict.authority
                    == .delegated(needsRevocationCheck: !responder.extensions.ocspNoCheck))

            let rootOctets = try Vectors.octets(at: folder + "root-\(day).crl")
            let rootList = try CertificateRevocationList(decoding: rootOctets)
            // What a validation makes of both then, and an hour later: the list is good for ten
            // days, the response for ten minutes.
            for (time, isFresh) in [(time, true), (time + 3600, false)] {
                let checking = try checking(path, [responseOctets], [rootOctets], at: time)
                func status(_ certificate: X509Certificate, _ issuer: X509Certificate) -> String {
                    switch checking.status(
                        of: certificate, issuedBy: issuer, at: time, place: .container
                    ).status {
                    case .notRevoked: "not revoked"
                    case .revoked: "revoked"
                    case .notFresh: "not fresh"
                    case .unknown: "unknown"
                    }
                }
                #expect(status(interm, root) == "not revoked")
                let good = isFresh ? "not revoked" : "not fresh"
                #expect(status(alice, interm) == (expected == .good ? good : "revoked"))
            }
            #expect(try rootList.status(of: interm, issuedBy: root).get() == .good)
            #expect(try rootList.status(of: revokedInterm, issuedBy: root).get() == expected)
            #expect(rootList.status(of: alice, issuedBy: interm) == .failure(.otherIssuer))

            try Vectors.ran(1, of: "revocation-freshness")
            guard suite == "ades/time-slide" else { continue }
            let list = try CertificateRevocationList(
                decoding: try Vectors.octets(at: folder + "interm-\(day).crl"))
            #expect(try list.status(of: alice, issuedBy: interm).get() == expected)
        }
    }

    /// Files that are not from containers, each with what it is.
    @Test func otherTokens() throws {
        let folder = try #require(Vectors.conformance) + "/vectors/tsp/"
        for row in try VectorTable(Vectors.folder + "/crypto/tsp-expectations.tsv").rows {
            let file = try #require(row["file"])
            let octets = try Vectors.octets(at: folder + file)
            let token = try TimeStampToken(encoded: octets)
            let info = token.tstInfo
            #expect(info.genTime.date.formatted(.iso8601) == row["genTime"], "\(file)")
            let found =
                switch token.verify(cache: cache) {
                case .success: "valid"
                case .failure(let fault): "\(fault)"
                }
            #expect(found == row["result"], "\(file)")
            #expect(token.certificates.count == Int(row["certificates"] ?? ""), "\(file)")
            let evidence = [
                token.revocationLists.count, token.ocspResponses.count,
                token.basicOCSPResponses.count,
            ].map { "\($0)" }.joined(separator: "+")
            #expect(evidence == row["evidence"], "\(file)")
            try Vectors.ran(1, of: "time-stamps")
        }
    }

    @Test func otherResponses() throws {
        let folder = try #require(Vectors.conformance) + "/vectors/ocsp-crl/"
        for name in try Vectors.names(in: folder) where name.hasSuffix(".bin") {
            let octets = try Vectors.octets(at: folder + name)
            let response = try OCSPResponse(decoding: octets)
            let basic = try #require(response.basic, "\(name)")
            let responders = try basic.certificates.map { try cache.certificate(derEncoded: $0) }
                .filter { try basic.responderID.names($0) }
            // The Peruvian response holds no certificate.
            #expect(responders.count == (name.contains("peru") ? 0 : 1), "\(name)")
            for responder in responders { #expect(basic.verify(by: responder) == .valid) }
            try Vectors.ran(1, of: "OCSP-responses")
        }
    }
}
