package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
internal import EDocValidation
package import FoundationEssentials

/// What a signer must be so that this library's own validation accepts what it signs, by the policy
/// of the parameters: no seal signs a whole batch that nobody will accept.
///
/// Asked once, when signing is prepared, by the same block that validates. What time changes is
/// known from then on as a period, with which each signature's time is compared.
package struct SignerConditions: Sendable {
    private let chain: [X509Certificate]
    private let algorithm: SignatureAlgorithm
    private let digestAlgorithm: DigestAlgorithm
    private let policy: ValidationPolicy
    /// When all of it holds.
    private var period: Range<Date>

    /// Asks for all of it as of `time`.
    ///
    /// - Parameters:
    ///   - certificateChain: The signing certificate, then its issuers.
    ///   - signatureAlgorithm: The algorithm of the signature values.
    ///   - parameters: Name the policy and the digest algorithm.
    ///   - time: The time of signing.
    /// - Throws: ``XAdESError`` with `noCertificate`, `certificateNotValid` or
    ///   `signerNotAcceptable`.
    package init(
        certificateChain: [X509Certificate], signatureAlgorithm: SignatureAlgorithm,
        parameters: SignatureParameters, at time: Date
    ) throws(XAdESError) {
        chain = certificateChain
        algorithm = signatureAlgorithm
        digestAlgorithm = parameters.digestAlgorithm ?? signatureAlgorithm.digestAlgorithm
        policy = parameters.validationPolicy
        period = time..<time
        try examine(at: time)
        period = longestPeriod
    }

    /// Throws unless all of it holds at `time` too.
    package func check(at time: Date) throws(XAdESError) {
        guard !period.contains(time) else { return }
        try examine(at: time)
    }

    private func examine(at time: Date) throws(XAdESError) {
        guard let certificate = chain.first else { throw .noSigningCertificate }
        for certificate in chain {
            do { try certificate.checkValidity(at: time) } catch {
                throw XAdESError(code: .certificateNotValid, message: error.message)
            }
        }
        try checkLinks()
        try checkAlgorithms(certificate, at: time)
        try validate(certificate, at: time)
    }

    /// Each certificate is issued and signed by the next one.
    private func checkLinks() throws(XAdESError) {
        for (certificate, issuer) in zip(chain, chain.dropFirst())
        where !certificate.isIssued(by: issuer) {
            throw XAdESError(
                code: .signerNotAcceptable,
                message: "the signer's certificates are not a chain: after the one of "
                    + "\(certificate.subject) comes the one of \(issuer.subject), which did not "
                    + "issue it; expected the one of its issuer \(certificate.issuer), with the key "
                    + "that signed it (RFC 5280 §6.1.3 (a))")
        }
    }

    private func checkAlgorithms(
        _ certificate: X509Certificate, at time: Date
    ) throws(XAdESError) {
        let key = certificate.keyType
        guard algorithm.fits(key) else {
            throw XAdESError(
                code: .signerNotAcceptable,
                message: "the signer says that it signs with \(algorithm.name), which cannot be "
                    + "made with the \(key) key of its certificate, that of "
                    + certificate.subject)
        }
        let verdict = policy.algorithms.verdict(on: algorithm, key: key)
            .and(policy.algorithms.verdict(on: digestAlgorithm))
        guard !verdict.isReliable(at: time) else { return }
        var reason =
            "\(algorithm.name) with an \(key) key and \(digestAlgorithm.name) for digests is not "
            + "reliable"
        if case .reliableBefore(let end) = verdict { reason += " since \(CivilTime.text(of: end))" }
        throw refusal(
            reason + " (TS 119 312); use RSA-3072 or EC P-256, and SHA-256", unless: "algorithms")
    }

    /// The validation of the certificate, with the last one of the chain for an anchor. Whether one
    /// of them is revoked is not known here.
    private func validate(_ certificate: X509Certificate, at time: Date) throws(XAdESError) {
        let outcome = X509CertificateValidation(
            context: context(at: time), anchors: chain.suffix(1), purpose: .signing,
            demandsRevocation: false
        ).validate(certificate, at: time, place: .container)
        guard !outcome.conclusion.isPassed else { return }
        let finding = outcome.findings.first { $0.severity == .fail }
        var reason = finding?.message ?? "its certificate is not acceptable"
        if let expected = finding?.expected { reason += "; expected \(expected)" }
        if let found = finding?.found { reason += ", found \(found)" }
        if let clause = finding?.clause, !reason.contains(clause) { reason += " (\(clause))" }
        let member: String? =
            switch finding?.rule {
            case .contentCommitment: "demandsContentCommitment"
            case .reliableAlgorithm: "algorithms"
            default: nil
            }
        throw refusal(reason, unless: member)
    }

    private func context(at time: Date) -> ValidationContext {
        var policy = policy
        policy.demandsIssuerRevocation = false
        let cache = CertificateCache()
        var evidence = EvidenceSet()
        for certificate in chain { evidence.insertCertificate(certificate.derEncoded, cache) }
        return ValidationContext(
            policy: policy, time: time, signerAnchors: chain.suffix(1), timeStampAnchors: [],
            trustedResponders: [], evidence: evidence, cache: cache)
    }

    private func refusal(_ reason: String, unless member: String?) -> XAdESError {
        let way =
            member.map {
                "a policy whose member \($0) says otherwise admits it, as validationPolicy of the "
                    + "parameters"
            } ?? "no policy admits it"
        return XAdESError(
            code: .signerNotAcceptable,
            message: "what the signer signs would not be valid by the policy "
                + "\(PlainText.quoted(policy.name)): \(reason); \(way)")
    }

    /// When nothing of it changes: the certificates are valid and the algorithms reliable.
    private var longestPeriod: Range<Date> {
        let context = context(at: period.lowerBound)
        var verdicts = zip(chain, chain.dropFirst()).map(context.verdict(onSignatureOf:by:))
        verdicts.append(policy.algorithms.verdict(on: digestAlgorithm))
        if let key = chain.first?.keyType {
            verdicts.append(policy.algorithms.verdict(on: algorithm, key: key))
        }
        var ends = chain.map { $0.notAfter + 1 }
        for case .reliableBefore(let end) in verdicts { ends.append(end) }
        guard let begin = chain.map(\.notBefore).max(), let end = ends.min(), begin < end else {
            return period
        }
        return begin..<end
    }
}
