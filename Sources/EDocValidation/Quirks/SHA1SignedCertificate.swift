internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

/// ``Quirk/sha1SignedCertificate``: many certificates of real signers, issuers and time-stamping
/// authorities were signed with SHA-1, and used long after that ended for new ones.
///
/// What is broken in SHA-1 is the resistance to collisions: somebody who may choose what an issuer
/// signs can get a signature that fits another certificate too. That must happen when the issuer
/// signs, and the issuer writes the beginning of the validity. So what counts is whether SHA-1 was
/// reliable when the certificate began; nobody can make a second certificate to an old signature.
/// The issuer's key must be reliable at the time of the validation all the same.
enum SHA1SignedCertificate {
    /// The verdict on the signature of such a certificate: that on the key alone; nil when the
    /// certificate is none of these.
    static func verdict(
        on certificate: X509Certificate, by issuer: X509Certificate,
        _ algorithms: AlgorithmTable
    ) -> AlgorithmTable.Verdict? {
        guard certificate.signatureAlgorithm.signatureDigestAlgorithm == .sha1,
            algorithms.verdict(on: .sha1).isReliable(at: certificate.tbs.notBefore)
        else { return nil }
        return algorithms.verdict(on: issuer.keyType)
    }
}
