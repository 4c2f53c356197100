import ExamCertificates
import Testing
import VectorSupport

/// No text leaves the frame or touches other text, whatever a record holds; else it is refused.
@Suite struct CertificateLayoutTests {
    let renderer: CertificateRenderer

    init() throws {
        renderer = try CertificateRenderer(
            issuer: Issuer(
                name: "Valsts izglītības attīstības aģentūra", registrationNumber: "99999000000"),
            notes: ["Eksāmens notika papildtermiņā.", "Izdots elektroniski."])
    }

    /// Checks the places of all text, from the octets of the page and the widths of its fonts.
    static func checkGeometry(_ bytes: [UInt8]) throws {
        let template = CertificateTemplate.sample
        let page = try PDFPageText(try PDFFile(bytes))
        var boxes: [CertificateTemplate.Box] = []
        for line in page.lines {
            let box = try #require(page.fonts[line.font]?.box)
            // The box of all glyphs of the font, rounded outwards.
            let top = template.pageHeight - line.y - (box[3] * line.size + 999) / 1000
            let height = ((box[3] - box[1]) * line.size) / 1000
            boxes.append(.init(x: line.x, y: top, width: line.width, height: height))
            #expect(line.size >= 900)
            #expect(line.width > 0)
        }
        let frame = template.frame
        for (index, box) in boxes.enumerated() {
            #expect(
                box.x >= frame.x && box.y >= frame.y
                    && box.x + box.width <= frame.x + frame.width
                    && box.y + box.height <= frame.y + frame.height,
                "“\(page.lines[index].text)” leaves the frame")
            // Issues, not expectations: there are thousands of pairs.
            for (other, earlier) in boxes[..<index].enumerated() where overlap(box, earlier) {
                Issue.record(
                    "“\(page.lines[index].text)” overlaps “\(page.lines[other].text)”")
            }
            for rule in page.areas where rule.height <= 100 || rule.width <= 100 {
                let place = CertificateTemplate.Box(
                    x: rule.x, y: template.pageHeight - rule.y - rule.height, width: rule.width,
                    height: rule.height)
                if overlap(box, place) {
                    Issue.record("a rule crosses “\(page.lines[index].text)”")
                }
            }
        }
    }

    private static func overlap(
        _ a: CertificateTemplate.Box, _ b: CertificateTemplate.Box
    ) -> Bool {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    }

    @Test func theSampleFile() throws {
        for result in try CertificateSamples.sampleFile() {
            try Self.checkGeometry(renderer.pdf(result))
        }
    }

    @Test(arguments: 1...8) func anyNumberOfParts(_ count: Int) throws {
        for name in ["Klausīšanās", "Teksta satura un valodas līdzekļu analīze (rakstveidā)"] {
            let result = try CertificateSamples.result { result in
                result.parts = (1...count).map { .init(name: "\(name) \($0)", hundredths: 8001) }
            }
            let bytes = try renderer.pdf(result)
            try Self.checkGeometry(bytes)
            let page = try PDFPageText(try PDFFile(bytes))
            #expect(page.lines.count { $0.text == "80,01%" } == count)
        }
    }

    /// The longest permitted values in Latvian words fit.
    @Test func theLongestValuesInWordsFit() throws {
        let result = try CertificateSamples.result { result in
            result.certificateNumber = "2024/999999000001-ANGVAL09"
            result.educationLevel = .secondary
            result.contentLevel = .highest
            result.examName = Self.fill(120, "Eksāmens latviešu valodā un literatūrā augstākajā")
            result.person.givenNames = Self.fill(60, "Ģirts Žanis Ķēniņš")
            result.person.familyName = Self.fill(60, "Šķēlēns-Brūveris-Ļaudona")
            result.person.personalCode = nil
            result.person.localID = String(repeating: "9999900003-", count: 3).dropLast() + "A"
            result.institution.name = Self.fill(160, "Profesionālās izglītības kompetences centrs")
            result.overallPercent = 100
            result.parts = (1...8).map { _ in
                .init(name: Self.fill(80, "Zināšanas, izpratne un prasmes"), hundredths: 10_000)
            }
            result.cefrLevel = .c2
        }
        let bytes = try renderer.pdf(result)
        try Self.checkGeometry(bytes)
        #expect(faults(of: bytes) == [])
    }

    /// `words` over and over, exactly `count` characters.
    static func fill(_ count: Int, _ words: String) -> String {
        var text = ""
        while text.count < count { text += words + " " }
        text = String(text.prefix(count - 1))
        return text + (text.last == " " ? "x" : "s")
    }

    /// The longest permitted values of the widest letters fit or are refused by their field.
    @Test(
        arguments: ["W", "WWWWW ", "ŴŴŴŴŴŴŴŴŴ-", "WWWWWWWWWWWWWWWWWWW ", "MMMM-MMMM ", "i", "Ļ"],
        [
            ("examName", 120), ("givenNames", 60), ("familyName", 60), ("localId", 32),
            ("institutionName", 160), ("parts", 80),
        ])
    func theWidestLetters(_ letters: String, _ field: (name: String, longest: Int)) throws {
        var text = String(repeating: letters, count: field.longest).prefix(field.longest)
        if let last = text.last, " -".contains(last) { text = text.dropLast() + "W" }
        let value = String(text)
        let result = try CertificateSamples.result { result in
            switch field.name {
            case "examName": result.examName = value
            case "givenNames": result.person.givenNames = value
            case "familyName": result.person.familyName = value
            case "localId":
                result.person.personalCode = nil
                result.person.localID = value
            case "institutionName": result.institution.name = value
            default:
                result.parts = (0..<8).map { _ in .init(name: value, hundredths: 10_000) }
            }
        }
        var bytes: [UInt8] = []
        do throws(RenderError) {
            try renderer.render(result, into: &bytes)
        } catch {
            #expect(error.code == .textTooLong)
            #expect(error.field == field.name)
            #expect(letters.utf8.first != UInt8(ascii: "i"), "narrow letters fit")
            return
        }
        try Self.checkGeometry(bytes)
        let shown = try PDFPageText(try PDFFile(bytes)).lines.map(\.text).joined()
        #expect(shown.filter { $0 != " " }.contains(value.filter { $0 != " " }))
    }

    @Test func aTextThatIsTooLongIsNamed() throws {
        let wide = String(repeating: "W", count: 120)
        let exam = try renderer.refusal(CertificateSamples.result { $0.examName = wide })
        #expect(
            "\(exam)"
                == "examName: the text of 120 characters does not fit into 2 lines of 427 points "
                + "at a size of 9 points; shorten it")
        let parts = try renderer.refusal(
            CertificateSamples.result { $0.parts[2].name = String(wide.prefix(80)) })
        #expect(
            "\(parts)"
                == "parts: the names of the 4 parts do not fit into the table, each in 2 lines of "
                + "361 points at a size of 9 points; shorten them")
        let person = try renderer.refusal(
            CertificateSamples.result { $0.person.familyName = String(wide.prefix(60)) })
        #expect(person.field == "familyName")
    }

    @Test(arguments: 100..<108) func randomRecords(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<15 {
            try Self.checkGeometry(renderer.pdf(CertificateSamples.random(&generator)))
        }
    }

    /// Issuer and date stand side by side in one size, whatever their names and however long.
    @Test func issuerAndDateHaveOneSize() throws {
        let result = try CertificateSamples.result { $0.issuedOn = CalendarDate("2025-09-30") }
        for renderer in [renderer, try CertificateRenderer()] {
            let lines = try PDFPageText(try PDFFile(renderer.pdf(result))).lines
            let pair = lines.filter { $0.text.hasPrefix("Izsnie") }
            #expect(pair.count == 2 && pair.allSatisfy { $0.size == 1000 && $0.y == pair[0].y })
        }
    }

    /// One line while four fifths of the size are enough; then two, as even as can be.
    @Test func textIsShrunkBeforeItIsWrapped() throws {
        func lines(_ name: String) throws -> [ShownLine] {
            let bytes = try renderer.pdf(CertificateSamples.result { $0.examName = name })
            return try PDFPageText(try PDFFile(bytes)).lines.filter { $0.tag == "H2" }.dropLast()
        }
        let short = try lines("Eksāmens matemātikā")
        #expect(short.map(\.text) == ["Eksāmens matemātikā"])
        #expect(short.first?.size == 1500)
        let long = try lines("Eksāmens latviešu valodā un literatūrā augstākajā līmenī")
        try #require(long.count == 1)
        #expect(1200..<1500 ~= long[0].size)
        let longest = try lines(
            "Eksāmens latviešu valodā un literatūrā augstākajā satura apguves līmenī")
        try #require(longest.count == 2)
        #expect(longest[0].size == 1500)
        #expect(longest[0].text.hasSuffix(" "), "words stay apart")
        #expect(abs(longest[0].width - longest[1].width) < 6000, "the lines are even")
    }
}
