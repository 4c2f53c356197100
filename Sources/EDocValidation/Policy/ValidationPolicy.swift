public import FoundationEssentials

/// What a validation demands and what it lets pass: data, not code.
///
/// ``baseline`` fails closed on every container rule, and on the rows about signatures that decide
/// what was signed and by whom. Any other policy is one with changes, or a JSON file of such
/// changes. (Beside it `EDoc` declares `lenientContainer`, and reads and writes policies as JSON.)
public struct ValidationPolicy: Sendable, Hashable {
    /// The name that reports show.
    public var name: String
    /// The dispositions that differ from `baseline`. An entry for a rule with
    /// ``ValidationRule/isForPolicy`` false has no effect.
    public var dispositions: [ValidationRule: ValidationRule.Disposition]
    /// Until when algorithms and key sizes are accepted.
    public var algorithms: AlgorithmTable
    /// Which deviations of real files are accepted.
    public var quirks: Set<Quirk>
    /// The issuers of signing certificates for which, and the time until which, each quirk is
    /// accepted; a quirk without an entry is accepted for all.
    public var quirkScopes: [Quirk: Quirk.Scope] = [:]
    /// Whether a time-stamp counts only with revocation data about the authority's certificate.
    ///
    /// Revocation data that is there is used either way.
    public var demandsTimeStampAuthorityRevocation: Bool
    /// Whether the revocation status of the signing certificate's issuers must be known.
    ///
    /// Revocation data that is there is used either way.
    public var demandsIssuerRevocation: Bool
    /// Whether the key usage of a signing certificate, where it is stated, must include
    /// nonRepudiation (EN 319 412-2 §4.3.2).
    public var demandsContentCommitment: Bool
    /// How much older than the time-stamp revocation data may be, in seconds, when it does not say
    /// itself until when it is good (EN 319 102-1 §5.2.5.4).
    public var maximumRevocationAge: TimeInterval
    /// How old revocation data may be at the time for which it is asked, in seconds, whatever it
    /// says of itself: the maximum accepted revocation freshness of EN 319 102-1 §5.2.5.4, step 1.
    /// 0 asks for data from that time or later; nil: as it says of itself.
    public var maximumRevocationFreshness: TimeInterval?
    /// Certificate policies, as numbers with points, of which a signing certificate must name one,
    /// for example `0.4.0.194112.1.1` (QCP-l, EN 319 411-2 §5.3); empty: none is demanded.
    public var demandedCertificatePolicies: Set<String>
    /// How long after the claimed signing time the best signature time may be, in seconds
    /// (EN 319 102-1 §5.5.4, time-stamp delay); nil when it is not checked. A signature that claims
    /// no time then fails.
    public var timeStampDelay: TimeInterval?

    /// How far ahead the clocks of others may be, in seconds: time-stamps, revocation data and
    /// claimed signing times that are dated this much after the time of the validation at most are
    /// taken as if of that time; what is dated later is not known yet. The dates of certificates
    /// and of revocations have no tolerance.
    public var clockTolerance: TimeInterval

    /// The strict policy.
    public static let baseline = ValidationPolicy(
        name: "baseline", dispositions: [:], algorithms: .ts119312,
        quirks: [.carriageReturnInBase64, .localTimeLabelledUTC, .sha1SignedCertificate],
        demandsTimeStampAuthorityRevocation: false, demandsIssuerRevocation: false,
        demandsContentCommitment: true,
        maximumRevocationAge: 0, maximumRevocationFreshness: nil, demandedCertificatePolicies: [],
        timeStampDelay: nil, clockTolerance: 60)

    /// What happens when `rule` is broken.
    public func disposition(of rule: ValidationRule) -> ValidationRule.Disposition {
        rule.isForPolicy
            ? dispositions[rule] ?? rule.baselineDisposition : rule.baselineDisposition
    }

    /// How much a finding of `rule` weighs; nil when it is to be ignored.
    ///
    /// What is found about a time-stamp warns at most.
    package func severity(
        of rule: ValidationRule, about subject: FindingSubject = .whole
    ) -> Finding.Severity? {
        let severity = disposition(of: rule).severity
        return subject == .timeStamp && severity == .fail ? .warn : severity
    }
}
