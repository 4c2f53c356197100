import EDoc
import EDocTesting
import Foundation
import TestPKI
import Testing
import VectorSupport

/// Trust services that answer wrongly: each fault is an error of its own, and nothing is published.
struct ServiceFaultTests {
    private func sign(_ levels: Levels) async -> EDocError? {
        do {
            var services = levels.virtual.services
            services.timeStampPolicy = levels.virtual.tsa.policy
            let octets = try await levels.signer(.baselineLT, services: services)
                .sign([Levels.file])
            // Only what is good comes out.
            #expect(try await levels.report(on: octets).isValid)
            return nil
        } catch {
            return error as? EDocError ?? EDocError(.library, "\(error)")
        }
    }

    @Test(
        "A wrong time-stamp is not used", arguments: VirtualTSA.Fault.allCases)
    func timeStamps(fault: VirtualTSA.Fault) async throws {
        let levels = try Levels()
        levels.virtual.faults.timestamp = .answer(fault)
        let error = await sign(levels)
        let expected: EDocError.Code? =
            switch fault {
            case .grantedWithMods: nil
            // systemFailure, which passes.
            case .rejected, .waiting: .serviceUnavailable
            case .revokedCertificate: .certificateRevoked
            case .otherAuthority: .missingEvidence
            default: .unusableAnswer
            }
        #expect(error?.code == expected, "\(fault): \(error?.message ?? "no error")")
    }

    @Test(
        "A wrong answer of a responder is not used: a list is, or it is an error",
        arguments: VirtualOCSPResponder.Fault.allCases, [true, false])
    func responders(fault: VirtualOCSPResponder.Fault, hasLists: Bool) async throws {
        let levels = try Levels()
        levels.virtual.faults.ocsp = .answer(fault)
        if !hasLists { levels.virtual.faults.crl = .unreachable }
        let error = await sign(levels)
        switch fault {
        case .noNonce, .noNextUpdate, .responderWithStatus:
            #expect(error == nil, "\(fault): \(error?.message ?? "")")
        case .revoked, .suspended:
            #expect(error?.code == .certificateRevoked, "\(fault): \(error?.message ?? "none")")
        default:
            if hasLists {
                #expect(error == nil, "\(fault): \(error?.message ?? "")")
            } else {
                let codes: [EDocError.Code] = [
                    .unusableAnswer, .serviceUnavailable, .serviceRefused, .missingEvidence,
                ]
                let code = try #require(error?.code, "\(fault)")
                #expect(codes.contains(code), "\(fault): \(error?.message ?? "")")
            }
        }
    }

    @Test(
        "A wrong list is not used", arguments: VirtualTrustServices.ListFault.allCases)
    func lists(fault: VirtualTrustServices.ListFault) async throws {
        let levels = try Levels()
        levels.virtual.faults.ocsp = .unreachable
        levels.virtual.faults.crl = .answer(fault)
        let error = await sign(levels)
        // A list from the moment that it is asked for is fresh, whatever it says of the next.
        let expected: EDocError.Code? =
            fault == .noNextUpdate ? nil : .serviceUnreachable
        #expect(error?.code == expected, "\(fault): \(error?.message ?? "none")")
    }

    @Test(
        "What is no answer is an error by its kind",
        arguments: [
            (VirtualServiceFault<VirtualTSA.Fault>.unreachable, EDocError.Code.serviceUnreachable),
            (.unavailable, .serviceUnavailable), (.overQuota, .serviceQuota),
            (.refused, .serviceRefused), (.nothing, .unusableAnswer), (.garbage, .unusableAnswer),
            (.page, .unusableAnswer),
        ])
    func ways(fault: VirtualServiceFault<VirtualTSA.Fault>, code: EDocError.Code) async throws {
        let levels = try Levels()
        levels.virtual.faults.timestamp = fault
        let error = await sign(levels)
        #expect(error?.code == code, "\(error?.message ?? "none")")
    }

    @Test("A seal that is revoked signs nothing of level LT")
    func revokedSeal() async throws {
        let levels = try Levels()
        levels.virtual.revoked = [
            VirtualCA.Revocation(of: levels.seal.certificate, date: Levels.time - 60)
        ]
        #expect(await sign(levels)?.code == .certificateRevoked)
        levels.virtual.faults.ocsp = .unreachable
        #expect(await sign(levels)?.code == .certificateRevoked)
    }
}
