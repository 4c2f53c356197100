import EDocCrypto
import EDocPKI
import EDocValidation
@testable import EDocXAdES
import EDocXML
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.5.4.
struct BestSignatureTimeDeterminationTests {
    private static func determine(
        _ name: String, _ proofs: ProofsOfExistence = ProofsOfExistence(),
        anchors: [X509Certificate]? = nil, read: TimeStampImprint.FileReader = ReadSignature.read
    ) throws -> (result: BestSignatureTimeDetermination.Result, rules: [ValidationRule]) {
        let signature = try ReadSignature(name)
        var findings = FindingList(policy: .baseline)
        let result = try BestSignatureTimeDetermination(
            signature: signature.signature, references: signature.references(),
            context: ReadSignature.context(anchors: anchors)
        ).determine(proofs, read: read, &findings)
        return (result, findings.findings.map(\.rule))
    }

    @Test("Without time-stamps nothing is proved, and nothing is said")
    func none() throws {
        let found = try Self.determine("good-b")
        #expect(found.result.reports.isEmpty && found.result.bestSignatureTime == nil)
        #expect(found.result.isInOrder && found.rules.isEmpty)
    }

    @Test("The earliest that passes is the best signature time")
    func earliest() throws {
        let found = try Self.determine("good-lta").result
        #expect(found.reports.map(\.kind) == [.signature, .archive])
        #expect(found.reports.allSatisfy { $0.indication == .passed })
        #expect(found.bestSignatureTime == found.reports.compactMap(\.time).min())
        #expect(found.bestSignatureTime != nil && found.isInOrder)
    }

    @Test("An archive time-stamp is about the files too")
    func files() throws {
        let found = try Self.determine("good-lta") { _, receive in try receive([1].span) }
        #expect(found.result.reports.map(\.indication) == [.passed, .failed])
        #expect(found.rules == [.archiveTimeStampImprint])
    }

    @Test("Where none passes, that is said; an earlier proof counts all the same")
    func unproved() throws {
        let stranger = try ReadSignature.certificate("stranger")
        let found = try Self.determine("good-lt", anchors: [stranger])
        #expect(found.result.bestSignatureTime == nil && found.rules.contains(.timeStampProves))
        var proofs = ProofsOfExistence()
        let time = ReadSignature.time - 86_400
        proofs.add(.signature(try ReadSignature("good-lt").signature.signatureValue), at: time)
        let proved = try Self.determine("good-lt", proofs, anchors: [stranger])
        #expect(proved.result.bestSignatureTime == time)
        #expect(!proved.rules.contains(.timeStampProves))
    }

    @Test(
        "However many archive time-stamps there are, each with prefixes of its own, files are read once"
    )
    func once() throws {
        let read = try ReadSignature("good-lta")
        var reads = 0
        for transform in ["", "<ds:Transforms>.*?</ds:Transforms>"] {
            let edited = try ReadSignature("good-lta", transform.isEmpty ? [] : [(transform, "")])
            let octets = ReferencedOctets(of: edited.signature, try edited.references())
            var digests: Set<DigestValue> = []
            reads = 0
            for prefixes in [[], ["a"], ["b"], ["ds"], ["xades", "ds"]] {
                var digest = try octets.digest(
                    Canonicalization(method: .exclusive, inclusivePrefixes: prefixes),
                    .sha256
                ) { name, receive in
                    reads += 1
                    try ReadSignature.read(name, receive)
                }
                digests.insert(try digest.finish())
            }
            #expect(reads == 1)
            // Without a transform the properties are canonicalized as the time-stamp says.
            #expect(transform.isEmpty ? digests.count == 1 : digests.count > 1)
        }
        #expect(read.signature.signedInfo.references.count == 2)
    }
}
