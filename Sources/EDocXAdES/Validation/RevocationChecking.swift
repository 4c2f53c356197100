internal import EDocCrypto
internal import FoundationEssentials

/// The revocation status of one certificate: part of X.509 certificate validation,
/// EN 319 102-1 §5.2.6.4, with RFC 6960 §3.2 and RFC 5280 §6.3.3 for what a response or list must
/// be to count.
struct RevocationChecking {
    let context: ValidationContext

    /// What all evidence together says.
    enum Status {
        /// Known not to be revoked at the time asked for.
        case notRevoked
        /// Revoked or suspended at the time asked for.
        case revoked(CertificateStatus.Revocation, RevocationStatement)
        /// There is evidence, but it is too old for the time asked for, or by an algorithm that was
        /// not reliable any more.
        case notFresh(RevocationStatement)
        /// Nothing that counts.
        case unknown
    }

    /// The status of `certificate` at `time`, and what of the evidence could not be used.
    func status(
        of certificate: DecodedCertificate, issuedBy issuer: DecodedCertificate, at time: Date,
        place: String
    ) -> (status: Status, findings: [Finding]) {
        var findings: [Finding] = []
        let statements = statements(
            about: certificate, issuedBy: issuer, place: place, &findings)
        var best: Status = .unknown
        for statement in statements {
            switch statement.status {
            case .revoked(let revocation) where revocation.date <= time:
                return (.revoked(revocation, statement), findings)
            case .unknown: continue
            case .good, .revoked:
                // Revoked later means: not revoked until then.
                if case .notRevoked = best { continue }
                let isFresh = RevocationFreshness.isFresh(
                    thisUpdate: statement.thisUpdate, nextUpdate: statement.nextUpdate, at: time,
                    policy: context.policy)
                best =
                    isFresh && statement.algorithm.isReliable(at: time)
                    ? .notRevoked : .notFresh(statement)
            }
        }
        return (best, findings)
    }

    /// All that responses and lists say about the certificate, where they may say it.
    private func statements(
        about certificate: DecodedCertificate, issuedBy issuer: DecodedCertificate, place: String,
        _ findings: inout [Finding]
    ) -> [RevocationStatement] {
        var statements: [RevocationStatement] = []
        for response in context.evidence.ocspResponses {
            guard
                let statement = statement(
                    of: response, about: certificate, issuedBy: issuer, place: place, &findings)
            else { continue }
            statements.append(statement)
        }
        for list in context.evidence.revocationLists {
            guard
                let statement = statement(
                    of: list, about: certificate, issuedBy: issuer, place: place, &findings)
            else { continue }
            statements.append(statement)
        }
        return statements.filter { statement in
            guard statement.covers(certificate) else {
                findings.append(
                    Finding(
                        "T17", .note, at: place, clause: "EN 319 102-1 §5.2.6.4",
                        "the \(statement.name) is from outside the validity of the certificate, "
                            + "and is not used"))
                return false
            }
            guard statement.issued <= context.time, statement.thisUpdate <= context.time else {
                findings.append(
                    Finding(
                        "T17", .note, at: place, clause: "EN 319 102-1 §5.1.4.2",
                        "the \(statement.name) is from after the time of the validation, and is "
                            + "not used"))
                return false
            }
            return true
        }
    }

    private func statement(
        of response: BasicOCSPResponse, about certificate: DecodedCertificate,
        issuedBy issuer: DecodedCertificate, place: String, _ findings: inout [Finding]
    ) -> RevocationStatement? {
        let result = response.status(
            of: certificate, issuedBy: issuer, locallyTrusted: context.trustedResponders,
            certificates: context.evidence.certificates, cache: context.cache)
        switch result {
        case .success(let verdict):
            if let revocation = revocation(ofResponderOf: verdict, issuedBy: issuer) {
                findings.append(
                    Finding(
                        "T17", .warn, at: place,
                        found: "revoked at \(XMLDateTime.text(of: revocation.date))",
                        clause: "RFC 6960 §4.2.2.2.1",
                        "the certificate of the OCSP responder is revoked: its response is not used"
                    ))
                return nil
            }
            return RevocationStatement(
                source: .ocsp, status: verdict.status, thisUpdate: verdict.single.thisUpdate,
                nextUpdate: verdict.single.nextUpdate, issued: verdict.producedAt,
                knowsExpiredSince: verdict.single.archiveCutoff,
                algorithm: context.verdict(
                    on: response.signatureAlgorithm, by: verdict.responder))
        case .failure(.otherCertificate): return nil
        case .failure(let fault):
            findings.append(
                Finding(
                    "T17", .warn, at: place, clause: fault.clause,
                    "the OCSP response of \(XMLDateTime.text(of: response.producedAt)) cannot be "
                        + "used: \(fault)"))
            return nil
        }
    }

    /// Whether a list says that the certificate of a delegated responder was revoked. A responder
    /// whose certificate says nothing of its own revocation, and of which no list does either, is
    /// taken at its issuer's word: RFC 6960 §4.2.2.2.1 leaves that to the policy.
    private func revocation(
        ofResponderOf verdict: OCSPVerdict, issuedBy issuer: DecodedCertificate
    ) -> CertificateStatus.Revocation? {
        guard case .delegated(needsRevocationCheck: true) = verdict.authority else { return nil }
        for list in context.evidence.revocationLists where list.thisUpdate <= context.time {
            if case .success(.revoked(let revocation)) = list.status(
                of: verdict.responder, issuedBy: issuer)
            {
                return revocation
            }
        }
        return nil
    }

    private func statement(
        of list: CertificateRevocationList, about certificate: DecodedCertificate,
        issuedBy issuer: DecodedCertificate, place: String, _ findings: inout [Finding]
    ) -> RevocationStatement? {
        switch list.status(of: certificate, issuedBy: issuer) {
        case .success(let status):
            return RevocationStatement(
                source: .revocationList, status: status, thisUpdate: list.thisUpdate,
                nextUpdate: list.nextUpdate, issued: list.thisUpdate,
                knowsExpiredSince: list.expiredCertsOnCRL,
                algorithm: context.verdict(on: list.signatureAlgorithm, by: issuer))
        case .failure(.otherIssuer), .failure(.notCovered): return nil
        case .failure(let fault):
            findings.append(
                Finding(
                    "T17", .warn, at: place, clause: fault.clause,
                    "the CRL of \(XMLDateTime.text(of: list.thisUpdate)) cannot be used: \(fault)"))
            return nil
        }
    }
}
