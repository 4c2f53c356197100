import EDoc
import EDocTesting
import EDocXAdES
import Foundation
import TestPKI
import Testing
import VectorSupport

/// Containers of levels T and LT, by services in memory.
struct Levels {
    static let time = Date(timeIntervalSince1970: 1_780_000_000)
    static let begin = time - 86_400
    static let end = time + 10 * 365 * 86_400
    static let file = DataFile(
        Array("Rezultāts: 87 %\n".utf8), named: "a.txt", mediaType: "text/plain")

    let virtual: VirtualTrustServices
    let seal: VirtualSeal

    init(_ key: VirtualKeyType = .p256) throws {
        virtual = try VirtualTrustServices(
            validFrom: Self.begin, validTo: Self.end, clock: { Self.time })
        seal = try virtual.authority.issueSeal(
            commonName: "Seal", key: key, notBefore: Self.begin, notAfter: Self.time + 365 * 86_400)
    }

    func signer(
        _ level: SignatureLevel, services: TrustServices? = nil, profile: SignatureProfile? = nil
    ) throws -> ContainerSigner {
        try ContainerSigner(
            signer: seal.signer, parameters: SignatureParameters(level: level, profile: profile),
            services: services ?? virtual.services, clock: { Self.time })
    }

    func report(
        on octets: [UInt8], at time: Date = Self.time, lists: Bool = false
    ) async throws -> ValidationReport {
        try await ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [virtual.authority.root])
        ).validate(octets, at: time)
    }
}

