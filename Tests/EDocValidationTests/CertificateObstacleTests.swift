import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.5.4 steps 4, 6 and 7: what is no obstacle for something that is proved to have
/// existed before, and §5.2.6.4 steps 1, 5, 7 and 8.
struct CertificateObstacleTests {
    private static let time = VirtualHolder.time
    private static let day: Double = 86_400
    private let root: VirtualHolder

    init() throws { root = try VirtualHolder("root", VirtualHolder.authority()) }

    private func seal(
        _ extensions: [VirtualHolder.Extension] = [], notAfter: Date = VirtualHolder.end,
        issuedBy issuer: VirtualHolder? = nil
    ) throws -> VirtualHolder {
        try VirtualHolder(
            "seal", issuedBy: issuer ?? root, [VirtualHolder.usage(1)] + extensions,
            serialNumber: [0x10], notAfter: notAfter)
    }

    /// What comes of it for something that is proved to have existed at `best`; nil: nothing is.
    private func validate(
        _ holder: VirtualHolder, anchors: [VirtualHolder]? = nil, between: [VirtualHolder] = [],
        lists: [CertificateRevocationList] = [], responses: [[UInt8]] = [],
        purpose: CertificatePurpose = .signing, demands: Bool = true,
        proofs: [[UInt8]: Date] = [:], best: Date? = nil, at time: Date = time,
        _ change: (inout ValidationPolicy) -> Void = { _ in }
    ) -> X509CertificateValidation.Outcome {
        let cache = CertificateCache()
        var evidence = EvidenceSet()
        evidence.source = .container
        for holder in between { evidence.insertCertificate(holder.certificate.derEncoded, cache) }
        for list in lists { evidence.insertRevocationList(list.derEncoded, cache) }
        for response in responses { evidence.insertOCSPResponse(response, cache) }
        var policy = ValidationPolicy.baseline
        change(&policy)
        var context = ValidationContext(
            policy: policy, time: time, signerAnchors: [], timeStampAnchors: [],
            trustedResponders: [], evidence: evidence, cache: cache)
        for (octets, date) in proofs { context.proofs.add(.evidence(octets), at: date) }
        return X509CertificateValidation(
            context: context, anchors: (anchors ?? [root]).map(\.certificate), purpose: purpose,
            demandsRevocation: demands
        ).validate(holder.certificate, at: time, place: .container) { obstacle in
            best.flatMap { obstacle.findings(whenProvedAt: $0, policy) }
        }
    }

    private func list(
        _ entries: [[UInt8]] = [], at made: Date = time, next: Double = 3_600,
        by holder: VirtualHolder? = nil
    ) throws -> CertificateRevocationList {
        try VirtualList.signed(
            by: holder ?? root, entries, thisUpdate: made, nextUpdate: made + next)
    }

    private func response(
        about holder: VirtualHolder, by responder: VirtualHolder, at made: Date, next: Double
    ) throws -> [UInt8] {
        var virtual = try VirtualResponse(byKey: responder.certificate)
        virtual.producedAt = made
        virtual.certificates = [responder.certificate]
        virtual.singles = [
            VirtualResponse.single(
                try CertID(of: holder.certificate, issuedBy: root.certificate),
                VirtualResponse.good, thisUpdate: made, nextUpdate: made + next)
        ]
        return try virtual.encoded(signedBy: responder.key)
    }

    private func responder(until end: Date) throws -> VirtualHolder {
        try VirtualHolder(
            "OCSP", issuedBy: root,
            [VirtualHolder.usage(0), VirtualHolder.ocspSigning, VirtualHolder.noCheck],
            serialNumber: [0x30], notAfter: end)
    }

