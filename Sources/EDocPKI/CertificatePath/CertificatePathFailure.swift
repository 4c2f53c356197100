package import EDocEncoding
package import FoundationEssentials

/// Why there is no valid path from a certificate to an anchor.
package struct CertificatePathFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with ``CertificatePathFailure/certificate``.
    package enum Reason: Hashable, Sendable {
        /// No anchor and no given certificate has the name of its issuer.
        case noIssuerFound
        /// Its signature does not verify with the key of any certificate that has the name of its
        /// issuer.
        case signatureInvalid
        /// The algorithm of its signature, or the key of its issuer, cannot be used.
        case signatureUnsupported
        /// It names another signature algorithm inside of what is signed than outside.
        case signatureAlgorithmMismatch
        /// The time of the validation is before the moment given here.
        case notYetValid(notBefore: Date)
        /// The time of the validation is after the moment given here.
        case expired(notAfter: Date)
        /// It has a critical extension that is not known.
        case unknownCriticalExtension(ASN1ObjectIdentifier)
        /// A known extension has a value that is not what it should be.
        case unreadableExtension(ASN1ObjectIdentifier, ASN1Error)
        /// It issued a certificate without being a certification authority.
        case notACertificationAuthority
        /// More intermediate certificates follow than it or one above it allows.
        case pathLengthExceeded
        /// It issued a certificate with a key whose usage is not keyCertSign.
        case noKeyCertSign
        /// Its extended key usage does not fit the purpose.
        case extendedKeyUsage(CertificatePurpose)
        /// Its key usage does not fit the purpose.
        case keyUsage(CertificatePurpose)
        /// A name in it is not allowed by the name constraints above it.
        case nameNotAllowed(GeneralName)
        /// A policy is asked for and the path has none in common.
        case noValidPolicy
        /// A policy is mapped to or from anyPolicy.
        case anyPolicyMapped
        /// The search ended at one of the limits in ``EvidenceLimits``.
        case searchLimit
        /// The caller refused each valid path, because a certificate in it is revoked for example.
        case notAcceptable
    }

    /// The certificate that failed.
    package let certificate: X509Certificate
    /// Why it failed.
    package let reason: Reason
    /// The path as far as it was built, the leaf first; the anchor last when it was reached.
    package let path: [X509Certificate]
    /// Whether ``path`` ends in an anchor.
    package let reachedAnchor: Bool

    /// The clause that asks for what is missing.
    package var clause: String { reason.clause }

    /// What is wrong and by which clause, without the name of the certificate.
    package var description: String { "\(explanation) (\(clause))" }

    /// What is wrong, without the name of the certificate and the clause.
    package var explanation: String {
        let text =
            switch reason {
            case .signatureUnsupported:
                "its signature algorithm \(certificate.signatureAlgorithm) cannot be verified"
            case .signatureAlgorithmMismatch:
                "it names \(certificate.tbs.signature) inside and "
                    + "\(certificate.signatureAlgorithm) outside of what is signed"
            default: reason.description
            }
        return PlainText.line(text)
    }
}

extension CertificatePathFailure.Reason {
    /// Whether there may be a path that was valid at another time.
    package var mayDependOnTime: Bool {
        switch self {
        case .noIssuerFound, .signatureInvalid, .signatureUnsupported, .searchLimit: false
        default: true
        }
    }
}

extension CertificatePathFailure.Reason: CustomStringConvertible {
    /// The clause that asks for what is missing.
    package var clause: String {
        switch self {
        case .noIssuerFound: "RFC 5280 §6.1.3 (a)(4)"
        case .signatureInvalid, .signatureUnsupported: "RFC 5280 §6.1.3 (a)(1)"
        case .signatureAlgorithmMismatch: "RFC 5280 §4.1.1.2"
        case .notYetValid, .expired: "RFC 5280 §6.1.3 (a)(2)"
        case .unknownCriticalExtension: "RFC 5280 §6.1.4 (o), §6.1.5 (f)"
        case .unreadableExtension: "RFC 5280 §4.2"
        case .notACertificationAuthority: "RFC 5280 §6.1.4 (k)"
        case .pathLengthExceeded: "RFC 5280 §6.1.4 (l)"
        case .noKeyCertSign: "RFC 5280 §6.1.4 (n)"
        case .extendedKeyUsage(.timeStamping), .keyUsage(.timeStamping): "RFC 3161 §2.3"
        case .extendedKeyUsage(.ocspSigning), .keyUsage(.ocspSigning): "RFC 6960 §4.2.2.2"
        case .extendedKeyUsage, .keyUsage: "RFC 5280 §4.2.1.3"
        case .nameNotAllowed: "RFC 5280 §6.1.3 (b), (c)"
        case .noValidPolicy: "RFC 5280 §6.1.3 (f), §6.1.5 (g)"
        case .anyPolicyMapped: "RFC 5280 §6.1.4 (a)"
        case .searchLimit: "RFC 5280 §6.1"
        case .notAcceptable: "RFC 5280 §6.1.3 (a)(3)"
        }
    }

    /// What is wrong with the certificate, which the text calls "it".
    package var description: String {
        switch self {
        case .noIssuerFound: "no trusted or given certificate has the name of its issuer"
        case .signatureInvalid: "its signature does not verify with the key of its issuer"
        case .signatureUnsupported: "its signature algorithm cannot be verified"
        case .signatureAlgorithmMismatch:
            "it names another signature algorithm inside than outside of what is signed"
        case .notYetValid: "it is not yet valid"
        case .expired: "it has expired"
        case .unknownCriticalExtension(let identifier):
            "its critical extension \(identifier) is not known"
        case .unreadableExtension(let identifier, let error):
            "its extension \(identifier) cannot be read: \(error)"
        case .notACertificationAuthority: "it is not a certification authority"
        case .pathLengthExceeded: "more intermediate certificates follow than are allowed"
        case .noKeyCertSign: "its key usage does not include keyCertSign"
        case .extendedKeyUsage(let purpose): "its extended key usage does not fit \(purpose)"
        case .keyUsage(let purpose): "its key usage does not fit \(purpose)"
        case .nameNotAllowed: "it has a name that the name constraints above it do not allow"
        case .noValidPolicy: "the path has no acceptable certificate policy"
        case .anyPolicyMapped: "it maps a policy to or from anyPolicy"
        case .searchLimit: "the search for a path was given up at its limit"
        case .notAcceptable: "no valid path was acceptable"
        }
    }
}
