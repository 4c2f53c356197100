internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import FoundationEssentials

/// The validation of one prospective certificate chain, EN 319 102-1 §5.2.6.4 steps 4 to 8, whose
/// signatures, names and constraints are already known to hold (RFC 5280 §6.1).
///
/// All steps are gone through: an obstacle that §5.5.4 may set aside must not hide one that
/// remains. The result of the block is that of the first.
struct ProspectiveChain {
    let context: ValidationContext
    let path: CertificatePath
    let purpose: CertificatePurpose
    let demandsRevocation: Bool
    let time: Date
    let place: Finding.Place

    /// What came of it so far.
    private typealias Outcome = X509CertificateValidation.Outcome

    /// The obstacles of the chain, the one that decides first, and the other findings.
    func outcome() -> X509CertificateValidation.Outcome {
        var outcome = Outcome(path: path)
        guard let leaf = path.certificates.first else { return outcome }
        outcome.evidence.reserve(2 * path.certificates.count)
        for (index, certificate) in path.certificates.enumerated() {
            outcome.evidence.use(certificate, from: source(of: certificate, index))
        }
        let status = checkRevocation(&outcome)
        checkIssuersValidity(&outcome)
        checkConstraints(leaf, &outcome)
        checkAlgorithms(&outcome)
        checkValidity(leaf, status, &outcome)
        outcome.sortObstacles()
        return outcome
    }

    /// The source of a certificate of the path: trust for the last one; for the others what the
    /// evidence says, or else the container, where the certificate is not listed as evidence.
    private func source(of certificate: X509Certificate, _ index: Int) -> EvidenceSource {
        if index == path.certificates.count - 1 { return .trust }
        return context.evidence.source(of: certificate) ?? .container
    }

    // MARK: Revocation (step 4), and the issuers of revocation data (step 8)

