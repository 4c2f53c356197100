import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/evidence

/// A response that decodes says the same when it is decoded again, and speaks about the
/// certificates inside it only with a signature that verifies.
@main enum FuzzOCSPResponse: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        let octets = input.copied()
        guard let response = try? OCSPResponse(decoding: octets) else { return }
        precondition(response.derEncoded == octets)
        precondition((response.basic != nil) == (response.responseStatus == .successful))
        guard let basic = response.basic else { return }
        let again = try BasicOCSPResponse(basic.derEncoded)
        precondition(again.responses == basic.responses && again.responderID == basic.responderID)
        precondition(again.producedAt == basic.producedAt && again.nonce == basic.nonce)
        for single in basic.responses {
            let request = OCSPRequest(certificates: [single.certID], nonce: basic.nonce)
            precondition(!request.derEncoded.isEmpty)
        }
        let cache = CertificateCache()
        let inside = basic.certificates.prefix(4).compactMap {
            try? cache.certificate(derEncoded: $0)
        }
        for certificate in inside {
            for issuer in inside {
                let result = response.status(
                    of: certificate, issuedBy: issuer, certificates: inside, cache: cache)
                switch result {
                case .success(let verdict):
                    precondition(basic.verify(by: verdict.responder) == .valid)
                case .failure(let fault): precondition(!fault.clause.isEmpty)
                }
            }
        }
    }
}
