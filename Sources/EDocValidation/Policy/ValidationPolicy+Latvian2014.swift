internal import EDocEncoding
internal import FoundationEssentials

extension ValidationPolicy {
    /// For documents of the Latvian eParaksts of 2014 to 2017: as `baseline`, with the quirks of
    /// its software, each only for certificates of the authorities of that time, and only where a
    /// time-stamp proves that the signature is from before it ended.
    ///
    /// Certificates of issuers and of time-stamping authorities that have ended since are judged as
    /// of the time-stamp, with a warning (V5): documents of that time outlive them.
    ///
    /// DigestInfo without NULL was written until February 2017, the misspelt namespace until the
    /// end of that year, OCSP responses from before the time-stamp that name no nextUpdate until
    /// 2018.
    public static let latvian2014 = {
        var policy = baseline
        policy.name = "latvian-2014"
        policy.dispositions[.certificateNotEnded] = .warn
        let ends: [(Quirk, String)] = [
            (.digestInfoWithoutNull, "2017-03-01T00:00:00Z"),
            (.misspeltSignaturesNamespace, "2018-01-01T00:00:00Z"),
            (.revocationBeforeTimeStamp, "2019-01-01T00:00:00Z"),
        ]
        for (quirk, end) in ends {
            guard let time = DateTimeText(rfc3339: end) else { continue }
            policy.quirks.insert(quirk)
            policy.quirkScopes[quirk] = Quirk.Scope(
                issuers: ["E-ME SI (CA1)"],
                until: Date(timeIntervalSince1970: Double(time.secondsSince1970)))
        }
        return policy
    }()
}
