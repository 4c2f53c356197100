public import EDocPKI
public import EDocValidation
public import EDocXAdES
public import FoundationEssentials

/// The result of validating one container.
///
/// An invalid signature, a refused format and an archive that contradicts itself are reports, not
/// errors. ``text`` and ``json`` are made from this value and say nothing else.
public struct ValidationReport: Sendable {
    /// The verdict on the container without its signatures.
    public enum ContainerState: String, Sendable, Hashable, CaseIterable {
        /// No rule about the container is broken that the policy counts as a failure. Whether
        /// anybody signed what is in it is another question.
        case accepted
        /// Such a rule is broken: what its signatures prove is not what a reader sees.
        case refused
    }

    /// The path or name of the container; nil for one in memory.
    public let file: String?
    /// The name of the policy.
    public let policy: String
    /// The time for which the container was validated.
    public let validationTime: Date
    /// Whether nobody was trusted: the report is a look at what the container claims, nothing is proved
    /// and nothing valid.
    public let isInspection: Bool
    /// The kind of file.
    public let format: Format
    /// Whether the container keeps the rules of containers, whatever its signatures are worth: a
    /// container with a forged signature can be `accepted`. To rely on a container ask ``isValid``.
    public let containerAlone: ContainerState
    /// The findings about the container, and about required signers.
    public internal(set) var findings: [Finding]
    /// The signatures, by signature file and place in it.
    public let signatures: [SignatureReport]
    /// The files that an accepted container holds and a TOTAL-PASSED signature covers, in the order
    /// of the archive. Empty in any other case, and when a required signer has not signed.
    public let signedDataFiles: [SignedDataFile]

    /// Whether the container can be relied on: it is accepted and has a signature, every signature
    /// is TOTAL-PASSED, and every required signer has signed.
    public var isValid: Bool {
        containerAlone == .accepted && !signatures.isEmpty
            && signatures.allSatisfy { $0.indication == .totalPassed }
            && !findings.contains { $0.severity == .fail }
    }

    /// The certificates of the signatures that are proved, each once: how many have signed. The
    /// number of signatures does not say so, since one signer may sign twice.
    public var signers: [SignerIdentity] {
        var seen: Set<SignerIdentity> = []
        return signatures.compactMap(\.signer).filter { seen.insert($0).inserted }
    }
}
