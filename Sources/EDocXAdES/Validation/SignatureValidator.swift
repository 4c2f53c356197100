package import EDocPKI
internal import EDocSystem
package import EDocValidation
internal import EDocXML
package import FoundationEssentials

/// Validates the signatures of containers with one policy and one set of anchors
/// (EN 319 102-1 §5.3 and §5.5).
///
/// May be used by any number of tasks at the same time; it remembers decoded certificates.
package struct SignatureValidator: Sendable {
    let policy: ValidationPolicy
    let cache = CertificateCache()
    let signerAnchors: [X509Certificate]
    /// Whether there is no anchor for signers, so that no signature can pass.
    package var trustsNobody: Bool { signerAnchors.isEmpty }
    let timeStampAnchors: [X509Certificate]
    let trustedResponders: [X509Certificate]
    /// What the caller gave besides the anchors.
    private(set) var given: EvidenceSet

    /// Prepares validation. What of the given evidence says nothing is left out; each report has a
    /// finding about it.
    package init(
        signerAnchors: [X509Certificate], timeStampAnchors: [X509Certificate],
        trustedResponders: [X509Certificate], certificates: [X509Certificate],
        revocationLists: [CertificateRevocationList], ocspResponses: [OCSPResponse],
        policy: ValidationPolicy
    ) {
        self.policy = policy
        let cache = cache
        let decode = { (certificates: [X509Certificate]) in
            certificates.compactMap { try? cache.certificate(derEncoded: $0.derEncoded) }
        }
        self.signerAnchors = decode(signerAnchors)
        self.timeStampAnchors = decode(timeStampAnchors)
        self.trustedResponders = decode(trustedResponders)
        var given = EvidenceSet()
        for certificate in certificates { given.insertCertificate(certificate.derEncoded, cache) }
        for list in revocationLists { given.insert(list) }
        for response in ocspResponses { given.insert(response, cache) }
        self.given = given
    }

    /// The same with evidence that `add` adds to what the caller gave.
    package func adding(
        _ add: (inout EvidenceSet, CertificateCache) -> Void
    ) -> SignatureValidator {
        var validator = self
        add(&validator.given, cache)
        return validator
    }

    /// Validates one signature as of `time`.
    ///
    /// - Parameters:
    ///   - signature: What was read of it.
    ///   - quirks: Those by which the file that it is in was read.
    ///   - resolver: Says which files its references are to.
    ///   - data: The digests of the files in the container.
    ///   - time: The validation time.
    ///   - proofs: What is known to have existed when; the report has them with what the signature's
    ///     own time-stamps proved.
    ///   - read: Hands out the octets of a file; for archive time-stamps.
    package func validate(
        _ signature: Signature.Reading, quirks: Set<Quirk> = [], resolver: any ReferenceResolver,
        data: SignedDataDigests, at time: Date, proofs: ProofsOfExistence = ProofsOfExistence(),
        read: TimeStampImprint.FileReader
    ) -> SignatureReport {
        let report = report(
            on: signature, quirks, resolver, data, at: time, proofs: proofs, read: read)
        // What was found after the budget stopped may rest on a part of what there is.
        guard let stop = signature.element.document.budget.stop else { return report }
        var stopped = SignatureReport(
            id: signature.id, entry: signature.entry, indication: .indeterminate,
            subIndication: .custom)
        let place = Finding.Place(signature.entry, path: signature.id.map { "#" + $0 })
        stopped.findings = [
            Finding(stop, at: place).weighed(by: policy, about: .whole)
        ].compactMap(\.self)
        return stopped
    }

    private func report(
        on signature: Signature.Reading, _ quirks: Set<Quirk>, _ resolver: any ReferenceResolver,
        _ data: SignedDataDigests, at time: Date, proofs: ProofsOfExistence,
        read: TimeStampImprint.FileReader
    ) -> SignatureReport {
        switch signature.content {
        case .failure(let failure):
            var report = SignatureReport(
                id: signature.id, entry: signature.entry, indication: .totalFailed,
                subIndication: .formatFailure)
            report.findings = [
                failure.finding.weighed(by: policy, about: .whole)
            ].compactMap(\.self)
            return report
        case .success(let element):
            var validation = SignatureValidation(
                element, quirks: quirks, validator: self, resolver: resolver, data: data,
                time: time, proofs: proofs)
            return validation.run(read: read)
        }
    }
}
