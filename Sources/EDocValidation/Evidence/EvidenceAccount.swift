package import EDocPKI

/// What a building block of EN 319 102-1 used, and what it lacked.
///
/// It is an account, not a verdict: what is lacking may not have been demanded. What is used is what
/// a signature of level LT has to carry; what is lacking can be asked for.
package struct EvidenceAccount: Sendable {
    /// A piece of evidence that counted.
    package enum Used: Sendable {
        /// A certificate of a path, or of who signed revocation data.
        case certificate(X509Certificate, EvidenceSource)
        /// An OCSP response about `subject`.
        case ocspResponse(BasicOCSPResponse, subject: X509Certificate, EvidenceSource)
        /// A revocation list that speaks about `subject`.
        case revocationList(CertificateRevocationList, subject: X509Certificate, EvidenceSource)

        /// Where it comes from.
        package var source: EvidenceSource {
            switch self {
            case .certificate(_, let source), .ocspResponse(_, _, let source),
                .revocationList(_, _, let source):
                source
            }
        }
    }

    /// A piece of evidence that would have helped.
    package enum Lacking: Sendable, Hashable {
        /// The certificate of who issued this one.
        case issuer(of: X509Certificate)
        /// Revocation data about a certificate that counts at the time that was asked for.
        case revocationStatus(of: X509Certificate, issuedBy: X509Certificate)
    }

    /// What counted, in the order in which it was looked at.
    package private(set) var used: [Used] = []
    /// What was not there.
    package private(set) var lacking: [Lacking] = []

    /// Nothing yet.
    package init() {}

    mutating func use(_ evidence: Used) { used.append(evidence) }

    mutating func lack(_ evidence: Lacking) {
        if !lacking.contains(evidence) { lacking.append(evidence) }
    }

    /// Adds what another block used and lacked.
    package mutating func add(_ other: EvidenceAccount) {
        used += other.used
        for evidence in other.lacking { lack(evidence) }
    }
}
