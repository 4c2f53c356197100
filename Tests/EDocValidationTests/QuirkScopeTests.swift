import EDocPKI
import EDocValidation
import FoundationEssentials
import TestPKI
import Testing

/// ``Quirk/Scope``, and the policy that is made of it.
struct QuirkScopeTests {
    private static let end = Date(timeIntervalSince1970: 1_488_326_400)

    @Test("A quirk of some issuers is none of others, and of none after its end")
    func scopes() throws {
        let old = try VirtualHolder("E-ME SI (CA1)", VirtualHolder.authority())
        let other = try VirtualHolder("E-ME SI (CA2)", VirtualHolder.authority())
        let policy = ValidationPolicy.latvian2014
        for (issuer, isOld) in [(old, true), (other, false)] {
            let seal = try VirtualHolder("seal", issuedBy: issuer)
            let restricted = policy.restricted(to: seal.certificate)
            #expect(restricted.quirks.contains(.digestInfoWithoutNull) == isOld)
            #expect(restricted.accepts(.digestInfoWithoutNull, at: Self.end - 1) == isOld)
            #expect(!restricted.accepts(.digestInfoWithoutNull, at: Self.end))
            #expect(!restricted.accepts(.digestInfoWithoutNull, at: nil))
            // What baseline has stays.
            #expect(restricted.quirks.isSuperset(of: ValidationPolicy.baseline.quirks))
            #expect(restricted.accepts(.carriageReturnInBase64, at: nil))
            let baseline = ValidationPolicy.baseline.restricted(to: seal.certificate)
            #expect(baseline == .baseline)
        }
    }

    @Test("Every quirk that the policy adds has its issuers and its end")
    func latvian() {
        let policy = ValidationPolicy.latvian2014
        let added = policy.quirks.subtracting(ValidationPolicy.baseline.quirks)
        #expect(added == Set(policy.quirkScopes.keys) && added.count == 3)
        #expect(policy.dispositions == [.certificateNotEnded: .warn])
    }
}