struct LevelTests {
    @Test("A time before the certificate is not taken for a forgery")
    func early() async throws {
        let levels = try Levels()
        let authority = levels.virtual.authority
        let seal = try authority.issueSeal(
            commonName: "Late", notBefore: Levels.time - 60, notAfter: Levels.end)
        let octets = try await ContainerSigner(
            signer: seal.signer, parameters: SignatureParameters(level: .baselineB),
            clock: { Levels.time }
        ).sign([Levels.file])
        let report = try await ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [authority.root]),
            revocationLists: [
                try authority.rootCRL(thisUpdate: Levels.begin, nextUpdate: Levels.end),
                try authority.intermediateCRL(thisUpdate: Levels.begin, nextUpdate: Levels.end),
            ]
        ).validate(octets, at: Levels.time - 3_600)
        #expect(report.signatures.map(\.subIndication) == [.notYetValid])
        #expect(
            report.text.contains("Check that time, or the clock of this machine."),
            "\(report.text)")
        #expect(!report.text.contains("cannot have been made with it"))
    }

    @Test("Until when it will be found valid is said, and whose certificate is lacking")
    func ends() async throws {
        let levels = try Levels()
        let lists = [
            try levels.virtual.authority.rootCRL(
                thisUpdate: Levels.begin, nextUpdate: Levels.end),
            try levels.virtual.authority.intermediateCRL(
                thisUpdate: Levels.begin, nextUpdate: Levels.end),
        ]
        let trusting = ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [levels.virtual.authority.root]),
            revocationLists: lists)
        let nobody = ContainerValidator(trustAnchors: TrustAnchors(allRoles: []))
        for level in [SignatureLevel.baselineB, .baselineT, .baselineLT] {
            let octets = try await levels.signer(level).sign([Levels.file])
            let report = try await trusting.validate(octets, at: Levels.time)
            let signature = try #require(report.signatures.first)
            #expect(report.isValid && !report.isInspection, "\(signature.findings)")
            #expect(signature.lackingIssuers.isEmpty)
            let end = level == .baselineB ? levels.seal.certificate.notAfter : Levels.end
            #expect(signature.certificatesEnd == end)
            let time = level == .baselineB ? "2027-05-28T20:26:40Z" : "2036-05-25T20:26:40Z"
            #expect(
                report.text.contains(
                    "\n    can be validated until: \(time), when a certificate ends\n"),
                "\(report.text)")
            #expect(report.json.contains("\"certificatesEnd\":\"\(time)\""))

            let look = try await nobody.validate(octets, at: Levels.time)
            let claim = try #require(look.signatures.first)
            #expect(look.isInspection && !look.isValid && claim.certificatesEnd == nil)
            #expect(claim.subIndication == .noCertificateChainFound)
            #expect(claim.lackingIssuers.contains(levels.virtual.authority.root.subject))
            #expect(claim.claimedSigner?.commonName?.hasSuffix("Seal") == true)
        }
    }

    @Test(
        "Each level is what it says, in both profiles, for each kind of key",
        arguments: [SignatureLevel.baselineT, .baselineLT], [VirtualKeyType.p256, .p384, .rsa2048])
    func levels(level: SignatureLevel, key: VirtualKeyType) async throws {
        let levels = try Levels(key)
        for profile in [SignatureProfile.edoc, .asice] {
            let octets = try await levels.signer(level, profile: profile).sign([Levels.file])
            let report = try await levels.report(on: octets)
            let signature = try #require(report.signatures.first)
            #expect(signature.conformance == level.rawValue, "\(signature.findings)")
            #expect(signature.bestSignatureTime == Levels.time)
            #expect(signature.timeStamps.map(\.indication) == [.passed])
            #expect(report.findings.isEmpty, "\(report.findings)")
            #expect(signature.findings.filter { $0.severity != .fail }.isEmpty)
            if level == .baselineLT {
                #expect(report.isValid, "\(signature.findings)")
                #expect(signature.level == .baselineLT)
            } else {
                // Nothing in it says that the seal is not revoked.
                #expect(signature.subIndication == .tryLater)
            }
        }
        #expect(levels.virtual.requests.timestamp == 2)
    }

    @Test("LT outlives the seal, and not the authorities")
    func later() async throws {
        let levels = try Levels()
        let octets = try await levels.signer(.baselineLT).sign([Levels.file])
        let inFiveYears = try await levels.report(on: octets, at: Levels.time + 5 * 365 * 86_400)
        #expect(inFiveYears.isValid, "\(inFiveYears.signatures[0].findings)")
        let after = try await levels.report(on: octets, at: Levels.end + 86_400)
        #expect(after.signatures[0].indication == .indeterminate)
        // Level B says since when it has not been valid, and why.
        let alone = try await levels.signer(.baselineB).sign([Levels.file])
        let authority = levels.virtual.authority
        let next = Levels.time + 365 * 86_400
        let old = try await ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [authority.root]),
            revocationLists: [
                authority.rootCRL(thisUpdate: Levels.time, nextUpdate: next),
                authority.intermediateCRL(thisUpdate: Levels.time, nextUpdate: next),
            ]
        ).validate(alone, at: Levels.time + 5 * 365 * 86_400)
        #expect(old.signatures[0].indication == .indeterminate)
        let end = "2027-05-28T20:26:40Z"
        #expect(old.text.contains("The signer's certificate ended at \(end)"), "\(old.text)")
        #expect(old.text.contains("nothing proves that the signature is older"))
    }

    @Test("A level whose services are missing is an error when the signer is made")
    func missingServices() throws {
        let levels = try Levels()
        var services = levels.virtual.services
        services.ocsp = nil
        _ = try levels.signer(.baselineLT, services: services)
        services.crl = nil
        #expect(throws: EDocError(.missingService, "")) {
            _ = try levels.signer(.baselineLT, services: services)
        }
        _ = try levels.signer(.baselineT, services: services)
        services.timestamp = nil
        #expect(throws: EDocError(.missingService, "")) {
            _ = try levels.signer(.baselineT, services: services)
        }
        #expect(throws: EDocError(.unsupportedLevel, "")) {
            _ = try levels.signer(.baselineLTA)
        }
    }

    @Test("Without a responder a list says what is needed")
    func lists() async throws {
        let levels = try Levels()
        levels.virtual.faults.ocsp = .unreachable
        let octets = try await levels.signer(.baselineLT).sign([Levels.file])
        #expect(try await levels.report(on: octets).isValid)
        #expect(levels.virtual.requests.crl > 0)
    }

    @Test("What is known of authorities is asked for once, of the seal each time")
    func authoritiesOnce() async throws {
        let levels = try Levels()
        let signer = try levels.signer(.baselineLT)
        for _ in 0..<5 { _ = try await signer.sign([Levels.file]) }
        // Seal five times; intermediate and time-stamping authority once each.
        #expect(levels.virtual.requests.ocsp == 7)
        #expect(levels.virtual.requests.crl == 0)
    }

    @Test("One answer about the seal serves as many signatures as it may")
    func batches() async throws {
        let levels = try Levels()
        var services = levels.virtual.services
        services.signaturesPerResponse = 8
        services.longestWait = .seconds(20)
        let signer = try levels.signer(.baselineLT, services: services)
        let containers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<32 { group.addTask { try await signer.sign([Levels.file]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(levels.virtual.requests.timestamp == 32)
        #expect(levels.virtual.requests.ocsp <= 32 / 8 + 2 * 4)
        for octets in containers { #expect(try await levels.report(on: octets).isValid) }
        // One that nobody joins waits no longer than it may, and not at all when it is cancelled.
        services.longestWait = .milliseconds(20)
        _ = try await levels.signer(.baselineLT, services: services).sign([Levels.file])
        services.longestWait = .seconds(3_600)
        let lonely = try levels.signer(.baselineLT, services: services)
        let task = Task { try await lonely.sign([Levels.file]) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

struct AugmentationTests {
    private func augmenter(_ levels: Levels) -> ContainerAugmenter {
        ContainerAugmenter(services: levels.virtual.services, clock: { Levels.time })
    }

    @Test(
        "A container of level B rises to T, and one of T to LT",
        arguments: [
            SignatureProfile.edoc, .asice,
        ])
    func rise(profile: SignatureProfile) async throws {
        let levels = try Levels()
        let b = try await levels.signer(.baselineB, profile: profile).sign([Levels.file])
        let t = try await augmenter(levels).augment(b, to: .baselineT)
        let stamped = try #require(try await levels.report(on: t).signatures.first)
        #expect(stamped.conformance == "XAdES-BASELINE-T", "\(stamped.findings)")
        let lt = try await augmenter(levels).augment(t, to: .baselineLT)
        let report = try await levels.report(on: lt)
        #expect(report.isValid, "\(report.signatures[0].findings)")
        #expect(report.signatures[0].conformance == "XAdES-BASELINE-LT")
        #expect(levels.virtual.requests.timestamp == 1)
        let once = try await augmenter(levels).augment(b, to: .baselineLT)
        #expect(try await levels.report(on: once).isValid)
        // What is there already stays as it is.
        let again = try await augmenter(levels).augment(lt, to: .baselineLT)
        #expect(try await levels.report(on: again).signatures[0].conformance == "XAdES-BASELINE-LT")
        #expect(levels.virtual.requests.timestamp == 2)
    }

    @Test("A file is replaced in one step, or left alone")
    func files() async throws {
        let levels = try Levels()
        try await withTemporaryFolder { folder in
            let path = folder + "/a.edoc"
            try await levels.signer(.baselineB).sign([Levels.file], to: path)
            levels.virtual.faults.timestamp = .unreachable
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            await #expect(throws: EDocError(.serviceUnreachable, "")) {
                try await augmenter(levels).augment(path, to: .baselineLT)
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            levels.virtual.faults.timestamp = nil
            try await augmenter(levels).augment(path, to: .baselineLT, output: folder + "/b.edoc")
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            try await augmenter(levels).augment(path, to: .baselineLT)
            let octets = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(try await levels.report(on: octets).isValid)
            try expectNames(["a.edoc", "b.edoc"], in: folder)
        }
    }

    @Test("A broken signature is left alone")
    func broken() async throws {
        let levels = try Levels()
        var octets = try await levels.signer(.baselineB).sign([
            DataFile(
                Array("abc".utf8), named: "a.txt", mediaType: "text/plain", compression: .stored)
        ])
        let place = try #require(octets.indices.first { octets[$0...].starts(with: "abc".utf8) })
        octets[place] = UInt8(ascii: "x")
        await #expect(throws: EDocError(.notAugmentable, "")) {
            _ = try await augmenter(levels).augment(octets, to: .baselineLT)
        }
    }
}
