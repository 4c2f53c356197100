internal import EDocEncoding
internal import EDocValidation
internal import EDocXML
internal import FoundationEssentials

/// Whether the quirks by which a signature was read and verified are accepted of signatures of its
/// time (``QuirkScope``): the value and the root were looked at before any time was proved.
enum QuirksInScope {
    /// Checks as of `time`, at which the signature is proved to have existed; nil: nothing proves
    /// one.
    static func check(
        _ signature: SignatureElement, _ policy: ValidationPolicy, at time: Date?,
        _ findings: inout FindingList
    ) -> Conclusion {
        if MisspeltSignaturesNamespace.isRoot(of: signature.element.document),
            policy.quirkScopes[.misspeltSignaturesNamespace] != nil,
            !policy.accepts(.misspeltSignaturesNamespace, at: time)
        {
            add(.misspeltSignaturesNamespace, .signatureFormat, signature, policy, &findings)
            return .indeterminate(.sigConstraintsFailure)
        }
        let used: [(rule: ValidationRule, quirk: Quirk)] = [
            (.acceptedDigestInfoWithoutNull, .digestInfoWithoutNull),
            (.acceptedECDSAValueOfOtherWidth, .ecdsaValueOfOtherWidth),
        ]
        for (rule, quirk) in used
        where !policy.accepts(quirk, at: time)
            && findings.findings.contains(where: { $0.rule == rule })
        {
            add(quirk, .deviatingValue, signature, policy, &findings)
            return .failed(.sigCryptoFailure)
        }
        return .passed
    }

    private static func add(
        _ quirk: Quirk, _ rule: ValidationRule, _ signature: SignatureElement,
        _ policy: ValidationPolicy, _ findings: inout FindingList
    ) {
        let until = policy.quirkScopes[quirk].map { CivilTime.text(of: $0.until) }
        findings.add(
            rule, at: SignatureValidation.place(of: signature),
            expected: until.map { "a time-stamp before \($0), or no deviation" },
            "the policy accepts the quirk \(quirk.rawValue) only of the signers and the years in "
                + "which it occurred")
    }
}
