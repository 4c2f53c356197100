internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

/// ``Quirk/sha1SignedCertificate``: certificates of real time-stamping authorities were signed with
/// SHA-1, and used long after that ended for new ones.
///
/// What is broken in SHA-1 is the resistance to collisions: somebody who may choose what an issuer
/// signs can get a signature that fits another certificate too. The issuer writes the beginning of
/// the validity, so an honest one that begins before the end of SHA-1 was signed before it, too.
/// Where the issuer is one that the caller trusts for time-stamps alone, few ask it for anything:
/// so it is admitted for the certificate of an authority directly below such an anchor, and nowhere
/// else. The anchor's key must be reliable at the time of the validation all the same.
enum SHA1SignedCertificate {
    /// The verdict on the signature of the certificate at the beginning of `path`: that on the key
    /// alone; nil when it is none of these.
    static func verdict(
        on path: CertificatePath, for purpose: CertificatePurpose, _ algorithms: AlgorithmTable
    ) -> AlgorithmTable.Verdict? {
        guard purpose == .timeStamping, path.certificates.count == 2,
            let certificate = path.certificates.first, let anchor = path.anchor,
            certificate.signatureAlgorithm.signatureDigestAlgorithm == .sha1,
            algorithms.verdict(on: .sha1).isReliable(at: certificate.tbs.notBefore)
        else { return nil }
        return algorithms.verdict(on: anchor.keyType)
    }
}
