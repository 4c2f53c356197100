import EDocValidation
@testable import EDocXAdES
import Testing

/// EN 319 102-1 §5.2.4.
struct ValidationContextInitializationTests {
    private static func rules(
        _ name: String, _ edits: [(pattern: String, text: String)]
    ) throws -> [ValidationRule] {
        var findings = FindingList(policy: .baseline)
        ValidationContextInitialization.check(
            try ReadSignature(name, edits).signature, &findings)
        #expect(!findings.hasFailure)
        return findings.findings.map(\.rule)
    }

    @Test("A signature that names no policy is not reported")
    func noPolicy() throws {
        for name in ["good-b", "good-lta"] { #expect(try Self.rules(name, []) == []) }
    }

    @Test("A signature policy is reported, and not processed")
    func policy() throws {
        for name in ["good-b", "good-lt"] {
            #expect(
                try Self.rules(name, [ReadSignature.policy("urn:oid:2.999.1")])
                    == [.signaturePolicyNotProcessed])
        }
    }

    @Test("A time-mark stands for no time; beside a time-stamp it is a policy like others")
    func timeMark() throws {
        let mark = ReadSignature.policy("urn:oid:1.3.6.1.4.1.10015.1000.3.2.1")
        #expect(try Self.rules("good-b", [mark]) == [.timeMark])
        #expect(try Self.rules("good-lt", [mark]) == [.signaturePolicyNotProcessed])
    }
}
