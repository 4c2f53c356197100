import ExamCertificates
import Testing
import VectorSupport

/// veraPDF on certificates, PDF/A-2a and PDF/UA-1, and on certificates that were spoiled.
@Suite(.enabled(if: Judge.areHere, "\(Judge.notHere)"))
struct CertificateJudgeTests {
    /// One verdict: a line of JSON.
    private struct Verdict {
        let flavour: String
        let isCompliant: Bool
        let clauses: [String]

        init(_ line: Substring) throws {
            func values(_ key: String) -> [String] {
                line.split(separator: "\"\(key)\":\"", omittingEmptySubsequences: false).dropFirst()
                    .map { String($0.prefix { $0 != "\"" }) }
            }
            guard let flavour = values("flavour").first, !line.contains("\"error\"") else {
                throw PDFFault("no verdict: \(line)")
            }
            self.flavour = flavour
            isCompliant = line.contains("\"compliant\":true")
            clauses = values("clause")
        }
    }

    private func verdicts(on certificates: [[UInt8]]) async throws -> [Verdict] {
        let output = try await Judges.output(
            of: "\(Judge.veraPDF.path) --files-from %/list", for: certificates)
        let verdicts = try output.split(separator: "\n").map(Verdict.init)
        #expect(verdicts.count == 2 * certificates.count)
        return verdicts
    }

    @Test func certificatesAreCompliant() async throws {
        let renderer = try CertificateRenderer()
        var certificates = try CertificateSamples.sampleFile().map { try renderer.pdf($0) }
        let busy = try CertificateRenderer(
            issuer: Issuer(name: "A & B “<centrs>”", registrationNumber: "99999000000"),
            notes: ["Piezīme."])
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<40 {
            certificates.append(try busy.pdf(CertificateSamples.random(&generator)))
        }
        for verdict in try await verdicts(on: certificates) {
            #expect(verdict.isCompliant, "\(verdict.flavour): \(verdict.clauses)")
        }
    }

    /// Spoiled at one place, and the clause that the judge then names; empty: it says nothing.
    static let spoilings: [(sound: String, spoiled: String, archive: String, access: String)] = [
        ("/Lang(lv-LV)", "/Lung(lv-LV)", "", "7.2"),
        ("/DisplayDocTitle true", "/DisplayDocTitle null", "", "7.1"),
        ("/Marked true", "/Marked null", "6.7.2.2", "6.2"),
        ("/OutputIntents[", "/OutputIntentz[", "6.2.4.3", ""),
        ("/ToUnicode ", "/ToUnicope ", "6.2.11.7.2", "7.21.7"),
        ("/CIDToGIDMap", "/CIDToGIDMop", "6.2.11.3.2", "7.21.3.2"),
        ("/DW 0/W[0[", "/DW 0/W[1[", "6.2.11.5", "7.21.5"),
        ("/FontFile2", "/FontFile9", "6.2.11.4.1", "7.21.4.1"),
        ("<pdfaid:part>2", "<pdfaid:part>3", "6.6.4", ""),
        ("<pdfaid:conformance>A", "<pdfaid:conformance>B", "6.6.4", ""),
        ("<pdfuaid:part>1", "<pdfuaid:part>2", "", "5"),
        ("aiim.org/pdfa/ns/extension/", "aiim.org/pdfa/ns/extensiom/", "6.6.2.3.1", ""),
        ("/Artifact<</Type/L", "/Artefact<</Type/L", "", "7.1"),
        ("/Scope/Column", "/Scepe/Column", "", "7.5"),
        ("/S/H2/P", "/S/H3/P", "", "7.4.2"),
        ("/StructParents 0", "/StructParentz 0", "", "7.1"),
        ("/ID[<", "/Ib[<", "6.1.3", ""),
        ("Tm[<00", "Tm[<FF", "6.2.11.4.1", "7.21.4.1"),
    ]

    @Test func spoiledCertificatesAreNot() async throws {
        let sound = try CertificateRenderer().pdf(CertificateSamples.result())
        var spoiled: [[UInt8]] = []
        for spoiling in Self.spoilings {
            spoiled.append(try sound.replacing(spoiling.sound, with: spoiling.spoiled))
        }
        spoiled.append(sound + [0x20])
        var comment = sound
        comment[10] = 0x41
        spoiled.append(comment)
        let expected =
            Self.spoilings.map { [$0.archive, $0.access] } + [["6.1.3", ""], ["6.1.2", ""]]
        let verdicts = try await verdicts(on: spoiled)
        for (index, verdict) in verdicts.enumerated() {
            let clause = expected[index / 2][index % 2]
            #expect(verdict.flavour == ["2a", "ua1"][index % 2])
            let comment: Comment = "spoiling \(index / 2), \(verdict.flavour): \(verdict.clauses)"
            if clause.isEmpty {
                #expect(verdict.isCompliant, comment)
            } else {
                #expect(!verdict.isCompliant && verdict.clauses.contains(clause), comment)
            }
        }
    }
}
