import ExamCertificates
import Testing
import VectorSupport

/// The file as a whole: sound by ``faults(of:)``, deterministic, with a constant first part.
@Suite struct CertificateFileTests {
    let renderer: CertificateRenderer

    init() throws { renderer = try CertificateRenderer() }

    @Test func theSampleFileRendersWithoutFaults() throws {
        let results = try CertificateSamples.sampleFile()
        #expect(results.count == 8)
        for result in results {
            #expect(faults(of: try renderer.pdf(result)) == [], "\(result.recordID)")
        }
    }

    @Test(arguments: 0..<8) func randomRecordsRenderWithoutFaults(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let result = try CertificateSamples.random(&generator)
            #expect(faults(of: try renderer.pdf(result)) == [])
        }
    }

    @Test func metadataEscapesAndKeepsAnyTitle() throws {
        let issuer = Issuer(name: "A&B <centrs> “Ķ”")
        let bytes = try CertificateRenderer(issuer: issuer).pdf(CertificateSamples.result())
        #expect(faults(of: bytes) == [])
        let information = try #require(try PDFFile(bytes).information)
        #expect(information["Author"]?.octets.map(textString) == issuer.name)
        #expect(
            information["Title"]?.octets.map(textString)
                == "Vispārējās pamatizglītības sertifikāts Nr. 2024/999999000001-FRA09")
        #expect(information["CreationDate"]?.octets.map(textString) == "D:20240701")
    }

    @Test func theSameRecordGivesTheSameBytes() throws {
        for result in try CertificateSamples.sampleFile() {
            let bytes = try renderer.pdf(result)
            #expect(try renderer.pdf(result) == bytes)
            #expect(try CertificateRenderer().pdf(result) == bytes)
        }
    }

    @Test func tasksGetTheSameBytes() async throws {
        let renderer = renderer
        let results = try CertificateSamples.sampleFile()
        let expected = try results.map { try renderer.pdf($0) }
        try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<8 { group.addTask { try results.map { try renderer.pdf($0) } } }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }

    @Test func aCertificateIsAppended() throws {
        let results = try CertificateSamples.sampleFile()
        var buffer: [UInt8] = []
        for result in results { try renderer.render(result, into: &buffer) }
        #expect(buffer == (try results.flatMap { try renderer.pdf($0) }))
    }

    @Test func everyCertificateBeginsWithTheStaticPrefix() throws {
        let prefix = renderer.staticPrefix
        #expect(try CertificateRenderer().staticPrefix == prefix)
        let issuer = Issuer(name: "Cits izdevējs")
        #expect(try CertificateRenderer(issuer: issuer).staticPrefix == prefix)
        for result in try CertificateSamples.sampleFile() {
            let bytes = try renderer.pdf(result)
            #expect(bytes.starts(with: prefix))
            var rest: [UInt8] = [7]
            try renderer.renderAfterStaticPrefix(result, into: &rest)
            #expect(prefix + rest.dropFirst() == bytes)
            #expect(prefix.count * 100 / bytes.count >= 70, "three quarters are shared")
        }
    }

    @Test func identifiersTellCertificatesApart() throws {
        var results = try CertificateSamples.sampleFile()
        var changed = try #require(results.first)
        changed.overallPercent += 1
        results.append(changed)
        let identifiers = try results.map { try PDFFile(renderer.pdf($0)).trailer["ID"]?.array }
        for (index, identifier) in identifiers.enumerated() {
            #expect(!identifiers[..<index].contains(identifier))
        }
    }

    /// What ``faults(of:)`` finds when a sound file is spoiled; each pair has one length.
    @Test(
        arguments: [
            ("/Lang(lv-LV)", "/Lung(lv-LV)", "the catalog has the keys"),
            ("/Marked true", "/Marked null", "it is not marked"),
            ("/N 3/Filter", "/N 4/Filter", "the colour profile is not one of three"),
            ("/Title<FEFF0056", "/Title<FEFF0057", "/Title “Wispārējās"),
            ("(D:20240701)/Mod", "(D:20240702)/Mod", "/CreationDate"),
            ("\"x-default\"", "\"x-defaulz\"", "/Title"),
            ("/Subtype/XML", "/Filter/A85 ", "the metadata is compressed"),
            ("<pdfaid:part>2<", "<pdfaid:part>3<", "pdfaid:part is not 2"),
            ("/DW 0/W[0[600 ", "/DW 0/W[0[601 ", "/W of"),
            ("20 0 R\n21 0 R\n", "21 0 R\n20 0 R\n", "the parent tree does not lead"),
            ("/P<</MCID 1>>", "/P<</MCID 0>>", "the contents have the order"),
            ("/H1<</MCID 2>>", "/H2<</MCID 2>>", "content 2 has another tag"),
            ("/P<</MCID 3>>BDC", "/P<</Type 3>>BDC", "is an artifact"),
            ("/Resources<</F", "/Resaurces<</F", "the page has no resource for the font"),
            ("/S/H2/P", "/S/H3/P", "the headings are"),
            ("/Scope/Column", "/Scope/Row   ", "a header cell has no scope"),
            ("/StructParents 0", "/StructParents 1", "the page has no /StructParents"),
            ("\n%%EOF\n", "\n%%EOF ", "does not end with"),
            ("startxref\n", "startxreg\n", "no “"),
            ("%PDF-1.7", "%PDF-1.4", "the header is wrong"),
        ])
    func aSpoiledFileIsNoticed(_ sound: String, _ spoiled: String, _ fault: String) throws {
        let bytes = try renderer.pdf(CertificateSamples.result())
        let spoiled = try bytes.replacing(sound, with: spoiled)
        let found = faults(of: spoiled)
        #expect(found.contains { $0.contains(fault) }, "\(found)")
    }
}

extension [UInt8] {
    /// These octets with the first `old` replaced by `new`, which is as long.
    func replacing(_ old: String, with new: String) throws -> [UInt8] {
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        try #require(old.count == new.count)
        var result = self
        let place = try #require(result.firstRange(of: old), "the file has no such octets")
        result.replaceSubrange(place, with: new)
        return result
    }
}
