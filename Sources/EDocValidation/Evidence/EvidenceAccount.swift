package import EDocPKI

/// The evidence that a building block of EN 319 102-1 used, and what it lacked.
///
/// It is no verdict: lacking evidence may not have been demanded. A signature of level LT has to
/// carry what is used; what is lacking can be fetched.
package struct EvidenceAccount: Sendable {
    /// A piece of evidence that counted.
    package struct Used: Sendable, Hashable {
        /// The kinds of evidence.
        package enum Kind: String, Sendable, Hashable {
            /// A certificate of a path, or of an issuer of revocation data.
            case certificate
            /// An OCSP response.
            case ocspResponse = "OCSP response"
            /// A revocation list.
            case revocationList = "CRL"
        }

        /// The kind of evidence.
        package let kind: Kind
        /// The octets, as they came.
        package let encoded: [UInt8]
        /// The certificate itself, or the one that the revocation data is about.
        package let subject: X509Certificate
        /// Where it comes from.
        package let source: EvidenceSource
    }

    /// A piece of evidence that would have helped.
    package enum Lacking: Sendable, Hashable {
        /// The certificate of the issuer of this one.
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

    /// What can be asked for to get what is lacking, in the same order.
    package var requests: [EvidenceRequest] { lacking.flatMap(EvidenceRequest.requests(for:)) }

    mutating func use(_ certificate: X509Certificate, from source: EvidenceSource) {
        used.append(
            Used(
                kind: .certificate, encoded: certificate.derEncoded, subject: certificate,
                source: source))
    }

    mutating func use(_ statement: RevocationStatement, about subject: X509Certificate) {
        used.append(
            Used(
                kind: statement.kind, encoded: statement.encoded, subject: subject,
                source: statement.source))
    }

    mutating func reserve(_ count: Int) { used.reserveCapacity(count) }

    mutating func lack(_ evidence: Lacking) {
        if !lacking.contains(evidence) { lacking.append(evidence) }
    }

    /// Adds what another block used and lacked.
    package mutating func add(_ other: EvidenceAccount) {
        if used.isEmpty { used = other.used } else { used += other.used }
        addLacking(of: other)
    }

    /// Adds what another attempt at the same certificate lacked.
    mutating func addLacking(of other: EvidenceAccount) {
        for evidence in other.lacking { lack(evidence) }
    }
}
