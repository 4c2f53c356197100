@testable import EDocValidation
import FoundationEssentials
import Testing

struct RevocationFreshnessTests {
    @Test("Freshness of revocation data, EN 319 102-1 §5.2.5")
    func freshness() {
        let time = Date(timeIntervalSince1970: 1_000_000.75)
        func isFresh(_ age: Double, _ next: Double?, _ policy: ValidationPolicy = .baseline) -> Bool
        {
            let issued = Date(timeIntervalSince1970: 1_000_000 - age)
            return RevocationFreshness.isFresh(
                thisUpdate: issued, nextUpdate: next.map { issued.addingTimeInterval($0) },
                at: time,
                policy: policy)
        }
        #expect(isFresh(-3600, nil))
        #expect(isFresh(0, nil))
        #expect(!isFresh(1, nil))
        #expect(isFresh(112, 900))
        #expect(!isFresh(1000, 900))
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(.revocationBeforeTimeStamp)
        #expect(isFresh(112, nil, policy))
        #expect(!isFresh(1000, nil, policy))
        policy.maximumRevocationAge = 86_400
        #expect(isFresh(1000, nil, policy))
    }
}
