import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.5.4.
struct TimeStampsValidationTests {
    private static func validate(
        _ name: String, _ proofs: ProofsOfExistence = ProofsOfExistence(),
        anchors: [X509Certificate]? = nil, read: TimeStampImprint.FileReader = ReadSignature.read
    ) throws -> (result: TimeStampsValidation.Result, rules: [ValidationRule]) {
        let signature = try ReadSignature(name)
        var findings = FindingList(policy: .baseline)
        let result = try TimeStampsValidation(
            signature: signature.signature, references: signature.references(),
            context: ReadSignature.context(anchors: anchors)
        ).validate(proofs, read: read, &findings)
        return (result, findings.findings.map(\.rule))
    }

    @Test("Without time-stamps nothing is proved, and nothing is said")
    func none() throws {
        let found = try Self.validate("good-b")
        #expect(found.result.reports.isEmpty && found.result.bestSignatureTime == nil)
        #expect(found.result.isInOrder && found.rules.isEmpty)
    }

    @Test("The earliest that passes is the best signature time")
    func earliest() throws {
        let found = try Self.validate("good-lta").result
        #expect(found.reports.map(\.kind) == [.signature, .archive])
        #expect(found.reports.allSatisfy { $0.indication == .passed })
        #expect(found.bestSignatureTime == found.reports.compactMap(\.time).min())
        #expect(found.bestSignatureTime != nil && found.isInOrder)
    }

    @Test("An archive time-stamp is about the files too")
    func files() throws {
        let found = try Self.validate("good-lta") { _, receive in try receive([1].span) }
        #expect(found.result.reports.map(\.indication) == [.passed, .failed])
        #expect(found.rules == [.archiveTimeStampImprint])
    }

    @Test("Where none passes, that is said; an earlier proof counts all the same")
    func unproved() throws {
        let stranger = try ReadSignature.certificate("stranger")
        let found = try Self.validate("good-lt", anchors: [stranger])
        #expect(found.result.bestSignatureTime == nil && found.rules.contains(.timeStampProves))
        var proofs = ProofsOfExistence()
        let time = ReadSignature.time - 86_400
        proofs.add(.signature(try ReadSignature("good-lt").signature.signatureValue), at: time)
        let proved = try Self.validate("good-lt", proofs, anchors: [stranger])
        #expect(proved.result.bestSignatureTime == time)
        #expect(!proved.rules.contains(.timeStampProves))
    }
}
