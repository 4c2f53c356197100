internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// Time-stamp validation, EN 319 102-1 §5.4: the imprint, the token's signature, and the
/// authority's certificate at the time of the validation and at the token's own time.
struct TimeStampValidation {
    let signature: Signature
    let references: ReferencedOctets
    var context: ValidationContext
    let kind: SignatureReport.TimeStamp.Kind
    let element: XAdESTimeStamp
    let index: Int
    /// The numbers of the references that a content time-stamp is about.
    var included: [Int] = []

    private var place: Finding.Place { element.element.place(in: signature.entry) }

    /// Validates one token; `proof` is a time at which it is known to have existed. What was used
    /// and what was lacking goes into `evidence`.
    func validate(
        _ octets: [UInt8], proof: Date?, read: TimeStampImprint.FileReader,
        _ evidence: inout EvidenceAccount
    ) -> SignatureReport.TimeStamp {
        var report = SignatureReport.TimeStamp(
            kind: kind, id: element.id, indication: .indeterminate)
        let token: TimeStampToken
        do {
            token = try TimeStampToken(encoded: octets, budget: context.cache.budget)
        } catch {
            fail(
                &report, .formatFailure, clause: "RFC 3161 §2.4.2",
                "the token cannot be read: \(error)")
            return report
        }
        let time = token.tstInfo.genTime.date
        report.time = time
        report.accuracy = token.tstInfo.accuracy?.interval ?? report.accuracy
        guard context.isKnown(time) else {
            report.subIndication = .noPOE
            report.findings.append(
                Finding(
                    .timeStampKnown, at: place, expected: context.latestKnown,
                    found: text(time),
                    "the time-stamp is from after the time of the validation, and is not used"))
            return report
        }
        guard checkImprint(token, read: read, &report) else { return report }
        validateSigner(token, time, proof: proof, &report, &evidence)
        return report
    }

    private var imprintRule: ValidationRule {
        switch kind {
        case .signature: .timeStampImprint
        case .archive, .archiveV132: .archiveTimeStampImprint
        case .allDataObjects, .individualDataObjects: .contentTimeStamp
        }
    }

    private func checkImprint(
        _ token: TimeStampToken, read: TimeStampImprint.FileReader,
        _ report: inout SignatureReport.TimeStamp
    ) -> Bool {
        let imprint = token.tstInfo.messageImprint
        guard let algorithm = imprint.hashAlgorithm.digestAlgorithm else {
            fail(
                &report, .cryptoConstraintsFailure, clause: "RFC 3161 §2.4.2",
                "the digest algorithm \(imprint.hashAlgorithm) of the imprint is not supported")
            return false
        }
        let stated = DigestValue(algorithm: algorithm, octets: Array(imprint.hashedMessage))
        let found: DigestValue
        do {
            switch kind {
            case .signature:
                found = try TimeStampImprint.ofSignature(signature, element, algorithm)
            case .allDataObjects, .individualDataObjects:
                found = try TimeStampImprint.ofDataObjects(
                    element, included, references, algorithm, read: read)
            case .archive, .archiveV132:
                found = try TimeStampImprint.ofArchive(
                    signature, element, at: index, references, algorithm, read: read)
            }
        } catch {
            fail(
                &report, .hashFailure, clause: "EN 319 132-1 §5.5.2.3",
                "the imprint cannot be computed: \(error)")
            return false
        }
        guard stated == found else {
            report.indication = .failed
            report.subIndication = .hashFailure
            report.findings.append(
                Finding(
                    imprintRule, at: place,
                    expected: stated.hexadecimal, found: found.hexadecimal,
                    "the time-stamp is about something else: its imprint does not match"))
            return false
        }
        return true
    }

