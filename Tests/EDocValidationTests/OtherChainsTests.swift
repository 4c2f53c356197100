import EDocCrypto
import EDocPKI
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.6.4 step 2: another chain is tried where one does not pass, and what is said
/// where none does.
struct OtherChainsTests {
    private let first: VirtualHolder
    private let second: VirtualHolder
    /// The authority, as the first root certified it, and as the second did.
    private let authorities: [VirtualHolder]

    init() throws {
        first = try VirtualHolder("first root", VirtualHolder.authority())
        second = try VirtualHolder("second root", VirtualHolder.authority())
        let one = try VirtualHolder(
            "CA", issuedBy: first, VirtualHolder.authority(), serialNumber: [2])
        let two = try VirtualHolder(
            "CA", issuedBy: second, VirtualHolder.authority(), key: one.key, serialNumber: [3])
        authorities = [one, two]
    }

    private func seal(notAfter: Date = VirtualHolder.end) throws -> VirtualHolder {
        try VirtualHolder(
            "seal", issuedBy: authorities[0], [VirtualHolder.usage(1)], serialNumber: [0x10],
            notAfter: notAfter)
    }

    /// What comes of it when the chains are built in the order of `authorities`.
    private func validate(
        _ holder: VirtualHolder, _ authorities: [VirtualHolder],
        lists: [CertificateRevocationList], _ change: (inout ValidationPolicy) -> Void = { _ in }
    ) -> X509CertificateValidation.Outcome {
        X509CertificateValidation.outcome(
            for: holder, through: authorities, to: [first, second], lists: lists, change)
    }

    @Test("Where one chain does not pass, another one that does decides")
    func passes() throws {
        let revoked = try VirtualList.signed(
            by: first, [VirtualList.entry(2, VirtualHolder.time - 60)])
        let good = try VirtualList.signed(by: second)
        for order in [authorities, authorities.reversed()] {
            let outcome = validate(try seal(), order, lists: [revoked, good])
            #expect(outcome.conclusion == .passed, "\(outcome.findings)")
            #expect(outcome.path?.certificates.contains(authorities[1].certificate) == true)
            #expect(outcome.evidence.lacking.allSatisfy { !"\($0)".contains("second root") })
        }
    }

    @Test("Where none passes, the last one built is returned, and what any of them lacked")
    func last() throws {
        let revoked = try VirtualList.signed(
            by: first, [VirtualList.entry(2, VirtualHolder.time - 60)])
        for (order, conclusion) in [
            (authorities, Conclusion.indeterminate(.tryLater)),
            (authorities.reversed(), .indeterminate(.revokedCANoPOE)),
        ] {
            let outcome = validate(try seal(), order, lists: [revoked]) {
                $0.demandsIssuerRevocation = true
            }
            #expect(outcome.conclusion == conclusion, "\(outcome.findings)")
            #expect(
                outcome.path?.certificates.dropFirst().first == order.last?.certificate)
            #expect(outcome.findings.map(\.rule) == [.revocationStatus])
            #expect(
                outcome.evidence.lacking.contains(
                    .revocationStatus(
                        of: authorities[1].certificate, issuedBy: second.certificate)))
        }
    }

    @Test("The search ends where the certificate itself is outside of its validity (step 7)")
    func ends() throws {
        let revoked = try VirtualList.signed(
            by: first, [VirtualList.entry(2, VirtualHolder.time - 60)])
        let ended = try seal(notAfter: VirtualHolder.time - 60)
        for (order, conclusion) in [
            (authorities, Conclusion.indeterminate(.outOfBoundsNoPOE)),
            (authorities.reversed(), .indeterminate(.outOfBoundsNoPOE)),
        ] {
            let outcome = validate(ended, order, lists: [revoked]) {
                $0.demandsIssuerRevocation = false
            }
            #expect(outcome.conclusion == conclusion, "\(outcome.findings)")
            #expect(
                outcome.path?.certificates.dropFirst().first == authorities[1].certificate)
        }
    }
}
