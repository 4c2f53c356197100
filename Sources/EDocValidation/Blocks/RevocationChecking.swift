internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import FoundationEssentials

/// The revocation status of one certificate: part of X.509 certificate validation,
/// EN 319 102-1 §5.2.6.4, with RFC 6960 §3.2 and RFC 5280 §6.3.3 for what a response or list must
/// be to count.
package struct RevocationChecking {
    let context: ValidationContext
    /// The anchor of the path that is judged. A list of another key than the issuer's counts only
    /// with a path to the same one.
    let anchor: X509Certificate

    private var budget: WorkBudget { context.cache.budget }

    /// What all evidence together says.
    enum Status {
        /// Known not to be revoked at the time asked for.
        case notRevoked(RevocationStatement)
        /// Revoked or suspended at the time asked for; by the last word about the certificate, or,
        /// where a newer statement says otherwise, against that.
        case revoked(
            CertificateStatus.Revocation, RevocationStatement, against: RevocationStatement?)
        /// There is evidence, but it is too old for the time asked for.
        case notFresh(RevocationStatement)
        /// Nothing that counts.
        case unknown
    }

    /// What of that the signature itself carries.
    package enum Carried {
        /// Nothing about the certificate.
        case nothing
        /// Something, but not for the best signature time.
        case something
        /// What says that the certificate was not revoked at the best signature time.
        case proof
    }

    /// The status of `certificate` at `time`, what of the evidence could not be used, and what of it
    /// the signature carries.
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
        // Revoked later means: not revoked until then. An older statement that is fresh stands in
        // for none that is not: freshness is asked of the data that were used (§5.2.6.4, 4 a).
        guard latest.isFresh(at: time, context.policy) else {
            return (.notFresh(latest), findings, carried)
        }
        return (.notRevoked(latest), findings, carried)
    }

    /// The statement that decides: the latest issued (§5.2.6.4, 4), and of one moment the strictest.
    /// A revocation for good cannot be taken back: an older statement about one stands against a
    /// newer one, unless the policy goes by the letter. The latest is returned too.
    ///
    /// What is signed with an algorithm that does not count any more comes last, unless it says
    /// revoked: whoever can forge it must not be able to put it before what he cannot.
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

    /// What there is to say when `newer` does not know of the revocation that `statement` is about.
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

    /// All that responses and lists say about the certificate, where they may say it.
    private func statements(
        about certificate: X509Certificate, issuedBy issuer: X509Certificate, place: Finding.Place,
        _ findings: inout [Finding]
    ) -> [RevocationStatement] {
        var statements: [RevocationStatement] = []
        for response in context.evidence.ocspResponses {
            let statement = statement(
                of: response, about: certificate, issuedBy: issuer, place: place, &findings)
            if let statement, counts(statement, certificate, issuer, place, &findings) {
                statements.append(statement)
            }
        }
        for list in context.evidence.revocationLists {
            let statement = statement(
                of: list, about: certificate, issuedBy: issuer, place: place, &findings)
            if let statement, counts(statement, certificate, issuer, place, &findings) {
                statements.append(statement)
            }
        }
        return statements
    }

    /// Whether the statement is from a time at which its issuer speaks of the certificate, and was
    /// itself valid (§5.2.6.4, 4). An anchor is trusted whatever its certificate says, and of a
    /// delegated responder and the signer of a list by another key that was looked at before.
    private func counts(
        _ statement: RevocationStatement, _ certificate: X509Certificate,
        _ issuer: X509Certificate, _ place: Finding.Place, _ findings: inout [Finding]
    ) -> Bool {
        if !statement.covers(certificate) {
            findings.append(
                Finding(
                    .revocationDataWithinValidity, at: place,
                    "the \(statement.name) is from outside the validity of the certificate, "
                        + "and is not used"))
            return false
        }
        guard statement.speaksForIssuer, issuer != anchor, !issuer.isValid(at: statement.issued)
        else { return true }
        findings.append(
            Finding(
                .revocationDataByValidIssuer, at: place,
                expected: "issued from \(CivilTime.text(of: issuer.notBefore)) to "
                    + CivilTime.text(of: issuer.notAfter),
                found: statement.name,
                "the \(statement.name) was issued when the certificate of \(issuer.displayName) "
                    + "was not valid, and is not used"))
        return false
    }

    /// Whether the statement had been made at the time of the validation.
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

    private func statement(
        of item: EvidenceSet.Item<BasicOCSPResponse>, about certificate: X509Certificate,
        issuedBy issuer: X509Certificate, place: Finding.Place, _ findings: inout [Finding]
    ) -> RevocationStatement? {
        let response = item.value
        let result = response.status(
            of: certificate, issuedBy: issuer, locallyTrusted: context.trustedResponders,
            certificates: context.evidence.certificates, cache: context.cache)
        switch result {
        case .success(let verdict):
            if let revocation = revocation(ofResponderOf: verdict, issuedBy: issuer) {
                findings.append(
                    Finding(
                        .responderNotRevoked, at: place,
                        found: "revoked at \(CivilTime.text(of: revocation.date))",
                        "the certificate of the OCSP responder is revoked: its response is not used"
                    ))
                return nil
            }
            return RevocationStatement(
                kind: .ocspResponse, encoded: item.encoded, source: item.source,
                signer: verdict.responder,
                status: verdict.status, thisUpdate: verdict.single.thisUpdate,
                nextUpdate: verdict.single.nextUpdate, issued: verdict.producedAt,
                knowsExpiredSince: verdict.single.archiveCutoff,
                algorithm: algorithm(of: response, verdict, issuedBy: issuer),
                judgedAt: context.judgedAt(item.encoded),
                speaksForIssuer: verdict.authority != .locallyTrusted)
        case .failure(.otherCertificate): return nil
        case .failure(let fault):
            findings.append(
                Finding(
                    .usableRevocationData, at: place, clause: fault.clause,
                    "the OCSP response of \(CivilTime.text(of: response.producedAt)) cannot be "
                        + "used: \(fault)"))
            return nil
        }
    }

    /// The response's own signature, and the one under the certificate of a delegated responder.
    private func algorithm(
        of response: BasicOCSPResponse, _ verdict: OCSPVerdict, issuedBy issuer: X509Certificate
    ) -> AlgorithmTable.Verdict {
        let own = context.verdict(on: response.signatureAlgorithm, by: verdict.responder)
        guard case .delegated = verdict.authority else { return own }
        return own.and(context.verdict(onSignatureOf: verdict.responder, by: issuer))
    }

    /// Whether a list says that the certificate of a delegated responder was revoked. A responder
    /// whose certificate says nothing of its own revocation, and of which no list does either, is
    /// taken at its issuer's word: RFC 6960 §4.2.2.2.1 leaves that to the policy.
    private func revocation(
        ofResponderOf verdict: OCSPVerdict, issuedBy issuer: X509Certificate
    ) -> CertificateStatus.Revocation? {
        guard case .delegated(needsRevocationCheck: true) = verdict.authority else { return nil }
        return revocation(of: verdict.responder, issuedBy: issuer)
    }

    /// The revocation of `certificate` that a list signed with the key of `issuer` states.
    private func revocation(
        of certificate: X509Certificate, issuedBy issuer: X509Certificate
    ) -> CertificateStatus.Revocation? {
        for list in context.evidence.revocationLists.map(\.value)
        where context.isKnown(list.thisUpdate) {
            if case .success(.revoked(let revocation)) = list.status(
                of: certificate, issuedBy: issuer, budget: budget)
            {
                return revocation
            }
        }
        return nil
    }

    /// The certificate with whose key the list was signed: that of `issuer`, or, where the issuer
    /// has another key for lists or a new one for everything, the one in another certificate of the
    /// same name (RFC 5280 §6.3.3 (f)). That one has a path of its own, none of it revoked by a list.
    private func signer(
        of list: CertificateRevocationList, _ issuer: X509Certificate
    ) -> X509Certificate {
        guard list.issuer == issuer.tbs.subject, list.verify(by: issuer, budget: budget) != .valid
        else {
            return issuer
        }
        let others = context.evidence.certificates.lazy.filter {
            $0.tbs.subject == issuer.tbs.subject && $0 != issuer
        }
        // An issuer changes its key now and then; each try reads the whole list and looks for a path.
        return others.prefix(4).first {
            list.verify(by: $0, budget: budget) == .valid && isSigner($0, of: list)
        } ?? issuer
    }

    private func isSigner(
        _ certificate: X509Certificate, of list: CertificateRevocationList
    ) -> Bool {
        let inputs = CertificatePath.Inputs(
            anchors: [anchor], intermediates: context.evidence.certificates, time: list.thisUpdate,
            purpose: .revocationListSigning)
        guard
            case .success(let path) = CertificatePath.find(
                for: certificate, inputs, cache: context.cache)
        else { return false }
        return zip(path.certificates, path.certificates.dropFirst()).allSatisfy {
            revocation(of: $0, issuedBy: $1) == nil
                && context.verdict(onSignatureOf: $0, by: $1)
                    .isReliable(at: context.judgedAt($0.derEncoded))
        }
    }

    private func statement(
        of item: EvidenceSet.Item<CertificateRevocationList>,
        about certificate: X509Certificate, issuedBy issuer: X509Certificate, place: Finding.Place,
        _ findings: inout [Finding]
    ) -> RevocationStatement? {
        let list = item.value
        let signer = signer(of: list, issuer)
        switch list.status(
            of: certificate, issuedBy: issuer, signedBy: signer, budget: budget)
        {
        case .success(let status):
            return RevocationStatement(
                kind: .revocationList, encoded: item.encoded, source: item.source, signer: signer,
                status: status, thisUpdate: list.thisUpdate,
                nextUpdate: list.nextUpdate, issued: list.thisUpdate,
                knowsExpiredSince: list.expiredCertsOnCRL,
                algorithm: context.verdict(on: list.signatureAlgorithm, by: signer),
                judgedAt: context.judgedAt(item.encoded), speaksForIssuer: signer == issuer)
        case .failure(.otherIssuer), .failure(.notCovered): return nil
        case .failure(let fault):
            findings.append(
                Finding(
                    .usableRevocationData, at: place, clause: fault.clause,
                    "the CRL of \(CivilTime.text(of: list.thisUpdate)) cannot be used: \(fault)"))
            return nil
        }
    }
}