    @Test("A revocation that came later, signed with an algorithm that does not count")
    func weakRevocation() throws {
        let seal = try seal()
        let weak = try VirtualHolder(
            "weak root", VirtualHolder.authority(), key: PrivateKey.generate(.rsa(bits: 1024)))
        let under = try self.seal(issuedBy: weak)
        for (holder, issuer, best, conclusion) in [
            (seal, root, Self.time - 3_600, .passed),
            (under, weak, Self.time - 3_600, .indeterminate(.cryptoConstraintsFailureNoPOE)),
            (seal, root, Self.time - 60, .indeterminate(.revokedNoPOE)),
            (under, weak, Self.time - 60, .indeterminate(.revokedNoPOE)),
        ] as [(VirtualHolder, VirtualHolder, Date, Conclusion)] {
            // The certificate of the seal itself is given as a proof of existence has it.
            let list = try list(
                [VirtualList.entry(0x10, Self.time - 1_800, [VirtualList.reason(1)])], by: issuer)
            let outcome = validate(
                holder, anchors: [issuer], lists: [list],
                proofs: [holder.certificate.derEncoded: VirtualHolder.begin], best: best
            ) {
                // Of the two signatures only that of the list is to be weak.
                $0.quirks = []
            }
            #expect(outcome.conclusion == conclusion, "\(outcome.findings)")
        }
    }

    @Test("A responder of thirty days, and what it said for a time-stamp, a year later")
    func responderEnded() throws {
        let seal = try seal()
        let signed = Self.time - 365 * Self.day
        let responder = try responder(until: signed + 29 * Self.day)
        for (made, next, best, conclusion) in [
            // Stale now, fresh then: step 6.
            (signed + 60, 900, signed, .passed),
            (signed - 60, 900, signed, .passed),
            (signed, 20 * Self.day, signed, .passed),
            (signed - 1_000, 900, signed, .indeterminate(.tryLater)),
            (signed + 60, 900, nil, .indeterminate(.tryLater)),
            // Fresh now by its own word, but who says so has ended: step 8.
            (signed + 60, 3_650 * Self.day, nil, .indeterminate(.revocationOutOfBoundsNoPOE)),
            (signed + 60, 3_650 * Self.day, signed, .indeterminate(.revocationOutOfBoundsNoPOE)),
        ] as [(Date, Double, Date?, Conclusion)] {
            let outcome = try validate(
                seal,
                responses: [response(about: seal, by: responder, at: made, next: next)],
                best: best)
            #expect(outcome.conclusion == conclusion)
        }
        let fresh = try response(
            about: seal, by: self.responder(until: Self.time), at: Self.time - 60, next: 900)
        #expect(validate(seal, responses: [fresh]).conclusion == .passed)
    }