    private func validateSigner(
        _ token: TimeStampToken, _ time: Date, proof: Date?,
        _ report: inout SignatureReport.TimeStamp,
        _ evidence: inout EvidenceAccount
    ) {
        var context = context
        do { try signature.budget.spendInParts(2 * token.encoded.count, of: .octets) } catch {
            return
        }
        context.evidence.insert(token, context.cache)
        // What is inside of the token is as old as the token.
        if let proof { prove(token, at: proof, &context.proofs) }
        let verdict: TimeStampVerdict
        switch token.verify(certificates: context.evidence.certificates, cache: context.cache) {
        case .failure(let fault):
            let reason: SubIndication =
                switch fault {
                case .signatureInvalid: .sigCryptoFailure
                case .messageDigestMismatch: .hashFailure
                case .signerCertificateNotFound, .signingCertificateMissing,
                    .signingCertificateUnreadable, .signingCertificateMismatch:
                    .noSigningCertificateFound
                case .notForTimeStamping: .chainConstraintsFailure
                case .signatureUnsupported, .digestUnsupported, .twoDigestAlgorithms:
                    .cryptoConstraintsFailure
                default: .formatFailure
                }
            fail(&report, reason, clause: fault.clause, "the token is not valid: \(fault)")
            return
        case .success(let success): verdict = success
        }
        report.authority = verdict.signer.displayName
        warn(of: token, verdict, &report)
        if verdict.tsaMatches == false {
            report.findings.append(
                Finding(
                    .timeStampAuthorityName, at: place,
                    "the name of the authority in the token is not one of its certificate"))
        }
        let certificate = verdict.signer.tbs
        guard time >= certificate.notBefore, time < certificate.notAfter + 1 else {
            fail(
                &report, .outOfBoundsNoPOE, clause: "EN 319 102-1 §5.4.4",
                expected:
                    "a time from \(text(certificate.notBefore)) to \(text(certificate.notAfter))",
                found: text(time),
                "the authority's certificate was not valid when it made the time-stamp")
            return
        }
        var (conclusion, outcome) = chain(verdict.signer, token, context, at: context.time)
        if conclusion.isPassed {
            report.certificatesEnd = outcome.path?.certificates.dropLast().map(\.notAfter).min()
        } else if let proof, proof < context.time {
            (conclusion, outcome) = chain(
                verdict.signer, token, context, at: max(proof, time))
        }
        report.indication = SignatureReport.TimeStamp.Indication(conclusion)
        report.subIndication = conclusion.subIndication
        report.findings += outcome.findings
        evidence.add(outcome.evidence)
    }

    /// What of the token is not in DER, though nothing is lost by it.
    private func warn(
        of token: TimeStampToken, _ verdict: TimeStampVerdict,
        _ report: inout SignatureReport.TimeStamp
    ) {
        if token.tstInfo.genTime.hasTrailingZeros {
            report.findings.append(
                Finding(
                    .strictEncoding, at: place, clause: "RFC 3161 §2.4.2; X.690 §11.7.3",
                    "the fraction of a second in the time of the token ends in zeros"))
        }
        if !verdict.hasSortedAttributes {
            report.findings.append(
                Finding(
                    .strictEncoding, at: place, clause: "RFC 5652 §5.3; X.690 §11.6",
                    "the signed attributes of the token are not in the order of DER"))
        }
    }

    private func prove(
        _ token: TimeStampToken, at time: Date, _ proofs: inout ProofsOfExistence
    ) {
        let inside =
            token.certificates + token.ocspResponses + token.basicOCSPResponses
            + token.revocationLists
        for octets in inside { proofs.add(.evidence(octets), at: time) }
    }

    /// §5.3 for the token, as of `time`: the authority's certificate, and the algorithms.
    private func chain(
        _ signer: X509Certificate, _ token: TimeStampToken, _ context: ValidationContext,
        at time: Date
    ) -> (conclusion: Conclusion, outcome: X509CertificateValidation.Outcome) {
        var outcome = X509CertificateValidation(
            context: context, anchors: context.timeStampAnchors, purpose: .timeStamping,
            demandsRevocation: context.policy.demandsTimeStampAuthorityRevocation
        ).validate(signer, at: time, place: place) { [policy = context.policy] obstacle in
            obstacle.endedLater(than: token.tstInfo.genTime.date, policy)
        }
        guard outcome.conclusion.isPassed else { return (outcome.conclusion, outcome) }
        guard let algorithm = token.signatureAlgorithm,
            let imprint = token.tstInfo.messageImprint.hashAlgorithm.digestAlgorithm
        else { return (.indeterminate(.cryptoConstraintsFailure), outcome) }
        let verdict = context.verdict(on: algorithm, by: signer)
            .and(context.policy.algorithms.verdict(on: imprint))
        guard !verdict.isReliable(at: time) else { return (.passed, outcome) }
        outcome.add([
            Finding(
                .reliableAlgorithm, at: place, expected: verdict.expectation,
                found: "\(algorithm), \(imprint.name)",
                "the time-stamp uses an algorithm or key that was not reliable at \(text(time))")
        ])
        return (.indeterminate(.cryptoConstraintsFailureNoPOE), outcome)
    }

    private func fail(
        _ report: inout SignatureReport.TimeStamp, _ reason: SubIndication, clause: String,
        expected: String? = nil, found: String? = nil, _ message: String
    ) {
        report.indication =
            reason == .hashFailure || reason == .sigCryptoFailure ? .failed : .indeterminate
        report.subIndication = reason
        report.findings.append(
            Finding(
                kind.isOfContent ? .contentTimeStamp : .timeStampToken, at: place,
                expected: expected, found: found, clause: clause, message))
    }

    private func text(_ date: Date) -> String { CivilTime.text(of: date) }
}
