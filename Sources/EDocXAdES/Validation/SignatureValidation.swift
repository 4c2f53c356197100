internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// The validation of one signature: the blocks of EN 319 102-1 §5.3 in their order, and then time
/// and evidence, §5.5.
struct SignatureValidation {
    private let signature: Signature
    private let policy: ValidationPolicy
    private let resolver: any ReferenceResolver
    private let data: SignedDataDigests
    /// The quirks by which the file of the signature was read.
    private let quirks: Set<Quirk>
    private var context: ValidationContext
    private var findings: FindingList
    private let proofs: ProofsOfExistence
    private var report: SignatureReport
    private var provedLevel = SignatureLevel.baselineB
    private var content = ContentTimeStampsValidation.Result()

    init(
        _ signature: Signature, quirks: Set<Quirk>, validator: SignatureValidator,
        resolver: any ReferenceResolver, data: SignedDataDigests, time: Date,
        proofs: ProofsOfExistence
    ) {
        self.signature = signature
        self.quirks = quirks
        self.proofs = proofs
        self.resolver = resolver
        self.data = data
        policy = validator.policy
        findings = FindingList(policy: validator.policy)
        context = ValidationContext(
            policy: validator.policy, time: time, signerAnchors: validator.signerAnchors,
            timeStampAnchors: validator.timeStampAnchors,
            trustedResponders: validator.trustedResponders, evidence: validator.given,
            cache: validator.cache.spending(signature.budget))
        report = SignatureReport(
            id: signature.id, entry: signature.entry, indication: .indeterminate,
            subIndication: nil)
    }

    private var place: Finding.Place { Self.place(of: signature) }

    /// The place of the signature as a whole.
    static func place(of signature: Signature) -> Finding.Place {
        Finding.Place(signature.entry, path: signature.id.map { "#" + $0 })
    }

    mutating func run(read: TimeStampImprint.FileReader) -> SignatureReport {
        let conclusion = conclude(read: read)
        report.indication = conclusion.indication
        report.subIndication = conclusion.subIndication
        report.findings = findings.findings
        report.form = ReportedLevel(
            carried: LevelRecognition.level(of: signature), proved: provedLevel,
            isBaseline: !findings.breaksProfile)
        return report
    }

    private mutating func conclude(read: TimeStampImprint.FileReader) -> Conclusion {
        let properties = signature.signedProperties
        report.claimedSigningTime = properties.signingTime?.date
        report.claimedRoles = properties.claimedRoles
        report.claimedPlace = properties.productionPlace
        report.claimedCommitments = properties.commitments.map(\.commitmentTypeID.identifier)
        report.claimedPolicy = properties.signaturePolicy.map { $0.identifier ?? "implied" }
        let references: ResolvedReferences
        do {
            references = try FormatChecking(signature: signature, resolver: resolver)
                .check(&findings)
        } catch {
            findings.add(error.finding)
            return .failed(.formatFailure)
        }
        SignatureQuirks.checkCarriageReturns(signature, policy, &findings)
        report.files = signedFiles(references)
        LevelRecognition.check(signature, &findings)

        // §5.2.3
        let identification = SigningCertificateIdentification(signature: signature)
        let candidates = identification.identify(context.cache, &findings)
        report.signingCertificate = candidates.first
        guard !candidates.isEmpty else { return .indeterminate(.noSigningCertificateFound) }
        // §5.2.4
        ValidationContextInitialization.check(signature, &findings)
        gatherEvidence()

        // §5.2.7
        let (cryptographic, meant) = CryptographicVerification(
            signature: signature, references: references, data: data, policy: policy
        ).verify(withOneOf: candidates, &findings)
        guard let certificate = meant else { return cryptographic }
        report.signingCertificate = certificate
        identification.checkIssuerSerial(of: certificate, &findings)
        guard cryptographic.isPassed else { return cryptographic }
        context.policy = policy.restricted(to: certificate)

        // §5.4
        let time = BestSignatureTimeDetermination(
            signature: signature, references: references, context: context
        ).determine(proofs, read: read, &findings)
        report.timeStamps = time.reports
        report.proofs = time.proofs
        report.evidence.add(time.evidence)
        report.bestSignatureTime = time.bestSignatureTime
        context.bestSignatureTime = time.bestSignatureTime
        context.proofs = time.proofs
        let scope = SignatureQuirks.checkScope(
            signature, readBy: quirks, context.policy, at: time.bestSignatureTime,
            &findings)
        guard scope.isPassed else { return scope }
        content = ContentTimeStampsValidation(
            signature: signature, references: references, context: context
        ).validate(read: read, &findings)
        report.timeStamps = content.reports + time.reports
        report.evidence.add(content.evidence)
        // What is out of order is told where §5.5.4 has it.
        guard !time.isInOrder || !findings.hasFailure else {
            return .indeterminate(.sigConstraintsFailure)
        }
        return concludeWithTime(certificate, time)
    }

