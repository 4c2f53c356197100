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
        #expect(try policy(#""clockToleranceSeconds": 0"#).clockTolerance == 0)
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
        policy.clockTolerance = 3
        let read = try ValidationPolicy(json: Array(policy.json.encoded.utf8))
        #expect(read.json == policy.json)
        #expect(read.demandsTimeStampAuthorityRevocation)
        #expect(read.demandsIssuerRevocation)
        #expect(!read.demandsContentCommitment)
        #expect(read.maximumRevocationAge == 1 && read.timeStampDelay == 2)
        #expect(read.clockTolerance == 3)
    }
}
