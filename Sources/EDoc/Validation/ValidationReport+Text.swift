internal import EDocEncoding
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// The report for a person: the verdict and what to do first, then what was found about the
    /// container, worst first, then who signed what and when.
    ///
    /// Characters that move a terminal or are not seen are escaped in what comes from the container.
    public var text: String {
        var lines = ["\(PlainText.line(file ?? "container")): \(headline)"]
        lines += advice.map { "  " + $0 }
        lines.append("  format: \(format)")
        if !findings.isEmpty {
            lines.append("  about the container:")
            lines += Self.lines(of: findings, indentation: "    ")
        }
        for (index, signature) in signatures.enumerated() {
            lines += self.lines(of: signature, number: index + 1)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var headline: String {
        let time = CivilTime.text(of: validationTime)
        let basis = "(as of \(time), policy \(PlainText.line(policy)))"
        if verdict == .refused {
            return "REFUSED \(basis). Do not rely on it"
                + (signatures.isEmpty ? "." : ", whatever its signatures say.")
        }
        guard !signatures.isEmpty else { return "NOT VALID: nothing is signed \(basis)." }
        let count = signatures.count
        if isValid { return "VALID" + (count == 1 ? " " : ", \(count) signatures ") + basis + "." }
        let failed = signatures.filter { $0.indication != .totalPassed }.count
        return "NOT VALID: \(failed) of \(count) signatures did not pass \(basis)."
    }

    private func lines(of signature: SignatureReport, number: Int) -> [String] {
        let reason = signature.subIndication.map { " / \($0.rawValue)" } ?? ""
        var lines = ["  signature \(number): \(signature.indication.rawValue)\(reason)"]
        if let advice = signature.subIndication?.advice { lines.append("    \(advice)") }
        if verdict == .refused, signature.indication == .totalPassed {
            lines.append("    The signature itself is right; the container around it is refused.")
        }
        lines.append("    in: \(PlainText.line(signature.entry))")
        if let name = signature.signedBy { lines.append("    signed by: \(PlainText.line(name))") }
        if let time = signature.bestSignatureTime {
            lines.append(
                "    signed no later than: \(CivilTime.text(of: time)) (proved by a time-stamp)")
        }
        if let time = signature.claimedSigningTime {
            let proof = signature.bestSignatureTime == nil ? " (no time-stamp proves it)" : ""
            lines.append("    claimed signing time: \(CivilTime.text(of: time))\(proof)")
        }
        if let level = signature.level {
            lines.append(
                "    " + Self.line(of: level, isProved: signature.indication == .totalPassed))
        }
        for role in signature.claimedRoles {
            lines.append("    claimed role: \(PlainText.line(role))")
        }
        if !signature.productionPlace.isEmpty {
            lines.append(
                "    claimed place: \(PlainText.line(signature.productionPlace.joined(separator: ", ")))"
            )
        }
        for file in signature.files {
            let type = file.mediaType.map { " (\(PlainText.line($0)))" } ?? ""
            lines.append("    file: \(PlainText.line(file.name))\(type)")
        }
        if !signature.findings.isEmpty {
            lines.append("    findings:")
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
                    indentation + "\(severity.rawValue) \(finding.rule.code): "
                        + PlainText.line(finding.message)
                ]
                let inner = indentation + "    "
                lines.append(inner + "where: \(finding.place)")
                if let expected = finding.expected {
                    lines.append(inner + "expected: " + PlainText.line(expected))
                }
                if let found = finding.found {
                    lines.append(inner + "found: " + PlainText.line(found))
                }
                if !finding.clause.isEmpty { lines.append(inner + "rule: " + finding.clause) }
                return lines
            }
        }
    }
}
