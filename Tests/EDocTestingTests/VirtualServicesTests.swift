import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

/// What the virtual services share in their tests.
enum Virtual {
    /// 2024-01-01T00:00:00Z, 2028-01-01T00:00:00Z, and a time between them.
    static let begin = Date(timeIntervalSince1970: 1_704_067_200)
    static let end = Date(timeIntervalSince1970: 1_830_297_600)
    static let time = Date(timeIntervalSince1970: 1_750_000_000)

    static let openssl = Command(named: "openssl")

    static func run(_ arguments: [String], in folder: String) throws -> Command.Outcome {
        let command = try #require(openssl)
        return try command.run(
            arguments, in: folder, environment: ["OPENSSL_CONF": "/dev/null"])
    }

    static func write(_ octets: [UInt8], _ path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
    }
}

@Suite struct VirtualTSATests {
    private let authority: VirtualCA
    private let tsa: VirtualTSA
    private let request: TimeStampReq

    init() throws {
        authority = try VirtualCA(
            name: "tsa", validFrom: Virtual.begin, validTo: Virtual.end)
        tsa = try VirtualTSA(authority, validFrom: Virtual.begin, validTo: Virtual.end)
        let digest = [UInt8](repeating: 9, count: 32)
        request = TimeStampReq(
            DigestValue(algorithm: .sha256, octets: digest),
            policy: ASN1ObjectIdentifier(0, 4, 0, 2_023, 1, 1), nonce: [0x80, 1, 2])
    }

    private func token(_ fault: VirtualTSA.Fault?) throws -> Result<
        TimeStampToken, TimeStampResp.Fault
    > {
        let octets = try tsa.respond(
            to: request.derEncoded, at: Virtual.time, fault: fault)
        return try TimeStampResp(encoded: octets).token(answering: request)
    }

    @Test func tokenIsWhatWasAskedFor() throws {
        let token = try token(nil).get()
        #expect(token.tstInfo.genTime.date == Virtual.time)
        #expect(token.tstInfo.policy.description == "0.4.0.2023.1.1")
        #expect(token.tstInfo.accuracy?.interval == 1)
        #expect(
            Set(token.certificates)
                == [tsa.certificate.derEncoded, authority.intermediate.derEncoded])
        let verdict = try token.verify(cache: CertificateCache()).get()
        #expect(verdict.signer.derEncoded == tsa.certificate.derEncoded)
        // Same question, same time: the same serial number. Another time: another.
        let again = try self.token(nil).get()
        #expect(again.tstInfo.serialNumber == token.tstInfo.serialNumber)
        let later = try tsa.respond(to: request.derEncoded, at: Virtual.time + 1)
        let laterToken = try TimeStampResp(encoded: later).token(answering: request).get()
        #expect(laterToken.tstInfo.serialNumber != token.tstInfo.serialNumber)
    }

    @Test func plainRequest() throws {
        let digest = try #require(request.messageImprint.digest)
        let plain = TimeStampReq(digest, nonce: nil, certReq: false)
        let octets = try tsa.respond(to: plain.derEncoded, at: Virtual.time)
        let token = try TimeStampResp(encoded: octets).token(answering: plain).get()
        #expect(token.tstInfo.policy.description == "2.999.3161")
        #expect(token.tstInfo.nonce == nil)
        #expect(token.certificates.isEmpty)
    }

    @Test("Each fault breaks what its name says", arguments: VirtualTSA.Fault.allCases)
    func faults(_ fault: VirtualTSA.Fault) throws {
        func answer() throws -> TimeStampResp.Fault? {
            switch try token(fault) {
            case .success: return nil
            case .failure(let failure): return failure
            }
        }
        func verification() throws -> TimeStampFault? {
            switch try token(fault).get().verify(cache: CertificateCache()) {
            case .success: return nil
            case .failure(let failure): return failure
            }
        }
        switch fault {
        case .rejected: #expect(try answer() == .notGranted(.rejection, [.systemFailure]))
        case .otherImprint: #expect(try answer() == .otherImprint)
        case .otherNonce, .noNonce: #expect(try answer() == .otherNonce)
        case .otherPolicy: #expect(try answer() == .otherPolicy)
        case .noCertificate: #expect(try answer() == .certificateMissing)
        case .damagedSignature: #expect(try verification() == .signatureInvalid)
        case .otherSigningCertificate:
            #expect(try verification() == .signingCertificateMismatch)
        case .certificateWithoutPurpose:
            guard case .notForTimeStamping = try verification() else {
                Issue.record("a certificate without purpose is taken")
                return
            }
        case .truncated, .trailingBytes:
            #expect(throws: ASN1Error.self) { try token(fault) }
        }
    }

    @Test("What is no request, or asks for what is not offered, is rejected")
    func rejections() throws {
        func failure(_ octets: [UInt8]) throws -> [TimeStampResp.Failure] {
            let response = try TimeStampResp(
                encoded: try tsa.respond(to: octets, at: Virtual.time))
            #expect(response.status == .rejection)
            return response.failInfo
        }
        let good = request.derEncoded
        for count in good.indices {
            #expect(try failure(Array(good[..<count])) == [.badDataFormat])
        }
        #expect(try failure(good + [0]) == [.badDataFormat])
        let sha1 = TimeStampReq(
            DigestValue(algorithm: .sha1, octets: [UInt8](repeating: 1, count: 20)), nonce: nil)
        #expect(try failure(sha1.derEncoded) == [.badAlg])
        let short = TimeStampReq(
            DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 1, count: 31)), nonce: nil)
        #expect(try failure(short.derEncoded) == [.badAlg])
    }

    @Test(
        "OpenSSL accepts the response to its own question",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"),
        arguments: VirtualKeyType.allCases)
    func openssl(_ key: VirtualKeyType) async throws {
        let tsa = try VirtualTSA(
            authority, key: key, validFrom: Virtual.begin, validTo: Virtual.end)
        try await withTemporaryFolder { folder in
            try Virtual.write(Array("data".utf8), folder + "/data")
            let query = ["ts", "-query", "-data", "data", "-cert", "-sha384", "-out", "query"]
            #expect(try Virtual.run(query, in: folder).status == 0)
            let question = try Vectors.octets(at: folder + "/query")
            try Virtual.write(
                try tsa.respond(to: question, at: Virtual.time), folder + "/reply")
            try Virtual.write(
                try tsa.respond(to: question, at: Virtual.time, fault: .damagedSignature),
                folder + "/bad")
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            func verify(_ reply: String) throws -> Command.Outcome {
                try Virtual.run(
                    [
                        "ts", "-verify", "-queryfile", "query", "-in", reply, "-CAfile",
                        "root.pem", "-attime", "1750000000",
                    ], in: folder)
            }
            let good = try verify("reply")
            #expect(good.status == 0, "\(good.errors)")
            #expect(try verify("bad").status != 0)
        }
    }
}

