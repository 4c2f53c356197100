internal import EDocCrypto
internal import EDocEncoding
internal import EDocSystem
internal import EDocValidation
internal import FoundationEssentials

/// The time-stamps of a signature, EN 319 102-1 §5.5.4 (4): each is validated, and the earliest
/// that passes is the best signature time.
///
/// They are taken from the newest to the oldest: an archive time-stamp that passed proves that all
/// that stands before it existed at its time, so that an earlier token whose authority's
/// certificate has ended meanwhile is judged as of then. What is proved goes into the table of
/// proofs, which may hold others already.
struct BestSignatureTimeDetermination {
    let signature: Signature
    let references: ResolvedReferences
    let context: ValidationContext

    /// What came of it.
    struct Result {
        var reports: [SignatureReport.TimeStamp] = []
        /// What existed when.
        var proofs: ProofsOfExistence
        /// What the validation of the time-stamps used, and what it lacked.
        var evidence = EvidenceAccount()
        /// The earliest time proved of the signature; nil when none is.
        var bestSignatureTime: Date?
        /// Whether no archive time-stamp is older than one that it covers.
        var isInOrder = true
    }

    /// A time-stamp property.
    private struct Property {
        let kind: SignatureReport.TimeStamp.Kind
        let element: XAdESTimeStamp
        /// The place among the unsigned properties.
        let index: Int
    }

    func determine(
        _ proofs: ProofsOfExistence, read: TimeStampImprint.FileReader,
        _ findings: inout FindingList
    ) -> Result {
        var result = Result(proofs: proofs)
        result.bestSignatureTime = proofs.time(of: .signature(signature.signatureValue))
        let properties = properties
        guard !properties.isEmpty else { return result }
        let octets = ReferencedOctets(of: signature, references)
        for property in properties.reversed() where signature.budget.stop == nil {
            let reports = validate(property, octets, read: read, &result)
            for report in reports where report.indication == .passed {
                guard let time = report.time else { continue }
                // Within the tolerance for clocks a token can be ahead of the validation.
                prove(property, at: min(time, context.time), &result.proofs)
            }
            result.reports.insert(contentsOf: reports, at: 0)
        }
        result.bestSignatureTime = result.proofs.time(of: .signature(signature.signatureValue))
        for index in result.reports.indices {
            let found = result.reports[index].findings
            for finding in found { findings.add(finding, about: .timeStamp) }
            result.reports[index].findings = found.compactMap {
                $0.weighed(by: context.policy, about: .timeStamp)
            }
        }
        result.isInOrder = checkOrder(result.reports, &findings)
        reportUnproved(result, &findings)
        return result
    }

    /// A time-stamp over the signature proves the signature; an archive time-stamp also what stands
    /// before it (EN 319 132-1 §5.5.2.1).
    private func prove(_ property: Property, at time: Date, _ proofs: inout ProofsOfExistence) {
        proofs.add(.signature(signature.signatureValue), at: time)
        guard property.kind != .signature else { return }
        for octets in signature.keyInfo?.certificates ?? [] {
            proofs.add(.evidence(octets), at: time)
        }
        for earlier in signature.unsignedProperties[..<property.index] {
            for token in earlier.timeStamp?.tokens ?? [] {
                proofs.add(.timeStampToken(token), at: time)
            }
            guard let values = earlier.evidence else { continue }
            for octets in values.certificates + values.ocspResponses + values.revocationLists {
                proofs.add(.evidence(octets), at: time)
            }
        }
    }

    private var properties: [Property] {
        signature.unsignedProperties.enumerated().compactMap { index, property in
            switch property.kind {
            case .signatureTimeStamp(let element):
                Property(kind: .signature, element: element, index: index)
            case .archiveTimeStamp(let element):
                Property(kind: .archive, element: element, index: index)
            case .archiveTimeStampV132(let element):
                Property(kind: .archiveV132, element: element, index: index)
            default: nil
            }
        }
    }

    private func validate(
        _ property: Property, _ referenced: ReferencedOctets, read: TimeStampImprint.FileReader,
        _ result: inout Result
    ) -> [SignatureReport.TimeStamp] {
        let element = property.element
        guard element.defects.isEmpty else {
            var report = SignatureReport.TimeStamp(
                kind: property.kind, id: element.id, indication: .failed)
            report.subIndication = .formatFailure
            report.findings = element.defects.map(\.finding)
            return [report]
        }
        var context = context
        context.proofs = result.proofs
        return element.tokens.map { octets in
            TimeStampValidation(
                signature: signature, references: referenced, context: context,
                kind: property.kind, element: element, index: property.index
            ).validate(
                octets, proof: result.proofs.time(of: .timeStampToken(octets)), read: read,
                &result.evidence)
        }
    }

    /// Says so when there are time-stamps and none proves anything (§5.5.4 (4)): the signature is
    /// then judged as of the time of the validation.
    private func reportUnproved(_ result: Result, _ findings: inout FindingList) {
        guard result.bestSignatureTime == nil, !result.reports.isEmpty else { return }
        findings.add(
            .timeStampProves, at: SignatureValidation.place(of: signature),
            expected: "a time-stamp that passes",
            "the signature carries a time-stamp that proves nothing: it is judged as of "
                + CivilTime.text(of: context.time))
    }

    /// What a time-stamp covers must not be newer than it (§5.5.4 (5), TIMESTAMP_ORDER_FAILURE),
    /// beyond what their accuracies allow.
    private func checkOrder(
        _ reports: [SignatureReport.TimeStamp], _ findings: inout FindingList
    ) -> Bool {
        var latest: Date?
        var isInOrder = true
        for report in reports where report.indication == .passed {
            guard let time = report.time else { continue }
            if report.kind != .signature, let earlier = latest, time + report.accuracy < earlier {
                isInOrder = false
                findings.add(
                    .timesInOrder,
                    at: Finding.Place(signature.entry, path: report.id.map { "#" + $0 }),
                    expected: "\(CivilTime.text(of: earlier)) or later",
                    found: CivilTime.text(of: time),
                    "the archive time-stamp is older than a time-stamp that it covers")
            }
            let earliest = time - report.accuracy
            latest = max(latest ?? earliest, earliest)
        }
        return isInOrder
    }
}