    /// The status of the first certificate of the path; nil when that is the anchor.
    private func checkRevocation(_ outcome: inout Outcome) -> RevocationChecking.Status? {
        guard let anchor = path.anchor else { return nil }
        guard path.certificates.count > 1 else {
            checkAnchorItself(anchor, &outcome)
            return nil
        }
        let checking = RevocationChecking(context: context, anchor: anchor)
        var first: RevocationChecking.Status?
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            let (status, findings, carried) = checking.status(
                of: certificate, issuedBy: issuer, at: time, place: place)
            outcome.add(findings)
            outcome.carriedRevocation.append((certificate, carried))
            switch status {
            case .notRevoked(let statement), .revoked(_, let statement, _):
                use(statement, about: certificate, &outcome)
            case .notFresh(let statement) where isFreshAtBestSignatureTime(statement):
                use(statement, about: certificate, &outcome)
            case .notFresh, .unknown:
                outcome.evidence.lack(.revocationStatus(of: certificate, issuedBy: issuer))
            }
            judge(status, of: certificate, &outcome)
            first = first ?? status
        }
        return first
    }

    private func isFreshAtBestSignatureTime(_ statement: RevocationStatement) -> Bool {
        context.bestSignatureTime.map { statement.isFresh(at: $0, context.policy) } ?? false
    }

    /// Records as used the statement about `certificate` and its signer's certificate.
    private func use(
        _ statement: RevocationStatement, about certificate: X509Certificate,
        _ outcome: inout Outcome
    ) {
        outcome.evidence.use(statement, about: certificate)
        guard !path.certificates.contains(where: { $0 === statement.signer }) else { return }
        outcome.evidence.use(
            statement.signer, from: context.evidence.source(of: statement.signer) ?? .trust)
    }

    /// Whether the status of the certificate must be known. An issuer that assures a certificate
    /// for all its short life gives no status (EN 319 412-1 §5.2.2, RFC 9608).
    private func isDemanded(_ certificate: X509Certificate) -> Bool {
        guard isLeaf(certificate) else { return context.policy.demandsIssuerRevocation }
        return demandsRevocation && !certificate.extensions.isValidityAssured
    }

    private func judge(
        _ status: RevocationChecking.Status, of certificate: X509Certificate,
        _ outcome: inout Outcome
    ) {
        var name: String { certificate.displayName }
        switch status {
        case .revoked(let revocation, let statement, let newer):
            add(revocation, statement, newer, certificate, &outcome)
            // A later revocation may be set aside; then the verdict rests on this statement.
            checkReliable(statement, certificate, &outcome)
        case .notRevoked(let statement) where isDemanded(certificate):
            checkReliable(statement, certificate, &outcome)
            guard !statement.signer.isValid(at: time), statement.signer != path.anchor,
                !path.certificates.contains(statement.signer)
            else { return }
            add(
                .revocationDataOutOfBounds, certificate, &outcome,
                Finding(
                    .revocationDataIssuerNotEnded, at: place,
                    expected: "an issuer of revocation data that is valid at \(text(time))",
                    found: "\(statement.name), whose issuer ended at "
                        + text(statement.signer.notAfter),
                    "who issued the revocation data about \(name) does not vouch for it any more"))
        case .notFresh(let statement) where isDemanded(certificate):
            checkReliable(statement, certificate, &outcome)
            let policy = context.policy
            add(
                .notFresh { statement.isFresh(at: $0, policy) }, certificate, &outcome,
                Finding(
                    .revocationFreshness, at: place,
                    expected: "issued at \(text(time)) or later, or good until then",
                    found: statement.nextUpdate.map {
                        "\(statement.name), good until \(text($0))"
                    } ?? statement.name,
                    "the revocation data about \(name) is not fresh enough"))
        case .unknown where isDemanded(certificate):
            // A certificate outside of its validity is reported by step 7 alone.
            let times = [time, context.bestSignatureTime ?? time]
            guard !isLeaf(certificate) || times.contains(where: certificate.isValid) else { return }
            add(
                .unknownStatus, certificate, &outcome,
                Finding(
                    .revocationStatus, at: place, expected: "an OCSP response or a CRL",
                    "nothing that counts says whether the certificate of \(name) is revoked"))
        case .notRevoked, .notFresh, .unknown: return
        }
    }

    private func add(
        _ revocation: CertificateStatus.Revocation, _ statement: RevocationStatement,
        _ newer: RevocationStatement?, _ certificate: X509Certificate, _ outcome: inout Outcome
    ) {
        let reason = revocation.reason.map { " (\($0))" } ?? ""
        let finding =
            newer.map { RevocationChecking.contradiction(statement, $0, place) }
            ?? Finding(
                .revocationStatus, at: place, expected: "not revoked at \(text(time))",
                found: "revoked at \(text(revocation.date))\(reason)",
                "the certificate of \(certificate.displayName) is revoked by the "
                    + statement.name)
        add(.revoked(revocation), certificate, &outcome, finding)
    }

    /// T14: revocation data is signed with an algorithm that is no longer reliable, and nothing
    /// proves that the data is older (§5.5.4, 10).
    private func checkReliable(
        _ statement: RevocationStatement, _ certificate: X509Certificate, _ outcome: inout Outcome
    ) {
        guard !statement.isReliable else { return }
        add(
            .notReliable, certificate, &outcome,
            Finding(
                .reliableAlgorithm, at: place, expected: statement.algorithm.expectation,
                found: statement.name,
                "the revocation data about \(certificate.displayName) is signed with an algorithm "
                    + "or key that was not reliable at \(text(statement.judgedAt))"))
    }

    /// Step 1: the status of a trust anchor need not be known, but a revocation by the issuer whose
    /// key signed its certificate counts.
    private func checkAnchorItself(_ anchor: X509Certificate, _ outcome: inout Outcome) {
        guard anchor.extensions.basicConstraints?.cA != true else { return }
        // It is usual that a time-stamping unit is itself an anchor.
        if purpose == .signing {
            outcome.add([
                Finding(
                    .trustedItself, at: place,
                    "the certificate of \(anchor.displayName) is trusted itself: nothing is asked "
                        + "of who issued it")
            ])
        }
        let issuers = context.evidence.certificates.lazy.filter {
            $0.tbs.subject == anchor.tbs.issuer
                && context.cache.verdict(on: anchor, signedBy: $0) == .valid
        }
        for issuer in issuers.prefix(4) {
            let (status, findings, _) = RevocationChecking(context: context, anchor: issuer).status(
                of: anchor, issuedBy: issuer, at: time, place: place)
            guard case .revoked(let revocation, let statement, let newer) = status else { continue }
            outcome.add(findings)
            use(statement, about: anchor, &outcome)
            add(revocation, statement, newer, anchor, &outcome)
            return
        }
    }

    // MARK: Validity (steps 4 and 7)

    /// All certificates between the first and the anchor are valid at the time of the validation
    /// (shell model).
    private func checkIssuersValidity(_ outcome: inout Outcome) {
        for issuer in path.certificates.dropFirst().dropLast() where !issuer.isValid(at: time) {
            if time < issuer.notBefore {
                add(.issuerNotBegun, issuer, &outcome, notBegun(issuer))
            } else {
                add(.issuerEnded, issuer, &outcome, pastValidation(of: issuer))
            }
        }
    }

    /// Step 7. A time-stamping unit that is itself an anchor is not asked whether it has ended.
    private func checkValidity(
        _ leaf: X509Certificate, _ status: RevocationChecking.Status?, _ outcome: inout Outcome
    ) {
        let isAnchor = path.certificates.count == 1
        guard !leaf.isValid(at: time), !(isAnchor && purpose == .timeStamping) else { return }
        let isKnown =
            switch status {
            case nil: true
            case .notRevoked, .notFresh, .revoked: true
            case .unknown: leaf.extensions.isValidityAssured
            }
        let finding =
            if time < leaf.notBefore {
                notBegun(leaf)
            } else if purpose == .timeStamping {
                pastValidation(of: leaf)
            } else {
                notValid(leaf, "ended at \(text(leaf.notAfter))", "it has expired")
            }
        add(.outOfBounds(isKnownNotRevoked: isKnown), leaf, &outcome, finding)
    }

    private func notBegun(_ certificate: X509Certificate) -> Finding {
        notValid(
            certificate, "begins at \(text(certificate.notBefore))", "it is not yet valid")
    }

    private func notValid(
        _ certificate: X509Certificate, _ found: String, _ what: String
    ) -> Finding {
        Finding(
            .certificatePath, at: place, expected: "valid at \(text(time))", found: found,
            clause: "RFC 5280 §6.1.3 (a)(2)",
            "the certificate of \(certificate.displayName) is not on a valid path to a trust "
                + "anchor: \(what)")
    }

    /// The finding of rule V5: the certificate has ended.
    private func pastValidation(of certificate: X509Certificate) -> Finding {
        Finding(
            .certificateNotEnded, at: place, expected: "valid at \(text(time))",
            found: "ended at \(text(certificate.notAfter))",
            "the certificate of \(certificate.displayName) has ended: that it was good before can "
                + "be proved by past validation, which is not done yet")
    }

    // MARK: Constraints and algorithms (steps 5 and 6)

    private func checkConstraints(_ leaf: X509Certificate, _ outcome: inout Outcome) {
        guard purpose == .signing,
            let defect = SigningCertificateUse.defect(of: leaf, context.policy, at: place)
        else { return }
        add(.constraint, leaf, &outcome, defect)
    }

    /// The signatures of the certificates but the anchor's. Each is judged at the time of the
    /// validation, or at the time at which the certificate is proved to exist (§5.5.4, 10).
    private func checkAlgorithms(_ outcome: inout Outcome) {
        for (certificate, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
            let judgedAt = context.judgedAt(certificate.derEncoded)
            let verdict = context.verdict(onSignatureOf: certificate, by: issuer)
            guard !verdict.isReliable(at: judgedAt) else { continue }
            if isLeaf(certificate), admitsSHA1(certificate, &outcome) { continue }
            add(
                .notReliable, certificate, &outcome,
                Finding(
                    .reliableAlgorithm, at: place,
                    expected: verdict.expectation,
                    found: "\(certificate.signatureAlgorithm) by \(issuer.keyType)",
                    "the certificate of \(certificate.displayName) is signed with an algorithm "
                        + "that was not reliable at \(text(judgedAt))"))
        }
    }

    private func admitsSHA1(_ certificate: X509Certificate, _ outcome: inout Outcome) -> Bool {
        guard context.policy.quirks.contains(.sha1SignedCertificate),
            let verdict = SHA1SignedCertificate.verdict(
                on: path, for: purpose, context.policy.algorithms),
            verdict.isReliable(at: context.time)
        else { return false }
        outcome.add([
            Finding(
                .acceptedSHA1SignedCertificate, at: place,
                found: "\(certificate.signatureAlgorithm), from \(text(certificate.notBefore))",
                "the certificate of \(certificate.displayName) was signed with SHA-1 while that "
                    + "was reliable, by an authority that is trusted for time-stamps")
        ])
        return true
    }

    // MARK: Obstacles

    private func isLeaf(_ certificate: X509Certificate) -> Bool {
        certificate == path.certificates.first
    }

    private func add(
        _ kind: CertificateObstacle.Kind, _ certificate: X509Certificate,
        _ outcome: inout Outcome, _ finding: Finding
    ) {
        outcome.add(
            CertificateObstacle(
                kind: kind, certificate: certificate, isLeaf: isLeaf(certificate),
                finding: finding))
    }

    private func text(_ date: Date) -> String { CivilTime.text(of: date) }
}
