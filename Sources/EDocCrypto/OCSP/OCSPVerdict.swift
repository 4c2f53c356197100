package import FoundationEssentials

/// What an OCSP response, whose signature and responder are right, says about a certificate.
package struct OCSPVerdict: Hashable, Sendable {
    /// Why the signer of a response may speak
    /// ([RFC 6960 §4.2.2.2](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2)).
    package enum Authority: Hashable, Sendable {
        /// It is the issuer of the certificate.
        case issuer
        /// The issuer issued its certificate for OCSP. Without ocsp-nocheck the caller has to look
        /// whether that certificate was revoked (§4.2.2.2.1).
        case delegated(needsRevocationCheck: Bool)
        /// The caller trusts it for any certificate.
        case locallyTrusted
    }

    /// The status of the certificate.
    package let status: CertificateStatus
    /// What the response says about the certificate.
    package let single: SingleResponse
    /// When the response was signed.
    package let producedAt: Date
    /// The certificate of the responder.
    package let responder: DecodedCertificate
    /// Why the responder may speak.
    package let authority: Authority
}

/// Why an OCSP response says nothing about a certificate.
package enum OCSPFault: Error, Hashable, Sendable {
    /// The responder did not answer the question.
    case notSuccessful(OCSPResponse.Status)
    /// No single response is about the certificate; where one comes near, what differs.
    case otherCertificate(CertID.Mismatch?)
    /// Two single responses say different things about the certificate.
    case contradiction
    /// No certificate at hand is that of the responder.
    case responderNotFound
    /// The signature does not verify with the key of the responder.
    case signatureInvalid
    /// The algorithm of the signature cannot be verified.
    case signatureUnsupported
    /// The signer was not allowed by the issuer, or not when it signed.
    case responderNotAuthorized(CertificatePathFailure)
    /// A critical extension is not known.
    case unknownCriticalExtension(ASN1ObjectIdentifier)
    /// OpenSSL failed in something that does not depend on the response.
    case library(OpenSSLError)

    /// The clause that the response breaks.
    package var clause: String {
        switch self {
        case .notSuccessful: "RFC 6960 §2.3"
        case .otherCertificate: "RFC 6960 §3.2 (1)"
        case .contradiction: "RFC 6960 §4.2.2.3"
        case .responderNotFound: "RFC 6960 §3.2 (3)"
        case .signatureInvalid, .signatureUnsupported: "RFC 6960 §3.2 (2)"
        case .responderNotAuthorized: "RFC 6960 §3.2 (4), §4.2.2.2"
        case .unknownCriticalExtension: "RFC 6960 §4.4"
        case .library: "RFC 6960"
        }
    }

    /// The more telling of two faults that two candidates for the responder have.
    func orWorse(_ other: OCSPFault) -> OCSPFault {
        func rank(_ fault: OCSPFault) -> Int {
            switch fault {
            case .responderNotFound: 0
            case .signatureUnsupported: 1
            case .signatureInvalid: 2
            default: 3
            }
        }
        return rank(other) > rank(self) ? other : self
    }
}
