public import EDocValidation
public import EDocXAdES
public import FoundationEssentials

/// What the validation of one container came to.
///
/// An invalid signature, a refused format and an archive that contradicts itself are reports, not
/// errors. The report has all that a person or a program is told; ``text`` and ``json`` are made
/// from it.
public struct ValidationReport: Sendable {
    /// Whether the container as such can be relied on.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// No rule about the container is broken that the policy counts as a failure.
        case accepted
        /// Such a rule is broken: the signatures in it prove nothing about what a reader sees.
        case refused
    }

    /// The path or name of the container; nil for one in memory.
    public let file: String?
    /// The name of the policy.
    public let policy: String
    /// The time for which the container was validated.
    public let validationTime: Date
    /// What kind of file it is.
    public let format: RecognizedFormat
    /// Whether the container as such can be relied on.
    public let verdict: Verdict
    /// What was found about the container.
    public let findings: [Finding]
    /// The signatures, by signature file and place in it.
    public let signatures: [SignatureReport]
    /// The files that an accepted container holds and a TOTAL-PASSED signature covers, in the order
    /// of the archive. Empty in any other case.
    public let signedDataFiles: [SignedDataFile]

    /// Whether the container is accepted, has a signature, and every signature is TOTAL-PASSED.
    public var isValid: Bool {
        verdict == .accepted && !signatures.isEmpty
            && signatures.allSatisfy { $0.indication == .totalPassed }
    }
}
