internal import EDocValidation

/// `Quirk.carriageReturnInBase64`: the eParaksts software of 2025 writes `&#13;` at the end of
/// each line of base64 text, within what is signed.
///
/// White space in `xsd:base64Binary` collapses (XML Schema Part 2 §3.2.16), so the value is the
/// same; canonicalization keeps the character as `&#xD;`, so the digest is right too. Nothing is
/// accepted that is not base64 otherwise.
enum CarriageReturnInBase64 {
    /// Reports a signature that has them: a note, or a failure when the policy does not accept it.
    static func report(
        _ signature: SignatureElement, _ policy: ValidationPolicy, _ findings: inout FindingList
    ) {
        let isAccepted = policy.quirks.contains(.carriageReturnInBase64)
        findings.add(
            isAccepted ? .acceptedCarriageReturnInBase64 : .carriageReturnInBase64,
            at: signature.element.place(in: signature.entry),
            expected: "base64 without carriage returns", found: "&#13;",
            "base64 text in the signature has carriage returns")
    }
}
