import EDocCrypto
import EDocPKI
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

struct RevocationCheckingTests {
    /// A list by another key of the issuer counts where that key has a path to the same anchor.
    @Test func aValidationFindsTheSigner() throws {
        let root = try VirtualHolder("root", VirtualHolder.authority())
        let old = try VirtualHolder("CA", issuedBy: root, VirtualHolder.authority())
        let new = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), serialNumber: [0x20])
        let stranger = try VirtualHolder("CA", VirtualHolder.authority())
        let leaf = try VirtualHolder("seal", issuedBy: old, serialNumber: [0x10])
        func isRevoked(
            by lists: [CertificateRevocationList], _ certificates: VirtualHolder...,
            anchor: VirtualHolder = root
        ) -> Bool? {
            let cache = CertificateCache()
            var evidence = EvidenceSet()
            for list in lists { evidence.insertRevocationList(list.derEncoded) }
            for holder in certificates {
                evidence.insertCertificate(holder.certificate.derEncoded, cache)
            }
            let context = ValidationContext(
                policy: .baseline, time: VirtualHolder.time, signerAnchors: [],
                timeStampAnchors: [], trustedResponders: [], evidence: evidence, cache: cache)
            let status = RevocationChecking(context: context, anchor: anchor.certificate).status(
                of: leaf.certificate, issuedBy: old.certificate, at: VirtualHolder.time,
                place: .container)
            return switch status.status {
            case .notRevoked: false
            case .revoked: true
            case .notFresh, .unknown: nil
            }
        }
        let revoking = try VirtualList.signed(by: new, [VirtualList.entry(0x10)])
        #expect(isRevoked(by: [revoking], new) == true)
        #expect(isRevoked(by: [try VirtualList.signed(by: new)], stranger, new) == false)
        #expect(isRevoked(by: [revoking]) == nil)
        #expect(isRevoked(by: [revoking], new, anchor: stranger) == nil)
        #expect(
            isRevoked(
                by: [try VirtualList.signed(by: stranger, [VirtualList.entry(0x10)])], stranger)
                == nil)
        #expect(
            isRevoked(
                by: [revoking, try VirtualList.signed(by: root, [VirtualList.entry(0x20)])], new)
                == nil)
    }
}
