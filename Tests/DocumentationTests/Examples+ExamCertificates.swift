// The examples of ExamCertificates.docc, word for word; that this file compiles is half of the test.

import EDoc
import ExamCertificates

func renderResults() throws {
    // begin: ExamCertificates
    let renderer = try CertificateRenderer()
    var reader = try ExamResultReader(contentsOf: "results.csv")
    while let record = try reader.next() {
        switch record.outcome {
        case .result(let result) where result.status == .passed:
            var page: [UInt8] = []
            try renderer.render(result, into: &page)
            print("row \(record.row): \(page.count) octets")
        case .result(let result):
            print("row \(record.row): \(result.status), so there is no certificate")
        case .refused(let errors):
            for error in errors { print(error) }
        }
    }
    // end
}

func readWithThresholds() throws {
    // begin: ReadingResults
    let thresholds = try PassThresholds(contentsOf: "thresholds.csv")
    let options = ExamResultReader.Options(rules: ExamResultRules(thresholds: thresholds))
    var reader = try ExamResultReader(contentsOf: "results.csv", options: options)
    // end
    _ = try reader.next()
}

func rendererOfATemplate() throws -> CertificateRenderer {
    // begin: Templates
    var template = CertificateTemplate.sample
    template.titles[.basic] = "Sertifikāts"
    let renderer = try CertificateRenderer(
        template: template, issuer: Issuer(name: "Paraugu izdevējs"),
        notes: ["Izsniegts elektroniski."])
    // end
    return renderer
}

// begin: SigningCertificates
func issue(
    _ result: ExamResult, _ renderer: CertificateRenderer, _ signer: ContainerSigner
) async throws {
    var page: [UInt8] = []
    try renderer.render(result, into: &page)
    let name = (result.certificateNumber ?? result.recordID).split(separator: "/")
        .joined(separator: "_")
    try await signer.sign(
        [DataFile(page, named: name + ".pdf", mediaType: "application/pdf")],
        to: "certificates/" + name + ".edoc")
}
// end

func fileAfterPrefix(_ result: ExamResult, _ renderer: CertificateRenderer) throws -> DataFile {
    // begin: SigningCertificates
    let prefix = try DataFile.Prefix(renderer.staticPrefix)
    var rest: [UInt8] = []
    try renderer.renderAfterStaticPrefix(result, into: &rest)
    let file = DataFile(
        prefix, followedBy: rest, named: "certificate.pdf", mediaType: "application/pdf")
    // end
    return file
}
