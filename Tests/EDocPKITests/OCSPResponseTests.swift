import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

@Suite struct OCSPResponseTests {
    private let issuer: VirtualHolder
    private let leaf: VirtualHolder
    private let responder: VirtualHolder
    private let certID: CertID
    private let cache = CertificateCache()

    init() throws {
        issuer = try VirtualHolder("CA", VirtualHolder.authority())
        leaf = try VirtualHolder(
            "seal", issuedBy: issuer, [VirtualHolder.usage(1)], serialNumber: [0x10])
        responder = try VirtualHolder(
            "OCSP", issuedBy: issuer,
            [VirtualHolder.usage(0), VirtualHolder.ocspSigning, VirtualHolder.noCheck])
        certID = try CertID(of: leaf.certificate, issuedBy: issuer.certificate)
    }

    private func status(
        _ virtual: VirtualResponse, _ key: PrivateKey, trusted: [X509Certificate] = [],
        others: [X509Certificate] = []
    ) throws -> Result<OCSPVerdict, OCSPFault> {
        let response = try OCSPResponse(decoding: try virtual.encoded(signedBy: key))
        return response.status(
            of: leaf.certificate, issuedBy: issuer.certificate, locallyTrusted: trusted,
            certificates: others, cache: cache)
    }

    /// A good answer of the delegated responder, changed by `change`.
    private func delegated(
        _ change: (inout VirtualResponse) throws -> Void = { _ in }
    ) throws -> Result<OCSPVerdict, OCSPFault> {
        var virtual = try VirtualResponse(byKey: responder.certificate)
        virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
        virtual.certificates = [responder.certificate]
        try change(&virtual)
        return try status(virtual, responder.key)
    }

    @Test func delegatedResponderSpeaks() throws {
        let verdict = try delegated {
            let nonce = DER.octetString([1, 2, 3])
            $0.extensions = [.init("1.3.6.1.5.5.7.48.1.2", isCritical: false, nonce)]
            let cutoff = DER.generalizedTime(VirtualHolder.begin)
            $0.singles = [
                VirtualResponse.single(
                    certID, VirtualResponse.good,
                    extensions: [.init("1.3.6.1.5.5.7.48.1.6", isCritical: false, cutoff)])
            ]
        }.get()
        #expect(verdict.status == .good)
        #expect(verdict.authority == .delegated(needsRevocationCheck: false))
        #expect(verdict.responder == responder.certificate)
        #expect(verdict.producedAt == VirtualHolder.time)
        #expect(verdict.single.nextUpdate == VirtualHolder.time + 900)
        #expect(verdict.single.archiveCutoff == VirtualHolder.begin)
    }

    @Test func nonceIsReadInBothForms() throws {
        for value in [DER.octetString([1, 2, 3]), [1, 2, 3]] {
            var virtual = VirtualResponse(byName: responder.certificate)
            virtual.extensions = [.init("1.3.6.1.5.5.7.48.1.2", isCritical: false, value)]
            let response = try OCSPResponse(
                decoding: try virtual.encoded(signedBy: responder.key))
            #expect(response.basic?.nonce == [1, 2, 3])
        }
    }

