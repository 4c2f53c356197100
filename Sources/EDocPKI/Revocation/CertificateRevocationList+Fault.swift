package import EDocEncoding

extension CertificateRevocationList {
    /// Why a list says nothing about a certificate.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The list and the certificate have different issuers.
        case otherIssuer
        /// Another algorithm is named inside of what is signed than outside.
        case signatureAlgorithmMismatch
        /// The signature does not verify.
        case signatureInvalid
        /// The algorithm of the signature cannot be verified.
        case signatureUnsupported
        /// The certificate of the signer is not one for revocation lists.
        case signerNotAllowed(CertificatePathFailure.Reason)
        /// An extension of the list or of an entry is critical and not known.
        case unknownCriticalExtension(ASN1ObjectIdentifier)
        /// A delta list, which needs a complete one beside it to say that a certificate is not
        /// revoked.
        case delta
        /// An indirect list: its entries may be about certificates of other issuers.
        case indirect
        /// The list is for another kind of certificates, or another distribution point.
        case notCovered
        /// The certificate is not on the list, which covers only some reasons.
        case onlySomeReasons
        /// An entry of a complete list has the reason removeFromCRL.
        case removeFromCRLOutsideDelta
        /// The budget of the container stopped before the list was read to its end; every result
        /// that follows is discarded.
        case notLookedAt

        /// The clause that the fault breaks, or that says what is not supported.
        package var clause: String {
            switch self {
            case .otherIssuer: "RFC 5280 §6.3.3 (b)(1)"
            case .signatureAlgorithmMismatch: "RFC 5280 §5.1.1.2"
            case .signatureInvalid, .signatureUnsupported: "RFC 5280 §6.3.3 (g)"
            case .signerNotAllowed: "RFC 5280 §6.3.3 (f)"
            case .unknownCriticalExtension: "RFC 5280 §5.2, §5.3"
            case .delta: "RFC 5280 §5.2.4"
            case .indirect: "RFC 5280 §5.2.5, §5.3.3"
            case .notCovered: "RFC 5280 §6.3.3 (b)(2)"
            case .onlySomeReasons: "RFC 5280 §6.3.3 (d)"
            case .removeFromCRLOutsideDelta: "RFC 5280 §5.3.1"
            case .notLookedAt: "RFC 5280 §6.3.3"
            }
        }

        /// Why the list cannot be used.
        package var description: String {
            switch self {
            case .otherIssuer: "it is of another issuer than the certificate"
            case .signatureAlgorithmMismatch:
                "it names another signature algorithm inside than outside of what is signed"
            case .signatureInvalid: "its signature does not verify"
            case .signatureUnsupported: "its signature algorithm cannot be verified"
            case .signerNotAllowed(let reason): "as to the certificate of its signer, \(reason)"
            case .unknownCriticalExtension(let identifier):
                "its critical extension \(identifier) is not known"
            case .delta: "it is a delta list, and only complete lists say who is not revoked"
            case .indirect:
                "it is an indirect list, and only lists about their issuer's own certificates are read"
            case .notCovered: "it is for other certificates or for another distribution point"
            case .onlySomeReasons:
                "the certificate is not on it, and it covers only some reasons for revocation"
            case .removeFromCRLOutsideDelta:
                "its entry says removeFromCRL, which is for delta lists"
            case .notLookedAt: "the work on the container was stopped before it was read"
            }
        }
    }
}
