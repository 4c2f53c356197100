/// The page of one record while it is composed: its content and its structure, block by block.
struct PageComposer {
    private let template: CertificateTemplate
    private let fonts: EmbeddedFonts
    private let fields: CertificateFields
    private(set) var content: PDFContentStream
    private(set) var structure = PDFStructureTree()

    init(_ template: CertificateTemplate, _ fonts: EmbeddedFonts, _ fields: CertificateFields) {
        self.template = template
        self.fonts = fonts
        self.fields = fields
        content = PDFContentStream(pageHeight: template.pageHeight)
    }

    /// Composes one block.
    mutating func add(_ block: CompiledBlock) throws(RenderError) {
        switch block {
        case .text(let block, let alternatives): try add(block, alternatives)
        case .facts(let block, let labels): try add(block, labels: labels)
        case .parts(let table, let headers): try add(table, headers: headers)
        }
    }

    /// Appends the glyphs of a field's text.
    func append(
        _ field: CertificateTemplate.Field, to glyphs: inout [UInt16]
    ) throws(RenderError) {
        try append(fields.text(field, template), of: field.rawValue, to: &glyphs)
    }

    private func append(
        _ text: String, of field: String, to glyphs: inout [UInt16]
    ) throws(RenderError) {
        let start = glyphs.count
        if let character = fonts.glyphs.append(text, to: &glyphs) {
            throw RenderError(
                .missingGlyph, field,
                "the character \(FoundText.name(of: character)) is not one that the fonts have; "
                    + "they have Latin letters")
        }
        if glyphs[start...].allSatisfy({ $0 == fonts.glyphs.space }) {
            throw RenderError(.invalidValue, field, "is empty")
        }
    }

    private mutating func add(
        _ block: CertificateTemplate.TextBlock, _ alternatives: [CompiledText]
    ) throws(RenderError) {
        guard let text = alternatives.first(where: { $0.fields.allSatisfy(fields.has) }) else {
            return
        }
        var glyphs: [UInt16] = []
        glyphs.reserveCapacity(128)
        var longest = (field: "", count: -1)
        for piece in text.pieces {
            let start = glyphs.count
            switch piece {
            case .glyphs(let literal): glyphs.append(contentsOf: literal)
            case .field(let field):
                try append(field, to: &glyphs)
                if glyphs.count - start > longest.count {
                    longest = (field.rawValue, glyphs.count - start)
                }
            }
        }
        let shaped = ShapedText(glyphs, fonts: fonts, face: block.style.face)
        let fitted = try fit(shaped, block.style, block.box, of: longest.field)
        let tag = block.role.structureType
        content.begin(tag, structure.addLeaf(tag))
        content.beginText()
        show(shaped, fitted, block.style, block.box)
        content.endText()
        content.end()
    }

    private mutating func add(
        _ block: CertificateTemplate.FactsBlock, labels: [CompiledText]
    ) throws(RenderError) {
        let present = zip(block.facts, labels).filter { fields.has($0.0.value) }
        guard !present.isEmpty else { return }
        let boxes = block.columns(present.count)
        for (index, (fact, label)) in present.enumerated() {
            let (labelBox, valueBox) = block.split(boxes[index])
            content.begin(.paragraph, structure.addLeaf(.paragraph))
            content.beginText()
            let fitted = try fit(
                label.constant, block.labelStyle, labelBox, of: fact.value.rawValue)
            show(label.constant, fitted, block.labelStyle, labelBox)
            var glyphs: [UInt16] = []
            try append(fact.value, to: &glyphs)
            let value = ShapedText(glyphs, fonts: fonts, face: block.valueStyle.face)
            let fittedValue = try fit(value, block.valueStyle, valueBox, of: fact.value.rawValue)
            show(value, fittedValue, block.valueStyle, valueBox)
            content.endText()
            content.end()
        }
        content.beginArtifact()
        for box in boxes.dropFirst() {
            content.fill(block.rule(before: box), block.ruleColor)
        }
        content.end()
    }

