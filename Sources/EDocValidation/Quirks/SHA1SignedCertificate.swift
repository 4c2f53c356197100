internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

/// ``Quirk/sha1SignedCertificate``: certificates of real time-stamping authorities were signed with
/// SHA-1, and used long after that ended for new ones.
///
/// SHA-1 no longer resists collisions: somebody who may choose what an issuer signs can get a
/// signature that fits another certificate too. The issuer itself writes the beginning of the
/// validity, so a certificate that begins before the end of SHA-1 was signed before it, if the
/// issuer is honest. An issuer that the caller trusts for time-stamps alone takes requests from
/// few. So the quirk accepts the certificate of an authority directly below such an anchor, and
/// nothing else. The anchor's key must be reliable at the time of the validation all the same.
enum SHA1SignedCertificate {
    /// The verdict on the key that signed the first certificate of `path`; nil when the quirk does
    /// not apply.
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
