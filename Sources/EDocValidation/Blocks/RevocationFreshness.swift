internal import FoundationEssentials

/// The revocation freshness checker, EN 319 102-1 §5.2.5.
enum RevocationFreshness {
    /// Whether revocation data issued at `thisUpdate` is fresh enough for `time`.
    ///
    /// Data issued at `time` or later is always fresh. Older data is as long as the policy demands
    /// (§5.2.5.4, 1); where it demands nothing, until its `nextUpdate`; where there is none, as
    /// long as the policy allows for that case.
    static func isFresh(
        thisUpdate: Date, nextUpdate: Date?, at time: Date, policy: ValidationPolicy
    ) -> Bool {
        // OCSP and CRL times are whole seconds, those of time-stamps may have a fraction.
        if thisUpdate.timeIntervalSince1970 >= time.timeIntervalSince1970.rounded(.down) {
            return true
        }
        if let freshness = policy.maximumRevocationFreshness {
            return time.timeIntervalSince(thisUpdate) <= freshness
        }
        let ageAllowed =
            nextUpdate.map { $0.timeIntervalSince(thisUpdate) } ?? maximumAge(policy, at: time)
        return time.timeIntervalSince(thisUpdate) <= max(ageAllowed, maximumAge(policy, at: time))
    }

    private static func maximumAge(_ policy: ValidationPolicy, at time: Date) -> TimeInterval {
        let quirk =
            policy.accepts(.revocationBeforeTimeStamp, at: time)
            ? RevocationBeforeTimeStamp.window : 0
        return max(policy.maximumRevocationAge, quirk)
    }
}
