internal import EDocEncoding
internal import EDocPKI
internal import EDocSystem
internal import EDocValidation
internal import EDocXML
internal import FoundationEssentials

/// The content time-stamps of a signature, EN 319 102-1 §5.2.8.4.2.5: each is validated (§5.4), and
/// what passes says that the signature is younger (§5.3.4 steps 4 and 6, §5.5.4 step 4 e).
struct ContentTimeStampsValidation {
    let signature: Signature
    let references: ResolvedReferences
    /// Holds the best signature time already: the tokens are signed, and existed by then.
    let context: ValidationContext

    /// What came of it.
    struct Result {
        var reports: [SignatureReport.TimeStamp] = []
        /// What the validation of the time-stamps used, and what it lacked.
        var evidence = EvidenceAccount()
        /// The time after which the signature was made, as far as the accuracy of the time-stamps
        /// tells; nil when none passed.
        var latest: Date?
    }

    private var place: Finding.Place { SignatureValidation.place(of: signature) }

    func validate(read: TimeStampImprint.FileReader, _ findings: inout FindingList) -> Result {
        var result = Result()
        let limits = SignatureLimits()
        let elements = signature.signedProperties.contentTimeStamps(
            in: signature.entry, limits: limits)
        guard !elements.isEmpty else { return result }
        let tokens = elements.reduce(0) { $0 + $1.timeStamp.tokens.count }
        guard tokens <= limits.timeStampTokens else {
            findings.add(
                .signatureLimits, at: place,
                expected: "at most \(limits.timeStampTokens)", found: "\(tokens)",
                "the signature has too many content time-stamps")
            return result
        }
        let octets = ReferencedOctets(of: signature, references)
        for element in elements where signature.budget.stop == nil {
            for var report in validate(element, octets, read: read, &result.evidence) {
                let found = report.findings
                for finding in found { findings.add(finding, about: .timeStamp) }
                report.findings = found.compactMap {
                    $0.weighed(by: context.policy, about: .timeStamp)
                }
                use(report, element, &result, &findings)
                result.reports.append(report)
            }
        }
        return result
    }

    private func validate(
        _ element: DataObjectsTimeStamp, _ octets: ReferencedOctets,
        read: TimeStampImprint.FileReader, _ evidence: inout EvidenceAccount
    ) -> [SignatureReport.TimeStamp] {
        let kind: SignatureReport.TimeStamp.Kind =
            element.referenceIDs == nil ? .allDataObjects : .individualDataObjects
        var defects = element.timeStamp.defects.map(\.finding)
        var numbers: [Int] = []
        do throws(FormatFailure) { numbers = try self.numbers(of: element) } catch {
            defects.append(error.finding)
        }
        guard defects.isEmpty else {
            var report = SignatureReport.TimeStamp(
                kind: kind, id: element.timeStamp.id, indication: .failed)
            report.subIndication = .formatFailure
            report.findings = defects
            return [report]
        }
        return element.timeStamp.tokens.map { token in
            TimeStampValidation(
                signature: signature, references: octets, context: context, kind: kind,
                element: element.timeStamp, index: 0, included: numbers
            ).validate(token, proof: context.bestSignatureTime, read: read, &evidence)
        }
    }

    /// The numbers of the references that the time-stamp is about, in their order.
    private func numbers(of element: DataObjectsTimeStamp) throws(FormatFailure) -> [Int] {
        let all = signature.signedInfo.references.filter {
            $0.number != references.signedProperties.number
        }
        guard let identifiers = element.referenceIDs else { return all.map(\.number) }
        var known: [OctetString: Int] = [:]  // by octets (P1)
        for reference in all {
            if let id = reference.id { known[OctetString(id)] = reference.number }
        }
        var numbers: [Int] = []
        for (identifier, include) in zip(identifiers, element.timeStamp.includes) {
            guard let number = known[OctetString(identifier)] else {
                throw FormatFailure(
                    .contentTimeStamp, at: include, in: signature.entry,
                    expected: "the Id of a reference to signed data, and referencedData true",
                    found: include.attribute("URI") ?? "nothing",
                    "the time-stamp includes something else than what is signed")
            }
            numbers.append(number)
        }
        return numbers
    }

    private func use(
        _ report: SignatureReport.TimeStamp, _ element: DataObjectsTimeStamp,
        _ result: inout Result,
        _ findings: inout FindingList
    ) {
        guard report.indication == .passed, let time = report.time else {
            findings.add(
                .contentTimeStamp, at: element.timeStamp.element.place(in: signature.entry),
                expected: "a time-stamp that passes",
                found: report.subIndication?.rawValue ?? report.indication.rawValue,
                "the time-stamp of the signed data does not pass: it proves nothing")
            return
        }
        let earliest = time - report.accuracy
        result.latest = max(result.latest ?? earliest, earliest)
    }
}

// What follows from it.
extension ContentTimeStampsValidation.Result {
    /// §5.5.4 step 4 e: whether no time-stamp of the signature is older than one of what it signs.
    func isBefore(
        _ timeStamps: [SignatureReport.TimeStamp], of signature: Signature,
        _ findings: inout FindingList
    ) -> Bool {
        guard let latest else { return true }
        var isInOrder = true
        for report in timeStamps where report.indication == .passed {
            guard let time = report.time, time + report.accuracy < latest else { continue }
            isInOrder = false
            findings.add(
                .timesInOrder, at: Finding.Place(signature.entry, path: report.id.map { "#" + $0 }),
                expected: "\(CivilTime.text(of: latest)) or later",
                found: CivilTime.text(of: time),
                "the time-stamp is older than one of the data that were signed")
        }
        return isInOrder
    }

    /// §5.3.4 step 4: what the validation of `certificate` comes to where the signature was made
    /// after the certificate was revoked at `revocation`, or had ended.
    func conclusion(
        after conclusion: Conclusion, of certificate: X509Certificate, revokedAt revocation: Date?,
        at place: Finding.Place, _ findings: inout FindingList
    ) -> Conclusion {
        guard let latest else { return conclusion }
        let reason: SubIndication
        switch (conclusion, revocation) {
        case (.indeterminate(.revokedNoPOE), let revocation?) where latest > revocation:
            reason = .revoked
        case (.indeterminate(.outOfBoundsNoPOE), _) where latest >= certificate.notAfter + 1,
            (.indeterminate(.outOfBoundsNotRevoked), _) where latest >= certificate.notAfter + 1:
            reason = .expired
        default: return conclusion
        }
        findings.add(
            Finding(
                .timesInOrder, at: place,
                found: "a content time-stamp of \(CivilTime.text(of: latest))",
                clause: "EN 319 102-1 §5.3.4 (4)",
                "the signature was made after the certificate of \(certificate.displayName) "
                    + (reason == .revoked ? "was revoked" : "had ended")))
        return .failed(reason)
    }
}