@Suite struct VirtualOCSPResponderTests {
    private let authority: VirtualCA
    private let seal: VirtualSeal
    private let responder: VirtualOCSPResponder
    private let request: OCSPRequest
    private let cache = CertificateCache()

    init() throws {
        authority = try VirtualCA(
            name: "ocsp", validFrom: Virtual.begin, validTo: Virtual.end)
        seal = try authority.issueSeal(
            commonName: "seal", notBefore: Virtual.begin, notAfter: Virtual.end)
        responder = try VirtualOCSPResponder(
            authority, validFrom: Virtual.begin, validTo: Virtual.end)
        let certID = try CertID(
            of: X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: X509Certificate(decoding: authority.intermediate.derEncoded))
        request = OCSPRequest(certificates: [certID], nonce: [1, 2, 3])
    }

    private func response(
        _ responder: VirtualOCSPResponder, _ fault: VirtualOCSPResponder.Fault? = nil
    ) throws -> OCSPResponse {
        try OCSPResponse(
            decoding: try responder.respond(
                to: request.derEncoded, at: Virtual.time, fault: fault))
    }

    private func verdict(
        _ response: OCSPResponse
    ) throws -> Result<OCSPVerdict, OCSPFault> {
        response.status(
            of: try X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: try X509Certificate(decoding: authority.intermediate.derEncoded),
            cache: cache)
    }

