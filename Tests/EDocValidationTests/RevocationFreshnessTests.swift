@testable import EDocValidation
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.2.5.
struct RevocationFreshnessTests {
    /// Whether data that is `age` seconds old, and good for `next` seconds, is fresh.
    private func isFresh(
        _ age: Double, _ next: Double?, _ policy: ValidationPolicy = .baseline
    ) -> Bool {
        let issued = Date(timeIntervalSince1970: 1_000_000 - age)
        return RevocationFreshness.isFresh(
            thisUpdate: issued, nextUpdate: next.map { issued.addingTimeInterval($0) },
            at: Date(timeIntervalSince1970: 1_000_000.75), policy: policy)
    }

    @Test("Issued at the time or later, to the second")
    func issuedLater() {
        #expect(isFresh(-3600, nil))
        #expect(isFresh(0, nil))
        #expect(!isFresh(1, nil))
    }

    @Test("Or good until then")
    func nextUpdate() {
        #expect(isFresh(112, 900))
        #expect(!isFresh(1000, 900))
    }

    @Test("A policy may allow an age")
    func policies() {
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(.revocationBeforeTimeStamp)
        #expect(isFresh(112, nil, policy))
        #expect(!isFresh(1000, nil, policy))
        policy.maximumRevocationAge = 86_400
        #expect(isFresh(1000, nil, policy))
    }
}
