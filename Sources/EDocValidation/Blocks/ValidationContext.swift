package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// What the validation of one signature is decided by (EN 319 102-1 §5.2.4): policy, anchors by
/// role, evidence, and the time for which it is made.
package struct ValidationContext {
    /// What is demanded.
    package var policy: ValidationPolicy
    /// The validation time. What was issued later is not known yet, and not used.
    package let time: Date
    /// Trusted for signers and for responders below them.
    package let signerAnchors: [X509Certificate]
    /// Trusted for time-stamping authorities.
    package let timeStampAnchors: [X509Certificate]
    /// Locally trusted OCSP responders.
    package let trustedResponders: [X509Certificate]
    /// What may be used.
    package var evidence: EvidenceSet
    /// Remembers what was decoded and verified before.
    package let cache: CertificateCache
    /// The earliest time proved by now; nil when none is.
    package var bestSignatureTime: Date?
    /// What is known to have existed when.
    package var proofs = ProofsOfExistence()

    /// A context in which nothing is proved yet.
    package init(
        policy: ValidationPolicy, time: Date, signerAnchors: [X509Certificate],
        timeStampAnchors: [X509Certificate], trustedResponders: [X509Certificate],
        evidence: EvidenceSet, cache: CertificateCache
    ) {
        self.policy = policy
        self.time = time
        self.signerAnchors = signerAnchors
        self.timeStampAnchors = timeStampAnchors
        self.trustedResponders = trustedResponders
        self.evidence = evidence
        self.cache = cache
    }

    /// Whether what is dated `date` can be known at the time of the validation: clocks differ by as
    /// much as the policy tolerates.
    package func isKnown(_ date: Date) -> Bool { date <= time + policy.clockTolerance }

    /// For findings about what is not.
    package var latestKnown: String {
        "\(CivilTime.text(of: time + policy.clockTolerance)) or earlier"
    }

    /// The verdict of the policy's table on the signature of a certificate, list, response or token
    /// by `algorithm` with the key of `signer`.
    package func verdict(
        on algorithm: AlgorithmIdentifier, by signer: X509Certificate
    ) -> AlgorithmTable.Verdict {
        guard let digest = algorithm.signatureDigestAlgorithm else { return .unknown }
        let key = signer.keyType
        let scheme: SignatureAlgorithm.Scheme =
            if case .ellipticCurve = key {
                .ecdsa
            } else {
                algorithm.algorithm == .rsassaPSS ? .rsaPSS : .rsaPKCS1
            }
        return policy.algorithms.verdict(on: digest, scheme, key)
    }

    /// The verdict on the signature of `certificate` by `issuer`.
    ///
    /// Who gives a certificate to a validation vouches for its octets: of that one the key alone is
    /// judged, as it is of an anchor.
    package func verdict(
        onSignatureOf certificate: X509Certificate, by issuer: X509Certificate
    ) -> AlgorithmTable.Verdict {
        evidence.isGiven(certificate)
            ? policy.algorithms.verdict(on: certificate.keyType)
            : verdict(on: certificate.signatureAlgorithm, by: issuer)
    }

    /// The time for which the algorithms of a certificate, response or list are judged
    /// (EN 319 102-1 §5.5.4, 10): since when it is proved to exist, or else the time of the
    /// validation. A time-stamp over a signature proves nothing about them.
    package func judgedAt(_ encoded: [UInt8]) -> Date {
        proofs.time(of: .evidence(encoded)) ?? time
    }
}
