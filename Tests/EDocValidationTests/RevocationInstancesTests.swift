import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.6.4 step 4: which of several instances of revocation data decides, and which
/// count at all.
struct RevocationInstancesTests {
    private static let time = VirtualHolder.time
    private let root: VirtualHolder
    /// An authority that ends 100 seconds before the time of the validation.
    private let ended: VirtualHolder
    private let leaf: VirtualHolder

    init() throws {
        root = try VirtualHolder("root", VirtualHolder.authority())
        ended = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), notAfter: Self.time - 100)
        leaf = try VirtualHolder("seal", issuedBy: ended, serialNumber: [0x10])
    }

    /// What the evidence says of the seal, in a word, and the rules that are cited.
    private func word(
        lists: [CertificateRevocationList] = [], responses: [[UInt8]] = [],
        anchor: VirtualHolder? = nil, _ change: (inout ValidationPolicy) -> Void = { _ in }
    ) -> (word: String, rules: [ValidationRule]) {
        let cache = CertificateCache()
        var evidence = EvidenceSet()
        for list in lists { evidence.insertRevocationList(list.derEncoded, cache) }
        for response in responses { evidence.insertOCSPResponse(response, cache) }
        var policy = ValidationPolicy.baseline
        change(&policy)
        let context = ValidationContext(
            policy: policy, time: Self.time, signerAnchors: [], timeStampAnchors: [],
            trustedResponders: [], evidence: evidence, cache: cache)
        let found = RevocationChecking(context: context, anchor: (anchor ?? ended).certificate)
            .status(
                of: leaf.certificate, issuedBy: ended.certificate, at: Self.time,
                place: .container)
        let word =
            switch found.status {
            case .notRevoked: "good"
            case .revoked(let revocation, _, against: nil):
                revocation.isHold ? "hold" : "revoked"
            case .revoked: "revoked against"
            case .notFresh: "stale"
            case .unknown: "unknown"
            }
        return (word, found.findings.map(\.rule))
    }

    /// A list of `before` seconds ago, with the seal for `reason`; nil: without.
    private func list(_ before: Double, reason: UInt8?) throws -> CertificateRevocationList {
        let entries = reason.map {
            [VirtualList.entry(0x10, Self.time - 500, [VirtualList.reason($0)])]
        }
        return try VirtualList.signed(
            by: ended, entries ?? [], thisUpdate: Self.time - before)
    }

    private func response(
        _ before: Double, _ status: [UInt8], by responder: VirtualHolder? = nil,
        produced: Double? = nil
    ) throws -> [UInt8] {
        let responder = responder ?? ended
        var virtual = try VirtualResponse(byKey: responder.certificate)
        virtual.producedAt = Self.time - (produced ?? before)
        virtual.certificates = [responder.certificate]
        virtual.singles = [
            VirtualResponse.single(
                try CertID(of: leaf.certificate, issuedBy: ended.certificate), status,
                thisUpdate: Self.time - before, nextUpdate: Self.time - before + 900)
        ]
        return try virtual.encoded(signedBy: responder.key)
    }

    @Test("The latest issued decides; of one moment the strictest")
    func latest() throws {
        for (made, expected) in [
            ([(300, 6), (200, nil)], "good"), ([(300, nil), (200, 6)], "hold"),
            ([(200, 6), (200, nil)], "hold"), ([(300, nil), (200, 1)], "revoked"),
            ([(200, nil), (200, 1)], "revoked"), ([(300, 6), (250, nil), (200, 6)], "hold"),
            ([(300, 6), (200, 1)], "revoked"),
        ] as [([(Double, UInt8?)], String)] {
            let lists = try made.map { try list($0, reason: $1) }
            for lists in [lists, lists.reversed()] {
                let found = word(lists: lists)
                #expect(found.word == expected && found.rules == [], "\(made): \(found)")
            }
        }
        let suspended = VirtualResponse.revoked(Self.time - 500, reason: 6)
        for (response, before, expected) in [
            (VirtualResponse.good, 200, "good"), (suspended, 200, "hold"),
            (VirtualResponse.good, 400, "hold"), (VirtualResponse.unknown, 200, "hold"),
        ] as [([UInt8], Double, String)] {
            let found = try word(
                lists: [list(300, reason: 6)], responses: [self.response(before, response)])
            #expect(found.word == expected, "\(before): \(found)")
        }
    }

    @Test("The latest issued decides, fresh or not: an older one that is fresh does not stand in")
    func stale() throws {
        let old = try VirtualList.signed(
            by: ended, thisUpdate: Self.time - 9_000, nextUpdate: Self.time + 9_000)
        #expect(word(lists: [old]).word == "good")
        let before = Self.time - 5_000
        for (status, expected) in [
            (VirtualResponse.good, "stale"),
            (VirtualResponse.revoked(before, reason: 6), "hold"),
            (VirtualResponse.revoked(before, reason: 1), "revoked"),
            // It says that the certificate was not revoked until then, and is too old for now.
            (VirtualResponse.revoked(Self.time + 60, reason: 1), "stale"),
            // No word about the certificate: it does not decide.
            (VirtualResponse.unknown, "good"),
        ] {
            let found = try word(lists: [old], responses: [response(5_000, status)])
            #expect(found.word == expected, "\(found)")
        }
        #expect(try word(responses: [response(5_000, VirtualResponse.good)]).word == "stale")
        let fresh = try word(
            lists: [old],
            responses: [response(5_000, VirtualResponse.good), response(200, VirtualResponse.good)])
        #expect(fresh.word == "good")
    }

    @Test("A revocation is taken back by nothing, unless the policy goes by the letter")
    func isFinal() throws {
        for reason in [0, 1, 5] as [UInt8] {
            let lists = try [list(300, reason: reason), list(200, reason: nil)]
            #expect(word(lists: lists).word == "revoked against")
            let letter = word(lists: lists) { $0.dispositions[.revocationIsFinal] = .warn }
            #expect(letter.word == "good" && letter.rules == [.revocationIsFinal])
            let held = try [list(300, reason: reason), list(200, reason: 6)]
            #expect(word(lists: held).word == "revoked against")
        }
    }

    @Test("What was issued after the end of its issuer does not count, unless he is the anchor")
    func issuersValidity() throws {
        let good = VirtualResponse.good
        let responder = try VirtualHolder(
            "OCSP", issuedBy: ended,
            [VirtualHolder.usage(0), VirtualHolder.ocspSigning, VirtualHolder.noCheck])
        for before in [200, 100, 99, 0] as [Double] {
            let counts = before >= 100
            for (lists, responses) in try [
                ([list(before, reason: nil)], []), ([], [response(before, good)]),
                ([], [response(before, good, by: responder)]),
                // What counts is when it was made, not of when it speaks.
                ([], [response(300, good, produced: before)]),
            ] as [([CertificateRevocationList], [[UInt8]])] {
                let found = word(lists: lists, responses: responses, anchor: root)
                #expect(found.word == (counts ? "good" : "unknown"))
                #expect(found.rules == (counts ? [] : [.revocationDataByValidIssuer]))
                #expect(word(lists: lists, responses: responses).word == "good")
            }
        }
    }

    @Test("What is weakly signed comes last, unless it says revoked")
    func weak() throws {
        let strong = try list(300, reason: nil)
        let weakResponder = try VirtualHolder(
            "OCSP", issuedBy: ended,
            [VirtualHolder.usage(0), VirtualHolder.ocspSigning, VirtualHolder.noCheck],
            key: PrivateKey.generate(.ellipticCurve(.p384)))
        for (status, expected) in [
            (VirtualResponse.good, "good"),
            (VirtualResponse.revoked(Self.time - 500, reason: 6), "good"),
            (VirtualResponse.revoked(Self.time - 500, reason: 1), "revoked against"),
        ] {
            let found = try word(
                lists: [strong], responses: [response(200, status, by: weakResponder)]
            ) {
                $0.algorithms.rows.append(.init("EC", bits: 384, until: Self.time - 1))
            }
            #expect(found.word == expected)
        }
    }
}
