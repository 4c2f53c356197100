internal import EDocCrypto
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
    /// Whether the certificate's signature may be accepted although its digest is not reliable at
    /// `time`.
    static func isAcceptable(
        _ certificate: DecodedCertificate, by issuer: DecodedCertificate, at time: Date,
        _ algorithms: AlgorithmTable
    ) -> Bool {
        guard certificate.signatureAlgorithm.signatureDigestAlgorithm == .sha1,
            let key = issuer.keyType
        else { return false }
        return algorithms.verdict(on: .sha1).isReliable(at: certificate.tbs.notBefore)
            && algorithms.verdict(on: key).isReliable(at: time)
    }
}
