import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

@Suite struct CertificatePathTests {
    let root: VirtualHolder
    let middle: VirtualHolder
    let leaf: VirtualHolder
    let cache = CertificateCache()
    let time = VirtualHolder.time

    init() throws {
        root = try VirtualHolder("root", VirtualHolder.authority())
        middle = try VirtualHolder(
            "middle", issuedBy: root, VirtualHolder.authority(), serialNumber: [2])
        leaf = try VirtualHolder("leaf", issuedBy: middle, [VirtualHolder.usage(1)])
    }

    func find(
        _ certificate: X509Certificate, anchors: [VirtualHolder],
        intermediates: [VirtualHolder] = [], at time: Date? = VirtualHolder.time,
        for purpose: CertificatePurpose = .signing
    ) -> Result<CertificatePath, CertificatePathFailure> {
        let inputs = CertificatePath.Inputs(
            anchors: anchors.map(\.certificate), intermediates: intermediates.map(\.certificate),
            time: time, purpose: purpose)
        return CertificatePath.find(for: certificate, inputs, cache: cache)
    }

    func expect(
        _ result: Result<CertificatePath, CertificatePathFailure>, _ holder: VirtualHolder,
        _ reason: CertificatePathFailure.Reason, reachedAnchor: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .failure(let failure) = result else {
            Issue.record("a path was found", sourceLocation: sourceLocation)
            return
        }
        #expect(failure.reason == reason, sourceLocation: sourceLocation)
        #expect(failure.certificate == holder.certificate, sourceLocation: sourceLocation)
        #expect(failure.reachedAnchor == reachedAnchor, sourceLocation: sourceLocation)
        #expect(failure.description.contains(failure.clause), sourceLocation: sourceLocation)
    }

