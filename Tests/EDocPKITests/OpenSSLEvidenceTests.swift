import EDocCrypto
import EDocEncoding
import EDocPKI
import TestPKI
import Testing
import VectorSupport

/// What OpenSSL's programs make (`TestVectors/generate/crypto-evidence.sh`).
@Suite struct OpenSSLEvidenceTests {
    private let authority: X509Certificate
    private let seal: X509Certificate
    private let tsa: X509Certificate
    private let responder: X509Certificate
    private let cache = CertificateCache()

    init() throws {
        func certificate(_ name: String) throws -> X509Certificate {
            try X509Certificate(decoding: try Self.octets(name))
        }
        authority = try certificate("ca.der")
        seal = try certificate("seal.der")
        tsa = try certificate("tsa.der")
        responder = try certificate("ocsp.der")
    }

    private static func octets(_ name: String) throws -> [UInt8] {
        try Vectors.octets("crypto/evidence/" + name)
    }

    @Test func answerIsToTheRequest() throws {
        let answer = try TimeStampResp(encoded: try Self.octets("answer.tsr"))
        let info = try #require(answer.timeStampToken?.tstInfo)
        // The request, encoded again from what the answer repeats of it.
        let data = try DigestAlgorithm.sha512.digest(of: [UInt8]("what is time-stamped".utf8)[...])
        var request = TimeStampReq(
            DigestValue(algorithm: .sha512, octets: data), nonce: info.nonce)
        #expect(request.derEncoded == (try Self.octets("request.tsq")))
        let token = try answer.token(answering: request).get()
        #expect(token.encoded == (try Self.octets("token.tst")))
        request.nonce = [1]
        #expect(throws: TimeStampResp.Fault.otherNonce) {
            try answer.token(answering: request).get()
        }
    }

    @Test(arguments: ["token.tst", "ber.tst"])
    func tokensVerify(_ name: String) throws {
        let token = try TimeStampToken(encoded: try Self.octets(name))
        #expect(token.tstInfo.serialNumber.count == 20)
        #expect(token.tstInfo.accuracy?.interval == 1.5)
        #expect(token.tstInfo.ordering)
        #expect(token.certificates == [tsa.derEncoded, authority.derEncoded])
        let verdict = try token.verify(cache: cache).get()
        #expect(verdict.signer == tsa)
        #expect(verdict.tsaMatches == true)
        let inputs = CertificatePath.Inputs(
            anchors: [authority], time: token.tstInfo.genTime.date, purpose: .timeStamping)
        #expect(
            try CertificatePath.find(for: tsa, inputs, cache: cache).get().certificates
                == [tsa, authority])
    }

    @Test func responsesSpeak() throws {
        for (name, isRevoked) in [("good.ocsp", false), ("revoked.ocsp", true)] {
            let response = try OCSPResponse(decoding: try Self.octets(name))
            let verdict = try response.status(of: seal, issuedBy: authority, cache: cache).get()
            #expect(verdict.authority == .delegated(needsRevocationCheck: false))
            #expect(verdict.responder == responder)
            if case .revoked(let revocation) = verdict.status {
                #expect(isRevoked && revocation.reason == .keyCompromise)
            } else {
                #expect(!isRevoked && verdict.status == .good)
            }
            let other = response.status(of: tsa, issuedBy: authority, cache: cache)
            #expect(throws: OCSPFault.otherCertificate(.serialNumber)) { try other.get() }
        }
    }

    @Test func listsSpeak() throws {
        for (name, isRevoked) in [
            ("empty.crl", false), ("revoked.crl", true), ("revoked.pem.crl", true),
        ] {
            let lists = try CertificateRevocationList.lists(inPEM: try Self.octets(name))
            let list = try #require(lists.first)
            #expect(list.entryCount == (isRevoked ? 1 : 0))
            let status = try list.status(of: seal, issuedBy: authority).get()
            if case .revoked(let revocation) = status {
                #expect(isRevoked && revocation.reason == .keyCompromise)
            } else {
                #expect(!isRevoked && status == .good)
            }
            #expect(try list.status(of: tsa, issuedBy: authority).get() == .good)
        }
    }
}
