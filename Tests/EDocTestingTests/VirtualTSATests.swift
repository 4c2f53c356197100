import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

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
        func obstacle() throws -> CertificatePathFailure.Reason? {
            let signer = try token(fault).get().verify(cache: CertificateCache()).get().signer
            return Virtual.obstacle(to: signer, for: .timeStamping, authority)
        }
        switch fault {
        case .rejected: #expect(try answer() == .notGranted(.rejection, [.systemFailure]))
        case .waiting: #expect(try answer() == .notGranted(.waiting, []))
        case .grantedWithMods: #expect(try verification() == nil && obstacle() == nil)
        case .otherImprint: #expect(try answer() == .otherImprint)
        case .otherNonce, .noNonce: #expect(try answer() == .otherNonce)
        case .otherPolicy: #expect(try answer() == .otherPolicy)
        case .futureTime:
            #expect(try token(fault).get().tstInfo.genTime.date == Virtual.time + 3_600)
        case .oldTime: #expect(try token(fault).get().tstInfo.genTime.date == Virtual.time - 3_600)
        case .noCertificate: #expect(try answer() == .certificateMissing)
        case .damagedSignature: #expect(try verification() == .signatureInvalid)
        case .otherSigningCertificate:
            #expect(try verification() == .signingCertificateMismatch)
        case .noSigningCertificate: #expect(try verification() == .signingCertificateMissing)
        case .certificateWithoutPurpose, .purposeNotCritical:
            #expect(try verification() == .notForTimeStamping(.extendedKeyUsage(.timeStamping)))
        case .expiredCertificate:
            #expect(try obstacle() == .expired(notAfter: Virtual.time - 86_400))
        case .certificateNotYetValid:
            #expect(try obstacle() == .notYetValid(notBefore: Virtual.time + 86_400))
        case .otherAuthority: #expect(try obstacle() == .noIssuerFound)
        case .revokedCertificate:
            #expect(try obstacle() == nil)
            let signer = try token(fault).get().verify(cache: CertificateCache()).get().signer
            let list = try authority.intermediateCRL(
                thisUpdate: Virtual.time, nextUpdate: nil, revoked: [tsa.revocation])
            #expect(
                try list.status(of: signer, issuedBy: authority.intermediate).get()
                    == .revoked(.init(date: Virtual.begin, reason: .keyCompromise)))
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

    @Test(
        "OpenSSL refuses what is wrong with a token",
        .enabled(if: Virtual.openssl != nil, "openssl is not on this machine"))
    func opensslRefuses() async throws {
        try await withTemporaryFolder { folder in
            try Virtual.write(Array("data".utf8), folder + "/data")
            try Virtual.write(Array(authority.root.pemEncoded.utf8), folder + "/root.pem")
            let query = [
                "ts", "-query", "-data", "data", "-cert", "-sha256", "-tspolicy", "1.2.3",
                "-out", "query",
            ]
            #expect(try Virtual.run(query, in: folder).status == 0)
            let question = try Vectors.octets(at: folder + "/query")
            for fault in VirtualTSA.Fault.allCases {
                try Virtual.write(
                    try tsa.respond(to: question, at: Virtual.time, fault: fault),
                    folder + "/reply")
                let outcome = try Virtual.run(
                    [
                        "ts", "-verify", "-queryfile", "query", "-in", "reply", "-CAfile",
                        "root.pem", "-attime", "1750000000",
                    ], in: folder)
                // It looks neither at the time of the token nor at revocation, nor behind the end.
                let isTaken = [
                    .grantedWithMods, .futureTime, .oldTime, .revokedCertificate, .trailingBytes,
                ].contains(fault)
                #expect((outcome.status == 0) == isTaken, "\(fault): \(outcome.errors)")
            }
        }
    }
}
