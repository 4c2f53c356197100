import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocSystem
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

@Suite struct RevocationListTests {
    private let issuer: VirtualHolder
    private let leaf: VirtualHolder
    private let authority: VirtualHolder

    init() throws {
        issuer = try VirtualHolder("CA", VirtualHolder.authority())
        leaf = try VirtualHolder("seal", issuedBy: issuer, serialNumber: [0x10])
        authority = try VirtualHolder(
            "sub CA", issuedBy: issuer, VirtualHolder.authority(), serialNumber: [0x11])
    }

    private func list(
        _ entries: [[UInt8]] = [], _ extensions: [VirtualHolder.Extension] = [],
        signedBy signer: VirtualHolder? = nil, named holder: VirtualHolder? = nil,
        innerAlgorithm: [UInt8]? = nil
    ) throws -> CertificateRevocationList {
        try VirtualList.signed(
            by: signer ?? issuer, entries, extensions, named: holder,
            innerAlgorithm: innerAlgorithm)
    }

    private func status(
        _ list: CertificateRevocationList, of holder: VirtualHolder? = nil
    ) -> Result<CertificateStatus, CertificateRevocationList.Fault> {
        list.status(of: (holder ?? leaf).certificate, issuedBy: issuer.certificate)
    }

    /// A signer of its own bears the issuer's name: the list says whose it is by name alone.
    @Test func aSignerOfAnotherNameDoesNotCount() throws {
        let sameName = try VirtualHolder("CA", VirtualHolder.authority(), serialNumber: [2])
        let other = try VirtualHolder("other CA", VirtualHolder.authority(), serialNumber: [3])
        for signer in [sameName, other] {
            let status = try list(signedBy: signer, named: issuer).status(
                of: leaf.certificate, issuedBy: issuer.certificate, signedBy: signer.certificate)
            switch status {
            case .success(let status):
                #expect(status == .good && signer.certificate == sameName.certificate)
            case .failure(let fault):
                #expect(fault == .otherIssuer && signer.certificate == other.certificate)
            }
        }
    }

