internal import EDocCrypto
internal import FoundationEssentials

/// Signature acceptance validation, EN 319 102-1 §5.2.8: whether the algorithms and the key of the
/// signature were reliable (§5.2.8.4.2).
struct SignatureAcceptance {
    let signature: SignatureElement
    let policy: ValidationPolicy

    /// Checks as of `time`.
    func check(
        _ certificate: DecodedCertificate, at time: Date, place: String,
        _ findings: inout [Finding]
    ) -> Conclusion {
        guard let algorithm = signature.signedInfo.signatureAlgorithm,
            let key = certificate.keyType
        else { return .indeterminate(.cryptoConstraintsFailure) }
        var parts = [
            (
                algorithm.name + " with \(key)", policy.algorithms.verdict(on: algorithm, key: key),
                "the signature"
            )
        ]
        for reference in signature.signedInfo.references {
            guard let digest = reference.digest else { continue }
            parts.append(
                (
                    digest.algorithm.name, policy.algorithms.verdict(on: digest.algorithm),
                    "reference \(reference.number)"
                ))
        }
        for (name, verdict, what) in parts where !verdict.isReliable(at: time) {
            findings.append(
                Finding(
                    "T14", .fail, at: place, expected: verdict.expectation, found: name,
                    "\(what) uses an algorithm or key that was not reliable at "
                        + XMLDateTime.text(of: time)))
            return .indeterminate(
                verdict == .unknown ? .cryptoConstraintsFailure : .cryptoConstraintsFailureNoPOE)
        }
        return .passed
    }
}
