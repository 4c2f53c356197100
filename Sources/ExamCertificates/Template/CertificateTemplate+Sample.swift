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
        .area(Box(x: 26764, y: 18000, width: 6000, height: 100), accent),
        .area(Box(x: 6400, y: 67700, width: 46728, height: 50), hairline),
    ]

    private static let sampleBlocks: [Block] = [
        centered(
            "PARAUGS", face: .bold, size: 1300, y: 5000, height: 1700, tracking: 120, color: mark),
        centered("\(.issuerName)", face: .regular, size: 1100, y: 7000, height: 2850, color: quiet),
        centered(
            "\(.title)", role: .title, face: .bold, size: 2300, y: 10300, height: 4400,
            color: accent),
        centered(
            "Nr. \(.certificateNumber)", face: .regular, size: 1200, y: 15100, height: 1700,
            lines: 1),

        centered("\(.givenNames) \(.familyName)", face: .bold, size: 2200, y: 19000, height: 5700),
        centered(
            "Personas kods \(.personalCode)", "Identifikācijas numurs \(.localID)", face: .regular,
            size: 1100,
            y: 24900, height: 1600, lines: 1, color: quiet, anchor: .top),

        centered(
            "\(.examName)", role: .heading, face: .bold, size: 1500, y: 28000, height: 3900,
            anchor: .bottom),
        centered(
            "\(.institutionName), reģistrācijas Nr. \(.institutionRegistrationNumber)",
            face: .regular, size: 1100, y: 32600, height: 2850, width: 46728, anchor: .top),
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
                box: Box(x: 6400, y: 36700, width: 46728, height: 3900))),

        left(
            "Eksāmena daļu vērtējums", role: .heading, face: .bold, size: 1100, color: ink,
            y: 42300,
            height: 1500),
        .parts(
            PartsTable(
                nameHeader: "Eksāmena daļa", resultHeader: "Vērtējums",
                headerStyle: TextStyle(.bold, size: 950, color: accent),
                rowStyle: TextStyle(size: 1050, color: ink),
                resultWidth: 9000, padding: 1100, minimumPadding: 200, indent: 800,
                headerColor: tint, ruleColor: hairline,
                box: Box(x: 6400, y: 44200, width: 46728, height: 22600))),

        left(
            "Izsniedzējs: \(.issuerName), reģistrācijas Nr. \(.issuerRegistrationNumber)",
            "Izsniedzējs: \(.issuerName)", face: .regular, size: 1000, color: ink, y: 68700,
            height: 2700, width: 22800),
        .text(
            TextBlock(
                .paragraph, ["Izsniegšanas datums: \(.issuedOn)"],
                style: TextStyle(size: 1000, maximumLines: 1, color: ink, alignment: .right),
                box: Box(x: 30228, y: 68700, width: 22900, height: 2700))),
        left(
            """
            Centralizētā eksāmena vērtējumu var apstrīdēt viena mēneša laikā no sertifikāta \
            izsniegšanas, tas ir, līdz \(.appealUntil) (ieskaitot), iesniedzot iesniegumu \
            izsniedzējam.
            """,
            face: .regular, size: 950, color: quiet, y: 72200, height: 2500),
        left(
            """
            Sertifikāts ir derīgs tikai elektroniska dokumenta veidā. Šis ir paraugs, un tam nav \
            juridiska spēka.
            """,
            face: .regular, size: 950, lines: 1, color: quiet, y: 75150, height: 1250),
        left("\(.notes)", face: .regular, size: 950, color: quiet, y: 76850, height: 2500),
    ]

    private static func centered(
        _ text: Text..., role: TextBlock.Role = .paragraph, face: Typeface, size: Int, y: Int,
        height: Int, width: Int = 42728, lines: Int = 2, tracking: Int = 0, color: Color = ink,
        anchor: Anchor = .middle
    ) -> Block {
        .text(
            TextBlock(
                role, text,
                style: TextStyle(
                    face, size: size, maximumLines: lines, tracking: tracking, color: color,
                    alignment: .center, anchor: anchor),
                box: Box(x: (59528 - width) / 2, y: y, width: width, height: height)))
    }

    private static func left(
        _ text: Text..., role: TextBlock.Role = .paragraph, face: Typeface, size: Int,
        lines: Int = 2, color: Color, y: Int, height: Int, width: Int = 46728
    ) -> Block {
        .text(
            TextBlock(
                role, text,
                style: TextStyle(face, size: size, maximumLines: lines, color: color),
                box: Box(x: 6400, y: y, width: width, height: height)))
    }
}
