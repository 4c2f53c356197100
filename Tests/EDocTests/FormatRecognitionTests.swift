@testable import EDoc
import Testing

struct FormatRecognitionTests {
    private static func format(
        _ mimetype: String?, meta names: [String], others: [String] = []
    ) -> ValidationReport.Format {
        var meta = MetaInfEntries()
        for (index, name) in names.enumerated() { meta.add(index, named: name) }
        let entries = Set(others + names.map { "META-INF/" + $0 })
        return .ofArchive(mimetype: mimetype, meta: meta) { entries.contains($0) }
    }

    @Test("Files that are no archives, by their first octets")
    func files() {
        for (text, format) in [
            ("%PDF-1.7", ValidationReport.Format.pdf), ("<SignedDoc ", .ddoc),
            ("<?xml?><a format=\"DIGIDOC-XML\"", .ddoc), ("PK", .notZip), ("", .notZip),
            (" %PDF-1.7", .notZip),
        ] {
            #expect(
                ValidationReport.Format.ofFile(beginningWith: Array(text.utf8)) == format, "\(text)"
            )
        }
    }

    @Test("Archives, by their media type and their entries")
    func archives() {
        let asic = "application/vnd.etsi.asic-e+zip"
        let simple = "application/vnd.etsi.asic-s+zip"
        for (type, meta, others, format) in [
            (asic, ["signatures001.xml"], [], .asicEXAdES),
            (nil, ["signatures.xml"], [], .asicEXAdES),
            ("text/plain", ["edoc-SIGNATURES-S1.XML"], [], .asicEXAdES),
            (simple, ["signatures.xml"], [], .asicS), ("\u{FEFF}\(simple)\n", [], [], .asicS),
            (asic, ["signature001.p7s"], [], .asicECAdES), (asic, ["signature.p7s"], [], .asicS),
            (asic, ["timestamp001.tst"], [], .asicETimeAssertion),
            (asic, ["timestamp.tst"], [], .asicS), (asic, ["manifest.xml"], [], .asicEUnsigned),
            ("application/vnd.bdoc-1.0", ["signatures0.xml"], [], .bdoc1),
            (nil, [], ["[Content_Types].xml"], .edoc1), (nil, [], ["a.txt"], .otherZip),
        ] as [(String?, [String], [String], ValidationReport.Format)] {
            let found = Self.format(type, meta: meta, others: others)
            #expect(found == format, "\(type ?? "-") \(meta) \(others)")
        }
    }

    @Test("Only the format that is validated needs no advice")
    func advice() {
        #expect(ValidationReport.Format.asicEXAdES.advice.isEmpty)
        for format in [
            ValidationReport.Format.asicECAdES, .asicETimeAssertion, .asicEUnsigned, .asicS, .edoc1,
            .ddoc,
            .bdoc1, .pdf, .otherZip, .notZip,
        ] {
            #expect(!format.advice.isEmpty, "\(format)")
        }
    }
}
