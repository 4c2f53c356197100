import EDocPKI
import EDocValidation
import FoundationEssentials
import TestPKI

extension X509CertificateValidation {
    /// What comes of the certificate of `holder`, with certificates of `authorities` and `lists` at
    /// hand, in this order.
    static func outcome(
        for holder: VirtualHolder, through authorities: [VirtualHolder],
        to anchors: [VirtualHolder],
        lists: [CertificateRevocationList], demands: Bool = false,
        at time: Date = VirtualHolder.time, purpose: CertificatePurpose = .signing,
        _ change: (inout ValidationPolicy) -> Void
    ) -> Outcome {
        let cache = CertificateCache()
        var evidence = EvidenceSet()
        for authority in authorities {
            evidence.insertCertificate(authority.certificate.derEncoded, cache)
        }
        for list in lists { evidence.insertRevocationList(list.derEncoded, cache) }
        var policy = ValidationPolicy.baseline
        change(&policy)
        let context = ValidationContext(
            policy: policy, time: VirtualHolder.time, signerAnchors: [], timeStampAnchors: [],
            trustedResponders: [], evidence: evidence, cache: cache)
        return X509CertificateValidation(
            context: context, anchors: anchors.map(\.certificate), purpose: purpose,
            demandsRevocation: demands
        ).validate(holder.certificate, at: time, place: .container)
    }
}
