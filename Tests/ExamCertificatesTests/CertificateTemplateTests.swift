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