    @Test func goodRevokedUnknown() throws {
        let good = try response(responder)
        #expect(good.basic?.nonce == [1, 2, 3])
        let verdict = try verdict(good).get()
        #expect(verdict.status == .good)
        #expect(verdict.authority == .delegated(needsRevocationCheck: false))
        #expect(verdict.producedAt == Virtual.time)
        #expect(verdict.single.thisUpdate == Virtual.time)
        #expect(verdict.single.nextUpdate == Virtual.time + 900)
        var revoking = responder
        revoking.revoked = [
            VirtualCA.Revocation(of: seal.certificate, date: Virtual.time, reason: 1)
        ]
        #expect(
            try self.verdict(response(revoking)).get().status
                == .revoked(.init(date: Virtual.time, reason: .keyCompromise)))
        // From its date on.
        revoking.revoked = [VirtualCA.Revocation(of: seal.certificate, date: Virtual.time + 1)]
        #expect(try self.verdict(response(revoking)).get().status == .good)
        // Another issuer's certificate.
        let other = try VirtualOCSPResponder(
            authority, for: .root, validFrom: Virtual.begin, validTo: Virtual.end)
        #expect(try response(other).basic?.responses.first?.certStatus == .unknown)
    }

    @Test("Each digest of a CertID is understood", arguments: DigestAlgorithm.allCases)
    func digests(_ algorithm: DigestAlgorithm) throws {
        let certID = try CertID(
            of: X509Certificate(decoding: seal.certificate.derEncoded),
            issuedBy: X509Certificate(decoding: authority.intermediate.derEncoded), algorithm)
        let octets = try responder.respond(
            to: OCSPRequest(certificates: [certID]).derEncoded, at: Virtual.time, validity: nil)
        let response = try OCSPResponse(decoding: octets)
        let verdict = try verdict(response).get()
        #expect(verdict.status == .good)
        #expect(verdict.single.nextUpdate == nil)
        #expect(response.basic?.nonce == nil)
    }

    @Test("Each fault breaks what its name says", arguments: VirtualOCSPResponder.Fault.allCases)
    func faults(_ fault: VirtualOCSPResponder.Fault) throws {
        func failure() throws -> OCSPFault? {
            switch try verdict(response(responder, fault)) {
            case .success: return nil
            case .failure(let failure): return failure
            }
        }
        switch fault {
        case .tryLater: #expect(try failure() == .notSuccessful(.tryLater))
        case .unknown: #expect(try verdict(response(responder, fault)).get().status == .unknown)
        case .otherCertificate:
            #expect(try failure() == .otherCertificate(.serialNumber))
        case .otherNonce: #expect(try response(responder, fault).basic?.nonce == [0x0B, 0xAD])
        case .noNonce: #expect(try response(responder, fault).basic?.nonce == nil)
        case .stale:
            let single = try verdict(response(responder, fault)).get().single
            #expect(single.nextUpdate == Virtual.time - 2 * 86_400 + 3_600)
        case .damagedSignature: #expect(try failure() == .signatureInvalid)
        case .responderWithoutPurpose:
            guard case .responderNotAuthorized = try failure() else {
                Issue.record("a responder without purpose is taken")
                return
            }
        case .noCertificate: #expect(try failure() == .responderNotFound)
        case .truncated, .trailingBytes:
            #expect(throws: ASN1Error.self) { try response(responder, fault) }
        }
    }

    @Test func notARequest() throws {
        let good = request.derEncoded
        for octets in [[]] + good.indices.map({ Array(good[..<$0]) }) + [good + [0]] {
            let response = try OCSPResponse(
                decoding: try responder.respond(to: octets, at: Virtual.time))
            #expect(response.responseStatus == .malformedRequest)
        }
    }

    @Test(
        "OpenSSL accepts the response to its own question",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"),
        arguments: VirtualKeyType.allCases)
    func openssl(_ key: VirtualKeyType) async throws {
        let responder = try VirtualOCSPResponder(
            authority, key: key, validFrom: Virtual.begin, validTo: Virtual.end)
        try await withTemporaryFolder { folder in
            try Virtual.write(
                Array(authority.intermediate.pemEncoded.utf8), folder + "/issuer.pem")
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            try Virtual.write(
                Array(seal.certificate.pemEncoded.utf8), folder + "/seal.pem")
            let question = ["-issuer", "issuer.pem", "-cert", "seal.pem", "-no_nonce"]
            #expect(
                try Virtual.run(
                    ["ocsp"] + question + ["-reqout", "query"], in: folder
                ).status == 0)
            let octets = try Vectors.octets(at: folder + "/query")
            try Virtual.write(
                try responder.respond(to: octets, at: Virtual.time), folder + "/reply")
            try Virtual.write(
                try responder.respond(to: octets, at: Virtual.time, fault: .damagedSignature),
                folder + "/bad")
            func verify(_ reply: String) throws -> Command.Outcome {
                try Virtual.run(
                    ["ocsp"] + question + [
                        "-respin", reply, "-CAfile", "root.pem", "-verify_other", "issuer.pem",
                        "-attime", "1750000000", "-validity_period", "1000000000",
                    ], in: folder)
            }
            let good = try verify("reply")
            #expect(good.errors.contains("Response verify OK"), "\(good.errors)")
            #expect(good.output.contains("seal.pem: good"), "\(good.output)")
            #expect(try verify("bad").errors.contains("Response Verify Failure"))
        }
    }
}
