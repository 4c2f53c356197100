import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

/// Requests and answers of RFC 3161.
@Suite struct TimeStampProtocolTests {
    private let tsa: VirtualHolder
    private let request: TimeStampReq
    private let virtual: VirtualToken

    init() throws {
        tsa = try VirtualHolder("TSA", [VirtualHolder.timeStamping])
        var virtual = VirtualToken(signedBy: tsa)
        virtual.nonce = [0x80, 1, 2]
        self.virtual = virtual
        request = TimeStampReq(virtual.digest, nonce: [0, 0x80, 1, 2])
    }

    private func answer(
        _ token: VirtualToken?, status: Int = 0, info: [UInt8] = []
    ) throws -> TimeStampResp {
        try TimeStampResp(
            encoded: DER.sequence(
                DER.sequence(DER.integer(status), info), try token?.encoded() ?? []))
    }

    private func fault(
        _ request: TimeStampReq? = nil, _ change: (inout VirtualToken) -> Void = { _ in }
    ) throws -> TimeStampResp.Fault? {
        var token = virtual
        change(&token)
        switch try answer(token).token(answering: request ?? self.request) {
        case .success: return nil
        case .failure(let fault): return fault
        }
    }

    @Test func requestIsAsTheStandardSays() throws {
        let imprint = DER.sequence(
            DER.sequence(DER.objectIdentifier("2.16.840.1.101.3.4.2.1"), DER.null),
            DER.octetString(virtual.digest.octets))
        #expect(
            request.derEncoded
                == DER.sequence(
                    DER.integer(1), imprint, DER.element(0x02, [0, 0x80, 1, 2]),
                    DER.boolean(true)))
        let policy = ASN1ObjectIdentifier(0, 4, 0, 2_023, 1, 1)
        let other = TimeStampReq(virtual.digest, policy: policy, nonce: nil, certReq: false)
        #expect(
            other.derEncoded
                == DER.sequence(
                    DER.integer(1), imprint, DER.objectIdentifier("0.4.0.2023.1.1")))
    }

    @Test func answerHasToFitTheRequest() throws {
        #expect(try fault() == nil)
        #expect(try fault { $0.nonce = [0x80, 1, 3] } == .otherNonce)
        #expect(try fault { $0.nonce = nil } == .otherNonce)
        let digest = DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 8, count: 32))
        #expect(try fault { $0.digest = digest } == .otherImprint)
        let sha512 = DigestValue(algorithm: .sha512, octets: virtual.digest.octets)
        #expect(try fault { $0.digest = sha512 } == .otherImprint)
        #expect(try fault { $0.certificates = [] } == .certificateMissing)
        var other = request
        other.reqPolicy = ASN1ObjectIdentifier(1, 2, 3)
        #expect(try fault(other) == .otherPolicy)
        other.reqPolicy = ASN1ObjectIdentifier(0, 4, 0, 2_023, 1, 1)
        #expect(try fault(other) == nil)
        other.nonce = nil
        #expect(try fault(other) == nil)
        other.certReq = false
        #expect(try fault(other) { $0.certificates = [] } == nil)
    }

    @Test func refusalsSayWhy() throws {
        let info =
            DER.sequence(DER.utf8String("not"), DER.utf8String("now"))
            + DER.namedBits([0, 14, 25])
        let refused = try answer(nil, status: 2, info: info)
        #expect(refused.statusString == "not now")
        #expect(
            refused.token(answering: request).failure
                == .notGranted(.rejection, [.badAlg, .timeNotAvailable, .systemFailure]))
        #expect(try answer(nil).token(answering: request).failure == .tokenAndStatusDisagree)
        #expect(
            try answer(virtual, status: 2).token(answering: request).failure
                == .tokenAndStatusDisagree)
        #expect(throws: Never.self) {
            try answer(virtual, status: 1).token(answering: request).get()
        }
        #expect(throws: ASN1Error.self) { try answer(nil, status: 6) }
        let long = DER.sequence(DER.utf8String(String(repeating: "ā", count: 4_000)))
        #expect(try answer(nil, status: 2, info: long).statusString.utf8.count <= 1_026)
        #expect(throws: ASN1Error.self) { try TimeStampResp(encoded: []) }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
