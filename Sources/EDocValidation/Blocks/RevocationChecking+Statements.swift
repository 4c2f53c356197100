internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem

// What responses and lists say about a certificate, and what RFC 6960 §3.2 and RFC 5280 §6.3.3
// demand of them to be used.
extension RevocationChecking {
    private var budget: WorkBudget { context.cache.budget }

    /// All usable statements of responses and lists about the certificate.
    func statements(
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

    /// Whether the statement is from a time for which its issuer keeps the status of the
    /// certificate, and from a time at which the issuer was valid (§5.2.6.4, 4). Not asked of an
    /// anchor, whose dates do not limit trust; for a delegated responder and the signer of a list
    /// by another key this was checked with their paths.
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

    /// The revocation of a delegated responder by a list. A responder without ocsp-nocheck that no
    /// list speaks of is trusted as its issuer certified it: RFC 6960 §4.2.2.2.1 leaves that to the
    /// policy.
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

    /// The certificate whose key signed the list: `issuer`, or another certificate of the same name
    /// where the issuer has a separate key for lists or a new one (RFC 5280 §6.3.3 (f)). Such a
    /// certificate needs a path to the same anchor, of which no list revokes a certificate.
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
        // Few keys are expected of an issuer, and each try reads the whole list and looks for a
        // path.
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
