internal import EDocCrypto
internal import FoundationEssentials

/// What the validation of one signature is decided by (EN 319 102-1 §5.2.4): policy, anchors by
/// role, evidence, and the time for which it is made.
struct ValidationContext {
    let policy: ValidationPolicy
    /// The validation time. What was issued later is not known yet, and not used.
    let time: Date
    /// Trusted for signers and for responders below them.
    let signerAnchors: [DecodedCertificate]
    /// Trusted for time-stamping authorities.
    let timeStampAnchors: [DecodedCertificate]
    /// Locally trusted OCSP responders.
    let trustedResponders: [DecodedCertificate]
    /// What may be used.
    var evidence: EvidenceSet
    let cache: CertificateCache
    /// The earliest time proved by now; nil when none is.
    var bestSignatureTime: Date?

    /// The verdict of the policy's table on the signature of a certificate, list, response or token
    /// by `algorithm` with the key of `signer`.
    func verdict(
        on algorithm: AlgorithmIdentifier, by signer: DecodedCertificate
    ) -> AlgorithmTable.Verdict {
        guard let digest = algorithm.signatureDigestAlgorithm, let key = signer.keyType else {
            return .unknown
        }
        let scheme: SignatureAlgorithm.Scheme =
            if case .ellipticCurve = key {
                .ecdsa
            } else {
                algorithm.algorithm == .rsassaPSS ? .rsaPSS : .rsaPKCS1
            }
        return policy.algorithms.verdict(on: digest, scheme, key)
    }

    /// The verdict on the signature of `certificate` by `issuer`, with the quirk about SHA-1 where
    /// the policy has it.
    func verdict(
        onSignatureOf certificate: DecodedCertificate, by issuer: DecodedCertificate
    ) -> AlgorithmTable.Verdict {
        if policy.quirks.contains(.sha1SignedCertificate),
            let verdict = SHA1SignedCertificate.verdict(
                on: certificate, by: issuer, policy.algorithms)
        {
            return verdict
        }
        return verdict(on: certificate.signatureAlgorithm, by: issuer)
    }
}

extension DecodedCertificate {
    /// The kind and size of the key; nil when OpenSSL does not know it.
    var keyType: KeyType? { (try? publicKey())?.type }

    /// For findings: the common name, or else the subject in the form of RFC 4514.
    var displayName: String { tbs.subject.commonName ?? tbs.subject.text }
}
