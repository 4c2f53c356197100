extension VirtualOCSPResponder {
    /// What can be wrong with a response, on purpose. Everything else of it is right.
    public enum Fault: String, CaseIterable, Sendable {
        /// The response status `malformedRequest`, and no answer (RFC 6960 §2.3).
        case malformedRequest
        /// The response status `internalError`, and no answer (RFC 6960 §2.3).
        case internalError
        /// The response status `tryLater`, and no answer (RFC 6960 §2.3).
        case tryLater
        /// The response status `sigRequired`, and no answer (RFC 6960 §2.3).
        case sigRequired
        /// The response status `unauthorized`, and no answer (RFC 6960 §2.3).
        case unauthorized
        /// The certificates asked about were revoked an hour before, because a key was compromised.
        case revoked
        /// The certificates asked about were suspended an hour before: reason certificateHold.
        case suspended
        /// The certificates asked about are unknown.
        case unknown
        /// The answer is about another serial number.
        case otherCertificate
        /// The answer is about a certificate of an issuer with another name: `issuerNameHash`.
        case otherIssuerName
        /// The answer is about a certificate of an issuer with another key: `issuerKeyHash`.
        case otherIssuerKey
        /// The nonce is another one.
        case otherNonce
        /// The request's nonce is not repeated.
        case noNonce
        /// The answer was issued two days ago and good for an hour.
        case stale
        /// `thisUpdate` is an hour later, `producedAt` is not (RFC 6960 §4.2.2.1).
        case futureUpdate
        /// `producedAt` is a day before `thisUpdate`.
        case producedBefore
        /// There is no `nextUpdate`: newer information is at hand at any time (RFC 6960 §4.2.2.1).
        case noNextUpdate
        /// The signature is of other octets.
        case damagedSignature
        /// The responder's certificate has no extended key usage `OCSPSigning` (RFC 6960 §4.2.2.2).
        case responderWithoutPurpose
        /// The responder's certificate has no `id-pkix-ocsp-nocheck`: its own status has to be asked
        /// for (RFC 6960 §4.2.2.2.1). It is good.
        case responderWithStatus
        /// The responder's certificate ended a day before `producedAt`.
        case expiredResponder
        /// The responder's certificate begins a day after `producedAt`.
        case responderNotYetValid
        /// Another authority, of another name, issued the responder's certificate.
        case otherAuthority
        /// The responder's certificate is left out.
        case noCertificate
        /// The second half of the response is missing.
        case truncated
        /// Seven zero bytes follow the response.
        case trailingBytes

        /// The number of `OCSPResponseStatus` (RFC 6960 §4.2.1); nil: successful.
        var responseStatus: UInt8? {
            switch self {
            case .malformedRequest: 1
            case .internalError: 2
            case .tryLater: 3
            case .sigRequired: 5
            case .unauthorized: 6
            default: nil
            }
        }
    }
}
