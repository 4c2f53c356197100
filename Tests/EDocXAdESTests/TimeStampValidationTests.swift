import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.4.
struct TimeStampValidationTests {
    private static func report(
        _ edits: [(pattern: String, text: String)] = [], at time: Date = ReadSignature.time,
        anchors: [X509Certificate]? = nil, policy: ValidationPolicy = .baseline,
        changing: ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> SignatureReport.TimeStamp {
        let read = try ReadSignature("good-lt", edits)
        let property = try #require(read.signature.unsignedProperties.first)
        let element = try #require(property.timeStamp)
        var evidence = EvidenceAccount()
        return try TimeStampValidation(
            signature: read.signature,
            references: ReferencedOctets(of: read.signature, read.references()),
            context: ReadSignature.context(at: time, anchors: anchors, policy: policy),
            kind: .signature, element: element, index: 0
        ).validate(
            changing(try #require(element.tokens.first)), proof: nil, read: ReadSignature.read,
            &evidence)
    }

    @Test("The status word that each conclusion is for a time-stamp, and its identifier")
    func words() {
        for (conclusion, indication, word) in [
            (.passed, .passed, "passed"),
            (.indeterminate(.tryLater), .indeterminate, "indeterminate"),
            (.failed(.hashFailure), .failed, "failed"),
        ] as [(Conclusion, SignatureReport.TimeStamp.Indication, String)] {
            #expect(SignatureReport.TimeStamp.Indication(conclusion) == indication)
            #expect(indication.urn == "urn:etsi:019102:mainindication:" + word)
        }
    }

    @Test("A token over the value, of an authority that is trusted")
    func passes() throws {
        let report = try Self.report()
        #expect(report.indication == .passed && report.subIndication == nil)
        #expect(report.findings.isEmpty && report.time != nil)
        #expect(try report.authority == ReadSignature.certificate("tsa").displayName)
    }

    @Test("Of another value")
    func imprint() throws {
        let report = try Self.report([("value-1", "value-2")])
        #expect(report.indication == .failed && report.subIndication == .hashFailure)
        #expect(report.findings.map(\.rule) == [.timeStampImprint])
    }

    @Test("Of nobody who is trusted, from the future, and no token at all")
    func others() throws {
        let stranger = try ReadSignature.certificate("stranger")
        #expect(try Self.report(anchors: [stranger]).subIndication == .noCertificateChainFound)
        let time = try #require(try Self.report().time)
        #expect(try Self.report(at: time).indication == .passed)
        #expect(try Self.report(at: time - 60).indication == .passed)
        let early = try Self.report(at: time - 61)
        #expect(early.subIndication == .noPOE && early.findings.map(\.rule) == [.timeStampKnown])
        let cut = try Self.report { Array($0.dropLast()) }
        #expect(cut.indication == .indeterminate && cut.subIndication == .formatFailure)
        let forged = try Self.report { $0.dropLast() + [$0[$0.count - 1] ^ 1] }
        #expect(forged.indication == .failed && forged.subIndication == .sigCryptoFailure)
    }

    @Test("What the policy demands of the authority's certificate is not known")
    func revocation() throws {
        var policy = ValidationPolicy.baseline
        policy.demandsTimeStampAuthorityRevocation = true
        #expect(try Self.report(policy: policy).subIndication == .tryLater)
    }
}
