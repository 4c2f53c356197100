internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import FoundationEssentials

/// The constraints on the claimed signing time, EN 319 102-1 §5.2.8.4.2.2, and the time-stamp
/// delay, §5.5.4 (5).
///
/// The claimed time is the signer's word. It is compared, never used: no time that counts comes
/// from it.
struct ClaimedSigningTime {
    let signature: Signature
    /// Holds the best signature time already.
    let context: ValidationContext

    private var place: Finding.Place { SignatureValidation.place(of: signature) }
    private var policy: ValidationPolicy { context.policy }

    /// Compares the claimed time with the validity of `certificate`, with the time at which the
    /// signature is known to exist, and where nothing proves one with the validation time.
    func check(_ certificate: X509Certificate, _ findings: inout FindingList) {
        guard let claimed = signature.signedProperties.signingTime?.date else {
            guard policy.timeStampDelay != nil, context.bestSignatureTime != nil else { return }
            findings.add(
                Finding(
                    .timeStampDelay, at: place, expected: "SigningTime",
                    "the policy limits the time from signing to time-stamp, and the signer names "
                        + "no time"))
            return
        }
        checkValidity(claimed, certificate, &findings)
        if let best = context.bestSignatureTime {
            compare(claimed, best, &findings)
        } else if !context.isKnown(claimed) {
            findings.add(
                .possibleClaimedTime, at: place, expected: context.latestKnown,
                found: CivilTime.text(of: claimed),
                "the signer claims a time after that of the validation, and no time-stamp proves one"
            )
        }
    }

    private func checkValidity(
        _ claimed: Date, _ certificate: X509Certificate, _ findings: inout FindingList
    ) {
        let (begin, end) = (certificate.tbs.notBefore, certificate.tbs.notAfter)
        guard claimed < begin || claimed >= end + 1 else { return }
        findings.add(
            .possibleClaimedTime, at: place,
            expected: "a time from \(CivilTime.text(of: begin)) to \(CivilTime.text(of: end))",
            found: CivilTime.text(of: claimed),
            "the signer claims a time at which the certificate of \(certificate.displayName) was "
                + "not valid")
    }

    private func compare(_ claimed: Date, _ best: Date, _ findings: inout FindingList) {
        let ahead = claimed.timeIntervalSince(best)
        if ahead > 0 {
            let isExplained =
                ahead <= policy.clockTolerance
                || policy.quirks.contains(.localTimeLabelledUTC)
                    && LocalTimeLabelledUTC.explains(ahead)
            findings.add(
                isExplained ? .claimedTimeIsExplained : .claimedTimeNotAfterProof, at: place,
                expected: "\(CivilTime.text(of: best)) or earlier",
                found: CivilTime.text(of: claimed),
                "the signer claims a time after the one at which the signature is known to exist")
        } else if let delay = policy.timeStampDelay, -ahead > delay {
            findings.add(
                Finding(
                    .timeStampDelay, at: place,
                    expected: "at most \(Int(delay)) seconds after the claimed signing time",
                    found: CivilTime.text(of: best),
                    "the time-stamp came later than the policy allows"))
        }
    }
}
