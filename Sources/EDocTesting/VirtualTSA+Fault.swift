extension VirtualTSA {
    /// What can be wrong with a response, on purpose. Everything else of it is right.
    public enum Fault: String, CaseIterable, Sendable {
        /// Status `rejection` with `systemFailure`, and no token (RFC 3161 §2.4.2).
        case rejected
        /// Status `waiting`, and no token (RFC 3161 §2.4.2).
        case waiting
        /// Status `grantedWithMods` with a right token, which has to be taken (RFC 3161 §2.4.2).
        case grantedWithMods
        /// The token is about another message.
        case otherImprint
        /// The nonce is another one.
        case otherNonce
        /// The request's nonce is not repeated.
        case noNonce
        /// The policy is not the one asked for.
        case otherPolicy
        /// The token states a time an hour later.
        case futureTime
        /// The token states a time an hour before.
        case oldTime
        /// The signature is of other octets.
        case damagedSignature
        /// `SigningCertificateV2` names another certificate than the one that signed (RFC 5816).
        case otherSigningCertificate
        /// Neither `SigningCertificate` nor `SigningCertificateV2` is among the signed attributes
        /// (RFC 5816 §2.2.1).
        case noSigningCertificate
        /// The certificate that signed has no extended key usage `timeStamping` (RFC 3161 §2.3).
        case certificateWithoutPurpose
        /// The extended key usage of the certificate that signed is not critical (RFC 3161 §2.3).
        case purposeNotCritical
        /// The certificate that signed ended a day before the time that the token states.
        case expiredCertificate
        /// The certificate that signed begins a day after the time that the token states.
        case certificateNotYetValid
        /// What signed is ``VirtualTSA/revokedCertificate``. The token is right: a list or a
        /// responder that knows ``VirtualTSA/revocation`` tells.
        case revokedCertificate
        /// Another authority, of another name, issued the certificate that signed.
        case otherAuthority
        /// The certificate is left out though it was asked for.
        case noCertificate
        /// The second half of the response is missing.
        case truncated
        /// Seven zero bytes follow the response.
        case trailingBytes
    }
}
