package import FoundationEssentials

/// What an OCSP response says about a certificate, after its signature and responder were checked.
package struct OCSPVerdict: Hashable, Sendable {
    /// Why the signer of a response may speak
    /// ([RFC 6960 §4.2.2.2](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2)).
    package enum Authority: Hashable, Sendable {
        /// It is the issuer of the certificate.
        case issuer
        /// The issuer certified it for OCSP. Without ocsp-nocheck the caller has to check whether
        /// that certificate is revoked (§4.2.2.2.1).
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
    package let responder: X509Certificate
    /// Why the responder may speak.
    package let authority: Authority
}
