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
            for list in lists { evidence.insertRevocationList(list.derEncoded, cache) }
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

    /// What the lists say of a certificate at `time`, in a word, and what was found.
    private static func word(
        of leaf: VirtualHolder, _ issuer: VirtualHolder, _ lists: [CertificateRevocationList],
        from source: EvidenceSource = .container, at time: Date = VirtualHolder.time
    ) -> (word: String, rules: [ValidationRule], carried: RevocationChecking.Carried) {
        var evidence = EvidenceSet()
        evidence.source = source
        let cache = CertificateCache()
        for list in lists { evidence.insertRevocationList(list.derEncoded, cache) }
        let context = ValidationContext(
            policy: .baseline, time: VirtualHolder.time, signerAnchors: [], timeStampAnchors: [],
            trustedResponders: [], evidence: evidence, cache: cache)
        let found = RevocationChecking(context: context, anchor: issuer.certificate).status(
            of: leaf.certificate, issuedBy: issuer.certificate, at: time, place: .container)
        let word =
            switch found.status {
            case .notRevoked: "not revoked"
            case .revoked: "revoked"
            case .notFresh: "not fresh"
            case .unknown: "unknown"
            }
        return (word, found.findings.map(\.rule), found.carried)
    }

    @Test("What a list says depends on when it was made, and on the time asked for")
    func statusFollowsTheTimes() throws {
        let issuer = try VirtualHolder("CA", VirtualHolder.authority())
        let leaf = try VirtualHolder("seal", issuedBy: issuer, serialNumber: [0x10])
        let time = VirtualHolder.time
        func list(_ entries: [[UInt8]], at made: Date) throws -> CertificateRevocationList {
            try VirtualList.signed(
                by: issuer, entries, thisUpdate: made, nextUpdate: made + 3_600)
        }
        let revoked = [VirtualList.entry(0x10, time - 100)]
        for (entries, made, asked, word, rules) in [
            ([], time, time, "not revoked", []),
            ([VirtualList.entry(0x11)], time, time, "not revoked", []),
            (revoked, time, time, "revoked", []),
            // Revoked later is not revoked until then.
            (revoked, time, time - 101, "not revoked", []),
            (revoked, time, time - 100, "revoked", []),
            ([], time - 3_601, time, "not fresh", []),
            ([], time + 60, time, "not revoked", []),
            ([], time + 61, time, "unknown", [.revocationDataKnown]),
            ([], VirtualHolder.begin - 1, time, "unknown", [.revocationDataWithinValidity]),
        ] as [([[UInt8]], Date, Date, String, [ValidationRule])] {
            let found = Self.word(of: leaf, issuer, [try list(entries, at: made)], at: asked)
            #expect(found.word == word && found.rules == rules, "\(found) of \(word)")
        }
        let both = try [list([], at: time), list(revoked, at: time - 10)]
        #expect(Self.word(of: leaf, issuer, both).word == "revoked")
        #expect(Self.word(of: leaf, issuer, []).word == "unknown")
    }

    @Test("A list by a stranger is not used, and what the caller gives is not carried")
    func whose() throws {
        let issuer = try VirtualHolder("CA", VirtualHolder.authority())
        let leaf = try VirtualHolder("seal", issuedBy: issuer)
        let stranger = try VirtualHolder("CA", VirtualHolder.authority())
        let forged = Self.word(of: leaf, issuer, [try VirtualList.signed(by: stranger)])
        #expect(forged.word == "unknown" && forged.rules == [.usableRevocationData])
        let good = try VirtualList.signed(by: issuer)
        for (source, carried) in [
            (EvidenceSource.container, RevocationChecking.Carried.proof), (.caller, .nothing),
        ] {
            let found = Self.word(of: leaf, issuer, [good], from: source)
            #expect(found.word == "not revoked" && found.carried == carried)
        }
    }
}
