internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// What keeps X.509 certificate validation from passing (EN 319 102-1 §5.2.6.4, Table 13), with what
/// a look at another time needs (§5.5.4 steps 4, 6 and 7).
package struct CertificateObstacle {
    /// What it is; in the order of the steps that find it.
    package enum Kind {
        /// There is no path, or none that is valid at any time (steps 2 and 4 e).
        case noPath(SubIndication)
        /// The certificate is revoked or suspended (steps 4 b to d).
        case revoked(CertificateStatus.Revocation)
        /// The certificate of an issuer has ended (step 4 e).
        case issuerEnded
        /// The certificate of an issuer has not begun (step 4 e).
        case issuerNotBegun
        /// Nothing that counts says whether the certificate is revoked (step 4).
        case unknownStatus
        /// Revocation data is not fresh enough (step 4 a).
        case notFresh(freshAt: (Date) -> Bool)
        /// The path breaks a constraint of the policy (step 5).
        case constraint
        /// An algorithm or key of a certificate or of revocation data is not reliable (step 6).
        case notReliable
        /// The validity of the certificate does not hold the time (step 7).
        case outOfBounds(isKnownNotRevoked: Bool)
        /// The certificate of who issued the revocation data is not valid (step 8).
        case revocationDataOutOfBounds
    }

    /// What it is.
    package let kind: Kind
    /// The certificate that it is about.
    package let certificate: X509Certificate
    /// Whether that is the one at the beginning of the path.
    let isLeaf: Bool
    /// What there is to say of it.
    package let finding: Finding

    /// What the block comes to when this is the first obstacle.
    package var conclusion: Conclusion {
        let reason: SubIndication =
            switch kind {
            case .noPath(let reason): reason
            case .revoked(let revocation) where revocation.isHold: .tryLater
            case .revoked: isLeaf ? .revokedNoPOE : .revokedCANoPOE
            case .issuerEnded, .issuerNotBegun: .certificateChainGeneralFailure
            case .unknownStatus, .notFresh: .tryLater
            case .constraint: .chainConstraintsFailure
            case .notReliable: .cryptoConstraintsFailureNoPOE
            case .outOfBounds(let isKnown): isKnown ? .outOfBoundsNotRevoked : .outOfBoundsNoPOE
            case .revocationDataOutOfBounds: .revocationOutOfBoundsNoPOE
            }
        return .indeterminate(reason)
    }

    /// The place of the step that finds it: the first counts.
    var step: Int {
        switch kind {
        case .noPath: 0
        case .revoked where isLeaf: 1
        case .revoked: 2
        case .issuerEnded, .issuerNotBegun: 3
        case .unknownStatus, .notFresh: 4
        case .constraint: 5
        case .notReliable: 6
        case .outOfBounds: 7
        case .revocationDataOutOfBounds: 8
        }
    }

    /// Whether the block ends with it (steps 4 b, 4 c, 7 and 8); with the others another path is
    /// tried.
    var endsSearch: Bool {
        switch kind {
        case .revoked: isLeaf
        case .outOfBounds, .revocationDataOutOfBounds: true
        case .noPath, .issuerEnded, .issuerNotBegun, .unknownStatus, .notFresh, .constraint,
            .notReliable:
            false
        }
    }

    /// What is said of it when it is none for something that is proved to have existed at `time`
    /// (§5.5.4 steps 4, 6 and 7); nil when it is one all the same.
    package func findings(whenProvedAt time: Date, _ policy: ValidationPolicy) -> [Finding]? {
        switch kind {
        case .revoked(let revocation) where revocation.date > time:
            revokedLater(revocation, than: time)
        case .issuerEnded: endedLater(than: time, policy)
        case .notFresh(let isFresh) where isFresh(time): []
        case .outOfBounds(isKnownNotRevoked: true) where certificate.isValid(at: time): []
        default: nil
        }
    }

    /// The same where a policy admits that what has ended is judged as of `time` (V5); nil when it
    /// does not, or when something else is the matter.
    package func endedLater(than time: Date, _ policy: ValidationPolicy) -> [Finding]? {
        guard finding.rule == .certificateNotEnded, certificate.isValid(at: time),
            policy.disposition(of: .certificateNotEnded) != .fail
        else { return nil }
        return [finding]
    }

    private func revokedLater(
        _ revocation: CertificateStatus.Revocation, than time: Date
    ) -> [Finding] {
        let words = "the certificate of \(certificate.displayName)"
        let reason = revocation.reason.map { " (\($0))" } ?? ""
        let date = CivilTime.text(of: revocation.date)
        var findings = [
            Finding(
                .revokedLater, at: finding.place, found: "revoked at \(date)\(reason)",
                words + " was revoked after \(CivilTime.text(of: time)), when the signature is "
                    + "proved to exist"
            )
        ]
        if let invalid = revocation.invalidityDate, invalid <= time {
            findings.append(
                Finding(
                    .invalidityDate, at: finding.place,
                    expected: "after \(CivilTime.text(of: time))",
                    found: CivilTime.text(of: invalid),
                    "the issuer of " + words + " says that its key may have been in other hands "
                        + "before the signature is proved to exist"))
        }
        return findings
    }
}