    @Test func revokedAndUnknownAreStatuses() throws {
        let date = VirtualHolder.begin + 5
        let revoked = try delegated {
            $0.singles = [VirtualResponse.single(certID, VirtualResponse.revoked(date, reason: 1))]
        }
        #expect(
            try revoked.get().status == .revoked(.init(date: date, reason: .keyCompromise)))
        let plain = try delegated {
            $0.singles = [VirtualResponse.single(certID, VirtualResponse.revoked(date))]
        }
        #expect(try plain.get().status == .revoked(.init(date: date, reason: nil)))
        let unknown = try delegated {
            $0.singles = [VirtualResponse.single(certID, VirtualResponse.unknown)]
        }
        #expect(try unknown.get().status == .unknown)
        #expect(throws: ASN1Error.self) {
            try delegated {
                $0.singles = [
                    VirtualResponse.single(certID, VirtualResponse.revoked(date, reason: 7))
                ]
            }
        }
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func certIDOfEachAlgorithm(_ algorithm: DigestAlgorithm) throws {
        let certID = try CertID(of: leaf.certificate, issuedBy: issuer.certificate, algorithm)
        let verdict = try delegated {
            $0.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
        }
        #expect(try verdict.get().status == .good)
    }

    @Test func issuerSpeaksForItself() throws {
        var virtual = VirtualResponse(byName: issuer.certificate)
        virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
        #expect(try status(virtual, issuer.key).get().authority == .issuer)
    }

    /// A responder of another authority counts only where the caller trusts it by its bytes.
    @Test func locallyTrustedResponder() throws {
        let other = try VirtualHolder("other CA", VirtualHolder.authority())
        let foreign = try VirtualHolder(
            "foreign OCSP", issuedBy: other, [VirtualHolder.ocspSigning, VirtualHolder.noCheck])
        var virtual = VirtualResponse(byName: foreign.certificate)
        virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
        virtual.certificates = [foreign.certificate]
        let trusted = try status(virtual, foreign.key, trusted: [foreign.certificate])
        #expect(try trusted.get().authority == .locallyTrusted)
        for trusted in [[], [other.certificate]] {
            let result = try status(virtual, foreign.key, trusted: trusted)
            guard case .failure(.responderNotAuthorized(let failure)) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(failure.reason == .noIssuerFound)
        }
        // Its certificate has to be valid when it signs.
        virtual.producedAt = VirtualHolder.end + 1
        let late = try status(virtual, foreign.key, trusted: [foreign.certificate])
        #expect(throws: OCSPFault.self) { try late.get() }
    }

    @Test func responderWithoutTheRightIsRefused() throws {
        let day: TimeInterval = 86_400
        let early = VirtualHolder.time - day
        let sub = try VirtualHolder(
            "sub CA", issuedBy: issuer, VirtualHolder.authority(), serialNumber: [9])
        for (holder, reason) in [
            (
                try VirtualHolder("OCSP", issuedBy: issuer, [VirtualHolder.usage(0)]),
                CertificatePathFailure.Reason.extendedKeyUsage(.ocspSigning)
            ),
            (
                try VirtualHolder(
                    "OCSP", issuedBy: issuer, [VirtualHolder.usage(5), VirtualHolder.ocspSigning]),
                .keyUsage(.ocspSigning)
            ),
            (
                try VirtualHolder(
                    "OCSP", issuedBy: issuer, [VirtualHolder.ocspSigning], notAfter: early),
                .expired(notAfter: early)
            ),
            // Issued by an authority below the one that issued the certificate.
            (
                try VirtualHolder("OCSP", issuedBy: sub, [VirtualHolder.ocspSigning]),
                .noIssuerFound
            ),
        ] {
            var virtual = VirtualResponse(byName: holder.certificate)
            virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
            virtual.certificates = [holder.certificate, sub.certificate]
            // Whether it signed the response is not even looked at.
            for key in [holder.key, responder.key] {
                let result = try status(virtual, key, others: [sub.certificate])
                guard case .failure(.responderNotAuthorized(let failure)) = result else {
                    Issue.record("\(result)")
                    continue
                }
                #expect(failure.reason == reason)
            }
        }
    }

    @Test func nocheckDecidesWhetherTheResponderIsChecked() throws {
        for (extensions, needsCheck) in [
            ([], true), ([VirtualHolder.noCheck], false),
            // Empty, as real responders have it.
            ([.init("1.3.6.1.5.5.7.48.1.5", isCritical: false, [])], false),
        ] as [([VirtualHolder.Extension], Bool)] {
            let holder = try VirtualHolder(
                "OCSP", issuedBy: issuer, [VirtualHolder.ocspSigning] + extensions)
            var virtual = VirtualResponse(byName: holder.certificate)
            virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
            virtual.certificates = [holder.certificate]
            #expect(
                try status(virtual, holder.key).get().authority
                    == .delegated(needsRevocationCheck: needsCheck))
        }
    }

    @Test func otherCertificatesAreToldApart() throws {
        let other = try VirtualHolder("other CA", VirtualHolder.authority())
        let sameName = try VirtualHolder("CA", VirtualHolder.authority())
        let second = try VirtualHolder("seal 2", issuedBy: issuer, serialNumber: [0x11])
        let foreign = try VirtualHolder("seal", issuedBy: other, serialNumber: [0x10])
        let ids: [(CertID, CertID.Mismatch)] = [
            (
                try CertID(of: second.certificate, issuedBy: issuer.certificate), .serialNumber
            ),
            (
                try CertID(of: foreign.certificate, issuedBy: other.certificate), .issuerNameHash
            ),
            (
                try CertID(of: leaf.certificate, issuedBy: sameName.certificate), .issuerKeyHash
            ),
        ]
        for (id, mismatch) in ids {
            let result = try delegated {
                $0.singles = [VirtualResponse.single(id, VirtualResponse.good)]
            }
            #expect(throws: OCSPFault.otherCertificate(mismatch)) { try result.get() }
        }
        // Another issuer with the same key: its answers are about certificates of its own name.
        let issuer = try VirtualHolder("one", VirtualHolder.authority())
        let twin = try VirtualHolder("two", VirtualHolder.authority(), key: issuer.key)
        let seal = try VirtualHolder("seal", issuedBy: issuer).certificate
        let id = try CertID(of: seal, issuedBy: issuer.certificate)
        #expect(try id.mismatch(with: seal, issuedBy: issuer.certificate) == nil)
        #expect(try id.mismatch(with: seal, issuedBy: twin.certificate) == .issuerNameHash)
        let none = try delegated { $0.singles = [] }
        #expect(throws: OCSPFault.otherCertificate(nil)) { try none.get() }
        // Among others the right one is found.
        let among = try delegated {
            $0.singles = (ids.map(\.0) + [certID]).map {
                VirtualResponse.single($0, VirtualResponse.good)
            }
        }
        #expect(try among.get().single.certID == certID)
    }

    @Test func whatIsStricterCounts() throws {
        let time = VirtualHolder.time
        let good = VirtualResponse.single(certID, VirtualResponse.good)
        let newer = VirtualResponse.single(certID, VirtualResponse.good, thisUpdate: time + 5)
        let sha256 = try CertID(of: leaf.certificate, issuedBy: issuer.certificate, .sha256)
        func revoked(_ date: Date, _ reason: UInt8?, at update: Date = time) -> [UInt8] {
            VirtualResponse.single(
                sha256, VirtualResponse.revoked(date, reason: reason), thisUpdate: update)
        }
        let begin = VirtualHolder.begin
        let unknown = VirtualResponse.single(certID, VirtualResponse.unknown)
        for (singles, status, update) in [
            ([good, newer, good], .good, time + 5),
            (
                [newer, revoked(begin, 1)],
                .revoked(.init(date: begin, reason: .keyCompromise)), time
            ),
            (
                [revoked(begin + 9, nil), revoked(begin, nil)],
                .revoked(.init(date: begin, reason: nil)), time
            ),
            // A suspension counts only where it is not older.
            ([newer, revoked(begin, 6)], .good, time + 5),
            (
                [good, revoked(begin, 6)],
                .revoked(.init(date: begin, reason: .certificateHold)), time
            ),
            ([good, unknown], .unknown, time),
        ] as [([[UInt8]], CertificateStatus, Date)] {
            for singles in [singles, singles.reversed()] {
                let verdict = try delegated { $0.singles = singles }.get()
                #expect(verdict.status == status && verdict.single.thisUpdate == update)
            }
        }
    }

    @Test func nobodySpeaksOfHimself() throws {
        let both = [
            VirtualHolder.usage(0, 1),
            VirtualHolder.purpose(
                "1.3.6.1.5.5.7.3.9", "1.3.6.1.5.5.7.3.4", isCritical: false),
            VirtualHolder.noCheck,
        ]
        let seal = try VirtualHolder("seal", issuedBy: issuer, both, serialNumber: [0x10])
        let second = try VirtualHolder(
            "seal 2", issuedBy: issuer, both, key: seal.key, serialNumber: [0x11])
        let other = try VirtualHolder("seal 3", issuedBy: issuer, both, serialNumber: [0x12])
        let id = try CertID(of: seal.certificate, issuedBy: issuer.certificate)
        for (signer, trusted, isRefused) in [
            (seal, [], true), (second, [], true), (other, [], false),
            (seal, [seal.certificate], true),
        ] as [(VirtualHolder, [X509Certificate], Bool)] {
            var virtual = try VirtualResponse(byKey: signer.certificate)
            virtual.singles = [VirtualResponse.single(id, VirtualResponse.good)]
            virtual.certificates = [signer.certificate]
            let result = try OCSPResponse(decoding: virtual.encoded(signedBy: signer.key))
                .status(
                    of: seal.certificate, issuedBy: issuer.certificate, locallyTrusted: trusted,
                    cache: cache)
            switch result {
            case .success: #expect(!isRefused)
            case .failure(let fault): #expect(isRefused && fault == .ownResponder)
            }
        }
    }

    @Test func invalidityDateOfAResponse() throws {
        let begin = VirtualHolder.begin
        for (value, date) in [
            (DER.generalizedTime(begin), begin), (DER.null, nil),
        ] as [([UInt8], Date?)] {
            let verdict = try delegated {
                $0.singles = [
                    VirtualResponse.single(
                        certID, VirtualResponse.revoked(begin + 5),
                        extensions: [.init("2.5.29.24", isCritical: false, value)])
                ]
            }.get()
            #expect(
                verdict.status
                    == .revoked(.init(date: begin + 5, reason: nil, invalidityDate: date)))
        }
    }

    @Test func otherFaults() throws {
        let invalid = try status(
            try {
                var virtual = try VirtualResponse(byKey: responder.certificate)
                virtual.singles = [VirtualResponse.single(certID, VirtualResponse.good)]
                virtual.certificates = [responder.certificate]
                return virtual
            }(), leaf.key)
        #expect(throws: OCSPFault.signatureInvalid) { try invalid.get() }
        let missing = try delegated { $0.certificates = [] }
        #expect(throws: OCSPFault.responderNotFound) { try missing.get() }
        let unknown = VirtualHolder.Extension("1.2.3", isCritical: true, DER.null)
        let identifier = ASN1ObjectIdentifier(1, 2, 3)
        let response = try delegated { $0.extensions = [unknown] }
        #expect(throws: OCSPFault.unknownCriticalExtension(identifier)) { try response.get() }
        let single = try delegated {
            $0.singles = [
                VirtualResponse.single(certID, VirtualResponse.good, extensions: [unknown])
            ]
        }
        #expect(throws: OCSPFault.unknownCriticalExtension(identifier)) { try single.get() }
        for (number, expected) in [
            (1, OCSPResponse.Status.malformedRequest), (2, .internalError), (3, .tryLater),
            (5, .sigRequired), (6, .unauthorized),
        ] as [(UInt8, OCSPResponse.Status)] {
            let plain = try OCSPResponse(decoding: DER.sequence(DER.enumerated(number)))
            let result = plain.status(
                of: leaf.certificate, issuedBy: issuer.certificate, cache: cache)
            #expect(throws: OCSPFault.notSuccessful(expected)) { try result.get() }
        }
        for octets in [
            DER.sequence(DER.enumerated(4)), DER.sequence(DER.enumerated(0)), [],
            DER.sequence(DER.enumerated(1)) + [0],
        ] {
            #expect(throws: ASN1Error.self) { try OCSPResponse(decoding: octets) }
        }
    }

    @Test func requestIsAsTheStandardSays() throws {
        let request = OCSPRequest(certificates: [certID], nonce: [UInt8](0..<32))
        let nonce = DER.octetString([UInt8](0..<32))
        let expected = DER.sequence(
            DER.sequence(
                DER.sequence(DER.sequence(certID.derEncoded)),
                DER.explicit(
                    2,
                    DER.sequence(
                        DER.sequence(
                            DER.objectIdentifier("1.3.6.1.5.5.7.48.1.2"),
                            DER.octetString(nonce))))))
        #expect(request.derEncoded == expected)
        let plain = OCSPRequest(certificates: [certID, certID]).derEncoded
        let one = DER.sequence(certID.derEncoded)
        #expect(plain == DER.sequence(DER.sequence(DER.sequence(one, one))))
    }

    @Test("What is given as a response in DER or PEM is one, or the error says what it is not")
    func given() throws {
        let tryLater: [UInt8] = [0x30, 0x03, 0x0A, 0x01, 0x03]
        #expect(try OCSPResponse(derEncoded: tryLater).derEncoded == tryLater)
        #expect(try OCSPResponse.responses(inPEM: tryLater).map(\.derEncoded) == [tryLater])
        let text = "-----BEGIN OCSP RESPONSE-----\nMAMKAQM=\n-----END OCSP RESPONSE-----\n"
        let two = try OCSPResponse.responses(inPEM: Array((text + "and\n" + text).utf8))
        #expect(two.map(\.derEncoded) == [tryLater, tryLater])
        expect(.noRevocationData, "a.pem: no -----BEGIN OCSP RESPONSE----- in it") {
            try OCSPResponse.responses(inPEM: Array("x".utf8), from: "a.pem")
        }
        for wrong: [UInt8] in [[], [0x30, 0x00], tryLater + [0]] {
            #expect(throws: EDocError(.malformedRevocationData, "")) {
                try OCSPResponse(derEncoded: wrong)
            }
            #expect(throws: EDocError(.malformedRevocationData, "")) {
                try CertificateRevocationList(derEncoded: wrong)
            }
        }
    }
}
