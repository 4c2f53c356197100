/// The status of a signature, EN 319 102-1 §5.1.3 Table 5.
///
/// The raw value is the word of the standard; ``urn`` is its identifier in a validation report
/// (TS 119 102-2 §4.2.4).
public enum Indication: String, Sendable, Hashable, CaseIterable {
    /// The signature is technically valid, and all that the policy asks for is there.
    case totalPassed = "TOTAL-PASSED"
    /// A cryptographic check failed, or the certificate was provably not usable.
    case totalFailed = "TOTAL-FAILED"
    /// The evidence at hand is not enough for either of the others.
    case indeterminate = "INDETERMINATE"

    /// The identifier of TS 119 102-2, for example `urn:etsi:019102:mainindication:total-passed`.
    public var urn: String { "urn:etsi:019102:mainindication:" + rawValue.lowercased() }
}
