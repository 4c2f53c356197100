import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

@Suite struct TimeStampTokenTests {
    private let root: VirtualHolder
    private let tsa: VirtualHolder
    private let cache = CertificateCache()

    init() throws {
        root = try VirtualHolder("TSA root", VirtualHolder.authority())
        tsa = try VirtualHolder(
            "TSA", issuedBy: root, [VirtualHolder.usage(0), VirtualHolder.timeStamping])
    }

    @Test func versionAndAccuracyAreLimited() throws {
        // 999 and 1000 in an INTEGER with the tag [0], then with [1] (RFC 3161 §2.4.2).
        for tag in [UInt8(0x80), 0x81] {
            for (last, isRight) in [(UInt8(0xE7), true), (0xE8, false)] {
                var virtual = VirtualToken(signedBy: tsa)
                virtual.accuracy = DER.sequence(DER.element(tag, [0x03, last]))
                let encoded = try virtual.encoded()
                let read = try? TimeStampToken(encoded: encoded)
                #expect((read != nil) == isRight, "\(tag) \(last)")
            }
        }
        for version in [1, 2] {
            var virtual = VirtualToken(signedBy: tsa)
            virtual.version = version
            let encoded = try virtual.encoded()
            let read = try? TimeStampToken(encoded: encoded)
            #expect((read != nil) == (version == 1))
        }
    }

    private func fault(_ change: (inout VirtualToken) throws -> Void) throws -> TimeStampFault? {
        var virtual = VirtualToken(signedBy: tsa)
        try change(&virtual)
        let token = try TimeStampToken(encoded: try virtual.encoded())
        switch token.verify(cache: cache) {
        case .success: return nil
        case .failure(let fault):
            #expect(fault.clause.hasPrefix("RFC "))
            #expect(fault.description.contains(" ") && !fault.description.contains("("))
            return fault
        }
    }

