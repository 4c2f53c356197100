internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import FoundationEssentials

/// What one OCSP response or revocation list says of one certificate; its signature and its
/// signer's authorization are already checked.
struct RevocationStatement {
    /// Whether it is in a response or in a list.
    let kind: EvidenceAccount.Used.Kind
    /// The octets of the response or list, as they came.
    let encoded: [UInt8]
    /// The source of the response or list.
    let source: EvidenceSource
    /// The certificate of the response's or list's signer.
    let signer: X509Certificate
    let status: CertificateStatus
    let thisUpdate: Date
    let nextUpdate: Date?
    /// When it was issued: producedAt of an OCSP response, thisUpdate of a list.
    let issued: Date
    /// Since when the issuer keeps revocations of expired certificates; nil: nothing is said.
    let knowsExpiredSince: Date?
    /// Until when the algorithms and keys of its signature, and of the one under its signer's
    /// certificate, are reliable.
    let algorithm: AlgorithmTable.Verdict
    /// The time at which `algorithm` is asked to be reliable.
    let judgedAt: Date
    /// Whether it is by the issuer's key or by a responder or signer that the issuer authorized,
    /// not by one that the caller trusts.
    let speaksForIssuer: Bool

    /// Whether its algorithms were reliable at ``judgedAt``.
    var isReliable: Bool { algorithm.isReliable(at: judgedAt) }

    /// Whether it is fresh enough for `time`.
    func isFresh(at time: Date, _ policy: ValidationPolicy) -> Bool {
        RevocationFreshness.isFresh(
            thisUpdate: thisUpdate, nextUpdate: nextUpdate, at: time, policy: policy)
    }

    /// Whether this one decides rather than `other`, where neither states a final revocation.
    func decides(before other: RevocationStatement) -> Bool {
        guard isReliable == other.isReliable else { return isReliable }
        guard thisUpdate == other.thisUpdate else { return thisUpdate > other.thisUpdate }
        guard status.strictness == other.status.strictness else {
            return status.strictness > other.status.strictness
        }
        return issued > other.issued
    }

    /// Whether its issuer still keeps the status of `certificate`: expired ones may be dropped
    /// (EN 319 102-1 §5.2.6.4, ITU-T X.509 §9.5.2.6, RFC 6960 §4.4.4).
    func covers(_ certificate: X509Certificate) -> Bool {
        guard thisUpdate >= certificate.tbs.notBefore else { return false }
        if thisUpdate <= certificate.tbs.notAfter { return true }
        if case .revoked = status { return true }
        return knowsExpiredSince.map { $0 <= certificate.tbs.notAfter } ?? false
    }

    /// The name in findings: `OCSP response of 2025-03-19T16:59:20Z`.
    var name: String {
        let update =
            thisUpdate == issued ? "" : " (thisUpdate \(CivilTime.text(of: thisUpdate)))"
        return "\(kind.rawValue) of \(CivilTime.text(of: issued))\(update)"
    }
}
