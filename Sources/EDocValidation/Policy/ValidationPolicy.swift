public import FoundationEssentials

/// What a validation demands and what it lets pass: data, not code.
///
/// Two policies are built in. ``baseline`` fails closed on every container rule, and on the rows
/// about signatures that decide what was signed and by whom. ``lenientContainer`` turns rules about
/// the `mimetype` entry and the manifest into warnings, for old files of others. Any other policy
/// is one of them with changes, or a JSON file of such changes (``init(json:)``).
public struct ValidationPolicy: Sendable, Hashable {
    /// The name that reports show.
    public var name: String
    /// What happens when a rule is broken, where it is not as in `baseline`.
    public var dispositions: [ValidationRule: RuleDisposition]
    /// Until when algorithms and key sizes are accepted.
    public var algorithms: AlgorithmTable
    /// Which deviations of real files are accepted.
    public var quirks: Set<Quirk>
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
    /// How long after the claimed signing time the best signature time may be, in seconds
    /// (EN 319 102-1 §5.5.4, time-stamp delay); nil when it is not checked. A signature that claims
    /// no time then fails.
    public var timeStampDelay: TimeInterval?

    /// The strict policy.
    public static let baseline = ValidationPolicy(
        name: "baseline", dispositions: [:], algorithms: .ts119312,
        quirks: [.carriageReturnInBase64, .localTimeLabelledUTC, .sha1SignedCertificate],
        demandsTimeStampAuthorityRevocation: false, demandsIssuerRevocation: false,
        demandsContentCommitment: true,
        maximumRevocationAge: 0, timeStampDelay: nil)

    /// As ``baseline``, but C2 (extra field, order of `mimetype`), T12, C7 and T11 only warn.
    public static let lenientContainer = {
        var policy = baseline
        policy.name = "lenient-container"
        for rule: ValidationRule in ["C2", "T12", "C7", "T11"] {
            policy.dispositions[rule] = .warn
        }
        return policy
    }()

    /// What happens when `rule` is broken.
    public func disposition(of rule: ValidationRule) -> RuleDisposition {
        dispositions[rule] ?? rule.baselineDisposition
    }

    /// The finding with the severity that the policy gives it; nil when it is to be ignored.
    ///
    /// Notes stay notes.
    package func weigh(_ finding: Finding) -> Finding? {
        guard finding.severity != .note else { return finding }
        var finding = finding
        switch disposition(of: finding.rule) {
        case .ignore: return nil
        case .warn: finding.severity = .warn
        case .fail: finding.severity = .fail
        }
        return finding
    }
}