    @Test func everythingInATokenIsReadable() throws {
        var virtual = VirtualToken(signedBy: tsa)
        virtual.serialNumber = [0x7F] + [UInt8](repeating: 0xAB, count: 31)
        virtual.genTime = "20250615150640.123456Z"
        virtual.accuracy = DER.sequence(
            DER.integer(2), DER.implicit(0, DER.integer(500)), DER.implicit(1, DER.integer(7)))
        virtual.nonce = [0x80, 1, 2, 3, 4, 5, 6, 7]
        virtual.tsa = DER.explicit(4, [UInt8](tsa.certificate.tbs.subject.encoded))
        virtual.certificates.append(root.certificate)
        let token = try TimeStampToken(encoded: try virtual.encoded())
        let info = token.tstInfo
        #expect(info.serialNumber == virtual.serialNumber)
        #expect(info.genTime.seconds == 1_750_000_000)
        #expect(info.genTime.fraction == [1, 2, 3, 4, 5, 6])
        #expect(abs(info.genTime.date.timeIntervalSince1970 - 1_750_000_000.123456) < 1e-6)
        #expect(info.accuracy?.interval == 2.500007)
        #expect(info.nonce == [0, 0x80, 1, 2, 3, 4, 5, 6, 7])
        #expect(info.policy.description == virtual.policy)
        #expect(info.messageImprint.digest == virtual.digest)
        #expect(info.messageImprint == MessageImprint(virtual.digest))
        #expect(!info.ordering)
        #expect(
            Set(token.certificates) == [tsa.certificate.derEncoded, root.certificate.derEncoded])
        #expect(token.signatureAlgorithm?.signatureDigestAlgorithm == .sha256)
        let verdict = try token.verify(cache: cache).get()
        #expect(verdict.signer == tsa.certificate)
        #expect(verdict.tsaMatches == true)
    }

    @Test func eachFaultIsToldApart() throws {
        #expect(try fault { _ in } == nil)
        #expect(try fault { $0.signerCount = 2 } == .signerCount(2))
        #expect(try fault { $0.signerCount = 0 } == .signerCount(0))
        #expect(try fault { $0.hasSignedAttributes = false } == .noSignedAttributes)
        #expect(
            try fault { $0.attributeContentType = "1.2.840.113549.1.7.1" } == .wrongContentType)
        let other = [UInt8](repeating: 1, count: 32)
        let mismatch = try fault { $0.messageDigest = other }
        guard case .messageDigestMismatch(other, _) = mismatch else {
            Issue.record("\(String(describing: mismatch))")
            return
        }
        #expect(try fault { $0.certificates = [] } == .signerCertificateNotFound)
        #expect(
            try fault { $0.signingCertificate = VirtualToken.attribute("1.2.3", DER.null) }
                == .signingCertificateMissing)
        #expect(
            try fault {
                $0.signingCertificate = try VirtualToken.signingCertificate(root.certificate)
            } == .signingCertificateMismatch)
        #expect(
            try fault { $0.contentDigest = .sha1 }
                == .twoDigestAlgorithms(content: .sha1, signature: .sha256))
        let junk = VirtualToken.attribute("1.2.840.113549.1.9.16.2.47", DER.null)
        guard case .signingCertificateUnreadable = try fault({ $0.signingCertificate = junk })
        else {
            Issue.record("a NULL is no SigningCertificateV2")
            return
        }
        let unknown = VirtualHolder.Extension("1.2.3", isCritical: true, DER.null)
        #expect(
            try fault { $0.tstExtensions = [unknown] }
                == .unknownCriticalExtension(ASN1ObjectIdentifier(1, 2, 3)))
    }

    /// Version 1 names the certificate by SHA-1, and issuer and number count where they are given.
    @Test func signingCertificatesOfBothVersions() throws {
        let issuer = DER.explicit(4, [UInt8](root.certificate.tbs.subject.encoded))
        let right = DER.sequence(DER.sequence(issuer), DER.integer(1))
        let wrong = DER.sequence(DER.sequence(issuer), DER.integer(2))
        for v2 in [true, false] {
            #expect(
                try fault {
                    $0.signingCertificate = try VirtualToken.signingCertificate(
                        tsa.certificate, v2: v2, issuerSerial: right)
                } == nil)
            #expect(
                try fault {
                    $0.signingCertificate = try VirtualToken.signingCertificate(
                        tsa.certificate, v2: v2, issuerSerial: wrong)
                } == .signingCertificateMismatch)
        }
    }

    @Test func certificateMustBeForTimeStampingAlone() throws {
        let timeStamping = "1.3.6.1.5.5.7.3.8"
        for (extensions, reason) in [
            (
                [VirtualHolder.usage(0)],
                CertificatePathFailure.Reason.extendedKeyUsage(.timeStamping)
            ),
            (
                [VirtualHolder.purpose(timeStamping, isCritical: false)],
                .extendedKeyUsage(.timeStamping)
            ),
            (
                [VirtualHolder.purpose(timeStamping, "1.3.6.1.5.5.7.3.9", isCritical: true)],
                .extendedKeyUsage(.timeStamping)
            ),
            ([VirtualHolder.usage(5), VirtualHolder.timeStamping], .keyUsage(.timeStamping)),
        ] {
            let holder = try VirtualHolder("TSA", issuedBy: root, extensions)
            let token = try TimeStampToken(
                encoded: try VirtualToken(signedBy: holder).encoded())
            #expect(throws: TimeStampFault.notForTimeStamping(reason)) {
                try token.verify(cache: cache).get()
            }
        }
    }

    /// A signature by another key under the right name.
    @Test func otherKeyIsRefused() throws {
        let other = try VirtualHolder("TSA", issuedBy: root, [VirtualHolder.timeStamping])
        var virtual = VirtualToken(signedBy: other)
        virtual.certificates = [tsa.certificate]
        let token = try TimeStampToken(encoded: try virtual.encoded())
        #expect(throws: TimeStampFault.signingCertificateMismatch) {
            try token.verify(cache: cache).get()
        }
        virtual.signingCertificate = try VirtualToken.signingCertificate(tsa.certificate)
        let second = try TimeStampToken(encoded: try virtual.encoded())
        #expect(throws: TimeStampFault.signatureInvalid) { try second.verify(cache: cache).get() }
        // The right certificate among others is found.
        let third = try TimeStampToken(encoded: try VirtualToken(signedBy: tsa).encoded())
        let verdict = try third.verify(certificates: [other.certificate], cache: cache).get()
        #expect(verdict.signer == tsa.certificate)
    }

    @Test func evidenceInATokenIsHandedOut() throws {
        let list = try TBSCertList(
            issuer: [UInt8](root.certificate.tbs.subject.encoded), thisUpdate: VirtualHolder.time,
            nextUpdate: nil, revoked: [], number: 1
        ).signed(by: root.key)
        var response = VirtualResponse(byName: root.certificate)
        response.singles = [
            VirtualResponse.single(
                try CertID(of: tsa.certificate, issuedBy: root.certificate), VirtualResponse.good)
        ]
        let ocsp = try response.encoded(signedBy: root.key)
        let basic = try #require(try OCSPResponse(decoding: ocsp).basic)
        var virtual = VirtualToken(signedBy: tsa)
        virtual.lists = [
            list,
            DER.implicit(1, DER.sequence(DER.objectIdentifier("1.3.6.1.5.5.7.16.2"), ocsp)),
        ]
        virtual.unsignedAttributes = [
            VirtualToken.attribute(
                "1.2.840.113549.1.9.16.2.23", DER.sequence(root.certificate.derEncoded)),
            VirtualToken.attribute(
                "1.2.840.113549.1.9.16.2.24",
                DER.sequence(
                    DER.explicit(0, DER.sequence(list)),
                    DER.explicit(1, DER.sequence([UInt8](basic.derEncoded))))),
            VirtualToken.attribute("1.2.840.113549.1.9.16.2.24", DER.null),
        ]
        let token = try TimeStampToken(encoded: try virtual.encoded())
        #expect(token.certificates == [tsa.certificate.derEncoded, root.certificate.derEncoded])
        #expect(token.revocationLists == [list, list])
        #expect(token.ocspResponses == [ocsp])
        #expect(token.basicOCSPResponses == [[UInt8](basic.derEncoded)])
        #expect(throws: Never.self) { try token.verify(cache: cache).get() }
    }

    /// The same token with indefinite lengths and a content in two parts (RFC 5652 §2).
    @Test func berIsRead() throws {
        let der = try VirtualToken(signedBy: tsa).encoded()
        let ber = try Self.indefinite(DERValue(der[...], .sequence, "token"), depth: 0)
        #expect(ber != der)
        let token = try TimeStampToken(encoded: ber)
        #expect(token.encoded == ber)
        #expect(try token.verify(cache: cache).get().signer == tsa.certificate)
        #expect(throws: ASN1Error(.truncated, "", "")) {
            try TimeStampToken(encoded: [UInt8](ber.dropLast(1)))
        }
        #expect(throws: ASN1Error(.trailingData, "", "")) {
            try TimeStampToken(encoded: der + [0])
        }
    }

    /// Constructed values down to the signer with indefinite lengths; OCTET STRINGs in parts.
    private static func indefinite(_ value: DERValue, depth: Int) throws -> [UInt8] {
        if value.tag == .octetString, value.content.count > 100 {
            let half = value.content.startIndex + 50
            return [0x24, 0x80] + DER.octetString([UInt8](value.content[..<half]))
                + DER.octetString([UInt8](value.content[half...])) + [0, 0]
        }
        guard value.tag.isConstructed, depth < 6, value.tag != .set else { return value.octets }
        var content: [UInt8] = []
        var reader = value.reader
        while !reader.isAtEnd {
            content += try indefinite(try reader.next("value"), depth: depth + 1)
        }
        return [value.tag.rawValue, 0x80] + content + [0, 0]
    }

    @Test func limitsAreKept() throws {
        var virtual = VirtualToken(signedBy: tsa)
        virtual.serialNumber = [0x7F] + [UInt8](repeating: 0xAB, count: 64)
        let long = try virtual.encoded()
        #expect(throws: ASN1Error(.limitExceeded, "", "")) { try TimeStampToken(encoded: long) }
        var limits = EvidenceLimits()
        limits.timeStampTokenSize = 100
        #expect(throws: ASN1Error(.limitExceeded, "", "")) {
            try TimeStampToken(encoded: long, limits: limits)
        }
        let deep = (0..<4_000).flatMap { _ in [0x30, 0x80] as [UInt8] }
        #expect(throws: ASN1Error(.limitExceeded, "", "")) { try TimeStampToken(encoded: deep) }
    }

    @Test func fractionsMayEndInZeros() throws {
        for (text, seconds, hasZeros) in [
            ("20250615150640.000Z", 0.0, true), ("20250615150640.0Z", 0, true),
            ("20250615150640.50Z", 0.5, true), ("20250615150640.5Z", 0.5, false),
        ] {
            var virtual = VirtualToken(signedBy: tsa)
            virtual.genTime = text
            let time = try TimeStampToken(encoded: try virtual.encoded()).tstInfo.genTime
            #expect(time.date == VirtualHolder.time + seconds)
            #expect(time.hasTrailingZeros == hasZeros)
        }
    }

    @Test func timesThatAreNotDERAreRefused() throws {
        for text in [
            "20250615150640", "20250615150640.Z", "20250615150640,5Z", "20250615150640+0200",
            "202506151506Z", "20250230150640Z", "20250615240640Z", "20250615150660Z",
            "2025061515064 Z",
            "20250615150640.1234567890123456789Z",
        ] {
            var virtual = VirtualToken(signedBy: tsa)
            virtual.genTime = text
            let encoded = try virtual.encoded()
            #expect(throws: ASN1Error.self, "\(text)") { try TimeStampToken(encoded: encoded) }
        }
    }
}
