// The examples of EDocTesting.docc, word for word; that they compile and do what the pages say is
// the test.

import FoundationEssentials

// begin: TestingAService
import EDoc
import EDocTesting

/// An authority, one seal, and what a validation needs to trust it.
struct World {
    let now = Date(timeIntervalSince1970: 1_767_225_600)
    let authority: VirtualCA
    let seal: VirtualSeal

    init() throws {
        authority = try VirtualCA(name: "tests", validFrom: now - 86_400, validTo: now + 86_400)
        seal = try authority.issueSeal(
            commonName: "School", notBefore: now - 86_400, notAfter: now + 86_400)
    }

    func validator(revoked: [VirtualCA.Revocation] = []) throws -> ContainerValidator {
        ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [authority.root]),
            revocationLists: [
                try authority.rootCRL(thisUpdate: now, nextUpdate: now + 3_600),
                try authority.intermediateCRL(
                    thisUpdate: now, nextUpdate: now + 3_600, revoked: revoked),
            ])
    }
}
// end

func testAService() async throws -> (World, [UInt8], ValidationReport) {
    // begin: TestingAService
    let world = try World()
    let issuer = try ContainerSigner(
        signer: world.seal.signer, parameters: SignatureParameters(level: .baselineB),
        clock: { world.now })
    let container = try await issuer.sign([
        DataFile(Array("Hello".utf8), named: "hello.txt", mediaType: "text/plain")
    ])
    let report = try await world.validator().validate(container, at: world.now)
    // end
    return (world, container, report)
}

func makeTrustServices() throws -> (VirtualTrustServices, TrustServices) {
    // begin: TestingAService
    let now = Date(timeIntervalSince1970: 1_767_225_600)
    let virtual = try VirtualTrustServices(
        validFrom: now - 86_400, validTo: now + 86_400, clock: { now })
    let seal = try virtual.authority.issueSeal(
        commonName: "School", notBefore: now - 86_400, notAfter: now + 86_400)
    let services: TrustServices = virtual.services
    // end
    // begin: TestingAService
    virtual.revoked = [
        VirtualCA.Revocation(of: seal.certificate, date: now - 60, reason: 1)
    ]
    virtual.latency = .milliseconds(5)
    virtual.faults.timestamp = .answer(.otherImprint)
    virtual.faults.ocsp = .unreachable
    // end
    return (virtual, services)
}

// begin: TestingAService
func timeStampReply(_ body: [UInt8], _ tsa: VirtualTSA, at time: Date) throws -> [UInt8] {
    try tsa.respond(to: body, at: time)
}

func statusResponse(
    _ body: [UInt8], _ responder: VirtualOCSPResponder, at time: Date
) throws -> [UInt8] {
    try responder.respond(to: body, at: time)
}
// end

func wrongOnPurpose(_ world: World, _ container: [UInt8]) async throws -> [ValidationReport] {
    // begin: WrongOnPurpose
    let revocation = VirtualCA.Revocation(
        of: world.seal.certificate, date: world.now - 60, reason: 1)
    let revoked = try await world.validator(revoked: [revocation]).validate(
        container, at: world.now)
    // end
    // begin: WrongOnPurpose
    let stranger = try World()
    let unknown = try await stranger.validator().validate(container, at: world.now)
    // end
    // begin: WrongOnPurpose
    var damaged = container
    damaged[damaged.count / 2] ^= 1
    let broken = try await world.validator().validate(damaged, at: world.now)
    // end
    return [revoked, unknown, broken]
}
