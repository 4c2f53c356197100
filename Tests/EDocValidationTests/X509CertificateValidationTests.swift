import EDocCrypto
import EDocPKI
@testable import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.6.
struct X509CertificateValidationTests {
    private let root: VirtualHolder
    private let authority: VirtualHolder

    init() throws {
        root = try VirtualHolder("root", VirtualHolder.authority())
        authority = try VirtualHolder(
            "CA", issuedBy: root, VirtualHolder.authority(), serialNumber: [2])
    }

    private func seal(
        _ extensions: [VirtualHolder.Extension] = [VirtualHolder.usage(1)]
    ) throws -> VirtualHolder {
        try VirtualHolder("seal", issuedBy: authority, extensions, serialNumber: [0x10])
    }

    private func validate(
        _ holder: VirtualHolder, anchor: VirtualHolder? = nil,
        lists: [CertificateRevocationList] = [], demands: Bool = false,
        at time: Date = VirtualHolder.time, purpose: CertificatePurpose = .signing,
        _ change: (inout ValidationPolicy) -> Void = { $0.demandsIssuerRevocation = false }
    ) -> X509CertificateValidation.Outcome {
        X509CertificateValidation.outcome(
            for: holder, through: [authority], to: [anchor ?? root], lists: lists,
            demands: demands, at: time, purpose: purpose, change)
    }

    @Test("A path to the anchor, and what was used of it")
    func path() throws {
        let seal = try seal()
        let outcome = validate(seal)
        #expect(outcome.conclusion == .passed && outcome.findings.isEmpty)
        #expect(
            outcome.path?.certificates
                == [seal.certificate, authority.certificate, root.certificate])
        #expect(outcome.evidence.used.map(\.source) == [.container, .caller, .trust])
    }

    @Test("No path, or not at that time")
    func noPath() throws {
        let seal = try seal()
        let stranger = try VirtualHolder("root", VirtualHolder.authority())
        let other = validate(seal, anchor: stranger)
        #expect(other.conclusion == .indeterminate(.noCertificateChainFound) && other.path == nil)
        #expect(other.findings.map(\.rule) == [.certificatePath])
        let (begin, end) = (VirtualHolder.begin + 100, VirtualHolder.end - 100)
        let short = try VirtualHolder(
            "seal", issuedBy: authority, [VirtualHolder.usage(1)], notBefore: begin, notAfter: end)
        for time in [begin - 1, end + 1] {
            #expect(validate(short, at: time).conclusion == .indeterminate(.outOfBoundsNoPOE))
        }
        #expect(validate(short, at: begin).conclusion == .passed)
        #expect(validate(short, at: end).conclusion == .passed)
        // It is its issuer that has ended.
        #expect(
            validate(seal, at: VirtualHolder.end + 1).conclusion
                == .indeterminate(.certificateChainGeneralFailure))
    }

    @Test("A certificate that is for something else signs no documents")
    func purposes() throws {
        let stamping = try seal([VirtualHolder.timeStamping])
        let refused = validate(stamping)
        #expect(refused.conclusion == .indeterminate(.chainConstraintsFailure))
        #expect(refused.findings.map(\.rule) == [.signingCertificatePurpose])
        let login = try seal([VirtualHolder.usage(0)])
        for (demands, conclusion) in [
            (true, Conclusion.indeterminate(.chainConstraintsFailure)), (false, .passed),
        ] {
            let outcome = validate(login) {
                $0.demandsContentCommitment = demands
                $0.demandsIssuerRevocation = false
            }
            #expect(outcome.conclusion == conclusion)
            #expect(outcome.findings.map(\.rule) == (demands ? [.contentCommitment] : []))
        }
        let sealed = validate(try seal([VirtualHolder.usage(2, 3)])) {
            $0.demandsContentCommitment = false
        }
        #expect(sealed.conclusion == .indeterminate(.chainConstraintsFailure))
        #expect(sealed.findings.map(\.rule) == [.signingCertificatePurpose])
        #expect(
            validate(try seal(), purpose: .timeStamping).conclusion
                == .indeterminate(.chainConstraintsFailure))
    }

    @Test("Revocation, of the certificate and of who issued it")
    func revocation() throws {
        let seal = try seal()
        let revoked = [VirtualList.entry(0x10, VirtualHolder.time - 60)]
        let held = [VirtualList.entry(0x10, VirtualHolder.time - 60, [VirtualList.reason(6)])]
        let issuerRevoked = [VirtualList.entry(2, VirtualHolder.time - 60)]
        for (entries, ofRoot, conclusion) in [
            ([], [], .passed), (revoked, [], .indeterminate(.revokedNoPOE)),
            (held, [], .indeterminate(.tryLater)),
            ([], issuerRevoked, .indeterminate(.revokedCANoPOE)),
            (revoked, issuerRevoked, .indeterminate(.revokedNoPOE)),
        ] as [([[UInt8]], [[UInt8]], Conclusion)] {
            let lists = try [
                VirtualList.signed(by: authority, entries), VirtualList.signed(by: root, ofRoot),
            ]
            let outcome = validate(seal, lists: lists, demands: true)
            #expect(outcome.conclusion == conclusion)
            let rules = outcome.findings.map(\.rule)
            #expect(rules == (conclusion.isPassed ? [] : [.revocationStatus]))
        }
    }

    @Test("What is not known counts where it is demanded, and is named as lacking")
    func demanded() throws {
        let seal = try seal()
        let list = try VirtualList.signed(by: authority)
        for (lists, ofSeal, ofIssuer, isPassed, lacking) in [
            ([], false, false, true, 2), ([], true, false, false, 2),
            ([list], true, false, true, 1), ([list], true, true, false, 1),
        ] as [([CertificateRevocationList], Bool, Bool, Bool, Int)] {
            let outcome = validate(seal, lists: lists, demands: ofSeal) {
                $0.demandsIssuerRevocation = ofIssuer
            }
            #expect(outcome.conclusion == (isPassed ? .passed : .indeterminate(.tryLater)))
            #expect(outcome.evidence.lacking.count == lacking)
        }
        let old = try VirtualList.signed(
            by: authority, thisUpdate: VirtualHolder.time - 7_200,
            nextUpdate: VirtualHolder.time - 3_600)
        let outcome = validate(seal, lists: [old], demands: true)
        #expect(outcome.findings.map(\.rule) == [.revocationFreshness])
    }

    @Test("Algorithms that were reliable")
    func algorithms() throws {
        let outcome = validate(try seal()) {
            $0.demandsIssuerRevocation = false
            $0.algorithms = AlgorithmTable(rows: [])
        }
        #expect(outcome.conclusion == .indeterminate(.cryptoConstraintsFailureNoPOE))
        #expect(outcome.findings.map(\.rule) == [.reliableAlgorithm])
    }
}
