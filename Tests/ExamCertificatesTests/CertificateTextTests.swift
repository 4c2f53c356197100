import ExamCertificates
import Testing

/// Letters: what comes decomposed is shown composed, and what the fonts lack is refused by name.
@Suite struct CertificateTextTests {
    let renderer: CertificateRenderer

    init() throws { renderer = try CertificateRenderer() }

    private func lines(_ result: ExamResult) throws -> [String] {
        try PDFPageText(try PDFFile(renderer.pdf(result))).lines.map(\.text)
    }

    @Test(arguments: [
        (
            "ņģķļŗ ŅĢĶĻŖ",
            "n\u{327}g\u{327}k\u{327}l\u{327}r\u{327} N\u{327}G\u{327}K\u{327}L\u{327}R\u{327}"
        ),
        ("Ågren", "A\u{30A}gren"), ("Ågren", "\u{212B}gren"),
        (
            "āčēģīķļņšūž",
            "a\u{304}c\u{30C}e\u{304}g\u{327}i\u{304}k\u{327}l\u{327}n\u{327}s\u{30C}u\u{304}z\u{30C}"
        ),
        ("ǟȭ", "a\u{308}\u{304}o\u{303}\u{304}"), ("Łukasz", "Łukasz"), ("Öß", "O\u{308}ß"),
    ])
    func decomposedTextIsShownComposed(_ composed: String, _ decomposed: String) throws {
        func result(_ name: String) throws -> ExamResult {
            try CertificateSamples.result { $0.person.givenNames = name }
        }
        #expect(try renderer.pdf(result(decomposed)) == renderer.pdf(result(composed)))
        let shown = try #require(try lines(result(decomposed)).first { $0.hasSuffix("Ģērmane") })
        // Scalars, since strings are equal by canonical equivalence.
        #expect(
            Array(shown.unicodeScalars) == Array("\(composed) Paraudziņa-Ģērmane".unicodeScalars))
    }

    @Test func glyphsOfLatvianLettersDiffer() throws {
        let letters = "ņģķļŗŅĢĶĻŖÅŁåłşţșț"
        let result = try CertificateSamples.result { $0.examName = letters }
        let page = try PDFPageText(try PDFFile(renderer.pdf(result)))
        let line = try #require(page.lines.first { $0.text == letters })
        #expect(Set(line.glyphs).count == letters.count)
        #expect(!line.glyphs.contains(0))
    }

    @Test(arguments: [
        ("givenNames", "😀", "\"😀\" (U+1F600)"), ("familyName", "Ж", "\"Ж\" (U+0416)"),
        ("examName", "漢", "\"漢\" (U+6F22)"),
        ("institutionName", "q\u{327}", "\"q̧\" (U+0071 U+0327)"),
        ("parts", "🇱🇻", "\"🇱🇻\" (U+1F1F1 U+1F1FB)"), ("localId", "\u{7}", "U+0007"),
        ("examName", "\u{200B}", "U+200B"), ("givenNames", "\u{AD}", "U+00AD"),
    ])
    func aCharacterThatTheFontsLackIsRefused(
        _ field: String, _ character: String, _ name: String
    ) throws {
        let text = "Testa \(character)vārds"
        let result = try CertificateSamples.result { result in
            switch field {
            case "givenNames": result.person.givenNames = text
            case "familyName": result.person.familyName = text
            case "examName": result.examName = text
            case "institutionName": result.institution.name = text
            case "localId":
                result.person.personalCode = nil
                result.person.localID = text
            default: result.parts[1].name = text
            }
        }
        let error = try renderer.refusal(result)
        #expect(error.code == .missingGlyph)
        #expect(
            "\(error)"
                == "\(field): the character \(name) is not one that the fonts have; "
                + "they have Latin letters")
    }

    @Test func everyFieldIsShown() throws {
        let result = try CertificateSamples.result { result in
            result.educationLevel = .secondary
            result.contentLevel = .optimal
        }
        #expect(
            try lines(result) == [
                "PARAUGS", "Valsts izglītības satura centrs",
                "Vispārējās vidējās izglītības sertifikāts", "Nr. 2024/999999000001-FRA09",
                "Ņina Paraudziņa-Ģērmane", "Personas kods 329999-00019",
                "Eksāmens franču valodā 9. klasei",
                "Šķībās ielas parauga vidusskola, reģistrācijas Nr. 9999900001",
                "Kopvērtējums ", "81%", "Mācību gads ", "2023./2024.",
                "Satura apguves līmenis ", "Optimālais", "Valodas prasme (CEFR) ", "B1",
                "Eksāmena daļu vērtējums", "Eksāmena daļa", "Vērtējums",
                "Klausīšanās", "82,00%", "Lasīšana", "88,00%", "Runāšana", "76,00%",
                "Rakstīšana", "78,00%",
                "Izsniedzējs: Valsts izglītības satura centrs",
                "Izsniegšanas datums: 2024. gada 1. jūlijs",
                "Centralizētā eksāmena vērtējumu var apstrīdēt viena mēneša laikā no sertifikāta "
                    + "izsniegšanas, tas ir, ",
                "līdz 2024. gada 1. augustam (ieskaitot), iesniedzot iesniegumu izsniedzējam.",
                "Sertifikāts ir derīgs tikai elektroniska dokumenta veidā. "
                    + "Šis ir paraugs, un tam nav juridiska spēka.",
            ])
    }

    @Test func whatIsAbsentTakesNoPlace() throws {
        let all = try lines(
            CertificateSamples.result { result in
                result.cefrLevel = nil
                result.person.personalCode = nil
                result.person.localID = "9999900003-00042"
                result.parts = [.init(name: "1. daļa", hundredths: 7)]
                result.overallPercent = 0
            })
        #expect(all.contains("Identifikācijas numurs 9999900003-00042"))
        #expect(all.contains("0,07%"))
        #expect(all.contains("0%"))
        #expect(!all.contains { $0.hasPrefix("Valodas") || $0.hasPrefix("Satura") })
    }

    /// What is issued later than it was announced names the issuer of its own date, and the right
    /// of appeal runs from then.
    @Test(arguments: [
        (
            "2024-12-31", "Valsts izglītības satura centrs", "31. decembris",
            "2025. gada 31. janvārim"
        ),
        (
            "2025-01-01", "Valsts izglītības attīstības aģentūra", "1. janvāris",
            "2025. gada 1. februārim"
        ),
        (
            "2025-01-31", "Valsts izglītības attīstības aģentūra", "31. janvāris",
            "2025. gada 28. februārim"
        ),
    ])
    func aLateCertificateGoesByItsOwnDate(
        _ issued: String, _ issuer: String, _ day: String, _ end: String
    ) throws {
        let all = try lines(
            CertificateSamples.result { result in
                result.issuedOn = CalendarDate(issued)
            })
        #expect(all.contains(issuer))
        #expect(all.contains("Izsniedzējs: \(issuer)"))
        #expect(all.contains("Izsniegšanas datums: \(issued.prefix(4)). gada \(day)"))
        #expect(all.contains { $0.hasPrefix("līdz \(end) (ieskaitot), ") })
    }

    @Test(arguments: [
        (1, "janvāris", "februārim"), (2, "februāris", "martam"), (3, "marts", "aprīlim"),
        (4, "aprīlis", "maijam"), (5, "maijs", "jūnijam"), (6, "jūnijs", "jūlijam"),
        (7, "jūlijs", "augustam"), (8, "augusts", "septembrim"), (9, "septembris", "oktobrim"),
        (10, "oktobris", "novembrim"), (11, "novembris", "decembrim"),
        (12, "decembris", "janvārim"),
    ])
    func datesAreWrittenOut(_ month: Int, _ name: String, _ next: String) throws {
        let date = "2023-\(month < 10 ? "0" : "")\(month)-09"
        let announced = try #require(OffsetDateTime("\(date)T08:00:00+02:00"))
        let all = try lines(
            CertificateSamples.result { result in
                result.announcedAt = announced
                result.issuedOn = CalendarDate(date)
            })
        #expect(all.contains("Izsniegšanas datums: 2023. gada 9. \(name)"))
        let year = month == 12 ? 2024 : 2023
        #expect(all.joined().contains("līdz \(year). gada 9. \(next) (ieskaitot), "))
    }

    @Test func whatIsNoCertificateIsRefused() throws {
        let cases: [(RenderError.Code, String, (inout ExamResult) -> Void)] = [
            (
                .notCertifiable,
                "status: the exam is failed; only a passed exam is certified",
                { $0.status = .failed }
            ),
            (
                .notCertifiable,
                "status: the exam is annulled; only a passed exam is certified",
                { $0.status = .annulled }
            ),
            (
                .invalidValue, "certificateNumber: is absent; a certificate needs one",
                { $0.certificateNumber = nil }
            ),
            (
                .invalidValue, "issuedOn: is absent; a certificate needs a date",
                { $0.issuedOn = nil }
            ),
            (
                .invalidValue, "overallPercent: is 101, not 0 to 100",
                { $0.overallPercent = 101 }
            ),
            (.invalidValue, "parts: has 0 parts, not 1 to 8", { $0.parts = [] }),
            (
                .invalidValue, "parts: has 9 parts, not 1 to 8",
                { $0.parts += $0.parts + [$0.parts[0]] }
            ),
            (
                .invalidValue,
                "parts: part 2 has -1 hundredths of a percent, not 0 to 10000",
                { $0.parts[1].hundredths = -1 }
            ),
            (
                .invalidValue, "overallPercent: is -1, not 0 to 100",
                { $0.overallPercent = -1 }
            ),
            (
                .invalidValue,
                "parts: part 4 has 10001 hundredths of a percent, not 0 to 10000",
                { $0.parts[3].hundredths = 10_001 }
            ),
            (
                .invalidValue, "personalCode: is absent, and so is localId; one is needed",
                { $0.person.personalCode = nil }
            ),
            (.invalidValue, "examName: is empty", { $0.examName = "" }),
            (.invalidValue, "givenNames: is empty", { $0.person.givenNames = "  " }),
        ]
        for (code, message, change) in cases {
            let error = try renderer.refusal(CertificateSamples.result(change))
            #expect(error.code == code)
            #expect("\(error)" == message)
        }
    }
}
