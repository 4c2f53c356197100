import ExamCertificates
import Testing

/// A template that contradicts itself is refused before anything is rendered.
@Suite struct CertificateTemplateTests {
    private func refusal(_ change: (inout CertificateTemplate) -> Void) throws -> String {
        var template = CertificateTemplate.sample
        change(&template)
        let error = try #require(
            #expect(throws: RenderError.self) { try CertificateRenderer(template: template) })
        #expect(error.code == .invalidTemplate)
        return error.message
    }

    private func text(
        _ text: CertificateTemplate.Text, _ style: CertificateTemplate.TextStyle, y: Int = 26600,
        height: Int = 900, role: CertificateTemplate.TextBlock.Role = .paragraph
    ) -> CertificateTemplate.Block {
        .text(
            .init(
                role, [text], style: style, box: .init(x: 6400, y: y, width: 9000, height: height)))
    }

    @Test func boxes() throws {
        let style = CertificateTemplate.TextStyle(size: 900)
        #expect(
            try refusal { $0.blocks.append(text("x", style, y: 79000)) }
                == "block 17 leaves the frame")
        #expect(
            try refusal { $0.blocks.append(text("x", style, y: 5000)) } == "blocks 1 and 17 overlap"
        )
        #expect(
            try refusal { $0.blocks.append(text("x", style, height: -1)) }
                == "block 17 leaves the frame")
        #expect(try refusal { $0.frame.x = -1 } == "the frame is not inside the page")
        #expect(try refusal { $0.frame.width = Int.max } == "the frame is not inside the page")
        #expect(
            try refusal { $0.pageHeight = 2 }
                == "the page is 59528 × 2 hundredths of a point, a side has 3 to 14,400 points")
    }

    @Test func texts() throws {
        let style = CertificateTemplate.TextStyle(size: 900)
        #expect(
            try refusal { $0.blocks.append(text("a😀", style, height: 1200)) }
                == "the text “a😀” holds the character \"😀\" (U+1F600), which the fonts do not have")
        #expect(
            try refusal { $0.blocks.append(text("Gara rinda un vēl viena rinda", style)) }
                == "the text “Gara rinda un vēl viena rinda” does not fit into its box of "
                + "9000 × 900 hundredths of a point")
        #expect(
            try refusal { $0.blocks.append(text("x", .init(size: 800), height: 1200)) }
                == "block 17 has a style without a sensible size or number of lines")
        #expect(
            try refusal { $0.blocks.append(text("x", style, height: 1200, role: .title)) }
                == "the first heading, and no other, has to be the title")
        #expect(
            try refusal { $0.language = "lv)" }
                == "the language “lv)” is not a tag such as “lv-LV”")
        #expect(try refusal { $0.months.removeLast() } == "there are 11 months, not 12")
    }

    private func accepts(_ change: (inout CertificateTemplate) -> Void) -> Bool {
        var template = CertificateTemplate.sample
        change(&template)
        return (try? CertificateRenderer(template: template)) != nil
    }

    /// Each limit, and what is one step beyond it.
    @Test func limits() throws {
        typealias Style = CertificateTemplate.TextStyle
        func shows(_ style: Style, height: Int = 1300) -> Bool {
            accepts { $0.blocks.append(text("x", style, height: height)) }
        }
        for (style, isRight) in [
            (Style(size: 900), true), (Style(size: 899), false),
            (Style(size: 900, minimumSize: 1), true), (Style(size: 900, minimumSize: 0), false),
            (Style(size: 900, maximumLines: 1), true), (Style(size: 900, maximumLines: 0), false),
            (Style(size: 900, maximumLines: 100), true),
            (Style(size: 900, maximumLines: 101), false),
            (Style(size: 900, tracking: 0), true), (Style(size: 900, tracking: -1), false),
            (Style(size: 900, tracking: 10_000), true), (Style(size: 900, tracking: 10_001), false),
            (Style(size: 10_000, maximumLines: 1), true),
            (Style(size: 10_001, maximumLines: 1), false),
        ] {
            #expect(shows(style) == isRight, "\(style)")
        }
        // Blocks may touch: the one above ends at 26500, the one below begins at 28000.
        for (y, isRight) in [(26500, true), (26499, false), (26700, true), (26701, false)] {
            #expect(
                accepts { $0.blocks.append(text("x", .init(size: 900), y: y, height: 1300)) }
                    == isRight, "at \(y)")
        }
        for (language, isRight) in [
            ("lv", true), ("", false), ("lv-LV-x1", true), ("lv_LV", false),
        ] {
            #expect(accepts { $0.language = language } == isRight, "\(language)")
        }
        for (side, isRight) in [(84_189, true), (1_440_000, true), (1_440_001, false)] {
            #expect(accepts { $0.pageHeight = side } == isRight)
            #expect(accepts { $0.pageWidth = side } == isRight)
        }
        for (side, isRight) in [(300, true), (299, false)] {
            let page = CertificateTemplate(
                pageWidth: side, pageHeight: side,
                frame: .init(x: 0, y: 0, width: 300, height: 300),
                language: "lv", titles: [:], contentLevels: [:],
                months: CertificateTemplate.sample.months, artwork: [],
                blocks: [
                    .text(
                        .init(
                            .title, ["\(.title)"], style: .init(size: 900),
                            box: .init(x: 0, y: 0, width: side, height: side)))
                ])
            #expect(((try? CertificateRenderer(template: page)) != nil) == isRight)
        }
    }

    /// A block may fill the frame to its edge.
    @Test func frame() {
        let frame = CertificateTemplate.sample.frame
        for (edge, isRight) in [(0, true), (1, false)] {
            let y = frame.y + frame.height - 200 + edge
            #expect(
                accepts {
                    $0.blocks.append(
                        .text(
                            .init(
                                .paragraph, ["\(.notes)"], style: .init(size: 900),
                                box: .init(x: frame.x, y: y, width: frame.width, height: 200))))
                } == isRight)
        }
        let page = CertificateTemplate.sample.pageWidth
        #expect(accepts { $0.frame = .init(x: 0, y: 0, width: page, height: 84189) })
        #expect(!accepts { $0.frame = .init(x: 1, y: 0, width: page, height: 84189) })
        #expect(!accepts { $0.frame = .init(x: 0, y: 1, width: page, height: 84189) })
    }

    /// The parts of the block of facts and of the table fit their boxes.
    @Test func partsOfBlocks() {
        func facts(_ change: (inout CertificateTemplate.FactsBlock) -> Void) -> Bool {
            accepts { template in
                for (index, block) in template.blocks.enumerated() {
                    guard case .facts(var facts) = block else { continue }
                    change(&facts)
                    template.blocks[index] = .facts(facts)
                }
            }
        }
        func table(_ change: (inout CertificateTemplate.PartsTable) -> Void) -> Bool {
            accepts { template in
                for (index, block) in template.blocks.enumerated() {
                    guard case .parts(var table) = block else { continue }
                    change(&table)
                    template.blocks[index] = .parts(table)
                }
            }
        }
        #expect(!facts { $0.facts = [] })
        #expect(facts { $0.labelHeight = $0.box.height })
        #expect(!facts { $0.labelHeight = $0.box.height + 1 })
        #expect(facts { $0.gap = 0 })
        #expect(!facts { $0.gap = -1 })
        #expect(!facts { $0.gap = $0.box.width / 4 + 1 })
        #expect(!table { $0.resultWidth = -1 })
        #expect(!table { $0.resultWidth = $0.box.width + 1 })
        #expect(table { $0.indent = 0 })
        #expect(!table { $0.indent = -1 })
        #expect(!table { $0.indent = $0.resultWidth / 2 + 1 })
        #expect(table { $0.minimumPadding = 0 })
        #expect(!table { $0.minimumPadding = -1 })
        #expect(table { $0.minimumPadding = $0.padding })
        #expect(!table { $0.minimumPadding = $0.padding + 1 })
        #expect(!table { ($0.padding, $0.minimumPadding) = (10_001, 0) })
    }

    /// Every template has a title, first and once.
    @Test func headings() {
        #expect(!accepts { $0.blocks = [] })
        #expect(!accepts { $0.blocks.removeAll { Self.role($0) == .title } })
        #expect(
            !accepts { template in
                template.blocks.sort { Self.role($0) == .heading && Self.role($1) == .title }
                let titles = template.blocks.filter { Self.role($0) == .title }
                template.blocks.removeAll { Self.role($0) == .title }
                template.blocks += titles
            })
    }

    private static func role(
        _ block: CertificateTemplate.Block
    ) -> CertificateTemplate.TextBlock.Role? {
        if case .text(let text) = block { text.role } else { nil }
    }

    /// A template may add blocks, and a missing title or level name is refused with its field.
    @Test func changes() throws {
        var template = CertificateTemplate.sample
        template.blocks.append(
            text("Skola \(.institutionRegistrationNumber)", .init(size: 900), height: 1200))
        let result = try CertificateSamples.result()
        let bytes = try CertificateRenderer(template: template).pdf(result)
        #expect(faults(of: bytes) == [])
        #expect(try PDFPageText(try PDFFile(bytes)).lines.last?.text == "Skola 9999900001")
        template.titles = [:]
        let error = try CertificateRenderer(template: template).refusal(result)
        #expect("\(error)" == "educationLevel: is empty")
    }
}
