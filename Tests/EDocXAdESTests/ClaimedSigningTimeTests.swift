import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import TestPKI
import Testing

/// EN 319 102-1 §5.2.8.4.2.2 and §5.5.4 (5).
struct ClaimedSigningTimeTests {
    /// What is found of a claim where `proof` is the best signature time.
    private static func rules(
        _ claimed: String, proof: String? = nil, at time: String = "2026-12-01T00:00:00Z",
        _ policy: ValidationPolicy = .baseline
    ) throws -> [ValidationRule] {
        var context = try ReadSignature.context(at: date(time), policy: policy)
        context.bestSignatureTime = try proof.map(date)
        var findings = FindingList(policy: policy)
        ClaimedSigningTime(
            signature: try ReadSignature("good-b", [("2026-11-22T10:00:00Z", claimed)]).signature,
            context: context
        ).check(try ReadSignature.certificate("seal"), &findings)
        #expect(findings.hasFailure == findings.findings.contains { $0.severity == .fail })
        return findings.findings.map(\.rule)
    }

    @Test("Within the validity of the certificate, to the second, whatever the tolerance")
    func validity() throws {
        for proof in [nil, "2026-11-23T00:00:00Z"] {
            for (claimed, isWithin) in [
                ("2025-12-31T23:59:59Z", false), ("2025-12-31T23:59:59.9Z", false),
                ("2026-01-01T00:00:00Z", true), ("1999-01-01T00:00:00Z", false),
            ] {
                #expect(
                    try Self.rules(claimed, proof: proof)
                        == (isWithin ? [] : [.possibleClaimedTime]))
            }
        }
        for (claimed, isWithin) in [
            ("2046-01-01T00:00:00Z", true), ("2046-01-01T00:00:00.9Z", true),
            ("2046-01-01T00:00:01Z", false),
        ] {
            #expect(
                try Self.rules(claimed, at: "2046-01-01T00:00:00Z")
                    == (isWithin ? [] : [.possibleClaimedTime]))
        }
    }

    @Test("Without a proof not in the future, but for the tolerance of the policy")
    func future() throws {
        for (claimed, tolerance) in [
            ("2026-12-01T00:00:00Z", 0.0), ("2026-12-01T00:00:01Z", 1),
            ("2026-12-01T00:01:00Z", 60), ("2026-12-01T03:00:00Z", 10_800),
        ] {
            var policy = ValidationPolicy.baseline
            policy.clockTolerance = tolerance
            #expect(try Self.rules(claimed, policy).isEmpty, "\(claimed)")
            policy.clockTolerance -= 1
            #expect(try Self.rules(claimed, policy) == [.possibleClaimedTime], "\(claimed)")
            // Where a time is proved, only that one counts.
            #expect(
                try !Self.rules(claimed, proof: "2026-11-23T00:00:00Z", policy)
                    .contains(.possibleClaimedTime))
        }
    }

    @Test("After the time-stamp: a note where tolerance or local time explains it, else a warning")
    func afterProof() throws {
        let proof = "2026-11-23T00:00:00Z"
        var policy = ValidationPolicy.baseline
        #expect(try Self.rules(proof, proof: proof, policy).isEmpty)
        for claimed in ["2026-11-23T00:01:00Z", "2026-11-23T02:00:00Z", "2026-11-23T03:01:00Z"] {
            #expect(try Self.rules(claimed, proof: proof, policy) == [.claimedTimeIsExplained])
        }
        let late = try Self.rules("2026-11-23T03:01:01Z", proof: proof, policy)
        #expect(late == [.claimedTimeNotAfterProof])
        policy.quirks = []
        for (claimed, rule) in [
            ("2026-11-23T00:01:00Z", ValidationRule.claimedTimeIsExplained),
            ("2026-11-23T00:01:01Z", .claimedTimeNotAfterProof),
            ("2026-11-23T02:00:00Z", .claimedTimeNotAfterProof),
        ] {
            #expect(try Self.rules(claimed, proof: proof, policy) == [rule])
        }
    }

    @Test("The row is for a policy to change")
    func policy() throws {
        let rule = ValidationRule.possibleClaimedTime
        var policy = ValidationPolicy.baseline
        #expect(policy.disposition(of: rule) == .fail)
        policy.dispositions[rule] = .warn
        #expect(try Self.rules("1999-01-01T00:00:00Z", policy) == [rule])
        policy.dispositions[rule] = .ignore
        #expect(try Self.rules("1999-01-01T00:00:00Z", policy).isEmpty)
    }
}
