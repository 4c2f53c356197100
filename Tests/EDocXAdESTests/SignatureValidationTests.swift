import EDocPKI
import EDocValidation
@testable import EDocXAdES
import FoundationEssentials
import Testing

/// EN 319 102-1 §5.3 and §5.5: the blocks in their order.
struct SignatureValidationTests {
    private static func report(
        _ name: String, _ edits: [(pattern: String, text: String)] = [], anchor: String = "root",
        data: SignedDataDigests? = nil, proof: Date? = nil, at time: Date = ReadSignature.time
    ) throws -> SignatureReport {
        let read = try ReadSignature(name, edits)
        let anchors = [try ReadSignature.certificate(anchor)]
        var proofs = ProofsOfExistence()
        if let proof { proofs.add(.signature(read.signature.signatureValue), at: proof) }
        return SignatureValidator(
            signerAnchors: anchors, timeStampAnchors: anchors, trustedResponders: [],
            certificates: [], revocationLists: [], ocspResponses: [], policy: .baseline
        ).validate(
            read.reading, resolver: AnyFile(),
            data: try data ?? ReadSignature.data(), at: time, proofs: proofs,
            read: ReadSignature.read)
    }

    @Test("With its own evidence a signature of level LT or LTA passes, one of level B does not")
    func levels() throws {
        for (name, level) in [("good-lt", SignatureLevel.baselineLT), ("good-lta", .baselineLTA)] {
            let report = try Self.report(name)
            #expect(report.indication == .totalPassed, "\(report.findings)")
            #expect(report.form?.proved == level && report.form?.isBaseline == true)
            #expect(report.bestSignatureTime != nil && report.certificatePath.count == 2)
        }
        let report = try Self.report("good-b")
        #expect(report.indication == .indeterminate && report.subIndication == .tryLater)
        #expect(report.form?.proved == .baselineB)
    }

    @Test("What was carried for the time-stamp is enough years later")
    func later() throws {
        for years in [1, 5, 15] as [Double] {
            let report = try Self.report(
                "good-lt", at: ReadSignature.time + years * 365 * 86_400)
            // RSA-2048 ends with 2028, for the certificates too.
            #expect((report.indication == .totalPassed) == (years < 2), "\(report.findings)")
        }
    }

    @Test(
        "Each block has its status word, and the earlier block decides",
        arguments: [
            (
                "URI=\"a.txt\"", "URI=\"\"", Indication.totalFailed,
                SubIndication.formatFailure
            ),
            (">qwPp7", ">qwPp8", .indeterminate, .noSigningCertificateFound),
            ("10:00:00Z", "10:00:01Z", .totalFailed, .hashFailure),
            ("Reference Id=\"r-1\"", "Reference Id=\"r-2\"", .totalFailed, .sigCryptoFailure),
        ])
    func blocks(
        _ pattern: String, _ text: String, _ indication: Indication, _ reason: SubIndication
    ) throws {
        let report = try Self.report("good-lt", [(pattern, text)], anchor: "stranger")
        #expect(report.indication == indication && report.subIndication == reason)
    }

    @Test("What is not in the container, and who is not trusted")
    func outside() throws {
        let missing = try Self.report("good-lt", data: SignedDataDigests())
        #expect(missing.subIndication == .signedDataNotFound)
        let stranger = try Self.report("good-lt", anchor: "stranger")
        #expect(stranger.subIndication == .noCertificateChainFound)
        #expect(stranger.certificatePath.isEmpty && stranger.bestSignatureTime == nil)
    }

    @Test("A signature is not older than its certificate")
    func notYetValid() throws {
        let begin = try ReadSignature.certificate("seal").tbs.notBefore
        let early = try Self.report("good-lt", proof: begin - 1)
        #expect(early.indication == .totalFailed && early.subIndication == .notYetValid)
        #expect(early.findings.contains { $0.rule == .timesInOrder })
    }
}
