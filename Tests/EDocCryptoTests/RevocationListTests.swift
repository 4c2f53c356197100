import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
@testable import EDocValidation
import FoundationEssentials
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

    /// A list with whatever entries and extensions a test wants.
    private func list(
        _ entries: [[UInt8]] = [], _ extensions: [VirtualHolder.Extension] = [],
        signedBy signer: VirtualHolder? = nil, named holder: VirtualHolder? = nil,
        innerAlgorithm: [UInt8]? = nil
    ) throws -> CertificateRevocationList {
        let signer = signer ?? issuer
        let algorithm = try signer.key.certificateSignatureAlgorithm
        let encoded = DER.sequence(
            DER.integer(1), innerAlgorithm ?? algorithm.identifier,
            [UInt8]((holder ?? signer).certificate.tbs.subject.encoded),
            DER.time(VirtualHolder.time),
            DER.time(VirtualHolder.time + 3_600),
            entries.isEmpty ? [] : DER.sequence(of: entries),
            extensions.isEmpty
                ? [] : DER.explicit(0, DER.sequence(of: extensions.map(\.derEncoded))))
        return try CertificateRevocationList(
            derEncoded: try signer.key.signed(encoded, algorithm))
    }

    private func entry(
        _ serialNumber: UInt8, _ date: Date = VirtualHolder.begin,
        _ extensions: [VirtualHolder.Extension] = []
    ) -> [UInt8] {
        DER.sequence(
            DER.element(0x02, [serialNumber]), DER.time(date),
            extensions.isEmpty ? [] : DER.sequence(of: extensions.map(\.derEncoded)))
    }

    private func reason(_ number: UInt8) -> VirtualHolder.Extension {
        .init("2.5.29.21", isCritical: false, DER.enumerated(number))
    }

    private func point(_ parts: [UInt8]...) -> VirtualHolder.Extension {
        .init("2.5.29.28", isCritical: true, DER.sequence(of: parts))
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
            entry(1), entry(0x10, VirtualHolder.begin + 5, [reason(4), invalidity]), entry(3),
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
            entry(0x10, VirtualHolder.begin + 9), entry(0x10, VirtualHolder.begin + 7),
        ])
        #expect(
            try status(twice).get()
                == .revoked(.init(date: VirtualHolder.begin + 7, reason: nil)))
    }

    @Test func scopeCounts() throws {
        let yes: [UInt8] = [0xFF]
        let users = try list([], [point(DER.element(0x81, yes))])
        #expect(try status(users).get() == .good)
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(users, of: authority).get()
        }
        let authorities = try list([], [point(DER.element(0x82, yes))])
        #expect(try status(authorities, of: authority).get() == .good)
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(authorities).get()
        }
        let attributes = try list([], [point(DER.element(0x85, yes))])
        #expect(throws: CertificateRevocationList.Fault.notCovered) {
            try status(attributes).get()
        }
        let some = point(DER.element(0x83, [0x06, 0x40]))
        #expect(throws: CertificateRevocationList.Fault.onlySomeReasons) {
            try status(try list([], [some])).get()
        }
        #expect(try status(try list([entry(0x10)], [some])).get() != .good)
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
            #expect(status(try list([], [point(DER.explicit(0, uri))]), of: holder) == result)
        }
    }

    @Test func distributionPointsMatch() throws {
        func name(_ uri: String) -> [UInt8] {
            DER.explicit(0, DER.element(0xA0, DER.element(0x86, [UInt8](uri.utf8))))
        }
        let list = try list([], [point(name("http://a.example/1.crl"))])
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
            let list = try self.list([], [point(name(one))])
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
            (try list([], [point(DER.element(0x84, [0xFF]))]), .indirect),
            (try list([entry(1, VirtualHolder.begin, [otherIssuer])]), .indirect),
            (try list([], [delta]), .delta),
            (try list([], [unknown]), .unknownCriticalExtension(identifier)),
            (
                try list([entry(1, VirtualHolder.begin, [unknown])]),
                .unknownCriticalExtension(identifier)
            ),
            (
                try list(
                    innerAlgorithm: DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.3"))),
                .signatureAlgorithmMismatch
            ),
            (try list([entry(0x10, VirtualHolder.begin, [reason(8)])]), .removeFromCRLOutsideDelta),
        ] as [(CertificateRevocationList, CertificateRevocationList.Fault)] {
            #expect(status(made) == .failure(fault))
            #expect(fault.clause.hasPrefix("RFC 5280 §"))
            #expect(fault.description.hasPrefix("it"), "\(fault)")
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
        let revoking = try list([entry(0x10)], signedBy: new)
        #expect(isRevoked(by: [revoking], new) == true)
        #expect(isRevoked(by: [try list(signedBy: new)], stranger, new) == false)
        #expect(isRevoked(by: [revoking]) == nil)
        #expect(isRevoked(by: [revoking], new, anchor: stranger) == nil)
        #expect(isRevoked(by: [try list([entry(0x10)], signedBy: stranger)], stranger) == nil)
        #expect(isRevoked(by: [revoking, try list([entry(0x20)], signedBy: root)], new) == nil)
    }

    @Test func malformedListsAreNotDecoded() throws {
        let good = try list([entry(1)]).derEncoded
        #expect(throws: ASN1Error(.trailingData, "", "")) {
            try CertificateRevocationList(derEncoded: good + [0])
        }
        #expect(throws: ASN1Error.self) {
            try list([entry(1, VirtualHolder.begin, [reason(7)])])
        }
        #expect(throws: ASN1Error.self) { try list([DER.sequence(DER.null)]) }
        #expect(throws: ASN1Error.self) {
            try list([entry(1, VirtualHolder.begin, [reason(1), reason(1)])])
        }
        var limits = EvidenceLimits()
        limits.revocationListSize = good.count - 1
        #expect(throws: ASN1Error(.limitExceeded, "", "")) {
            try CertificateRevocationList(derEncoded: good, limits: limits)
        }
    }

    @Test func filesHoldDERorPEM() throws {
        let der = try list([entry(1)]).derEncoded
        let pem = PEM.encoded(der.span, label: "X509 CRL")
        let file = [UInt8]("text\r\n\(pem)\nmore text\n\(pem)".utf8)
        let lists = try CertificateRevocationList.lists(inFile: file)
        #expect(lists.map(\.derEncoded) == [der, der])
        #expect(try CertificateRevocationList.lists(inFile: der).count == 1)
        for text in [
            "", "-----BEGIN X509 CRL-----\nAAAA",
            "-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----",
        ] {
            #expect(throws: ASN1Error.self) {
                try CertificateRevocationList.lists(inFile: [UInt8](text.utf8))
            }
        }
    }
}
