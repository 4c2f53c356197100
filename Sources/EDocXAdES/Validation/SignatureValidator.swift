package import EDocCrypto
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
    let timeStampAnchors: [X509Certificate]
    let trustedResponders: [X509Certificate]
    /// What the caller gave besides the anchors.
    let given: EvidenceSet

    /// Prepares validation. What of the given evidence cannot be decoded is left out; each report
    /// has a finding about it.
    package init(
        signerAnchors: [X509Certificate], timeStampAnchors: [X509Certificate],
        trustedResponders: [X509Certificate], certificates: [X509Certificate],
        revocationLists: [[UInt8]], ocspResponses: [[UInt8]], policy: ValidationPolicy
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
        for octets in revocationLists { given.insertRevocationList(octets, cache) }
        for octets in ocspResponses { given.insertOCSPResponse(octets, cache) }
        self.given = given
    }

    /// The files that a signature refers to, each with the digest algorithm that is needed of it;
    /// nil for one that this library does not know, and where only a quirk that the policy does
    /// not accept would name the file.
    package func digestsNeeded(
        by signature: SignatureElement
    ) -> [(name: [UInt8], algorithm: DigestAlgorithm?)] {
        signature.signedInfo.references.compactMap { reference in
            guard !reference.isSameDocument else { return nil }
            if let target = try? ReferenceTarget(reference.uri, allowsUnescaped: false) {
                return (target.name, reference.digest?.algorithm)
            }
            return UnescapedReference.name(in: reference.uri).map { name in
                let isAccepted = policy.quirks.contains(.unescapedReference)
                return (name, isAccepted ? reference.digest?.algorithm : nil)
            }
        }
    }

    /// Validates one signature as of `time`.
    ///
    /// - Parameters:
    ///   - signature: What was read of it.
    ///   - file: The file that it is in.
    ///   - data: The digests of the files in the container.
    ///   - time: The validation time.
    ///   - proofs: What is known to have existed when; the report has them with what the signature's
    ///     own time-stamps proved.
    ///   - read: Hands out the octets of a file; for archive time-stamps.
    package func validate(
        _ signature: SignatureFile.Signature, in file: SignatureFile, data: SignedDataDigests,
        at time: Date, proofs: ProofsOfExistence = ProofsOfExistence(),
        read: TimeStampImprint.FileReader
    ) -> SignatureReport {
        let report = report(
            on: signature, in: file, data: data, at: time, proofs: proofs, read: read)
        // What was found after the budget stopped may rest on a part of what there is.
        guard let stop = file.document.budget.stop else { return report }
        var stopped = SignatureReport(
            id: signature.id, entry: file.entry, indication: .indeterminate,
            subIndication: .custom)
        let place = Finding.Place(file.entry, path: signature.id.map { "#" + $0 })
        stopped.findings = [
            Finding(stop, at: place).weighed(by: policy, about: .whole)
        ].compactMap(\.self)
        return stopped
    }

    private func report(
        on signature: SignatureFile.Signature, in file: SignatureFile, data: SignedDataDigests,
        at time: Date, proofs: ProofsOfExistence, read: TimeStampImprint.FileReader
    ) -> SignatureReport {
        switch signature.content {
        case .failure(let failure):
            var report = SignatureReport(
                id: signature.id, entry: file.entry, indication: .totalFailed,
                subIndication: .formatFailure)
            report.findings = [
                failure.finding.weighed(by: policy, about: .whole)
            ].compactMap(\.self)
            return report
        case .success(let element):
            var validation = SignatureValidation(
                element, validator: self, data: data, time: time, proofs: proofs)
            return validation.run(read: read)
        }
    }
}
