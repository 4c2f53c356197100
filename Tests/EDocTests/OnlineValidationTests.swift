import EDoc
import EDocTesting
import EDocXAdES
import Foundation
import TestPKI
import Testing
import VectorSupport

/// Validations that ask for what a signature lacks.
@Suite struct OnlineValidationTests {
    /// By the services of `levels`, as of its time.
    private func report(
        on octets: [UInt8], _ levels: Levels, anchors: [X509Certificate]? = nil,
        services: TrustServices? = nil
    ) async throws -> ValidationReport {
        try await ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: anchors ?? [levels.virtual.authority.root]),
            services: services ?? levels.virtual.services
        ).validate(octets, at: Levels.time)
    }

    @Test("What a signature of level B or T lacks is asked for, once")
    func levels() async throws {
        for level in [SignatureLevel.baselineB, .baselineT] {
            let levels = try Levels()
            let octets = try await levels.signer(level).sign([Levels.file])
            #expect(try await !levels.report(on: octets).isValid)
            let validator = ContainerValidator(
                trustAnchors: TrustAnchors(allRoles: [levels.virtual.authority.root]),
                services: levels.virtual.services)
            for _ in 0..<3 {
                let report = try await validator.validate(octets, at: Levels.time)
                #expect(report.isValid, "\(report.signatures[0].findings)")
                #expect(report.findings.isEmpty, "\(report.findings)")
                // What was fetched is not in the signature.
                #expect(report.signatures[0].level == level)
            }
            #expect(levels.virtual.requests.ocsp <= 3 && levels.virtual.requests.crl == 0)
        }
    }

    @Test("Lists are fetched where no responder answers")
    func lists() async throws {
        let levels = try Levels()
        let octets = try await levels.signer(.baselineB).sign([Levels.file])
        levels.virtual.faults.ocsp = .unreachable
        #expect(try await report(on: octets, levels).isValid)
        #expect(levels.virtual.requests.crl > 0)
        var services = levels.virtual.services
        services.crl = nil
        let refused = try await report(on: octets, levels, services: services)
        #expect(refused.signatures[0].subIndication == .tryLater)
        let finding = try #require(refused.findings.first)
        #expect(finding.rule == .fetchedEvidence && finding.severity == .warn, "\(finding)")
    }

    @Test("A certificate that is revoked is found revoked")
    func revoked() async throws {
        let levels = try Levels()
        let octets = try await levels.signer(.baselineB).sign([Levels.file])
        levels.virtual.revoked = [
            VirtualCA.Revocation(of: levels.seal.certificate, date: Levels.time - 60)
        ]
        let report = try await report(on: octets, levels)
        #expect(report.signatures[0].subIndication == .revokedNoPOE, "\(report.signatures[0])")
        levels.virtual.faults.ocsp = .unreachable
        let byList = try await self.report(on: octets, levels)
        #expect(byList.signatures[0].subIndication == .revokedNoPOE)
    }

    @Test("An intermediate certificate that is not there is fetched")
    func issuers() async throws {
        let levels = try Levels()
        let alone = OtherChain(
            certificateChain: Array(levels.seal.signer.certificateChain.prefix(1)),
            signer: levels.seal.signer)
        let octets = try await ContainerSigner(
            signer: alone, parameters: SignatureParameters(level: .baselineB),
            clock: { Levels.time }
        ).sign([Levels.file])
        let report = try await report(on: octets, levels)
        #expect(report.isValid, "\(report.signatures[0].findings)")
        #expect(levels.virtual.requests.issuers == 1)
        // What is fetched is not trusted.
        let other = try Levels()
        let untrusted = try await self.report(
            on: octets, levels, anchors: [other.virtual.authority.root])
        #expect(untrusted.signatures[0].subIndication == .noCertificateChainFound)
    }

    @Test("Nothing is asked about who leads to no anchor, but their issuers")
    func strangers() async throws {
        let levels = try Levels()
        let octets = try await levels.signer(.baselineT).sign([Levels.file])
        let before = levels.virtual.requests
        let report = try await report(
            on: octets, levels, anchors: [try Levels().virtual.authority.root])
        #expect(!report.isValid)
        #expect(levels.virtual.requests.ocsp == before.ocsp)
        #expect(levels.virtual.requests.crl == before.crl)
        #expect(levels.virtual.requests.issuers <= 4)
    }

    @Test("A broken signature asks nobody")
    func broken() async throws {
        let levels = try Levels()
        var octets = try await levels.signer(.baselineB).sign([
            DataFile(
                Array("Rezultāts: 87 %\n".utf8), named: "a.txt", mediaType: "text/plain",
                compression: .stored)
        ])
        let place = try #require(octets.firstRange(of: Array("87 %".utf8)))
        octets[place.lowerBound] = UInt8(ascii: "9")
        let report = try await report(on: octets, levels)
        #expect(!report.isValid)
        #expect(levels.virtual.requests.ocsp == 0 && levels.virtual.requests.crl == 0)
    }

    /// A signer with another chain.
    private struct OtherChain: Signer {
        let certificateChain: [X509Certificate]
        let signer: any Signer

        var signatureAlgorithm: SignatureAlgorithm { signer.signatureAlgorithm }

        func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
            try await signer.sign(dataToBeSigned)
        }
    }
}
