import EDoc
import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing

@Suite struct VirtualTrustServicesFaultTests {
    typealias ListFault = VirtualTrustServices.ListFault
    typealias IssuerFault = VirtualTrustServices.CertificateFault
    private let inquirer: Inquirer
    private var virtual: VirtualTrustServices { inquirer.virtual }
    private var authority: VirtualCA { inquirer.virtual.authority }
    private var seal: VirtualSeal { inquirer.seal }

    init() throws { inquirer = try Inquirer() }

    @Test("A fault on the way is an error or octets of another kind, from each service")
    func faultsOnTheWay() async throws {
        func ask(_ fault: VirtualTrustServices.Faults) async throws -> [[UInt8]] {
            virtual.faults = fault
            defer { virtual.faults = VirtualTrustServices.Faults() }
            return [
                try await virtual.response(to: []),
                try await virtual.response(to: [], at: "http://ocsp.virtual.test/"),
                try await virtual.revocationList(at: "http://ca.virtual.test/root.crl"),
                try await virtual.certificates(at: "http://ca.virtual.test/root.cer"),
            ]
        }
        func faults(
            _ a: VirtualServiceFault<VirtualTSA.Fault>?,
            _ b: VirtualServiceFault<VirtualOCSPResponder.Fault>?,
            _ c: VirtualServiceFault<ListFault>?, _ d: VirtualServiceFault<IssuerFault>?
        ) -> VirtualTrustServices.Faults {
            var faults = VirtualTrustServices.Faults()
            (faults.timestamp, faults.ocsp, faults.crl, faults.issuers) = (a, b, c, d)
            return faults
        }
        for (code, each) in [
            (
                .serviceUnreachable,
                [
                    faults(.unreachable, nil, nil, nil), faults(nil, .unreachable, nil, nil),
                    faults(nil, nil, .unreachable, nil), faults(nil, nil, nil, .unreachable),
                ]
            ),
            (.serviceUnavailable, [faults(.unavailable, nil, nil, nil)]),
            (.serviceQuota, [faults(nil, .overQuota, nil, nil)]),
            (.serviceRefused, [faults(nil, nil, .refused, nil)]),
        ] as [(EDocError.Code, [VirtualTrustServices.Faults])] {
            for fault in each {
                await #expect(throws: EDocError(code, "")) { try await ask(fault) }
            }
        }
        #expect(
            try await ask(faults(.nothing, .nothing, .nothing, .nothing)).allSatisfy(\.isEmpty))
        for octets in try await ask(faults(.garbage, .garbage, .garbage, .garbage)) {
            #expect(octets.count == 64)
            #expect(throws: ASN1Error.self) { try DERValue(octets[...], .sequence, "x") }
        }
        let page = Array("<!DOCTYPE html>".utf8)
        for octets in try await ask(faults(.page, .page, .page, .page)) {
            #expect(octets.starts(with: page))
        }
        #expect(virtual.requests.timestamp == 10 && virtual.requests.issuers == 4)
    }

    @Test("A late answer is the right one, and a task that is cancelled does not wait for it")
    func latency() async throws {
        virtual.faults.timestamp = .late(.milliseconds(20))
        virtual.latency = .milliseconds(10)
        let clock = ContinuousClock()
        var found: TimeStampToken?
        let elapsed = try await clock.measure { found = try await inquirer.token() }
        #expect(elapsed >= .milliseconds(30) && found != nil)
        virtual.latency = .seconds(3_600)
        let asking = Task { try await inquirer.token() }
        asking.cancel()
        await #expect(throws: CancellationError.self) { try await asking.value }
    }

    @Test("A fault of an answer goes to the service that it names")
    func faultsOfAnswers() async throws {
        virtual.faults.timestamp = .answer(.otherImprint)
        await #expect(throws: TimeStampResp.Fault.otherImprint) { try await inquirer.token() }
        virtual.faults.timestamp = nil
        virtual.faults.ocsp = .answer(.suspended)
        _ = try await inquirer.token()
        for certificate in [seal.certificate, authority.intermediate] {
            #expect(
                try await inquirer.status(certificate).status
                    == .revoked(.init(date: Virtual.time - 3_600, reason: .certificateHold)))
        }
    }

    @Test("Each fault of a list breaks what its name says", arguments: ListFault.allCases)
    func lists(_ fault: ListFault) async throws {
        virtual.faults.crl = .answer(fault)
        for certificate in [seal.certificate, authority.intermediate] {
            func times() async throws -> [Date?] {
                let list = try await inquirer.list(certificate)
                return [list.thisUpdate, list.nextUpdate]
            }
            let time = Virtual.time
            switch fault {
            case .stale:
                let before = time - 2 * 86_400
                #expect(try await times() == [before, before + 3_600])
            case .futureUpdate: #expect(try await times() == [time + 3_600, time + 7_200])
            case .noNextUpdate: #expect(try await times() == [time, nil])
            case .otherIssuer:
                await #expect(throws: CertificateRevocationList.Fault.otherIssuer) {
                    try await inquirer.listed(certificate)
                }
            case .damagedSignature:
                await #expect(throws: CertificateRevocationList.Fault.signatureInvalid) {
                    try await inquirer.listed(certificate)
                }
            case .truncated, .trailingBytes:
                await #expect(throws: ASN1Error.self) { try await inquirer.list(certificate) }
            }
        }
    }

    @Test("Each fault of a certificate breaks what its name says", arguments: IssuerFault.allCases)
    func certificates(_ fault: IssuerFault) async throws {
        virtual.faults.issuers = .answer(fault)
        for issuer in [authority.root, authority.intermediate] {
            let name = issuer == authority.root ? "root" : "intermediate"
            let octets = try await virtual.certificates(at: "http://ca.virtual.test/\(name).cer")
            switch fault {
            case .bundle:
                #expect(octets != issuer.derEncoded)
                #expect(try X509Certificate.certificates(inPEM: octets) == [issuer])
            case .otherIssuer:
                #expect(try X509Certificate(derEncoded: octets).subject.contains("stranger"))
            case .truncated, .trailingBytes:
                #expect(throws: EDocError.self) { try X509Certificate(derEncoded: octets) }
            }
        }
    }
}
