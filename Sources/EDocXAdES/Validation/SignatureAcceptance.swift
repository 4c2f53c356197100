internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import FoundationEssentials

/// Signature acceptance validation, EN 319 102-1 §5.2.8: whether the algorithms and the key of the
/// signature were reliable (§5.2.8.4.2).
struct SignatureAcceptance {
    let signature: Signature
    let policy: ValidationPolicy

    /// Checks as of `time`.
    func check(
        _ certificate: X509Certificate, at time: Date, place: Finding.Place,
        _ findings: inout [Finding]
    ) -> Conclusion {
        guard let algorithm = signature.signedInfo.signatureAlgorithm else {
            return .indeterminate(.cryptoConstraintsFailure)
        }
        let key = certificate.keyType
        func accept(
            _ verdict: AlgorithmTable.Verdict, _ name: @autoclosure () -> String,
            _ what: @autoclosure () -> String
        ) -> Conclusion? {
            guard !verdict.isReliable(at: time) else { return nil }
            findings.append(
                Finding(
                    .reliableAlgorithm, at: place, expected: verdict.expectation, found: name(),
                    "\(what()) uses an algorithm or key that was not reliable at "
                        + CivilTime.text(of: time)))
            return .indeterminate(
                verdict == .unknown ? .cryptoConstraintsFailure : .cryptoConstraintsFailureNoPOE)
        }
        let verdict = policy.algorithms.verdict(on: algorithm, key: key)
        if let refusal = accept(verdict, "\(algorithm.name) with \(key)", "the signature") {
            return refusal
        }
        for reference in signature.signedInfo.references {
            guard let digest = reference.digest?.algorithm else { continue }
            let verdict = policy.algorithms.verdict(on: digest)
            if let refusal = accept(verdict, digest.name, "reference \(reference.number)") {
                return refusal
            }
        }
        return .passed
    }

    /// The digest of the signing certificate in the signed property (T14).
    ///
    /// To put another certificate in its place somebody would need a second one of the same digest
    /// that an anchor vouches for, to the same key: so a weak algorithm is reported, and fails
    /// nothing.
    func checkSigningCertificateDigest(at time: Date, _ findings: inout FindingList) {
        for property in signature.signedProperties.signingCertificates {
            let algorithms = property.certificates.compactMap { $0.digest?.algorithm }
            let weak = algorithms.first {
                !policy.algorithms.verdict(on: $0).isReliable(at: time)
            }
            guard let weak else { continue }
            findings.add(
                .weakCertificateDigest, at: property.element.place(in: signature.entry),
                expected: policy.algorithms.verdict(on: weak).expectation, found: weak.name,
                "the signing certificate is identified by a digest that was not reliable at "
                    + CivilTime.text(of: time))
        }
    }

    /// Further references in the signed property, §5.2.8.4.2.1: each is to a certificate of `path`,
    /// or to one of `others` above its end.
    ///
    /// A trusted list may have the issuing authority as the anchor, where the signer lists the root
    /// too: who is above the anchor changes nothing about what is signed.
    func checkReferences(
        _ path: CertificatePath, others: [X509Certificate], _ cache: CertificateCache,
        _ findings: inout [Finding]
    ) -> Conclusion {
        for property in signature.signedProperties.signingCertificates
        where property.certificates.count > 1 {
            for reference in property.certificates {
                let isOfPath = path.certificates.contains {
                    reference.digest?.isDigest(of: $0.derEncoded) == true
                }
                if isOfPath || isAbove(path.anchor, reference, others, cache) { continue }
                findings.append(
                    Finding(
                        .signingCertificatePath, at: reference.element.place(in: signature.entry),
                        expected: "the digest of a certificate between signer and anchor",
                        found: reference.digest?.hexadecimal ?? reference.digestMethod,
                        "the signer names a certificate that is not on the path to the anchor"))
                return .indeterminate(.sigConstraintsFailure)
            }
        }
        return .passed
    }

    /// Whether `reference` is to one of `others` that issued `anchor`, or the issuer of that, ….
    private func isAbove(
        _ anchor: X509Certificate?, _ reference: SigningCertificateV2.CertID,
        _ others: [X509Certificate], _ cache: CertificateCache
    ) -> Bool {
        var below = anchor
        var left = others
        while let certificate = below {
            let issuer = left.firstIndex {
                $0.tbs.subject == certificate.tbs.issuer
                    && cache.verdict(on: certificate, signedBy: $0) == .valid
            }
            guard let issuer else { return false }
            if reference.digest?.isDigest(of: left[issuer].derEncoded) == true { return true }
            below = left.remove(at: issuer)
        }
        return false
    }
}
