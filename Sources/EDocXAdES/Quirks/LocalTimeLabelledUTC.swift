internal import EDocEncoding
internal import EDocValidation
internal import FoundationEssentials

/// `Quirk.localTimeLabelledUTC`: Latvian software of 2014 wrote local time (two or three hours
/// ahead) with the `Z` of UTC as the signing time.
///
/// The claimed time proves nothing, and no verdict depends on it. A claimed time after the
/// time-stamp is reported: as a note where local time explains it and the policy accepts that, as a
/// warning otherwise.
enum LocalTimeLabelledUTC {
    /// How much ahead local time can be in Latvia in summer, with a minute to spare, in seconds.
    private static let ahead: TimeInterval = 3 * 3600 + 60

    /// Reports a claimed time after `latest`.
    static func report(
        claimed: Date, latest: Date, place: Finding.Place, _ policy: ValidationPolicy,
        _ findings: inout FindingList
    ) {
        let isExplained =
            policy.quirks.contains(.localTimeLabelledUTC)
            && claimed.timeIntervalSince(latest) <= ahead
        findings.add(
            isExplained ? .claimedTimeIsLocal : .claimedTimeNotAfterProof, at: place,
            expected: "\(CivilTime.text(of: latest)) or earlier",
            found: CivilTime.text(of: claimed),
            "the signer claims a time after the one at which the signature is known to exist")
    }
}
