internal import EDocEncoding
internal import EDocPKI
internal import EDocValidation
internal import EDocXAdES
internal import FoundationEssentials

extension ValidationReport {
    /// The report for a person: first of all whether the container is valid, and what to do if
    /// not; then what was found about it, worst first; then who signed what and when.
    ///
    /// Text from the container stands in quotes, and characters in it that move a terminal or are
    /// invisible are escaped, so that no name can pass for a word of the report.
    public var text: String {
        var lines = [headline]
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
        let basis =
            "\(file.map(PlainText.quoted) ?? "the container") "
            + "(as of \(time), policy \(PlainText.line(policy)))"
        let count = signatures.count
        if isValid { return "VALID: \(basis)" + (count == 1 ? "." : ", \(count) signatures.") }
        if containerAlone == .refused {
            return "NOT VALID: \(basis): the container is refused. Do not rely on it"
                + (signatures.isEmpty ? "." : ", whatever its signatures say.")
        }
        guard count > 0 else { return "NOT VALID: \(basis): nothing is signed." }
        if isInspection {
            return "NOT VALID: \(basis): nobody is trusted, so what follows is only claimed."
        }
        let failed = signatures.count { $0.indication != .totalPassed }
        guard failed > 0 else { return "NOT VALID: \(basis): who was demanded has not signed." }
        return "NOT VALID: \(basis): \(failed) of \(count) signatures did not pass."
    }

    private func lines(of signature: SignatureReport, number: Int) -> [String] {
        let reason = signature.subIndication.map { " / \($0.rawValue)" } ?? ""
        var lines = ["  signature \(number): \(signature.indication.rawValue)\(reason)"]
        if isInspection, signature.subIndication == .noCertificateChainFound {
            lines.append("    Nothing in it was changed, but anybody can make such a signature.")
        } else if let advice = signature.advice(at: validationTime) {
            lines.append("    \(advice)")
        }
        if containerAlone == .refused, signature.indication == .totalPassed {
            lines.append("    The signature itself is right; the container around it is refused.")
        }
        lines.append("    in: \(PlainText.quoted(signature.entry))")
        if signature.isRepetition { lines.append("    a copy of an earlier signature") }
        if let signer = signature.signer {
            lines.append("    signed by: \(signer.line)")
        } else if let signer = signature.claimedSigner {
            lines.append("    claims to be signed by: \(signer.line)")
        }
        if let time = signature.bestSignatureTime {
            lines.append(
                "    signed no later than: \(CivilTime.text(of: time)) (proved by a time-stamp)")
        }
        if let time = signature.claimedSigningTime {
            let proof = signature.bestSignatureTime == nil ? " (no time-stamp proves it)" : ""
            lines.append("    claimed signing time: \(CivilTime.text(of: time))\(proof)")
        }
        lines += Self.line(ofLevelOf: signature).map { ["    " + $0] } ?? []
        if let end = signature.certificatesEnd {
            lines.append(
                "    can be validated until: \(CivilTime.text(of: end)), when a certificate ends")
        }
        lines += signature.lackingIssuers.map {
            "    nobody trusted vouches for it: lacking is the certificate of \(PlainText.quoted($0))"
        }
        for file in signature.files {
            let type = file.mediaType.map { " (\(PlainText.quoted($0)))" } ?? ""
            lines.append("    file: \(PlainText.quoted(file.name))\(type)")
        }
        lines += Self.lines(ofClaimsOf: signature)
        if let signer = signature.signer ?? signature.claimedSigner {
            lines.append("    certificate:")
            lines += signer.details.map { "      " + $0 }
        }
        if let anchor = signature.trustAnchor {
            lines.append("      trusted through: \(PlainText.quoted(anchor.subject))")
        }
        if !signature.findings.isEmpty {
            lines.append("    findings:")
            lines += Self.lines(of: signature.findings, indentation: "      ")
        }
        return lines
    }

    /// The claims of the signer, which nothing proves: a good signature proves only that the signer
    /// made them.
    private static func lines(ofClaimsOf signature: SignatureReport) -> [String] {
        var claims = signature.claimedRoles.map { ("role", [$0]) }
        if !signature.claimedPlace.isEmpty { claims.append(("place", signature.claimedPlace)) }
        claims += signature.claimedCommitments.map { ("commitment", [$0]) }
        if let policy = signature.claimedPolicy { claims.append(("policy", [policy])) }
        return claims.map { name, texts in
            "    claimed \(name): " + texts.map(PlainText.quoted).joined(separator: ", ")
        }
    }

    private static func line(ofLevelOf signature: SignatureReport) -> String? {
        guard let form = signature.conformance else { return nil }
        guard let level = signature.level else { return "carries level: \(form)" }
        if level == signature.carriedLevel { return "level: \(form)" }
        return "level: \(level.letters) is proved; \(form) is carried"
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

extension SignerIdentity {
    /// Name, organisation and identifiers on one line, so that people of one name are told apart.
    var line: String {
        let identifiers = [organizationIdentifier, serialNumber, country].compactMap(\.self)
        let names = [displayName] + (organization.map { [$0] } ?? [])
        return names.map(PlainText.quoted).joined(separator: ", ")
            + (identifiers.isEmpty
                ? "" : " (" + identifiers.map(PlainText.quoted).joined(separator: ", ") + ")")
    }

    /// The details that tell the certificate from all others.
    fileprivate var details: [String] {
        var details = [
            "issued by: \(PlainText.quoted(issuer))",
            "serial number: \(certificateSerialNumber)",
            "valid: \(CivilTime.text(of: notBefore)) to \(CivilTime.text(of: notAfter))",
        ]
        if let fingerprint { details.append("fingerprint: \(fingerprint)") }
        if !qcStatements.isEmpty {
            let statements = qcStatements.map { PlainText.line($0.description) }
            details.append(
                "the issuer states (not judged): \(statements.joined(separator: "; "))")
        }
        return details
    }
}
