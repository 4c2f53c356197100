internal import EDocPKI
internal import FoundationEssentials

/// The revocation status of one certificate: part of X.509 certificate validation, EN 319 102-1
/// §5.2.6.4. What a response or list must be to count is in RFC 6960 §3.2 and RFC 5280 §6.3.3.
package struct RevocationChecking {
    let context: ValidationContext
    /// The anchor of the path that is judged. A list that another key than the issuer's signed
    /// counts only with a path to this anchor.
    let anchor: X509Certificate

    /// The status by all evidence together.
    enum Status {
        /// Known not to be revoked at the time asked for.
        case notRevoked(RevocationStatement)
        /// Revoked or suspended at the time asked for. `against`: the newest statement, when it
        /// does not know of a final revocation in an older one.
        case revoked(
            CertificateStatus.Revocation, RevocationStatement, against: RevocationStatement?)
        /// There is evidence, but it is too old for the time asked for.
        case notFresh(RevocationStatement)
        /// No evidence that counts.
        case unknown
    }

    /// How much of the evidence stands in the signature itself.
    package enum Carried {
        /// Nothing about the certificate.
        case nothing
        /// Something, but not for the best signature time.
        case something
        /// A statement that the certificate was not revoked at the best signature time.
        case proof
    }

    /// The status of `certificate` at `time`, findings about evidence that could not be used, and
    /// how much of the evidence the signature carries.
    func status(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate, at time: Date,
        place: Finding.Place
    ) -> (status: Status, findings: [Finding], carried: Carried) {
        var findings: [Finding] = []
        let all = statements(about: certificate, issuedBy: issuer, place: place, &findings)
        let statements = all.filter { isKnown($0, place, &findings) }
        var carried = carried(statements, at: context.bestSignatureTime ?? time)
        if carried == .nothing, all.contains(where: { $0.source == .container }) {
            carried = .something
        }
        guard let (statement, latest) = decisive(of: statements, place, &findings) else {
            return (.unknown, findings, carried)
        }
        if case .revoked(let revocation) = statement.status, revocation.date <= time {
            let newer = statement.status.isFinal && !latest.status.isFinal ? latest : nil
            return (.revoked(revocation, statement, against: newer), findings, carried)
        }
        // A revocation after `time` shows that there was none until then. Freshness is asked of the
        // newest statement (§5.2.6.4, 4 a): an older one that is fresh does not replace it.
        guard latest.isFresh(at: time, context.policy) else {
            return (.notFresh(latest), findings, carried)
        }
        return (.notRevoked(latest), findings, carried)
    }

    /// The statement that decides: the latest issued (§5.2.6.4, 4), and of one moment the
    /// strictest. An older statement of a final revocation stands against a newer one without it,
    /// unless the policy goes by the letter. The latest is returned too.
    ///
    /// Statements signed with an unreliable algorithm come last, unless they say revoked: one that
    /// is forged must not displace one that is not.
    private func decisive(
        of statements: [RevocationStatement], _ place: Finding.Place, _ findings: inout [Finding]
    ) -> (RevocationStatement, latest: RevocationStatement)? {
        let speaking = statements.filter { $0.status != .unknown }
        guard let latest = speaking.max(by: { $1.decides(before: $0) }) else { return nil }
        let revocations = speaking.filter(\.status.isFinal)
        let first = revocations.min {
            guard let one = $0.status.finalRevocation, let two = $1.status.finalRevocation else {
                return false
            }
            return one.date < two.date
        }
        guard let first else { return (latest, latest) }
        if !latest.status.isFinal, context.policy.disposition(of: .revocationIsFinal) != .fail {
            findings.append(Self.contradiction(first, latest, place))
            return (latest, latest)
        }
        return (first, latest)
    }

    /// The finding when `newer` does not know of the revocation in `statement`.
    static func contradiction(
        _ statement: RevocationStatement, _ newer: RevocationStatement, _ place: Finding.Place
    ) -> Finding {
        Finding(
            .revocationIsFinal, at: place, expected: "revoked, as the \(statement.name) says",
            found: "not revoked",
            "the \(newer.name) takes back a revocation, which only a suspension can be")
    }

    private func carried(_ statements: [RevocationStatement], at time: Date) -> Carried {
        let own = statements.filter { $0.source == .container }
        let speaking = own.filter { $0.status != .unknown }
        guard let latest = speaking.max(by: { $1.decides(before: $0) }) else {
            return own.isEmpty ? .nothing : .something
        }
        if case .revoked(let revocation) = latest.status, revocation.date <= time {
            return .something
        }
        let proves = latest.isReliable && latest.isFresh(at: time, context.policy)
        return proves ? .proof : .something
    }

    /// Whether the statement was made before the time of the validation; if not, adds a finding.
    private func isKnown(
        _ statement: RevocationStatement, _ place: Finding.Place, _ findings: inout [Finding]
    ) -> Bool {
        if context.isKnown(statement.issued), context.isKnown(statement.thisUpdate) { return true }
        findings.append(
            Finding(
                .revocationDataKnown, at: place, expected: context.latestKnown,
                "the \(statement.name) is from after the time of the validation, and is not used"))
        return false
    }
}
