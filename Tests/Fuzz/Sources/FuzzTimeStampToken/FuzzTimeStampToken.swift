import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/evidence

/// A token that decodes:
///
/// - decodes again from its form with definite lengths, to the same;
/// - answers the request that its imprint, policy and nonce make up;
/// - verifies only with a certificate that is for time-stamping.
///
/// An answer that decodes holds such a token or none.
@main enum FuzzTimeStampToken: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.copied()
        if let answer = try? TimeStampResp(encoded: octets), let token = answer.timeStampToken {
            try check(token)
            checkAnswer(answer, token)
        }
        if let token = try? TimeStampToken(encoded: octets) {
            precondition(token.encoded == octets)
            try check(token)
        }
    }

    private static func check(_ token: TimeStampToken) throws {
        let definite = try BERTranscoding.definiteLengths(token.encoded, "token")
        let twice = try BERTranscoding.definiteLengths(definite, "token")
        precondition(twice == definite)
        let again = try TimeStampToken(encoded: definite)
        precondition(again.tstInfo == token.tstInfo && again.certificates == token.certificates)
        let cache = CertificateCache()
        switch token.verify(cache: cache) {
        case .success(let verdict):
            precondition(verdict.signer.extensions.extendedKeyUsage == [.timeStamping])
            let other = try again.verify(cache: cache).get()
            precondition(other == verdict)
        case .failure(let fault): precondition(!fault.clause.isEmpty)
        }
        for list in token.revocationLists { _ = try? CertificateRevocationList(decoding: list) }
        for response in token.ocspResponses { _ = try? OCSPResponse(decoding: response) }
        for response in token.basicOCSPResponses { _ = try? BasicOCSPResponse(response[...]) }
        _ = (token.tstInfo.genTime.date, token.tstInfo.accuracy?.interval, token.signatureAlgorithm)
        _ = token.tstInfo.policy.description
    }

    private static func checkAnswer(_ answer: TimeStampResp, _ token: TimeStampToken) {
        let info = token.tstInfo
        guard let digest = info.messageImprint.digest, info.nonce?.first ?? 0 < 0x80 else { return }
        let request = TimeStampReq(
            digest, policy: info.policy, nonce: info.nonce, certReq: !token.certificates.isEmpty)
        if case .failure(let fault) = answer.token(answering: request) {
            precondition(fault == .tokenAndStatusDisagree)
        }
    }
}
