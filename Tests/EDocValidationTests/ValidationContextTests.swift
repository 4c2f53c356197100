import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.4.
struct ValidationContextTests {
    private func context(_ table: AlgorithmTable) -> ValidationContext {
        var policy = ValidationPolicy.baseline
        policy.algorithms = table
        return ValidationContext(
            policy: policy, time: VirtualHolder.time, signerAnchors: [], timeStampAnchors: [],
            trustedResponders: [], evidence: EvidenceSet(), cache: CertificateCache())
    }

    @Test("Nothing is proved at the beginning")
    func beginning() {
        #expect(context(.ts119312).bestSignatureTime == nil)
    }

    @Test("A signature by a key is judged by the policy's table")
    func byTable() throws {
        let issuer = try VirtualHolder("CA", VirtualHolder.authority())
        let leaf = try VirtualHolder("seal", issuedBy: issuer).certificate
        #expect(
            context(.ts119312).verdict(onSignatureOf: leaf, by: issuer.certificate) == .reliable)
        #expect(
            context(AlgorithmTable(rows: [])).verdict(onSignatureOf: leaf, by: issuer.certificate)
                == .unknown)
    }

    @Test("An algorithm that is none for signatures has no verdict")
    func unknown() throws {
        let issuer = try VirtualHolder("CA", VirtualHolder.authority()).certificate
        let algorithm = AlgorithmIdentifier(ASN1ObjectIdentifier(1, 2, 3), withNull: false)
        #expect(context(.ts119312).verdict(on: algorithm, by: issuer) == .unknown)
    }
}
