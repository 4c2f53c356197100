public import EDocPKI
public import EDocValidation
public import EDocXAdES
public import FoundationEssentials

/// What the validation of one container came to.
///
/// An invalid signature, a refused format and an archive that contradicts itself are reports, not
/// errors. The report has all that a person or a program is told; ``text`` and ``json`` are made
/// from it.
public struct ValidationReport: Sendable {
    /// What came out about the container without its signatures.
    public enum ContainerState: String, Sendable, Hashable, CaseIterable {
        /// No rule about the container is broken that the policy counts as a failure. Whether
        /// anybody signed what is in it is another question.
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
    /// Whether the container keeps the rules of containers, whatever its signatures are worth: a
    /// container with a forged signature can be `accepted`. Whether it can be relied on says
    /// ``isValid``.
    public let containerAlone: ContainerState
    /// What was found about the container, and about who was demanded to have signed.
    public let findings: [Finding]
    /// The signatures, by signature file and place in it.
    public let signatures: [SignatureReport]
    /// The files that an accepted container holds and a TOTAL-PASSED signature covers, in the order
    /// of the archive. Empty in any other case, and when a required signer has not signed.
    public let signedDataFiles: [SignedDataFile]

    /// Whether the container can be relied on: it is accepted, has a signature, every signature is
    /// TOTAL-PASSED, and who must have signed has.
    public var isValid: Bool {
        containerAlone == .accepted && !signatures.isEmpty
            && signatures.allSatisfy { $0.indication == .totalPassed }
            && !findings.contains { $0.severity == .fail }
    }

    /// Who signed, each once: the certificates of the signatures that are proved. This, and not the
    /// number of signatures, says how many have signed.
    public var signers: [SignerIdentity] {
        var seen: Set<SignerIdentity> = []
        return signatures.compactMap(\.signer).filter { seen.insert($0).inserted }
    }
}
