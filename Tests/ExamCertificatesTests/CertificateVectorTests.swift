import Testing
import VectorSupport

@testable import ExamCertificates

/// The pages of the sample file, line by line, against `TestVectors/pdf`: whoever changes the
/// layout sees what changed, and every machine makes the same bytes.
@Suite struct CertificateVectorTests {
    @Test func theSamplePagesAreAsRecorded() throws {
        let renderer = try CertificateRenderer()
        var text = ""
        for result in try CertificateSamples.sampleFile() {
            let bytes = try renderer.pdf(result)
            var identifier = FileIdentifier()
            identifier.add(bytes)
            let digest = String(identifier.value, radix: 16)
            text += "\(result.recordID): \(bytes.count) octets, FNV-1a \(digest)\n"
            for line in try PDFPageText(try PDFFile(bytes)).lines {
                text +=
                    "\(line.tag) \(line.font) \(line.size) at \(line.x) \(line.y): \(line.text)\n"
            }
        }
        let expected = String(
            decoding: try Vectors.octets("pdf/sample.expect"), as: UTF8.self)
        #expect(text == expected)
    }

    private static let missingTools =
        "fonttools and zopfli (PyPI) or fonts-noto-core (Debian) are not installed"

    /// The generated C files are what their script writes, where its tools are installed.
    @Test(
        .enabled(
            if: LeftOut.unless(
                Judges.run(
                    "python3 -c 'import fontTools, zopfli' 2>/dev/null"
                        + " && test -f /usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf") == 0,
                "making the font files again", missingTools),
            "\(missingTools)"))
    func theAssetsAreAsGenerated() {
        let script =
            Vectors.folder + "/../Sources/CExamCertificateAssets/generate/generate.py"
        #expect(Judges.run("'\(script)' --check") == 0)
    }
}
