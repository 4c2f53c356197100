internal import EDocEncoding
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// What a refusal means to somebody who holds the file, and what can be done; empty for a
    /// container that is accepted.
    var advice: [String] {
        guard containerAlone == .refused else { return [] }
        guard format == .asicEXAdES else {
            return [format.advice.prefix(1).uppercased() + format.advice.dropFirst() + "."]
        }
        var kinds: [Refusal] = []
        for finding in findings where finding.severity == .fail {
            let kind = Refusal(finding.rule)
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        // A signature file that is not read may cover the files that seem unsigned.
        if kinds.contains(.signatureFile) || findings.contains(where: \.limitsSignatures) {
            kinds.removeAll { $0 == .unsignedFile }
        }
        // So may a signature whose format is not in order.
        if signatures.contains(where: { $0.subIndication == .formatFailure }) {
            kinds = kinds.map { $0 == .unsignedFile ? .unreadSignature : $0 }
        }
        return kinds.map(\.advice)
    }
}

extension Finding {
    /// Whether a limit kept signatures from being read.
    fileprivate var limitsSignatures: Bool {
        guard severity == .fail, Refusal(rule) == .limit else { return false }
        return rule == .workBudget || place.entry?.hasPrefix("META-INF/") == true
    }
}

/// The reasons for which a container is refused, each with its advice.
private enum Refusal {
    case archive, name, limit, manifest, unsignedFile, unreadSignature, signatureFile, other

    init(_ rule: ValidationRule) {
        switch rule.code {
        case "C1", "C2", "C2a", "T8", "T12": self = .archive
        case "C4", "T6", "T7", "T19": self = .name
        case "T5", "T9", "T21": self = .limit
        case "C7", "T11": self = .manifest
        case "T10": self = .unsignedFile
        case "C5", "T1", "T2", "T3", "T22": self = .signatureFile
        default: self = .other
        }
    }

    var advice: String {
        switch self {
        case .archive:
            "The archive is damaged, was changed after signing, or was made by faulty software. Ask "
                + "the sender for it again; if the new copy is refused too, for a new container."
        case .name:
            "A file in it has a name that programs understand differently: what opens may not be "
                + "what was signed. Do not unpack it; ask the sender for a new container."
        case .limit:
            "It asks for more memory or disk than a container needs, as files do that are meant to "
                + "do harm. Do not unpack it; ask the sender what it is."
        case .manifest:
            "Its list of contents (META-INF/manifest.xml) is missing, or differs from the files that "
                + "are in it. Ask the sender for a new container."
        case .unsignedFile:
            "A file in it is covered by no signature: it was added or renamed after signing. Do not "
                + "use that file; ask the sender for the container as it was signed."
        case .unreadSignature:
            "A signature in it cannot be read, so that nobody knows which files it covers: see what is "
                + "wrong with it."
        case .signatureFile:
            "A signature file in it cannot be read, or is built in a way that misleads, as forgers "
                + "do. Ask the sender for a new container."
        case .other:
            "It breaks a rule that the policy demands. Ask the sender for a container that keeps it."
        }
    }
}

extension SignatureReport {
    /// What the status as of `time` means to somebody who holds the file, and what can be done; nil
    /// for a signature that passed.
    func advice(at time: Date) -> String? {
        if subIndication == .notYetValid, bestSignatureTime == nil,
            let begin = signingCertificate?.notBefore, time < begin
        {
            return
                "The signer's certificate begins at \(CivilTime.text(of: begin)), later than the time as "
                + "of which this was validated. Check that time, or the clock of this machine."
        }
        // Newer lists say nothing of a certificate that has ended.
        if subIndication == .tryLater, bestSignatureTime == nil,
            let end = signingCertificate?.notAfter, end < time
        {
            return
                "The signer's certificate ended at \(CivilTime.text(of: end)), and nothing proves that "
                + "the signature is older. Ask the sender to sign again, with a time-stamp."
        }
        guard findings.contains(where: { $0.rule == .deviatingValue }) else {
            return subIndication?.advice
        }
        return
            "The signature is by the key of the certificate in it, but written in another way than "
            + "the standard has, as some software is known to do. Ask for a policy that admits it, or "
            + "the sender to sign again."
    }
}

extension SubIndication {
    /// What the reason means to somebody who holds the file, and what can be done.
    var advice: String {
        switch self {
        case .formatFailure:
            "The signature is not built as the standards say. Ask the sender to sign again."
        case .hashFailure:
            "A file, or what the signature says of itself, was changed after signing. Do not use it; "
                + "ask the sender for the original."
        case .sigCryptoFailure:
            "The signature is not by the key of the certificate in it: it was changed or forged. Do "
                + "not use it; ask the sender for the original."
        case .signedDataNotFound:
            "A signed file is missing, was renamed or cannot be read. Ask the sender for the original."
        case .noSigningCertificateFound:
            "Who signed cannot be told: the certificate that was signed is not in the signature, or "
                + "not readable. Do not rely on the signature; ask the sender for the original."
        case .noCertificateChainFound, .noCertificateChainFoundNoPOE:
            "Nobody who is trusted here vouches for the signer. Check whether the right certificates "
                + "were given as trusted; if they were, do not rely on the signature."
        case .tryLater, .revocationOutOfBoundsNoPOE:
            "Whether the signer's certificate was revoked is not known. Give a revocation list of its "
                + "issuer that is new enough, or ask the sender for a signature with revocation data "
                + "in it."
        case .revoked, .revokedNoPOE, .revokedCANoPOE:
            "The certificate was revoked, and nothing proves that the signature is older. Ask the "
                + "signer whether the signature is theirs, and to sign again."
        case .expired, .notYetValid, .outOfBoundsNoPOE, .outOfBoundsNotRevoked:
            "Nothing proves that the signature was made while the certificate was valid. Ask the "
                + "sender to sign again, with a time-stamp."
        case .cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE:
            "An algorithm or key is too weak for the time from which the signature is proved to "
                + "exist. Ask the sender to sign again."
        case .certificateChainGeneralFailure:
            "A certificate between the signer and whom is trusted has ended, has not begun, or breaks a "
                + "rule; the findings say which. Ask the sender to sign again."
        case .chainConstraintsFailure:
            "The certificates from the signer to whom is trusted break a rule. Do not rely on the "
                + "signature; ask the sender to sign with another certificate."
        case .timestampOrderFailure, .noPOE:
            "The times in the signature contradict each other. Ask the sender to sign again."
        case .sigConstraintsFailure, .policyProcessingError, .signaturePolicyNotAvailable, .custom:
            "The signature does not meet the policy; the findings say how. Ask the sender to sign "
                + "again."
        }
    }
}
