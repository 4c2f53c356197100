import EDoc
import EDocEncoding
import EDocValidation
import Testing

/// Each member of a policy file changes what it names.
struct PolicyFileTests {
    private func policy(_ member: String) throws -> ValidationPolicy {
        try ValidationPolicy(json: Array(#"{"name": "x", \#(member)}"#.utf8))
    }

    @Test("Demands", arguments: [false, true])
    func demands(_ value: Bool) throws {
        let authority = try policy(#""demandsTimeStampAuthorityRevocation": \#(value)"#)
        #expect(authority.demandsTimeStampAuthorityRevocation == value)
        let issuer = try policy(#""demandsIssuerRevocation": \#(value)"#)
        #expect(issuer.demandsIssuerRevocation == value)
        let commitment = try policy(#""demandsContentCommitment": \#(value)"#)
        #expect(commitment.demandsContentCommitment == value)
    }

    @Test("Times")
    func times() throws {
        #expect(try policy(#""maximumRevocationAgeSeconds": 86400"#).maximumRevocationAge == 86_400)
        #expect(try policy(#""timeStampDelaySeconds": 0"#).timeStampDelay == 0)
        #expect(try policy(#""timeStampDelaySeconds": null"#).timeStampDelay == nil)
        let freshness = #""maximumRevocationFreshnessSeconds": "#
        #expect(try policy(freshness + "0").maximumRevocationFreshness == 0)
        #expect(try policy(freshness + "null").maximumRevocationFreshness == nil)
        #expect(try policy(#""clockToleranceSeconds": 0"#).clockTolerance == 0)
    }

    @Test("Certificate policies are identifiers in numbers")
    func certificatePolicies() throws {
        func read(_ list: String) throws -> Set<String> {
            try policy(#""demandedCertificatePolicies": "# + list).demandedCertificatePolicies
        }
        #expect(try read("[]").isEmpty)
        #expect(try read(#"["0.4.0.194112.1.1", "1.2.3"]"#) == ["0.4.0.194112.1.1", "1.2.3"])
        for wrong in [#"[1]"#, #"["QCP-l"]"#, #"["1"]"#, #"["1..2"]"#, #"["1.02"]"#, #""1.2""#] {
            #expect(throws: EDocError(.invalidPolicy, "")) { try read(wrong) }
        }
    }

    @Test("A policy of which nothing is as in baseline is the same when it is read again")
    func roundTrip() throws {
        var policy = ValidationPolicy.baseline
        policy.name = "all else"
        policy.dispositions = [.manifestThere: .ignore, .signingCertificateV2: .fail]
        policy.algorithms.rows.removeLast()
        policy.quirks = [.digestInfoWithoutNull]
        policy.demandsTimeStampAuthorityRevocation.toggle()
        policy.demandsIssuerRevocation.toggle()
        policy.demandsContentCommitment.toggle()
        policy.maximumRevocationAge = 1
        policy.timeStampDelay = 2
        policy.maximumRevocationFreshness = 4
        policy.demandedCertificatePolicies = ["1.2.3"]
        policy.clockTolerance = 3
        let read = try ValidationPolicy(json: Array(policy.json.utf8))
        #expect(read.json == policy.json)
        #expect(read.demandsTimeStampAuthorityRevocation)
        #expect(read.demandsIssuerRevocation)
        #expect(!read.demandsContentCommitment)
        #expect(read.maximumRevocationAge == 1 && read.timeStampDelay == 2)
        #expect(read.clockTolerance == 3 && read.maximumRevocationFreshness == 4)
        #expect(read.demandedCertificatePolicies == ["1.2.3"])
    }
}
