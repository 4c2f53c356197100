internal import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// X.509 certificate validation, EN 319 102-1 §5.2.6: a path to an anchor of the right role, each
/// certificate's revocation status, and algorithms that were reliable.
package struct X509CertificateValidation {
    private let context: ValidationContext
    private let anchors: [X509Certificate]
    private let purpose: CertificatePurpose
    private let demandsRevocation: Bool

    /// What came of it.
    package struct Outcome {
        /// What the block came to.
        package var conclusion: Conclusion
        /// The path that was judged; nil when there is none.
        package var path: CertificatePath?
        /// What was found.
        package var findings: [Finding] = []
        /// What was used and what was lacking.
        package var evidence = EvidenceAccount()
        /// Of each certificate below the anchor, what the signature itself carries about its
        /// revocation.
        package var carriedRevocation:
            [(certificate: X509Certificate, carried: RevocationChecking.Carried)] = []
    }

    /// Prepares the block.
    ///
    /// - Parameters:
    ///   - context: What it is decided by.
    ///   - anchors: Where a path may end.
    ///   - purpose: What the certificate is used for.
    ///   - demandsRevocation: Whether the status of the certificate itself must be known.
    package init(
        context: ValidationContext, anchors: [X509Certificate], purpose: CertificatePurpose,
        demandsRevocation: Bool
    ) {
        self.context = context
        self.anchors = anchors
        self.purpose = purpose
        self.demandsRevocation = demandsRevocation
    }

    /// Validates `certificate` as of `time`; `place` is where it is used.
    package func validate(_ certificate: X509Certificate, at time: Date, place: Finding.Place)
        -> Outcome
    {
        let inputs = CertificatePath.Inputs(
            anchors: anchors, intermediates: context.evidence.certificates, time: time,
            purpose: purpose)
        let path: CertificatePath
        switch CertificatePath.find(for: certificate, inputs, cache: context.cache) {
        case .failure(let failure):
            return outcome(failure, of: certificate, at: time, place: place)
        case .success(let found): path = found
        }
        let first = judge(path, of: certificate, at: time, place: place)
        guard !first.conclusion.isPassed else { return first }
        // Where this path does not pass, another one may (§5.2.6.4).
        let other = CertificatePath.find(for: certificate, inputs, cache: context.cache) {
            judge($0, of: certificate, at: time, place: place).conclusion.isPassed
        }
        guard case .success(let path) = other else { return first }
        return judge(path, of: certificate, at: time, place: place)
    }

    /// What a valid path comes to: key usage, revocation and algorithms.
    private func judge(
        _ path: CertificatePath, of certificate: X509Certificate, at time: Date,
        place: Finding.Place
    ) -> Outcome {
        var outcome = Outcome(conclusion: .passed, path: path)
        outcome.evidence.reserve(2 * path.certificates.count)
        for (index, certificate) in path.certificates.enumerated() {
            outcome.evidence.use(certificate, from: source(of: certificate, index, path))
        }
        if purpose == .signing,
            let defect = SigningCertificateUse.defect(of: certificate, context.policy, at: place)
        {
            outcome.findings.append(defect)
            outcome.conclusion = .indeterminate(.chainConstraintsFailure)
            return outcome
        }
        checkRevocation(path, at: time, place: place, &outcome)
        if outcome.conclusion.isPassed {
            checkAlgorithms(path, at: time, place: place, &outcome)
        }
        return outcome
    }

    /// Where a certificate of a path comes from: its end is trusted, and what it begins with, where
    /// nothing else is known of it, stands in what is validated.
    private func source(
        of certificate: X509Certificate, _ index: Int, _ path: CertificatePath
    ) -> EvidenceSource {
        if index == path.certificates.count - 1 { return .trust }
        return context.evidence.source(of: certificate) ?? .container
    }

    /// Puts to the account what says something of `certificate`, and who signed that.
    private func use(
        _ statement: RevocationStatement, about certificate: X509Certificate,
        _ path: CertificatePath, _ outcome: inout Outcome
    ) {
        outcome.evidence.use(statement, about: certificate)
        guard !path.certificates.contains(where: { $0 === statement.signer }) else { return }
        outcome.evidence.use(
            statement.signer, from: context.evidence.source(of: statement.signer) ?? .trust)
    }

    private func checkRevocation(
        _ path: CertificatePath, at time: Date, place: Finding.Place, _ outcome: inout Outcome
    ) {
        guard let anchor = path.certificates.last else { return }
        let checking = RevocationChecking(context: context, anchor: anchor)
        for (index, pair) in zip(path.certificates, path.certificates.dropFirst()).enumerated() {
            let (certificate, issuer) = pair
            let isLeaf = index == 0
            let demanded = isLeaf ? demandsRevocation : context.policy.demandsIssuerRevocation
            let (status, findings, carried) = checking.status(
                of: certificate, issuedBy: issuer, at: time, place: place)
            outcome.findings += findings
            outcome.carriedRevocation.append((certificate, carried))
            switch status {
            case .notRevoked(let statement), .revoked(_, let statement):
                use(statement, about: certificate, path, &outcome)
            case .notFresh, .unknown:
                outcome.evidence.lack(.revocationStatus(of: certificate, issuedBy: issuer))
            }
            switch status {
            case .notRevoked: continue
            case .revoked(let revocation, let statement):
                let reason = revocation.reason.map { " (\($0))" } ?? ""
                outcome.findings.append(
                    Finding(
                        .revocationStatus, at: place, expected: "not revoked at \(text(time))",
                        found: "revoked at \(text(revocation.date))\(reason)",
                        "the certificate of \(certificate.displayName) is revoked by the \(statement.name)"
                    ))
                // A suspended certificate may become valid again.
                outcome.conclusion = .indeterminate(
                    revocation.reason == .certificateHold
                        ? .tryLater : isLeaf ? .revokedNoPOE : .revokedCANoPOE)
                return
            case .notFresh(let statement)
            where demanded && !statement.algorithm.isReliable(at: time):
                outcome.findings.append(
                    Finding(
                        .reliableAlgorithm, at: place, expected: statement.algorithm.expectation,
                        found: statement.name,
                        "the revocation data about \(certificate.displayName) is signed with an "
                            + "algorithm or key that was not reliable at \(text(time))"))
                outcome.conclusion = .indeterminate(.tryLater)
                return
            case .notFresh(let statement) where demanded:
                outcome.findings.append(
                    Finding(
                        .revocationFreshness, at: place,
                        expected: "issued at \(text(time)) or later, or good until then",
                        found: statement.nextUpdate.map {
                            "\(statement.name), good until \(text($0))"
                        }
                            ?? statement.name,
                        "the revocation data about \(certificate.displayName) is not fresh enough"))
                outcome.conclusion = .indeterminate(.tryLater)
                return
            case .unknown where demanded:
                outcome.findings.append(
                    Finding(
                        .revocationStatus, at: place, expected: "an OCSP response or a CRL",
                        "nothing that counts says whether the certificate of "
                            + "\(certificate.displayName) is revoked"))
                outcome.conclusion = .indeterminate(.tryLater)
                return
            case .notFresh, .unknown: continue
            }
        }
    }

    /// The signatures of the certificates themselves; the anchor's is not looked at.
    private func checkAlgorithms(
        _ path: CertificatePath, at time: Date, place: Finding.Place, _ outcome: inout Outcome
    ) {
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            let verdict = context.verdict(onSignatureOf: certificate, by: issuer)
            guard !verdict.isReliable(at: time) else { continue }
            outcome.findings.append(
                Finding(
                    .reliableAlgorithm, at: place,
                    expected: verdict.expectation,
                    found: "\(certificate.signatureAlgorithm) by \(issuer.keyType)",
                    "the certificate of \(certificate.displayName) is signed with an algorithm that "
                        + "was not reliable at \(text(time))"))
            outcome.conclusion = .indeterminate(.cryptoConstraintsFailureNoPOE)
            return
        }
    }

    private func outcome(
        _ failure: CertificatePathFailure, of certificate: X509Certificate, at time: Date,
        place: Finding.Place
    ) -> Outcome {
        let isLeaf = failure.certificate == certificate
        let reason: SubIndication =
            switch failure.reason {
            case .noIssuerFound, .signatureInvalid, .signatureUnsupported, .searchLimit:
                .noCertificateChainFound
            case .expired where isLeaf, .notYetValid where isLeaf: .outOfBoundsNoPOE
            case .expired, .notYetValid: .certificateChainGeneralFailure
            case .notACertificationAuthority, .pathLengthExceeded, .noKeyCertSign,
                .extendedKeyUsage, .keyUsage, .nameNotAllowed, .noValidPolicy, .anyPolicyMapped:
                .chainConstraintsFailure
            case .unknownCriticalExtension, .unreadableExtension, .signatureAlgorithmMismatch,
                .notAcceptable:
                .certificateChainGeneralFailure
            }
        let expected: String? =
            switch failure.reason {
            case .expired(let end): "valid at \(text(time)), but it ended at \(text(end))"
            case .notYetValid(let begin): "valid at \(text(time)), but it begins at \(text(begin))"
            default: nil
            }
        let finding = Finding(
            .certificatePath, at: place, expected: expected, clause: failure.clause,
            "the certificate of \(failure.certificate.displayName) is not on a valid path to a "
                + "trust anchor: \(failure)")
        var outcome = Outcome(
            conclusion: .indeterminate(reason), path: nil, findings: [finding])
        if failure.reason == .noIssuerFound {
            outcome.evidence.lack(.issuer(of: failure.certificate))
        }
        return outcome
    }

    private func text(_ date: Date) -> String { CivilTime.text(of: date) }
}

extension AlgorithmTable.Verdict {
    /// For findings.
    package var expectation: String {
        switch self {
        case .reliable: "a reliable algorithm"
        case .reliableBefore(let end): "a proof that it existed before \(CivilTime.text(of: end))"
        case .unknown: "an algorithm of the policy's table"
        }
    }
}