    @Test func anchorsOfEachKind() throws {
        let certificates = [leaf, middle, root].map(\.certificate)
        let whole = try find(leaf.certificate, anchors: [root], intermediates: [middle]).get()
        #expect(whole.certificates == certificates)
        #expect(whole.anchor == root.certificate)
        #expect(whole.issuer == middle.certificate)
        // An intermediate, the certificate itself, and whatever comes first.
        #expect(
            try find(leaf.certificate, anchors: [middle]).get().certificates
                == [leaf.certificate, middle.certificate])
        let itself = try find(leaf.certificate, anchors: [leaf]).get()
        #expect(itself.certificates == [leaf.certificate])
        #expect(itself.issuer == nil)
        let shortest = try find(
            leaf.certificate, anchors: [root, middle], intermediates: [middle]
        ).get()
        #expect(shortest.anchor == middle.certificate)
    }

    @Test func whatIsMissingIsNamed() throws {
        expect(
            find(leaf.certificate, anchors: [root]), leaf, .noIssuerFound, reachedAnchor: false)
        expect(
            find(leaf.certificate, anchors: [], intermediates: [middle]), middle, .noIssuerFound,
            reachedAnchor: false)
        let impostor = try VirtualHolder("middle", VirtualHolder.authority())
        expect(
            find(leaf.certificate, anchors: [impostor]), leaf, .signatureInvalid,
            reachedAnchor: false)
        #expect(
            try find(leaf.certificate, anchors: [impostor, root], intermediates: [middle]).get()
                .certificates.count == 3)
    }

    /// A trusted time-stamping certificate, or any other end entity, issues nothing.
    @Test func endEntityAnchorsIssueNothing() throws {
        let usage = [VirtualHolder.usage(0), VirtualHolder.timeStamping]
        let tsa = try VirtualHolder("TSA", issuedBy: root, usage)
        let below = try VirtualHolder("below", issuedBy: tsa)
        expect(find(below.certificate, anchors: [tsa]), tsa, .noKeyCertSign)
        let plain = try VirtualHolder("plain")
        let second = try VirtualHolder("below", issuedBy: plain)
        expect(find(second.certificate, anchors: [plain]), plain, .notACertificationAuthority)
        // Old roots of version 3 have keyUsage and no basicConstraints.
        let old = try VirtualHolder("old", [VirtualHolder.usage(5, 6)])
        let third = try VirtualHolder("below", issuedBy: old)
        #expect(throws: Never.self) { try find(third.certificate, anchors: [old]).get() }
    }

    @Test func validityIncludesBothEnds() throws {
        let (begin, end) = (VirtualHolder.begin, VirtualHolder.end)
        for (time, reason) in [
            (begin - 0.001, .notYetValid(notBefore: begin)), (begin, nil), (end, nil),
            (end + 0.999, nil), (end + 1, .expired(notAfter: end)),
        ] as [(Date, CertificatePathFailure.Reason?)] {
            for anchor in [middle, leaf] {
                let result = find(leaf.certificate, anchors: [anchor], at: time)
                if let reason {
                    expect(result, leaf, reason)
                } else {
                    #expect(throws: Never.self) { try result.get() }
                }
            }
        }
        #expect(throws: Never.self) {
            try find(leaf.certificate, anchors: [middle], at: nil).get()
        }
        // The anchor's own validity is the caller's business.
        let old = try VirtualHolder(
            "root", VirtualHolder.authority(), key: root.key, notAfter: begin + 1)
        #expect(throws: Never.self) {
            try find(leaf.certificate, anchors: [old], intermediates: [middle]).get()
        }
    }

    /// A certificate of the same name and key that ended, and one that is valid.
    @Test func everyCandidateIsTried() throws {
        let ended = try VirtualHolder(
            "middle", issuedBy: root, VirtualHolder.authority(), key: middle.key,
            notAfter: VirtualHolder.begin + 1)
        let noAuthority = try VirtualHolder("middle", issuedBy: root, [], key: middle.key)
        let path = try find(
            leaf.certificate, anchors: [root], intermediates: [ended, noAuthority, middle]
        ).get()
        #expect(path.issuer == middle.certificate)
        expect(
            find(leaf.certificate, anchors: [root], intermediates: [ended]), ended,
            .expired(notAfter: VirtualHolder.begin + 1))
        expect(
            find(leaf.certificate, anchors: [root], intermediates: [noAuthority]), noAuthority,
            .notACertificationAuthority)
    }

    @Test func callerCanRefuseAPath() throws {
        let second = try VirtualHolder(
            "middle", issuedBy: root, VirtualHolder.authority(), key: middle.key,
            serialNumber: [3])
        let inputs = CertificatePath.Inputs(
            anchors: [root.certificate],
            intermediates: [middle.certificate, second.certificate], time: time)
        let path = try CertificatePath.find(for: leaf.certificate, inputs, cache: cache) {
            $0.issuer != middle.certificate
        }.get()
        #expect(path.issuer == second.certificate)
        let refused = CertificatePath.find(for: leaf.certificate, inputs, cache: cache) { _ in
            false
        }
        expect(refused, leaf, .notAcceptable)
    }

    @Test func purposes() throws {
        let tsa = try VirtualHolder("TSA", issuedBy: root, [VirtualHolder.timeStamping])
        let ocsp = try VirtualHolder("OCSP", issuedBy: root, [VirtualHolder.ocspSigning])
        for (holder, purpose, isRight) in [
            (tsa, .timeStamping, true), (tsa, .ocspSigning, false), (ocsp, .ocspSigning, true),
            (ocsp, .timeStamping, false), (tsa, .signing, true),
        ] as [(VirtualHolder, CertificatePurpose, Bool)] {
            for anchor in [root, holder] {
                let result = find(holder.certificate, anchors: [anchor], for: purpose)
                if isRight {
                    #expect(throws: Never.self) { try result.get() }
                } else {
                    expect(result, holder, .extendedKeyUsage(purpose))
                }
            }
        }
        expect(
            find(leaf.certificate, anchors: [middle], for: .revocationListSigning), leaf,
            .keyUsage(.revocationListSigning))
    }

    @Test func anchorsAndIntermediatesLimitWhatIsBelow() throws {
        let short = try VirtualHolder("short", VirtualHolder.authority(pathLength: 0))
        let sub = try VirtualHolder("sub", issuedBy: short, VirtualHolder.authority())
        let below = try VirtualHolder("below", issuedBy: sub)
        expect(
            find(below.certificate, anchors: [short], intermediates: [sub]), sub,
            .pathLengthExceeded)
        // A certificate of the issuer's own name is none more (§6.1.4 (l)).
        let again = try VirtualHolder(
            "short", issuedBy: short, VirtualHolder.authority(), serialNumber: [2])
        let last = try VirtualHolder("last", issuedBy: again)
        #expect(throws: Never.self) {
            try find(last.certificate, anchors: [short], intermediates: [again]).get()
        }
        let noSign = try VirtualHolder(
            "noSign", issuedBy: root, VirtualHolder.authority(usage: [6]))
        let second = try VirtualHolder("below", issuedBy: noSign)
        expect(
            find(second.certificate, anchors: [root], intermediates: [noSign]), noSign,
            .noKeyCertSign)
        expect(find(second.certificate, anchors: [noSign]), noSign, .noKeyCertSign)
        // Names: only those of another organization.
        let base = DER.sequence(
            DER.set(of: [
                DER.sequence(DER.objectIdentifier("2.5.4.10"), DER.utf8String("Other"))
            ]))
        let constraints = VirtualHolder.Extension(
            "2.5.29.30", isCritical: true,
            DER.sequence(DER.element(0xA0, DER.sequence(DER.explicit(4, base)))))
        let narrow = try VirtualHolder("narrow", VirtualHolder.authority() + [constraints])
        let third = try VirtualHolder("below", issuedBy: narrow)
        expect(
            find(third.certificate, anchors: [narrow]), third,
            .nameNotAllowed(.directoryName(third.certificate.tbs.subject)))
        // A certificate of the issuer's own name is exempt, but not as the last one (§6.1.3 (b)).
        let renewed = try VirtualHolder(
            "narrow", issuedBy: narrow, VirtualHolder.authority(), serialNumber: [2])
        expect(
            find(renewed.certificate, anchors: [narrow]), renewed,
            .nameNotAllowed(.directoryName(renewed.certificate.tbs.subject)))
        let other = DER.sequence(
            DER.set(of: [
                DER.sequence(DER.objectIdentifier("2.5.4.10"), DER.utf8String("Other"))
            ]))
        let allowed = try VirtualHolder("x", issuedBy: renewed, subject: other)
        #expect(throws: Never.self) {
            try find(allowed.certificate, anchors: [narrow], intermediates: [renewed]).get()
        }
    }

    /// An address in the subject cannot get around a constraint by its string type.
    @Test func addressesInSubjectsAreConstrained() throws {
        let allowed = DER.element(0x81, [UInt8]("a.lv".utf8))
        let constraints = VirtualHolder.Extension(
            "2.5.29.30", isCritical: true, DER.sequence(DER.element(0xA0, DER.sequence(allowed))))
        let narrow = try VirtualHolder("narrow", VirtualHolder.authority() + [constraints])
        for (value, address) in [
            (DER.ia5String("x@a.lv"), nil), (DER.utf8String("x@a.lv"), nil),
            (DER.ia5String("x@b.lv"), "x@b.lv"), (DER.utf8String("x@b.lv"), "x@b.lv"),
            (DER.octetString([UInt8]("x@b.lv".utf8)), ""),
        ] as [([UInt8], String?)] {
            let subject = DER.sequence(
                DER.set(of: [DER.sequence(DER.objectIdentifier("1.2.840.113549.1.9.1"), value)]))
            let holder = try VirtualHolder("x", issuedBy: narrow, subject: subject)
            let result = find(holder.certificate, anchors: [narrow])
            if let address {
                expect(result, holder, .nameNotAllowed(.rfc822Name(address)))
            } else {
                #expect(throws: Never.self) { try result.get() }
            }
        }
    }

    /// The algorithm inside of what is signed has to be the one outside (§4.1.1.2).
    @Test func anotherAlgorithmInside() throws {
        // ecdsa-with-SHA384
        let other = DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.3"))
        let holder = try VirtualHolder("x", issuedBy: root, innerAlgorithm: other)
        expect(find(holder.certificate, anchors: [root]), holder, .signatureAlgorithmMismatch)
    }

    /// Neither side of a mapping may be anyPolicy (§6.1.4 (a)).
    @Test func anyPolicyIsNotMapped() throws {
        let (any, one, two) = (
            DER.objectIdentifier("2.5.29.32.0"), DER.objectIdentifier("2.999.1"),
            DER.objectIdentifier("2.999.2")
        )
        for (issuer, subject, isRight) in [(any, one, false), (one, any, false), (one, two, true)] {
            let mappings = VirtualHolder.Extension(
                "2.5.29.33", isCritical: true,
                DER.sequence(DER.sequence(issuer, subject)))
            let middle = try VirtualHolder(
                "mapping", issuedBy: root, VirtualHolder.authority() + [mappings])
            let holder = try VirtualHolder("x", issuedBy: middle)
            let result = find(holder.certificate, anchors: [root], intermediates: [middle])
            if isRight {
                #expect(throws: Never.self) { try result.get() }
            } else {
                expect(result, middle, .anyPolicyMapped)
            }
        }
    }

    @Test func extensionsThatCannotBeProcessed() throws {
        let unknown = VirtualHolder.Extension("1.2.3", isCritical: true, DER.null)
        let first = try VirtualHolder("first", issuedBy: root, [unknown])
        expect(
            find(first.certificate, anchors: [root]), first,
            .unknownCriticalExtension(ASN1ObjectIdentifier(1, 2, 3)))
        let bad = VirtualHolder.Extension("2.5.29.15", isCritical: false, DER.null)
        let second = try VirtualHolder("second", issuedBy: root, [bad])
        let error = ASN1Error(.unexpectedTag, "keyUsage", "")
        expect(
            find(second.certificate, anchors: [root]), second,
            .unreadableExtension(.keyUsage, error))
        #expect(throws: ASN1Error(.invalidValue, "", "")) {
            try VirtualHolder("twice", issuedBy: root, [bad, bad])
        }
    }

    /// What is malformed, not critical, and needed by no step, is no fault of the path (§4.2, §6.1).
    @Test func extensionsThatNobodyNeeds() throws {
        func extended(_ number: Int, isCritical: Bool = false) -> VirtualHolder.Extension {
            VirtualHolder.Extension("2.5.29.\(number)", isCritical: isCritical, DER.null)
        }
        // subjectAltName, identifiers of keys, policies, points of lists.
        let harmless = [17, 14, 35, 32, 31]
        // basicConstraints, keyUsage, extKeyUsage, policyConstraints.
        let needed = [19, 15, 37, 36]
        // nameConstraints, policyMappings, inhibitAnyPolicy.
        let neededAbove = [30, 33, 54]
        for (numbers, isFine) in [(harmless + neededAbove, true), (needed, false)] {
            for number in numbers {
                let seal = try VirtualHolder("seal", issuedBy: root, [extended(number)])
                let found = find(seal.certificate, anchors: [root])
                #expect(((try? found.get()) != nil) == isFine, "\(number)")
                let critical = try VirtualHolder(
                    "seal", issuedBy: root, [extended(number, isCritical: true)])
                let refused = find(critical.certificate, anchors: [root])
                #expect((try? refused.get()) == nil, "\(number)")
            }
        }
        for number in neededAbove + harmless {
            let middle = try VirtualHolder(
                "middle", issuedBy: root, VirtualHolder.authority() + [extended(number)])
            let seal = try VirtualHolder("seal", issuedBy: middle)
            let found = find(seal.certificate, anchors: [root], intermediates: [middle])
            #expect(((try? found.get()) != nil) == harmless.contains(number), "\(number)")
        }
    }

    /// Who may not have some names may not hide one (§6.1.3 (b)).
    @Test func unreadableNameUnderNameConstraints() throws {
        let constraints = VirtualHolder.Extension(
            "2.5.29.30", isCritical: true,
            DER.sequence(
                DER.implicit(
                    0,
                    DER.sequence(
                        DER.sequence(
                            DER.element(0x81, Array("example.lv".utf8)))))))
        let middle = try VirtualHolder(
            "middle", issuedBy: root, VirtualHolder.authority() + [constraints])
        for (address, isFine) in [("a@example.lv", true), ("ā@example.lv", false)] {
            let name = VirtualHolder.Extension(
                "2.5.29.17", isCritical: false,
                DER.sequence(DER.element(0x81, Array(address.utf8))))
            let seal = try VirtualHolder("seal", issuedBy: middle, [name])
            let found = find(seal.certificate, anchors: [root], intermediates: [middle])
            #expect(((try? found.get()) != nil) == isFine)
            let free = try VirtualHolder("seal", issuedBy: root, [name])
            #expect((try? find(free.certificate, anchors: [root]).get()) != nil)
        }
    }

    /// Forty authorities of one name that certify each other: the search ends.
    @Test func searchIsBounded() throws {
        let name = "many"
        let first = try VirtualHolder(name, VirtualHolder.authority())
        let leaf = try VirtualHolder("leaf", issuedBy: first)
        var others: [VirtualHolder] = [first]
        for number in 0..<40 {
            others.append(
                try VirtualHolder(
                    name, issuedBy: others[number], VirtualHolder.authority(),
                    key: number % 2 == 0 ? first.key : nil, serialNumber: [UInt8(number + 2)]))
        }
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            let result = find(leaf.certificate, anchors: [root], intermediates: others)
            guard case .failure(let failure) = result else {
                Issue.record("a path was found")
                return
            }
            #expect(failure.reason == .searchLimit)
        }
        #expect(elapsed < .seconds(2))
    }
}