    private mutating func add(
        _ table: CertificateTemplate.PartsTable, headers: [CompiledText]
    ) throws(RenderError) {
        var names: [ShapedText] = []
        var results: [ShapedText] = []
        for part in fields.result.parts {
            var glyphs: [UInt16] = []
            try append(part.name, of: "parts", to: &glyphs)
            names.append(ShapedText(glyphs, fonts: fonts, face: table.rowStyle.face))
            glyphs = []
            try append(
                CertificateFields.percent(hundredths: part.hundredths), of: "parts", to: &glyphs)
            results.append(ShapedText(glyphs, fonts: fonts, face: table.rowStyle.face))
        }
        let headerHeight = table.headerHeight(fonts[table.headerStyle.face])
        let rows = try table.arrange(
            names, headerHeight: headerHeight, font: fonts[table.rowStyle.face])

        var row = table.columns.map { $0.row(y: table.box.y, height: headerHeight) }
        structure.addGroup(.table)
        structure.addGroup(.tableRow, depth: 2)
        content.beginArtifact()
        content.fill(table.box.row(y: table.box.y, height: headerHeight), table.headerColor)
        content.end()
        for (index, header) in headers.enumerated() {
            let style = table.style(table.headerStyle, column: index)
            try addCell(.tableHeader, header.constant, style, row[index])
        }
        for index in names.indices {
            let y = row[0].maxY
            row = row.map { $0.row(y: y, height: rows.heights[index]) }
            structure.addGroup(.tableRow, depth: 2)
            for (column, text) in [names[index], results[index]].enumerated() {
                var style = table.style(table.rowStyle, column: column)
                style.size = rows.size
                try addCell(.tableData, text, style, row[column])
            }
            content.beginArtifact()
            content.fill(table.rule(below: row[0].maxY), table.ruleColor)
            content.end()
        }
    }

    private mutating func addCell(
        _ type: PDFStructureTree.StructureType, _ text: ShapedText,
        _ style: CertificateTemplate.TextStyle, _ box: CertificateTemplate.Box
    ) throws(RenderError) {
        let fitted = try fit(text, style, box, of: "parts")
        content.begin(type, structure.addLeaf(type, depth: 3))
        content.beginText()
        show(text, fitted, style, box)
        content.endText()
        content.end()
    }

    private func fit(
        _ text: ShapedText, _ style: CertificateTemplate.TextStyle, _ box: CertificateTemplate.Box,
        of field: String
    ) throws(RenderError) -> FittedText {
        guard
            let fitted = text.fitted(
                style, width: box.width, height: box.height, font: fonts[style.face])
        else {
            throw RenderError.tooLong(field, text.glyphs.count, style, width: box.width)
        }
        return fitted
    }

    private mutating func show(
        _ text: ShapedText, _ fitted: FittedText, _ style: CertificateTemplate.TextStyle,
        _ box: CertificateTemplate.Box
    ) {
        let font = fonts[style.face]
        let spare = box.height - font.height(lines: fitted.lines.count, size: fitted.size)
        var y = box.y + font.firstBaseline(size: fitted.size)
        switch style.anchor {
        case .top: break
        case .middle: y += spare / 2
        case .bottom: y += spare
        }
        content.setText(style, size: fitted.size)
        for line in fitted.lines {
            let free =
                box.width - text.width(line, size: fitted.size, tracking: style.tracking)
            let x =
                switch style.alignment {
                case .left: box.x
                case .center: box.x + free / 2
                case .right: box.x + free
                }
            content.show(text.glyphs[line], font: font, x: x, y: y)
            y += fitted.size * FontMetrics.leading / 100
        }
    }
}

extension RenderError {
    static func tooLong(
        _ field: String, _ count: Int, _ style: CertificateTemplate.TextStyle, width: Int
    ) -> RenderError {
        RenderError(
            .textTooLong, field,
            "the text of \(count) characters does not fit into \(style.maximumLines) lines "
                + "of \(width / 100) points at a size of \(style.minimumSize / 100) points; "
                + "shorten it")
    }
}
