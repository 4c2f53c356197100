internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// The report for a person: the verdict first, then what was found about the container,
    /// worst first, then who signed what and when.
    ///
    /// Control characters in names are escaped.
    public var text: String {
        var lines = ["\(Self.shown(file ?? "container")): \(headline)"]
        lines.append("  format: \(format)")
        if !findings.isEmpty {
            lines.append("  about the container:")
            lines += Self.lines(of: findings, indentation: "    ")
        }
        for (index, signature) in signatures.enumerated() {
            lines += Self.lines(of: signature, number: index + 1)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var headline: String {
        let time = SigningTime.text(of: validationTime)
        if verdict == .refused {
            return "REFUSED (as of \(time), policy \(policy)). "
                + "Do not rely on it: the container breaks a rule."
        }
        if isValid {
            return signatures.count == 1
                ? "VALID (as of \(time), policy \(policy))."
                : "VALID, \(signatures.count) signatures (as of \(time), policy \(policy))."
        }
        let failed = signatures.filter { $0.indication != .totalPassed }.count
        return "NOT VALID: \(failed) of \(signatures.count) signatures did not pass "
            + "(as of \(time), policy \(policy))."
    }

    private static func lines(of signature: SignatureReport, number: Int) -> [String] {
        let reason = signature.subIndication.map { " / \($0.rawValue)" } ?? ""
        var lines = ["  signature \(number): \(signature.indication.rawValue)\(reason)"]
        if let advice = signature.subIndication?.advice { lines.append("    \(advice)") }
        lines.append("    in: \(shown(signature.entry))")
        if let name = signature.signedBy { lines.append("    signed by: \(shown(name))") }
        if let time = signature.bestSignatureTime {
            lines.append("    signed at: \(SigningTime.text(of: time)) (by the time-stamp)")
        }
        if let time = signature.claimedSigningTime {
            lines.append("    claimed signing time: \(SigningTime.text(of: time))")
        }
        if let level = signature.level {
            lines.append("    " + line(of: level, isProved: signature.indication == .totalPassed))
        }
        for role in signature.claimedRoles { lines.append("    claimed role: \(shown(role))") }
        if !signature.productionPlace.isEmpty {
            lines.append(
                "    claimed place: \(shown(signature.productionPlace.joined(separator: ", ")))")
        }
        for file in signature.files {
            let type = file.mediaType.map { " (\(shown($0)))" } ?? ""
            lines.append("    file: \(shown(file.name))\(type)")
        }
        if !signature.findings.isEmpty {
            lines.append("    found:")
            lines += Self.lines(of: signature.findings, indentation: "      ")
        }
        return lines
    }

    private static func line(of level: ReportedLevel, isProved: Bool) -> String {
        if !isProved { return "carries level: \(level)" }
        if level.proved == level.carried { return "level: \(level)" }
        return "level: \(level.proved.letters) is proved; \(level) is carried"
    }

    private static func lines(of findings: [Finding], indentation: String) -> [String] {
        let order: [Finding.Severity] = [.fail, .warn, .note]
        return order.flatMap { severity in
            findings.filter { $0.severity == severity }.flatMap { finding in
                var lines = [
                    indentation + "\(severity.rawValue) \(finding.rule.rawValue): "
                        + shown(finding.message)
                ]
                let inner = indentation + "    "
                lines.append(inner + "where: " + shown(finding.place))
                if let expected = finding.expected {
                    lines.append(inner + "expected: " + shown(expected))
                }
                if let found = finding.found { lines.append(inner + "found: " + shown(found)) }
                if !finding.clause.isEmpty { lines.append(inner + "rule: " + finding.clause) }
                return lines
            }
        }
    }

    /// Text from a container, without characters that could move the cursor or turn the line.
    private static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

extension SubIndication {
    /// What the reason means to somebody who holds the file, and what can be done.
    fileprivate var advice: String {
        switch self {
        case .formatFailure:
            "The signature is not built as the standards say. Ask the sender for a correct one."
        case .hashFailure:
            "A file or the signed properties were changed after signing. Ask for the original."
        case .sigCryptoFailure:
            "The signature value is not right. Ask for the original."
        case .signedDataNotFound:
            "A signed file is missing or was renamed. Ask for the original."
        case .noSigningCertificateFound:
            "The certificate in the signature is not the one that was signed."
        case .noCertificateChainFound:
            "No path leads to a trusted certificate. Check whether the right anchors were given."
        case .tryLater:
            "Whether the certificate was revoked is not known. Give a newer CRL, or have the "
                + "signature extended with revocation data."
        case .revoked, .revokedNoPOE, .revokedCANoPOE:
            "The certificate was revoked, and nothing proves that the signature is older."
        case .expired, .notYetValid, .outOfBoundsNoPOE, .outOfBoundsNotRevoked:
            "Nothing proves that the signature was made while the certificate was valid."
        case .cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE:
            "An algorithm or key is too weak, or was when the signature can be proved to exist."
        case .certificateChainGeneralFailure, .chainConstraintsFailure:
            "The certificates do not make a path that the rules allow."
        case .timestampOrderFailure, .noPOE:
            "The times in the signature contradict each other."
        case .sigConstraintsFailure, .policyProcessingError, .signaturePolicyNotAvailable, .custom:
            "The signature does not meet the policy; the findings say how."
        }
    }
}
