internal import EDocEncoding
internal import EDocValidation
internal import FoundationEssentials

/// The quirks by which a signature was read and verified.
enum SignatureQuirks {
    /// Reports base64 with carriage returns: a note, or a failure when the policy does not accept
    /// it.
    static func checkCarriageReturns(
        _ signature: Signature, _ policy: ValidationPolicy, _ findings: inout FindingList
    ) {
        guard signature.hasCarriageReturn else { return }
        let isAccepted = policy.quirks.contains(.carriageReturnInBase64)
        findings.add(
            isAccepted ? .acceptedCarriageReturnInBase64 : .carriageReturnInBase64,
            at: signature.element.place(in: signature.entry),
            expected: "base64 without carriage returns", found: "&#13;",
            CarriageReturnInBase64.explanation)
    }

    /// Whether they are accepted of signatures of its time (`Quirk.Scope`): the value and the root
    /// were looked at before any time was proved.
    ///
    /// - Parameters:
    ///   - quirks: Those by which the file of the signature was read.
    ///   - time: When the signature is proved to have existed; nil: nothing proves it.
    static func checkScope(
        _ signature: Signature, readBy quirks: Set<Quirk>, _ policy: ValidationPolicy,
        at time: Date?, _ findings: inout FindingList
    ) -> Conclusion {
        if quirks.contains(.misspeltSignaturesNamespace),
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
        _ quirk: Quirk, _ rule: ValidationRule, _ signature: Signature,
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
