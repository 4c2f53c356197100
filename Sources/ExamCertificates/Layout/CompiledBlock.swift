/// A block of the template with the glyphs of its constant text, which fits its place.
enum CompiledBlock: Sendable {
    case text(CertificateTemplate.TextBlock, [CompiledText])
    case facts(CertificateTemplate.FactsBlock, labels: [CompiledText])
    case parts(CertificateTemplate.PartsTable, headers: [CompiledText])

    init(_ block: CertificateTemplate.Block, _ fonts: EmbeddedFonts) throws(RenderError) {
        switch block {
        case .text(let block):
            var alternatives: [CompiledText] = []
            for text in block.alternatives {
                alternatives.append(try CompiledText(text, block.style, block.box, fonts))
            }
            self = .text(block, alternatives)
        case .facts(let block):
            var labels: [CompiledText] = []
            for (fact, box) in zip(block.facts, block.columns(block.facts.count)) {
                // A space keeps label and value apart when text is extracted from the file.
                labels.append(
                    try CompiledText(
                        .init(stringLiteral: fact.label + " "), block.labelStyle,
                        block.split(box).label, fonts))
            }
            self = .facts(block, labels: labels)
        case .parts(let table):
            let height = table.headerHeight(fonts[table.headerStyle.face])
            var headers: [CompiledText] = []
            for (text, column) in zip([table.nameHeader, table.resultHeader], table.columns) {
                headers.append(
                    try CompiledText(
                        .init(stringLiteral: text), table.headerStyle,
                        column.row(y: table.box.y, height: height), fonts))
            }
            self = .parts(table, headers: headers)
        }
    }
}

/// Text of the template: glyphs and fields in turn.
struct CompiledText: Sendable {
    enum Piece: Sendable {
        case glyphs([UInt16])
        case field(CertificateTemplate.Field)
    }

    let pieces: [Piece]
    let fields: [CertificateTemplate.Field]
    /// The glyphs of text without fields.
    let constant: ShapedText

    init(
        _ text: CertificateTemplate.Text, _ style: CertificateTemplate.TextStyle,
        _ box: CertificateTemplate.Box, _ fonts: EmbeddedFonts
    ) throws(RenderError) {
        var pieces: [Piece] = []
        var fields: [CertificateTemplate.Field] = []
        var all: [UInt16] = []
        for piece in text.pieces {
            switch piece {
            case .field(let field):
                pieces.append(.field(field))
                fields.append(field)
            case .literal(let literal):
                var glyphs: [UInt16] = []
                if let character = fonts.glyphs.append(literal, to: &glyphs) {
                    throw RenderError(
                        .invalidTemplate, "template",
                        "the text “\(literal)” holds the character "
                            + "\(FoundText.name(of: character)), which the fonts do not have")
                }
                pieces.append(.glyphs(glyphs))
                all += glyphs
            }
        }
        self.pieces = pieces
        self.fields = fields
        constant = ShapedText(all, fonts: fonts, face: style.face)
        guard fields.isEmpty else { return }
        if constant.fitted(
            style, width: box.width, height: box.height, font: fonts[style.face]) == nil
        {
            throw RenderError(
                .invalidTemplate, "template",
                "the text “\(fonts.glyphs.text(of: all))” does not fit into its box of "
                    + "\(box.width) × \(box.height) hundredths of a point")
        }
    }
}
