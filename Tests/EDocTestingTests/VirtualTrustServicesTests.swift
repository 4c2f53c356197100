import EDoc
import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing

@Suite struct VirtualTrustServicesTests {
    private let inquirer: Inquirer
    private var virtual: VirtualTrustServices { inquirer.virtual }
    private var authority: VirtualCA { inquirer.virtual.authority }
    private var seal: VirtualSeal { inquirer.seal }

    init() throws { inquirer = try Inquirer() }

    @Test("Certificates name the services, and without addresses none")
    func addresses() throws {
        let signed = [seal.certificate, virtual.tsa.certificate, virtual.tsa.revokedCertificate]
        for certificate in signed {
            #expect(inquirer.urls(certificate, 1) == ["http://ocsp.virtual.test/"])
            #expect(inquirer.urls(certificate, 2) == ["http://ca.virtual.test/intermediate.cer"])
            #expect(try inquirer.listURL(certificate) == "http://ca.virtual.test/intermediate.crl")
        }
        #expect(inquirer.urls(authority.intermediate, 1) == ["http://ocsp.virtual.test/"])
        #expect(inquirer.urls(authority.intermediate, 2) == ["http://ca.virtual.test/root.cer"])
        #expect(try inquirer.listURL(authority.intermediate) == "http://ca.virtual.test/root.crl")
        #expect(authority.root.extensions.authorityInfoAccess.isEmpty)
        let plain = try VirtualCA(
            validFrom: Virtual.begin, validTo: Virtual.end,
            addresses: VirtualCA.Addresses(ocsp: nil, crl: "http://x.test/", issuers: nil))
        #expect(plain.intermediate.extensions.authorityInfoAccess.isEmpty)
        #expect(try inquirer.listURL(plain.intermediate) == "http://x.test/root.crl")
        let silent = try VirtualCA(validFrom: Virtual.begin, validTo: Virtual.end)
        let certificate = try silent.issueSeal(
            commonName: "seal", notBefore: Virtual.begin, notAfter: Virtual.end
        ).certificate
        #expect(certificate.extensions.cRLDistributionPoints == nil)
        #expect(silent.intermediate.extensions.authorityInfoAccess.isEmpty)
    }

    @Test("Each certificate's services answer, and are counted")
    func rightAnswers() async throws {
        let token = try await inquirer.token()
        #expect(token.tstInfo.genTime.date == Virtual.time)
        let signer = try token.verify(cache: CertificateCache()).get().signer
        #expect(Virtual.obstacle(to: signer, for: .timeStamping, authority) == nil)
        for certificate in [seal.certificate, authority.intermediate, signer] {
            let verdict = try await inquirer.status(certificate)
            #expect(verdict.status == .good && verdict.single.thisUpdate == Virtual.time)
            #expect(verdict.single.nextUpdate == Virtual.time + 3_600)
            #expect(try await inquirer.listed(certificate) == .good)
            let octets = try await #require(inquirer.services.issuers).certificates(
                at: #require(inquirer.urls(certificate, 2).first))
            #expect(octets == inquirer.issuer(certificate).derEncoded)
        }
        var expected = VirtualTrustServices.Requests()
        (expected.timestamp, expected.ocsp, expected.crl, expected.issuers) = (1, 3, 3, 3)
        #expect(virtual.requests == expected)
        #expect(inquirer.services.trustAnchors == TrustAnchors(allRoles: [authority.root]))
        virtual.validity = 60
        #expect(try await inquirer.status(seal.certificate).single.nextUpdate == Virtual.time + 60)
        virtual.timestampClockOffset = -7.5
        #expect(try await inquirer.token().tstInfo.genTime.date == Virtual.time - 8)
    }

    @Test("What is revoked is so to its own issuer's responder and list")
    func revocations() async throws {
        virtual.revoked = [
            VirtualCA.Revocation(of: seal.certificate, date: Virtual.time, reason: 6),
            VirtualCA.Revocation(of: authority.intermediate, date: Virtual.time - 5, reason: 4),
            VirtualCA.Revocation(of: virtual.tsa.certificate, date: Virtual.time + 1, reason: 1),
        ]
        for (certificate, expected) in [
            (seal.certificate, .revoked(.init(date: Virtual.time, reason: .certificateHold))),
            (
                authority.intermediate,
                .revoked(.init(date: Virtual.time - 5, reason: .superseded))
            ),
            (virtual.tsa.certificate, .good),
            (
                virtual.tsa.revokedCertificate,
                .revoked(.init(date: Virtual.begin, reason: .keyCompromise))
            ),
        ] as [(X509Certificate, CertificateStatus)] {
            #expect(try await inquirer.status(certificate).status == expected)
            #expect(try await inquirer.listed(certificate) == expected)
        }
        #expect(try await inquirer.list(authority.intermediate).entryCount == 1)
        #expect(try await inquirer.list(seal.certificate).entryCount == 2)
    }

    @Test("Nobody answers at another URL, and none does for an authority without")
    func otherURLs() async throws {
        let silent = try VirtualTrustServices(
            VirtualCA(validFrom: Virtual.begin, validTo: Virtual.end), validFrom: Virtual.begin,
            validTo: Virtual.end, clock: { Virtual.time })
        let refused = EDocError(.serviceRefused, "")
        for (services, folder) in [
            (virtual, "http://other.test/"), (silent, "http://ca.virtual.test/"),
        ] {
            await #expect(throws: refused) { try await services.response(to: [], at: folder) }
            await #expect(throws: refused) {
                try await services.revocationList(at: folder + "root.crl")
            }
            await #expect(throws: refused) {
                try await services.certificates(at: folder + "root.cer")
            }
        }
        #expect(virtual.requests.ocsp == 1 && silent.requests.crl == 1)
    }
}
