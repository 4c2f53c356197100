extension CertificateTemplate {
    /// A neutral layout of one A4 page in Latvian, marked as a sample (*paraugs*) throughout.
    ///
    /// The titles are the official ones; all else is of this package's own making and not the form
    /// that the regulations on state-recognised education documents prescribe.
    public static let sample = CertificateTemplate(
        pageWidth: 59528, pageHeight: 84189,
        frame: Box(x: 5400, y: 4600, width: 48728, height: 74989),
        language: "lv-LV",
        titles: [
            .basic: "Vispārējās pamatizglītības sertifikāts",
            .secondary: "Vispārējās vidējās izglītības sertifikāts",
        ],
        contentLevels: [.general: "Vispārīgais", .optimal: "Optimālais", .highest: "Augstākais"],
        months: latvianMonths, artwork: sampleArtwork, blocks: sampleBlocks)

    private static let latvianMonths = [
        Month("janvāris", dative: "janvārim"), Month("februāris", dative: "februārim"),
        Month("marts", dative: "martam"), Month("aprīlis", dative: "aprīlim"),
        Month("maijs", dative: "maijam"), Month("jūnijs", dative: "jūnijam"),
        Month("jūlijs", dative: "jūlijam"), Month("augusts", dative: "augustam"),
        Month("septembris", dative: "septembrim"), Month("oktobris", dative: "oktobrim"),
        Month("novembris", dative: "novembrim"), Month("decembris", dative: "decembrim"),
    ]

    private static let ink = Color(28, 32, 40)
    private static let quiet = Color(92, 97, 106)
    private static let accent = Color(30, 58, 95)
    private static let mark = Color(140, 30, 45)
    private static let hairline = Color(190, 196, 205)
    private static let tint = Color(238, 241, 245)

    private static let sampleArtwork: [Artwork] = [
        .outline(Box(x: 2800, y: 2800, width: 53928, height: 78589), width: 120, accent),
        .outline(Box(x: 3300, y: 3300, width: 52928, height: 77589), width: 40, accent),
        .area(Box(x: 26764, y: 21000, width: 6000, height: 100), accent),
    ]

    private static let sampleBlocks: [Block] = [
        centered("PARAUGS", .bold, 1100, y: 4700, height: 1600, tracking: 400, color: mark),
        centered("\(.issuerName)", .regular, 1100, y: 6700, height: 2900, color: quiet),
        .text(
            TextBlock(
                .title, "\(.title)",
                style: TextStyle(
                    .bold, size: 2600, color: accent, alignment: .center, anchor: .middle),
                box: Box(x: 6400, y: 10200, width: 46728, height: 7000))),
        centered(
            "Nr. \(.certificateNumber)", .regular, 1200, y: 17900, height: 1700, lines: 1),

        centered("\(.givenNames) \(.familyName)", .bold, 2200, y: 22500, height: 5600),
        .text(
            TextBlock(
                .paragraph, "Personas kods \(.personalCode)", "Identifikācijas numurs \(.localID)",
                style: TextStyle(size: 1100, color: quiet, alignment: .center),
                box: Box(x: 6400, y: 28300, width: 46728, height: 1600))),

        .text(
            TextBlock(
                .heading, "\(.examName)",
                style: TextStyle(
                    .bold, size: 1500, color: ink, alignment: .center, anchor: .bottom),
                box: Box(x: 6400, y: 31900, width: 46728, height: 3900))),
        centered(
            "\(.institutionName), reģistrācijas Nr. \(.institutionRegistrationNumber)", .regular,
            1100, y: 36200, height: 2850),
        .facts(
            FactsBlock(
                [
                    .init("Kopvērtējums", .overallPercent), .init("Mācību gads", .schoolYear),
                    .init("Satura apguves līmenis", .contentLevel),
                    .init("Valodas prasme (CEFR)", .cefrLevel),
                ],
                labelStyle: TextStyle(
                    size: 900, maximumLines: 1, color: quiet, alignment: .center, anchor: .middle),
                valueStyle: TextStyle(
                    .bold, size: 1500, maximumLines: 1, color: accent, alignment: .center,
                    anchor: .middle),
                labelHeight: 1500, gap: 1000, ruleColor: hairline,
                box: Box(x: 6400, y: 40600, width: 46728, height: 3900))),

        .text(
            TextBlock(
                .heading, "Eksāmena daļu vērtējums",
                style: TextStyle(.bold, size: 1100, color: ink, anchor: .bottom),
                box: Box(x: 6400, y: 46000, width: 46728, height: 1700))),
        .parts(
            PartsTable(
                nameHeader: "Eksāmena daļa", resultHeader: "Vērtējums",
                headerStyle: TextStyle(.bold, size: 950, color: accent),
                rowStyle: TextStyle(size: 1050, color: ink),
                resultWidth: 9000, padding: 900, minimumPadding: 100, indent: 800,
                headerColor: tint, ruleColor: hairline,
                box: Box(x: 6400, y: 48200, width: 46728, height: 20800))),

        .text(
            TextBlock(
                .paragraph,
                "Izdevējs: \(.issuerName), reģistrācijas Nr. \(.issuerRegistrationNumber)",
                "Izdevējs: \(.issuerName)",
                style: TextStyle(size: 1050, color: ink),
                box: Box(x: 6400, y: 69800, width: 29000, height: 2700))),
        .text(
            TextBlock(
                .paragraph, "\(.issuedOn)",
                style: TextStyle(size: 1050, maximumLines: 1, color: ink, alignment: .right),
                box: Box(x: 36400, y: 69800, width: 16728, height: 2700))),
        .text(
            TextBlock(
                .paragraph,
                """
                Centralizētā eksāmena vērtējumu var apstrīdēt viena mēneša laikā no rezultātu \
                paziņošanas, tas ir, līdz \(.appealUntil), iesniedzot iesniegumu izdevējam.
                """,
                style: TextStyle(size: 950, color: quiet),
                box: Box(x: 6400, y: 73300, width: 46728, height: 2500))),
        .text(
            TextBlock(
                .paragraph,
                """
                Sertifikāts ir derīgs tikai elektroniska dokumenta veidā. Šis ir paraugs, un tam \
                nav juridiska spēka.
                """,
                style: TextStyle(size: 950, maximumLines: 1, color: quiet),
                box: Box(x: 6400, y: 76500, width: 46728, height: 1300))),
    ]

    private static func centered(
        _ text: Text, _ face: Typeface, _ size: Int, y: Int, height: Int, lines: Int = 2,
        tracking: Int = 0, color: Color = ink
    ) -> Block {
        .text(
            TextBlock(
                .paragraph, text,
                style: TextStyle(
                    face, size: size, maximumLines: lines, tracking: tracking, color: color,
                    alignment: .center, anchor: .middle),
                box: Box(x: 6400, y: y, width: 46728, height: height)))
    }
}
