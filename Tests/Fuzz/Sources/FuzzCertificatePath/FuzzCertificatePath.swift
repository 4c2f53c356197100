import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/certificates TestVectors/crypto/evidence

/// Certificates one after the other: a path that is found ends in an anchor, each step of it is
/// signed, and nothing but its own bytes makes a certificate an anchor.
@main enum FuzzCertificatePath: FuzzTarget {
    static func test(_ input: Span<UInt8>) {
        let octets = input.copied()
        let cache = CertificateCache()
        var certificates: [X509Certificate] = []
        var reader = DERSequence(octets[...])
        while certificates.count < 8, let next = try? reader.next(.sequence, "certificates") {
            guard let certificate = try? cache.certificate(derEncoded: next.octets) else { break }
            precondition(certificate.derEncoded == next.octets)
            certificates.append(certificate)
        }
        guard let leaf = certificates.first, let anchor = certificates.last else { return }
        for purpose in [
            CertificatePurpose.signing, .timeStamping, .ocspSigning, .revocationListSigning,
        ] {
            for time in [nil, leaf.tbs.notBefore] {
                let inputs = CertificatePath.Inputs(
                    anchors: [anchor], intermediates: certificates, time: time, purpose: purpose)
                switch CertificatePath.find(for: leaf, inputs, cache: cache) {
                case .failure(let failure):
                    precondition(failure.description.contains(failure.clause))
                    precondition(!failure.path.isEmpty)
                case .success(let path):
                    precondition(path.certificates.first == leaf && path.anchor == anchor)
                    for (one, issuer) in zip(path.certificates, path.certificates.dropFirst()) {
                        precondition(one.isSigned(by: issuer) == .valid)
                        precondition(one.tbs.issuer == issuer.tbs.subject)
                    }
                }
            }
        }
    }
}
