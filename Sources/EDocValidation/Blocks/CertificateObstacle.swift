internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// What keeps X.509 certificate validation from passing (EN 319 102-1 §5.2.6.4, Table 13), with the
/// data to judge it again for another time (§5.5.4 steps 4, 6 and 7).
package struct CertificateObstacle {
    /// The kinds of obstacles, in the order of the steps that find them.
    package enum Kind {
        /// There is no path, or none that is valid at any time (steps 2 and 4 e).
        case noPath(SubIndication)
        /// The certificate is revoked or suspended (steps 4 b to d).
        case revoked(CertificateStatus.Revocation)
        /// The certificate of an issuer has ended (step 4 e).
        case issuerEnded
        /// The certificate of an issuer has not begun (step 4 e).
        case issuerNotBegun
        /// No usable revocation data says whether the certificate is revoked (step 4).
        case unknownStatus
        /// Revocation data is not fresh enough (step 4 a).
        case notFresh(freshAt: (Date) -> Bool)
        /// The path breaks a constraint of the policy (step 5).
        case constraint
        /// An algorithm or key of a certificate or of revocation data is not reliable (step 6).
        case notReliable
        /// The certificate is not valid at the time asked for (step 7).
        case outOfBounds(isKnownNotRevoked: Bool)
        /// The certificate of the revocation data's issuer is not valid (step 8).
        case revocationDataOutOfBounds
    }

    /// The kind of obstacle.
    package let kind: Kind
    /// The certificate that it is about.
    package let certificate: X509Certificate
    /// Whether ``certificate`` is the first one of the path.
    let isLeaf: Bool
    /// The finding that reports the obstacle.
    package let finding: Finding

    /// The result of the block when this is the first obstacle.
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

    /// The rank of the step that finds it; of several obstacles the one with the lowest decides.
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

    /// Whether the block ends here (steps 4 b, 4 c, 7 and 8); otherwise another path is tried.
    var endsSearch: Bool {
        switch kind {
        case .revoked: isLeaf
        case .outOfBounds, .revocationDataOutOfBounds: true
        case .noPath, .issuerEnded, .issuerNotBegun, .unknownStatus, .notFresh, .constraint,
            .notReliable:
            false
        }
    }

    /// The findings that replace this obstacle when the object is proved to have existed at `time`
    /// (§5.5.4 steps 4, 6 and 7); nil when it remains an obstacle.
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

    /// The findings that replace this obstacle where the policy admits that ended certificates are
    /// judged as of `time` (rule V5); nil when it does not, or when the obstacle is another one.
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
