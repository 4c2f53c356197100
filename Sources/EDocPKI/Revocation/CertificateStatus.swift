package import FoundationEssentials

/// What an OCSP response or a revocation list says about a certificate.
package enum CertificateStatus: Hashable, Sendable {
    /// Not revoked, as far as the issuer of the statement knew.
    case good
    /// Revoked or suspended.
    case revoked(Revocation)
    /// The responder does not know the certificate
    /// ([RFC 6960 §2.2](https://www.rfc-editor.org/rfc/rfc6960#section-2.2)).
    case unknown

    /// When and why a certificate was revoked.
    package struct Revocation: Hashable, Sendable {
        /// When it was revoked.
        package let date: Date
        /// Why; nil when nothing is said, which means ``RevocationReason/unspecified``.
        package let reason: RevocationReason?
        /// Since when the key is suspected to be in other hands, if the issuer says so
        /// ([RFC 5280 §5.3.2](https://www.rfc-editor.org/rfc/rfc5280#section-5.3.2)).
        package let invalidityDate: Date?

        /// When and why a certificate was revoked.
        package init(date: Date, reason: RevocationReason?, invalidityDate: Date? = nil) {
            self.date = date
            self.reason = reason
            self.invalidityDate = invalidityDate
        }
    }
}

extension CertificateStatus {
    /// The revocation, when it is one for good: only a suspension can be lifted (RFC 5280 §5.3.1).
    package var finalRevocation: Revocation? {
        guard case .revoked(let revocation) = self, !revocation.isHold else { return nil }
        return revocation
    }

    /// Whether the certificate is revoked for good.
    package var isFinal: Bool { finalRevocation != nil }

    /// Of two statuses from the same moment the one with the higher number counts.
    package var strictness: Int {
        switch self {
        case .good: 0
        case .unknown: 1
        case .revoked(let revocation): revocation.isHold ? 2 : 3
        }
    }
}

extension CertificateStatus.Revocation {
    /// Whether the certificate is only suspended.
    package var isHold: Bool { reason == .certificateHold }
}