    @Test func entriesAreFound() throws {
        let invalidity = VirtualHolder.Extension(
            "2.5.29.24", isCritical: false, DER.generalizedTime(VirtualHolder.begin - 60))
        let list = try list([
            VirtualList.entry(1),
            VirtualList.entry(0x10, VirtualHolder.begin + 5, [VirtualList.reason(4), invalidity]),
            VirtualList.entry(3),
        ])
        #expect(list.entryCount == 3)
        #expect(list.thisUpdate == VirtualHolder.time)
        #expect(list.nextUpdate == VirtualHolder.time + 3_600)
        let expected = CertificateStatus.Revocation(
            date: VirtualHolder.begin + 5, reason: .superseded,
            invalidityDate: VirtualHolder.begin - 60)
        #expect(try status(list).get() == .revoked(expected))
        #expect(try status(list, of: authority).get() == .good)
        // Of two entries the earlier counts.
        let twice = try self.list([
            VirtualList.entry(0x10, VirtualHolder.begin + 9),
            VirtualList.entry(0x10, VirtualHolder.begin + 7),
        ])
        #expect(
            try status(twice).get()
                == .revoked(.init(date: VirtualHolder.begin + 7, reason: nil)))
    }

    @Test func scopeCounts() throws {
        let yes: [UInt8] = [0xFF]
        let users = try list([], [VirtualList.point(DER.element(0x81, yes))])
        #expect(try status(users).get() == .good)
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(users, of: authority).get()
        }
        let authorities = try list([], [VirtualList.point(DER.element(0x82, yes))])
        #expect(try status(authorities, of: authority).get() == .good)
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(authorities).get()
        }
        let attributes = try list([], [VirtualList.point(DER.element(0x85, yes))])
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(attributes).get()
        }
        let some = VirtualList.point(DER.element(0x83, [0x06, 0x40]))
        #expect(throws: CertificateRevocationList.Fault.onlySomeReasons) {
            try status(try list([], [some])).get()
        }
        #expect(try status(try list([VirtualList.entry(0x10)], [some])).get() != .good)
    }

    @Test("A list that the budget does not let be read says so, and nothing of what it covers")
    func notLookedAt() throws {
        let made = try list([VirtualList.entry(0x11)])
        let all = WorkBudget()
        #expect(
            made.status(of: leaf.certificate, issuedBy: issuer.certificate, budget: all)
                == .success(.good))
        let octets = all.spent(of: .octets)
        // The last octets are those of the entries; the first of the signature.
        for limits in [
            WorkBudget.Limits(octets: octets - 1), .init(octets: 0),
            .init(publicKeyOperations: 0), .init(octets: octets),
        ] {
            let again = try CertificateRevocationList(decoding: made.derEncoded)
            let budget = WorkBudget(limits)
            let result = again.status(
                of: leaf.certificate, issuedBy: issuer.certificate, budget: budget)
            let expected: Result<CertificateStatus, CertificateRevocationList.Fault> =
                limits.octets == octets ? .success(.good) : .failure(.notLookedAt)
            #expect(result == expected && (budget.stop == nil) == (limits.octets == octets))
        }
        let fault = CertificateRevocationList.Fault.notLookedAt
        #expect("\(fault)".contains("stopped") && fault.clause == "RFC 5280 §6.3.3")
    }

    /// RFC 5280 §6.3.3 (d): the reasons that the certificate's own point names bound the list.
    @Test func reasonsOfTheCertificate() throws {
        let uri = DER.element(0xA0, DER.element(0x86, [UInt8]("http://a.example/1.crl".utf8)))
        let all = DER.sequence(DER.explicit(0, uri))
        let some = DER.sequence(DER.explicit(0, uri), DER.element(0x81, [0x06, 0x40]))
        for (points, result) in [
            (some, .failure(.onlySomeReasons)), (some + all, .success(.good)),
        ] as [([UInt8], Result<CertificateStatus, CertificateRevocationList.Fault>)] {
            let holder = try VirtualHolder(
                "seal", issuedBy: issuer,
                [.init("2.5.29.31", isCritical: false, DER.sequence(points))])
            #expect(status(try list([]), of: holder) == result)
            #expect(
                status(try list([], [VirtualList.point(DER.explicit(0, uri))]), of: holder)
                    == result)
        }
    }

    @Test func distributionPointsMatch() throws {
        func name(_ uri: String) -> [UInt8] {
            DER.explicit(0, DER.element(0xA0, DER.element(0x86, [UInt8](uri.utf8))))
        }
        let list = try list([], [VirtualList.point(name("http://a.example/1.crl"))])
        for (uri, covered) in [
            ("http://a.example/1.crl", true), ("http://a.example/2.crl", false),
        ] {
            let holder = try VirtualHolder(
                "seal", issuedBy: issuer,
                [
                    .init(
                        "2.5.29.31", isCritical: false,
                        DER.sequence(DER.sequence(name(uri))))
                ])
            let result = status(list, of: holder)
            #expect(result == (covered ? .success(.good) : .failure(.notCovered)))
        }
        #expect(status(list) == .failure(.notCovered))
        // Octets that are not UTF-8, and letters in two normal forms, are not one URI.
        for (one, other) in [([0xFF], [0xFE]), ([0xC4, 0x81], [0x61, 0xCC, 0x84])]
            as [([UInt8], [UInt8])]
        {
            func name(_ octets: [UInt8]) -> [UInt8] {
                DER.explicit(0, DER.element(0xA0, DER.element(0x86, octets)))
            }
            let list = try self.list([], [VirtualList.point(name(one))])
            for (octets, result) in [(one, .success(.good)), (other, .failure(.notCovered))]
                as [([UInt8], Result<CertificateStatus, CertificateRevocationList.Fault>)]
            {
                let points = DER.sequence(DER.sequence(name(octets)))
                let holder = try VirtualHolder(
                    "seal", issuedBy: issuer, [.init("2.5.29.31", isCritical: false, points)])
                #expect(status(list, of: holder) == result)
            }
        }
    }

    @Test func whatIsNotSupportedIsRefused() throws {
        let unknown = VirtualHolder.Extension("1.2.3", isCritical: true, DER.null)
        let identifier = ASN1ObjectIdentifier(1, 2, 3)
        let otherIssuer = VirtualHolder.Extension(
            "2.5.29.29", isCritical: true,
            DER.sequence(DER.explicit(4, VirtualCA.distinguishedName("x"))))
        let delta = VirtualHolder.Extension("2.5.29.27", isCritical: true, DER.integer(1))
        for (made, fault) in [
            (try list([], [VirtualList.point(DER.element(0x84, [0xFF]))]), .indirect),
            (try list([VirtualList.entry(1, VirtualHolder.begin, [otherIssuer])]), .indirect),
            (try list([], [delta]), .delta),
            (try list([], [unknown]), .unknownCriticalExtension(identifier)),
            (
                try list([VirtualList.entry(1, VirtualHolder.begin, [unknown])]),
                .unknownCriticalExtension(identifier)
            ),
            (
                try list(
                    innerAlgorithm: DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.3"))),
                .signatureAlgorithmMismatch
            ),
            (
                try list([VirtualList.entry(0x10, VirtualHolder.begin, [VirtualList.reason(8)])]),
                .removeFromCRLOutsideDelta
            ),
        ] as [(CertificateRevocationList, CertificateRevocationList.Fault)] {
            #expect(status(made) == .failure(fault))
            #expect(fault.clause.hasPrefix("RFC 5280 §"))
            #expect(fault.description.hasPrefix("it"), "\(fault)")
        }
    }

    @Test func deltaListsOnlyRevoke() throws {
        let delta = VirtualHolder.Extension("2.5.29.27", isCritical: true, DER.integer(1))
        let begin = VirtualHolder.begin
        for (entries, result) in [
            ([VirtualList.entry(0x10, begin)], .success(.revoked(.init(date: begin, reason: nil)))),
            (
                [VirtualList.entry(0x10, begin, [VirtualList.reason(6)])],
                .success(.revoked(.init(date: begin, reason: .certificateHold)))
            ),
            ([VirtualList.entry(0x11, begin)], .failure(.delta)),
            ([VirtualList.entry(0x10, begin, [VirtualList.reason(8)])], .failure(.delta)),
        ] as [([[UInt8]], Result<CertificateStatus, CertificateRevocationList.Fault>)] {
            let made = try list(entries, [delta])
            #expect(made.isDelta && made.fault == nil && status(made) == result)
        }
    }

    @Test func signersAreChecked() throws {
        let sameName = try VirtualHolder("CA", VirtualHolder.authority())
        let forged = try list(signedBy: sameName)
        #expect(status(forged) == .failure(.signatureInvalid))
        // A second key of the authority, which the caller validates.
        #expect(
            forged.status(
                of: leaf.certificate, issuedBy: issuer.certificate, signedBy: sameName.certificate)
                == .success(.good))
        let other = try VirtualHolder("other CA", VirtualHolder.authority())
        #expect(status(try list(signedBy: other)) == .failure(.otherIssuer))
        let noLists = try VirtualHolder(
            "CA", VirtualHolder.authority(usage: [5]), key: issuer.key)
        #expect(
            try list().status(of: leaf.certificate, issuedBy: noLists.certificate)
                == .failure(.signerNotAllowed(.keyUsage(.revocationListSigning))))
    }

    @Test func malformedListsAreNotDecoded() throws {
        let good = try list([VirtualList.entry(1)]).derEncoded
        #expect(throws: ASN1Error(.trailingData, "", "")) {
            try CertificateRevocationList(decoding: good + [0])
        }
        #expect(throws: ASN1Error.self) {
            try list([VirtualList.entry(1, VirtualHolder.begin, [VirtualList.reason(7)])])
        }
        #expect(throws: ASN1Error.self) { try list([DER.sequence(DER.null)]) }
        #expect(throws: ASN1Error.self) {
            try list([
                VirtualList.entry(
                    1, VirtualHolder.begin, [VirtualList.reason(1), VirtualList.reason(1)])
            ])
        }
        var limits = EvidenceLimits()
        limits.revocationListSize = good.count - 1
        #expect(throws: ASN1Error(.limitExceeded, "", "")) {
            try CertificateRevocationList(decoding: good, limits: limits)
        }
    }

    @Test func filesHoldDERorPEM() throws {
        let der = try list([VirtualList.entry(1)]).derEncoded
        let pem = PEM.encoded(der.span, label: "X509 CRL")
        let file = [UInt8]("text\r\n\(pem)\nmore text\n\(pem)".utf8)
        let lists = try CertificateRevocationList.lists(inPEM: file)
        #expect(lists.map(\.derEncoded) == [der, der])
        #expect(try CertificateRevocationList.lists(inPEM: der).count == 1)
        for (text, code) in [
            ("", .noRevocationData), ("-----BEGIN X509 CRL-----\nAAAA", .malformedPEM),
            ("-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----", .malformedPEM),
        ] as [(String, EDocError.Code)] {
            #expect(throws: EDocError(code, "")) {
                try CertificateRevocationList.lists(inPEM: [UInt8](text.utf8))
            }
        }
    }
}
