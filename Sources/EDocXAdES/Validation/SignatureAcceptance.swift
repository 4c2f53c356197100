internal import EDocCrypto
internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import FoundationEssentials

/// Signature acceptance validation, EN 319 102-1 §5.2.8: whether the algorithms and the key of the
/// signature were reliable (§5.2.8.4.2).
struct SignatureAcceptance {
    let signature: SignatureElement
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
            guard let digest = property.certificates.first?.digest else { continue }
            let verdict = policy.algorithms.verdict(on: digest.algorithm)
            guard !verdict.isReliable(at: time) else { continue }
            findings.add(
                .weakCertificateDigest, at: property.element.place(in: signature.entry),
                expected: verdict.expectation, found: digest.algorithm.name,
                "the signing certificate is identified by a digest that was not reliable at "
                    + CivilTime.text(of: time))
        }
    }
}
