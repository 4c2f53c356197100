internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import FoundationEssentials

/// What one OCSP response or revocation list says of one certificate, after its own signature and
/// the right of its signer were checked.
struct RevocationStatement {
    /// What it stands in: a response or a list.
    let kind: EvidenceAccount.Used.Kind
    /// The octets of that, as they came.
    let encoded: [UInt8]
    /// Where that comes from.
    let source: EvidenceSource
    /// Whose signature it bears.
    let signer: X509Certificate
    let status: CertificateStatus
    let thisUpdate: Date
    let nextUpdate: Date?
    /// When it was made: producedAt of an OCSP response, thisUpdate of a list.
    let issued: Date
    /// Certificates that expired since then are still known to the issuer; nil: nothing is said.
    let knowsExpiredSince: Date?
    /// Until when the algorithms and keys of its signature, and of the one under its signer's
    /// certificate, are reliable.
    let algorithm: AlgorithmTable.Verdict
    /// The time for which that is asked.
    let judgedAt: Date
    /// Whether its word is the issuer's: by the key of the issuer's certificate, or by who has his
    /// right from that.
    let speaksForIssuer: Bool

    /// Whether its algorithms count.
    var isReliable: Bool { algorithm.isReliable(at: judgedAt) }

    /// Whether it is fresh enough for `time`.
    func isFresh(at time: Date, _ policy: ValidationPolicy) -> Bool {
        RevocationFreshness.isFresh(
            thisUpdate: thisUpdate, nextUpdate: nextUpdate, at: time, policy: policy)
    }

    /// Whether it is this one that decides, and not `other`, where neither is about a revocation
    /// for good.
    func decides(before other: RevocationStatement) -> Bool {
        guard isReliable == other.isReliable else { return isReliable }
        guard thisUpdate == other.thisUpdate else { return thisUpdate > other.thisUpdate }
        guard status.strictness == other.status.strictness else {
            return status.strictness > other.status.strictness
        }
        return issued > other.issued
    }

    /// Whether it can say anything about `certificate`: issuers forget certificates that expired
    /// (EN 319 102-1 §5.2.6.4, ITU-T X.509 §9.5.2.6, RFC 6960 §4.4.4).
    func covers(_ certificate: X509Certificate) -> Bool {
        guard thisUpdate >= certificate.tbs.notBefore else { return false }
        if thisUpdate <= certificate.tbs.notAfter { return true }
        if case .revoked = status { return true }
        return knowsExpiredSince.map { $0 <= certificate.tbs.notAfter } ?? false
    }

    /// For findings: `OCSP response of 2025-03-19T16:59:20Z`.
    var name: String {
        let update =
            thisUpdate == issued ? "" : " (thisUpdate \(CivilTime.text(of: thisUpdate)))"
        return "\(kind.rawValue) of \(CivilTime.text(of: issued))\(update)"
    }
}