    @Test("Revoked or suspended later than what is proved, which is said")
    func revokedLater() throws {
        let seal = try seal()
        let best = Self.time - 100
        for (date, reason, conclusion) in [
            (best + 1, 1, .passed), (best, 1, .indeterminate(.revokedNoPOE)),
            (best - 1, 1, .indeterminate(.revokedNoPOE)),
            (best + 1, 6, .passed), (best, 6, .indeterminate(.tryLater)),
        ] as [(Date, UInt8, Conclusion)] {
            let entry = VirtualList.entry(0x10, date, [VirtualList.reason(reason)])
            let outcome = try validate(seal, lists: [list([entry])], best: best)
            #expect(outcome.conclusion == conclusion)
            #expect(
                outcome.findings.map(\.rule)
                    == (conclusion.isPassed ? [.revokedLater] : [.revocationStatus]))
        }
        for (invalid, rules) in [
            (best + 1, [.revokedLater]), (best, [.revokedLater, .invalidityDate]),
            (best - 9, [.revokedLater, .invalidityDate]),
        ] as [(Date, [ValidationRule])] {
            let date = VirtualHolder.Extension(
                "2.5.29.24", isCritical: false, DER.generalizedTime(invalid))
            let entry = VirtualList.entry(0x10, best + 50, [date])
            let outcome = try validate(seal, lists: [list([entry])], best: best)
            #expect(outcome.conclusion == .passed && outcome.findings.map(\.rule) == rules)
        }
    }

    @Test("Of several obstacles each must be none")
    func several() throws {
        let best = Self.time - 100
        let authority = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), serialNumber: [0x20])
        let seal = try seal(issuedBy: authority)
        let revoked = VirtualList.entry(0x20, best + 10)
        for (made, conclusion, demanded) in [
            (best, .passed, nil), (best - 9_000, .indeterminate(.tryLater), nil),
            (best, .indeterminate(.chainConstraintsFailure), "0.4.0.194112.1.1"),
        ] as [(Date, Conclusion, String?)] {
            let outcome = try validate(
                seal, between: [authority],
                lists: [list([revoked]), list(at: made, next: 60, by: authority)], best: best
            ) { $0.demandedCertificatePolicies = Set([demanded].compactMap(\.self)) }
            #expect(outcome.conclusion == conclusion)
        }
    }

    @Test("The end of the seal, of its issuer, of a time-stamping authority")
    func ended() throws {
        let end = Self.time - 50
        let short = try seal(notAfter: end)
        let made = end - 10
        for (best, conclusion) in [
            (nil, .indeterminate(.tryLater)), (made, .passed), (made - 5, .passed),
            (end, .indeterminate(.tryLater)),
        ] as [(Date?, Conclusion)] {
            let lists = try [list(at: made, next: 1)]
            #expect(validate(short, lists: lists, best: best).conclusion == conclusion)
        }
        // Its issuer still speaks of it.
        let knows = VirtualHolder.Extension(
            "2.5.29.60", isCritical: false, DER.generalizedTime(VirtualHolder.begin))
        let after = try VirtualList.signed(by: root, [], [knows])
        #expect(validate(short, lists: [after], best: end).conclusion == .passed)
        for best in [nil, end + 1] {
            #expect(
                validate(short, lists: [after], best: best).conclusion
                    == .indeterminate(.outOfBoundsNotRevoked))
        }
        #expect(
            validate(short, demands: false, best: end).conclusion
                == .indeterminate(.outOfBoundsNoPOE))

        let authority = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), serialNumber: [0x20], notAfter: end)
        let below = try seal(issuedBy: authority)
        let lists = try [list(at: made, next: 3_600, by: authority)]
        for (best, disposition, conclusion, rules) in [
            (made, .fail, .indeterminate(.certificateChainGeneralFailure), true),
            (made, .warn, .passed, true), (end, .note, .passed, true),
            (end + 1, .warn, .indeterminate(.certificateChainGeneralFailure), true),
            (nil, .warn, .indeterminate(.certificateChainGeneralFailure), true),
        ] as [(Date?, ValidationRule.Disposition, Conclusion, Bool)] {
            let outcome = validate(below, between: [authority], lists: lists, best: best) {
                $0.dispositions[.certificateNotEnded] = disposition
            }
            #expect(outcome.conclusion == conclusion)
            #expect(rules == outcome.findings.contains { $0.rule == .certificateNotEnded })
        }
        let early = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), notBefore: Self.time + 1)
        let outcome = validate(
            try seal(issuedBy: early), between: [early], demands: false, best: made
        ) { $0.dispositions[.certificateNotEnded] = .warn }
        #expect(outcome.conclusion == .indeterminate(.certificateChainGeneralFailure))
    }

    @Test("A time-stamping unit that is trusted itself has no path that could end")
    func trustedUnit() throws {
        let unit = try VirtualHolder(
            "TSU", issuedBy: root, [VirtualHolder.timeStamping], notAfter: Self.time - 50)
        func outcome(_ anchor: VirtualHolder) -> X509CertificateValidation.Outcome {
            validate(unit, anchors: [anchor], purpose: .timeStamping, demands: false)
        }
        #expect(outcome(unit).conclusion == .passed)
        #expect(outcome(unit).findings.isEmpty)
        #expect(outcome(root).conclusion == .indeterminate(.outOfBoundsNoPOE))
        #expect(outcome(root).findings.map(\.rule) == [.certificateNotEnded])
    }

    @Test("A seal that is trusted itself is said to be, and revoked by who signed it")
    func trustedSeal() throws {
        let seal = try seal()
        let stranger = try VirtualHolder("root", VirtualHolder.authority())
        let entry = VirtualList.entry(0x10, Self.time - 10)
        for (lists, between, conclusion) in try [
            ([], [root], .passed), ([list([entry])], [root], .indeterminate(.revokedNoPOE)),
            ([list([entry])], [], .passed), ([list()], [root], .passed),
            ([list([entry], by: stranger)], [stranger], .passed),
        ] as [([CertificateRevocationList], [VirtualHolder], Conclusion)] {
            let outcome = validate(seal, anchors: [seal], between: between, lists: lists)
            #expect(outcome.conclusion == conclusion)
            #expect(outcome.findings.first?.rule == .trustedItself)
        }
        let unit = try VirtualHolder(
            "TSU", issuedBy: root, [VirtualHolder.timeStamping], serialNumber: [0x10])
        let revoked = try validate(
            unit, anchors: [unit], between: [root], lists: [list([entry])],
            purpose: .timeStamping, demands: false)
        #expect(revoked.conclusion == .indeterminate(.revokedNoPOE))
    }

    @Test(
        "A short-term certificate needs no revocation data; what says revoked counts",
        arguments: ["0.4.0.194121.2.1", "2.5.29.56"])
    func shortTerm(_ identifier: String) throws {
        let end = Self.time + 60
        let assured = VirtualHolder.Extension(identifier, isCritical: false, DER.null)
        let seal = try seal([assured], notAfter: end)
        #expect(validate(seal).conclusion == .passed)
        #expect(validate(seal, best: end, at: end + 1).conclusion == .passed)
        #expect(
            validate(seal, at: end + 1).conclusion == .indeterminate(.outOfBoundsNotRevoked))
        let revoked = try list([VirtualList.entry(0x10, Self.time - 10)])
        #expect(validate(seal, lists: [revoked]).conclusion == .indeterminate(.revokedNoPOE))
        let stale = try list(at: Self.time - 9_000, next: 60)
        #expect(validate(seal, lists: [stale]).conclusion == .passed)
        #expect(validate(try self.seal()).conclusion == .indeterminate(.tryLater))
    }

    @Test("Demanded certificate policies and freshness")
    func demanded() throws {
        let named = VirtualHolder.Extension(
            "2.5.29.32", isCritical: false,
            DER.sequence(
                DER.sequence(DER.objectIdentifier("0.4.0.194112.1.1")),
                DER.sequence(DER.objectIdentifier("1.2.3"))))
        for (extensions, demanded, isPassed) in [
            ([], [], true), ([named], ["0.4.0.194112.1.1"], true),
            ([named], ["1.2.4", "1.2.3"], true), ([named], ["1.2.4"], false),
            ([], ["1.2.3"], false),
        ] as [([VirtualHolder.Extension], Set<String>, Bool)] {
            let outcome = try validate(seal(extensions), lists: [list()]) {
                $0.demandedCertificatePolicies = demanded
            }
            #expect(
                outcome.conclusion
                    == (isPassed ? .passed : .indeterminate(.chainConstraintsFailure)))
            #expect(outcome.findings.map(\.rule) == (isPassed ? [] : [.certificatePolicy]))
        }
        for (age, freshness, isPassed) in [
            (100, nil, true), (100, 100, true), (101, 100, false), (1, 0, false), (0, 0, true),
            (9_000, 10_000, true),
        ] as [(Double, Double?, Bool)] {
            let outcome = try validate(seal(), lists: [list(at: Self.time - age)]) {
                $0.maximumRevocationFreshness = freshness
            }
            #expect(outcome.conclusion == (isPassed ? .passed : .indeterminate(.tryLater)))
        }
    }

    @Test("Algorithms count as of now, or of a proof about the thing itself")
    func algorithms() throws {
        let authority = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), serialNumber: [0x20])
        let below = try VirtualHolder(
            "seal", issuedBy: authority, [VirtualHolder.usage(1)],
            key: PrivateKey.generate(.ellipticCurve(.p384)), serialNumber: [0x10])
        let lists = try [list(by: authority)]
        let until = Self.time - 1
        // P-256 is what root and authority sign with.
        func outcome(_ proofs: [[UInt8]: Date]) -> X509CertificateValidation.Outcome {
            validate(
                below, between: [authority], lists: lists, proofs: proofs, best: until - 9
            ) { policy in
                policy.algorithms.rows.removeAll { $0.algorithm == "EC" }
                policy.algorithms.rows += [
                    .init("EC", bits: 256, until: until), .init("EC", bits: 384, until: nil),
                ]
            }
        }
        let all = [
            below.certificate.derEncoded, authority.certificate.derEncoded, lists[0].derEncoded,
        ]
        let proofs = Dictionary(uniqueKeysWithValues: all.map { ($0, until - 5) })
        #expect(outcome(proofs).conclusion == .passed)
        for octets in all {
            var fewer = proofs
            fewer[octets] = nil
            let outcome = outcome(fewer)
            #expect(outcome.conclusion == .indeterminate(.cryptoConstraintsFailureNoPOE))
            #expect(outcome.findings.map(\.rule) == [.reliableAlgorithm])
        }
    }
}