    /// Signatures with time, EN 319 102-1 §5.5.4 steps 2 and 4 to 10.
    private mutating func concludeWithTime(
        _ certificate: X509Certificate, _ time: BestSignatureTimeDetermination.Result
    ) -> Conclusion {
        let best = time.bestSignatureTime ?? context.time
        // Step 2, and of steps 4, 6 and 7 what is about the obstacles that it found.
        let outcome = X509CertificateValidation(
            context: context, anchors: context.signerAnchors, purpose: .signing,
            demandsRevocation: true
        ).validate(certificate, at: context.time, place: place) {
            [policy = context.policy] obstacle in
            obstacle.findings(whenProvedAt: best, policy)
        }
        report.evidence.add(outcome.evidence)
        if let path = outcome.path { report.certificatePath = path.certificates }
        // That a content time-stamp makes it FAILED is a part of step 2 (§5.3.4 step 4): it comes
        // before any comparison of times.
        let basic = content.conclusion(
            after: outcome.basicConclusion, of: certificate, revokedAt: outcome.revocationDate,
            at: place, &findings)
        guard basic == outcome.basicConclusion else {
            report(outcome)
            return basic
        }
        // Step 4, a to d.
        switch outcome.conclusion {
        case .passed, .indeterminate(.outOfBoundsNoPOE), .indeterminate(.outOfBoundsNotRevoked),
            .indeterminate(.tryLater):
            guard best >= certificate.notBefore else { return notYetValid(certificate, best) }
        default: break
        }
        let isForLater = outcome.conclusion == .indeterminate(.tryLater)
        if !isForLater {
            report(outcome)
            guard outcome.conclusion.isPassed else { return outcome.conclusion }
        }
        // Step 4 e.
        guard content.isBefore(time.reports, of: signature, &findings), time.isInOrder else {
            return .indeterminate(.timestampOrderFailure)
        }
        // Step 5.
        ClaimedSigningTime(signature: signature, context: context).check(certificate, &findings)
        // Steps 6 and 7, which do not come to the other constraints on the claimed time.
        if isForLater {
            let isDelayed = findings.findings.contains { $0.rule == .timeStampDelay }
            report(outcome)
            return isDelayed ? .indeterminate(.sigConstraintsFailure) : outcome.conclusion
        }
        guard !findings.hasFailure else { return .indeterminate(.sigConstraintsFailure) }
        // Steps 8 and 9; of step 10 the block above has made sure.
        let acceptance = SignatureAcceptance(signature: signature, policy: policy)
        var found: [Finding] = []
        var accepted = acceptance.check(certificate, at: best, place: place, &found)
        // §5.3.4 step 6: where a content time-stamp says that it was so when the signature was made.
        if accepted == .indeterminate(.cryptoConstraintsFailureNoPOE), let latest = content.latest {
            var ignored: [Finding] = []
            if !acceptance.check(certificate, at: latest, place: place, &ignored).isPassed {
                accepted = .indeterminate(.cryptoConstraintsFailure)
            }
        }
        if accepted.isPassed, let path = outcome.path {
            accepted = acceptance.checkReferences(
                path, others: context.evidence.certificates + context.signerAnchors, context.cache,
                &found)
        }
        for finding in found { findings.add(finding) }
        guard accepted.isPassed else { return accepted }
        acceptance.checkSigningCertificateDigest(at: best, &findings)
        guard !findings.hasFailure else { return .indeterminate(.sigConstraintsFailure) }
        provedLevel = LevelRecognition.provedLevel(of: signature, time.reports, outcome)
        return .passed
    }

    private mutating func report(_ outcome: X509CertificateValidation.Outcome) {
        for finding in outcome.findings { findings.add(finding) }
        guard let path = outcome.path else { return }
        UnreadableExtensions.report(path, at: place, &findings)
        LevelRecognition.checkEvidence(signature, path, outcome, &findings)
    }

    private mutating func notYetValid(_ certificate: X509Certificate, _ best: Date) -> Conclusion {
        findings.add(
            Finding(
                .timesInOrder, at: place,
                expected: "\(CivilTime.text(of: certificate.notBefore)) or later",
                found: CivilTime.text(of: best),
                best < context.time
                    ? "the signature is older than the certificate: it cannot have been made with it"
                    : "as of this time the certificate of the signer is not valid yet, and nothing can "
                        + "have been signed with it"))
        return .failed(.notYetValid)
    }

    private mutating func gatherEvidence() {
        for defect in context.evidence.defects {
            findings.add(
                Finding(.readableGivenEvidence, at: place, "given evidence is not used: \(defect)"))
        }
        let given = context.evidence.defects.count
        context.evidence.source = .container
        for octets in signature.keyInfo?.certificates ?? [] {
            context.evidence.insertCertificate(octets, context.cache)
        }
        for property in signature.unsignedProperties {
            guard let values = property.evidence, pays(for: values) else { continue }
            context.evidence.insert(values, context.cache)
            for defect in values.defects { findings.add(defect.finding(of: .readableEvidence)) }
        }
        for defect in context.evidence.defects.dropFirst(given) {
            findings.add(
                Finding(.readableEvidence, at: place, "evidence that is not used: \(defect)"))
        }
        for deviation in context.evidence.deviations {
            findings.add(
                Finding(
                    .strictEncoding, at: place, clause: "RFC 5280 §4.1.2.5.2; RFC 6960 §4.2.2.1",
                    "\(deviation): it is used"))
        }
    }

    /// Whether there is enough to read revocation data, octet by octet.
    private func pays(for evidence: ValidationData) -> Bool {
        let items = evidence.ocspResponses + evidence.revocationLists
        return items.allSatisfy {
            (try? signature.budget.spendInParts(2 * $0.count, of: .octets)) != nil
        }
    }

    private func signedFiles(_ references: ResolvedReferences) -> [SignatureReport.SignedFile] {
        var formats: [OctetString: DataObjectFormat] = [:]  // by octets (P1)
        for format in signature.signedProperties.dataObjectFormats {
            guard let id = format.referenceID.map({ OctetString($0) }) else { continue }
            formats[id] = formats[id] ?? format
        }
        return references.files.map { reference, name in
            SignatureReport.SignedFile(
                nameOctets: name,
                mediaType: reference.id.flatMap { formats[OctetString($0)]?.mimeType },
                digest: reference.digest)
        }
    }
}
