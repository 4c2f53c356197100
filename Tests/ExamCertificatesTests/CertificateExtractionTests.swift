import ExamCertificates
import Testing
import VectorSupport

/// Poppler on certificates: all text, once, in NFC and in reading order.
@Suite struct CertificateExtractionTests {
    /// White space collapsed, and none after a hyphen at which a line was broken.
    private func collapsed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What the page says, by its own structure.
    private func expected(_ bytes: [UInt8]) throws -> String {
        collapsed(try PDFPageText(try PDFFile(bytes)).lines.map(\.text).joined(separator: " "))
    }

    private func certificates() throws -> [[UInt8]] {
        let renderer = try CertificateRenderer(notes: ["Piezīme."])
        return try CertificateSamples.sampleFile().map { try renderer.pdf($0) }
    }

    @Test(.enabled(if: Judges.has("pdftotext"), "pdftotext (poppler-utils) is not installed"))
    func pdftotextReturnsEveryField() async throws {
        for (result, bytes) in zip(try CertificateSamples.sampleFile(), try certificates()) {
            let text = collapsed(
                try await Judges.output(of: "pdftotext -raw -enc UTF-8 %/0.pdf -", for: [bytes]))
            #expect(Array(text.utf8) == Array(try expected(bytes).utf8))
            for field in Self.fields(of: result) { #expect(text.contains(field)) }
        }
    }

    @Test(.enabled(if: Judges.has("pdfinfo"), "pdfinfo (poppler-utils) is not installed"))
    func theStructureReturnsEveryField() async throws {
        for (result, bytes) in zip(try CertificateSamples.sampleFile(), try certificates()) {
            let tree = try await Judges.output(
                of: "pdfinfo -enc UTF-8 -struct-text %/0.pdf", for: [bytes])
            let shown = tree.split(separator: "\n").filter { $0.contains("\"") }
            let text = collapsed(
                shown.map { line in
                    line.drop { $0 != "\"" }.dropFirst().dropLast()
                }.joined(separator: " "))
            #expect(Array(text.utf8) == Array(try expected(bytes).utf8))
            for field in Self.fields(of: result) { #expect(text.contains(field)) }
            #expect(tree.contains("Table") && tree.contains("TH") && tree.contains("H1"))
        }
    }

    @Test(.enabled(if: Judges.has("pdfinfo"), "pdfinfo (poppler-utils) is not installed"))
    func theTitleIsRead() async throws {
        let bytes = try CertificateRenderer().pdf(CertificateSamples.result())
        let information = try await Judges.output(of: "pdfinfo -enc UTF-8 %/0.pdf", for: [bytes])
        let title = "Vispārējās pamatizglītības sertifikāts Nr. 2024/999999000001-FRA09"
        #expect(information.contains(title))
        #expect(information.contains("Tagged:          yes"))
        #expect(information.contains("Pages:           1"))
    }

    private static func fields(of result: ExamResult) -> [String] {
        [
            result.certificateNumber, result.examName, result.person.givenNames,
            result.person.familyName, result.person.personalCode, result.person.localID,
            result.institution.name, result.institution.registrationNumber,
            "\(result.overallPercent)%", result.cefrLevel?.rawValue,
            "\(result.schoolYear.first)./\(result.schoolYear.second).",
        ].compactMap { $0 } + result.parts.map(\.name)
    }
}
