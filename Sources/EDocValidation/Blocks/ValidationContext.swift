package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import FoundationEssentials

/// The inputs of the validation of one signature (EN 319 102-1 §5.2.4): policy, anchors by role,
/// evidence, and the time of the validation.
package struct ValidationContext {
    /// The policy.
    package var policy: ValidationPolicy
    /// The validation time. Evidence issued later is not used.
    package let time: Date
    /// Anchors for signing certificates, and for OCSP responders below them.
    package let signerAnchors: [X509Certificate]
    /// Anchors for time-stamping authorities.
    package let timeStampAnchors: [X509Certificate]
    /// Locally trusted OCSP responders.
    package let trustedResponders: [X509Certificate]
    /// Certificates and revocation data that may be used.
    package var evidence: EvidenceSet
    /// Remembers decoded certificates and verified signatures.
    package let cache: CertificateCache
    /// best-signature-time (§5.5.4): the earliest time proved so far; nil when none is.
    package var bestSignatureTime: Date?
    /// The objects that are proved to have existed, and when.
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

    /// Whether something dated `date` can be known at the time of the validation, with the policy's
    /// tolerance for clocks.
    package func isKnown(_ date: Date) -> Bool { date <= time + policy.clockTolerance }

    /// The latest date that ``isKnown(_:)`` accepts, for findings.
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
    /// The octets of a certificate that the caller gives as such are trusted to be the ones meant:
    /// only its key is judged, as an anchor's is.
    package func verdict(
        onSignatureOf certificate: X509Certificate, by issuer: X509Certificate
    ) -> AlgorithmTable.Verdict {
        evidence.isGiven(certificate)
            ? policy.algorithms.verdict(on: certificate.keyType)
            : verdict(on: certificate.signatureAlgorithm, by: issuer)
    }

    /// The time at which the algorithms of a certificate, response or list are judged (EN 319 102-1
    /// §5.5.4, 10): the time at which it is proved to exist, or else that of the validation. A
    /// time-stamp over a signature proves nothing about them.
    package func judgedAt(_ encoded: [UInt8]) -> Date {
        proofs.time(of: .evidence(encoded)) ?? time
    }
}
