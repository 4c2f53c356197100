internal import EDocValidation

/// Validation context initialization, EN 319 102-1 §5.2.4, as far as it looks at the signature:
/// which signature policy it names.
///
/// The policy of the validation is the caller's, always. What a signer says about policies is
/// reported, and never makes a validation laxer.
enum ValidationContextInitialization {
    /// The policy of the Estonian time-mark, BDOC 2.1 §6.1: the digest of the signature value is
    /// the nonce of the OCSP response, which so takes the place of a time-stamp.
    private static let timeMark = "1.3.6.1.4.1.10015.1000.3.2.1"

    /// Reports the policy that the signature names.
    static func check(_ signature: Signature, _ findings: inout FindingList) {
        guard let policy = signature.signedProperties.signaturePolicy,
            let identifier = policy.identifier
        else { return }
        let place = policy.element.place(in: signature.entry)
        let hasTimeStamp = signature.unsignedProperties.contains { property in
            if case .signatureTimeStamp = property.kind { true } else { false }
        }
        if identifier.hasSuffix(timeMark), !hasTimeStamp {
            findings.add(
                .timeMark, at: place, expected: "a time-stamp", found: "a BDOC time-mark",
                "the signature has an Estonian time-mark instead of a time-stamp: it proves no "
                    + "time here")
        } else {
            findings.add(
                .signaturePolicyNotProcessed, at: place, found: identifier,
                "the signer names a signature policy, which is not processed")
        }
    }
}
