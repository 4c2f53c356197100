import EDoc
import EDocTesting
import Foundation
import Testing
import VectorSupport

/// Containers of levels B and T that others made, raised by a time-stamping authority of the tests.
@Suite(.enabled(if: Vectors.conformance != nil, "EDOC_CONFORMANCE is not set"))
struct AugmentationTests {
    /// A container that was raised.
    private struct Raised {
        let row: ConformanceRow
        let octets: [UInt8]
        let root: X509Certificate
    }

    /// What of a row can be raised to T, and is.
    private func raised(_ row: ConformanceRow, in folder: String) async throws -> Raised? {
        let octets = try Vectors.octets(at: "\(folder)/containers/\(row.file)")
        let before = try row.report(.baseline, in: folder)
        let virtual = try VirtualTrustServices(
            validFrom: row.time - 86_400, validTo: row.time + 365 * 86_400, clock: { row.time })
        var trusting = row
        trusting.anchors.timeStampAuthorities.append(virtual.authority.root)
        let augmenter = ContainerAugmenter(
            services: TrustServices(
                timestamp: virtual, ocsp: virtual, crl: virtual, trustAnchors: trusting.anchors),
            clock: { row.time })
        let result: [UInt8]
        do {
            result = try await augmenter.augment(octets, to: .baselineT)
        } catch let error as EDocError {
            // Only what is refused or broken, or whose time-stamp nobody trusts, is left alone.
            #expect(
                error.code == .notAugmentable || error.code == .missingEvidence,
                "\(row.file): \(error.code)")
            #expect(row.expected != "valid" && virtual.requests.timestamp <= 2, "\(row.file)")
            return nil
        }
        let report = try await ContainerValidator(trustAnchors: trusting.anchors)
            .validate(result, at: row.time)
        #expect(report.containerAlone == before.containerAlone, "\(row.file)")
        #expect(report.signatures.count == before.signatures.count, "\(row.file)")
        for (one, other) in zip(before.signatures, report.signatures) {
            #expect(other.bestSignatureTime != nil, "\(row.file)")
            #expect(one.signingCertificate == other.signingCertificate, "\(row.file)")
            #expect(one.files == other.files && other.indication != .totalFailed, "\(row.file)")
        }
        // Nobody answers for foreign certificates: a typed error, and nothing is made up.
        do {
            let further = try await augmenter.augment(result, to: .baselineLT)
            #expect(further == result, "\(row.file)")
        } catch let error as EDocError {
            let codes: [EDocError.Code] = [
                .missingEvidence, .serviceRefused, .certificateRevoked, .unusableAnswer,
            ]
            #expect(codes.contains(error.code), "\(row.file): \(error.code)")
        }
        return Raised(row: row, octets: result, root: virtual.authority.root)
    }

    private func all() async throws -> [Raised] {
        let root = try #require(Vectors.conformance)
        let rows = try ConformanceRow.all(in: root).filter { row in
            row.expected != "invalid" && !row.levels.isEmpty
                && row.levels.allSatisfy { ["B", "T", "B+RV"].contains($0) }
        }
        #expect(rows.count >= 50)
        var raised: [Raised] = []
        for row in rows {
            if let one = try await self.raised(row, in: root) { raised.append(one) }
        }
        return raised
    }

    @Test("Signatures of others rise to T and stay what they were")
    func rise() async throws {
        let raised = try await all()
        #expect(raised.count >= 35)
        try Vectors.ran(raised.count, of: "raised-containers")
    }

    /// What the test looks at in a line of the judge.
    private struct Verdict: Decodable {
        struct TimeStamp: Decodable {
            let type: String
            let messageImprintIntact: Bool
            let signatureValid: Bool
        }

        struct Signature: Decodable {
            let signatureIntact: Bool
            let structuralValid: Bool
            let timestamps: [TimeStamp]
        }

        let signatures: [Signature]
    }

    @Test(
        "The judge finds the signatures intact, and the time-stamps about them",
        .enabled(if: Judge.areHere, "\(Judge.notHere)"))
    func judged() async throws {
        let root = try #require(Vectors.conformance)
        try await withTemporaryFolder { folder in
            var list = ""
            let raised = try await all()
            for (number, one) in raised.enumerated() {
                let path = "\(folder)/\(number)"
                try Data(one.octets).write(to: URL(filePath: path + ".asice"))
                try Data(one.root.pemEncoded.utf8).write(to: URL(filePath: path + ".pem"))
                let time = one.row.time.formatted(.iso8601)
                let original = "\(root)/containers/\(one.row.file)"
                for file in [original, path + ".asice"] {
                    list += "\(file)\t\(one.row.trust) \(path).pem\t\(time)\n"
                }
            }
            try Data(list.utf8).write(to: URL(filePath: folder + "/list"))
            let outcome = try Judge.dss.run([
                "--policy", "tsa-unchecked", "--anchors", root + "/anchors", "--files-from",
                folder + "/list",
            ])
            let lines = outcome.output.split(separator: "\n")
            try #require(lines.count == 2 * raised.count)
            for (number, one) in raised.enumerated() {
                // A line without signatures is about a file that the judge cannot read at all.
                guard
                    let before = try? JSONDecoder().decode(
                        Verdict.self, from: Data(lines[2 * number].utf8))
                else { continue }
                let after = try JSONDecoder().decode(
                    Verdict.self, from: Data(lines[2 * number + 1].utf8))
                #expect(after.signatures.count == before.signatures.count, "\(one.row.file)")
                for (old, new) in zip(before.signatures, after.signatures) {
                    #expect(old.signatureIntact == new.signatureIntact, "\(one.row.file)")
                    #expect(old.structuralValid == new.structuralValid, "\(one.row.file)")
                    let stamps = new.timestamps.filter { $0.type == "SIGNATURE_TIMESTAMP" }
                    #expect(!stamps.isEmpty, "\(one.row.file)")
                    for stamp in stamps {
                        #expect(stamp.messageImprintIntact, "\(one.row.file)")
                        #expect(stamp.signatureValid, "\(one.row.file)")
                    }
                }
            }
        }
    }
}
