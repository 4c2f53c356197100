// Where the parts of blocks stand, and whether a template is sound.

extension CertificateTemplate {
    /// Checks what rendering relies on.
    func check() throws(RenderError) {
        func require(_ condition: Bool, _ message: String) throws(RenderError) {
            if !condition { throw RenderError(.invalidTemplate, "template", message) }
        }
        // ISO 19005-2 §6.1.13: a side has 3 to 14,400 units.
        let sides = 300...1_440_000
        try require(
            sides ~= pageWidth && sides ~= pageHeight,
            "the page is \(pageWidth) × \(pageHeight) hundredths of a point, "
                + "a side has 3 to 14,400 points")
        let page = Box(x: 0, y: 0, width: pageWidth, height: pageHeight)
        try require(frame.isSound && page.contains(frame), "the frame is not inside the page")
        try require(
            !language.isEmpty
                && language.utf8.allSatisfy { $0 == 0x2D || $0.isASCIILetterOrDigit },
            "the language “\(language)” is not a tag such as “lv-LV”")
        try require(months.count == 12, "there are \(months.count) months, not 12")
        var headings: [TextBlock.Role] = []
        for (index, block) in blocks.enumerated() {
            let number = index + 1
            try require(
                block.box.isSound && frame.contains(block.box),
                "block \(number) leaves the frame")
            for (other, earlier) in blocks[..<index].enumerated() {
                try require(
                    !block.box.overlaps(earlier.box), "blocks \(other + 1) and \(number) overlap")
            }
            for style in block.styles {
                try require(
                    style.minimumSize > 0 && style.minimumSize <= style.size
                        && style.size <= 100_00 && 1...100 ~= style.maximumLines
                        && 0...100_00 ~= style.tracking,
                    "block \(number) has a style without a sensible size or number of lines")
            }
            if case .text(let text) = block, text.role != .paragraph {
                headings.append(text.role)
            }
            try require(block.isSound, "the parts of block \(number) do not fit its box")
        }
        // ISO 14289-1 §7.4.2: the first heading is H1, and no level is skipped.
        try require(
            headings.first == .title && headings.count { $0 == .title } == 1,
            "the first heading, and no other, has to be the title")
    }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension CertificateTemplate.Box {
    /// Small enough for all arithmetic, and not turned inside out.
    fileprivate var isSound: Bool {
        let range = 0...2_000_000
        return range ~= x && range ~= y && range ~= width && range ~= height
    }

    /// The part of a column in which a row stands.
    func row(y: Int, height: Int) -> Self { Self(x: x, y: y, width: width, height: height) }
}

extension CertificateTemplate.Block {
    fileprivate var box: CertificateTemplate.Box {
        switch self {
        case .text(let block): block.box
        case .facts(let block): block.box
        case .parts(let table): table.box
        }
    }

    fileprivate var styles: [CertificateTemplate.TextStyle] {
        switch self {
        case .text(let block): [block.style]
        case .facts(let block): [block.labelStyle, block.valueStyle]
        case .parts(let table): [table.headerStyle, table.rowStyle]
        }
    }

    fileprivate var isSound: Bool {
        switch self {
        case .text: true
        case .facts(let block):
            !block.facts.isEmpty && 0...block.box.height ~= block.labelHeight
                && 0...block.box.width / block.facts.count ~= block.gap
        case .parts(let table):
            0...table.box.width ~= table.resultWidth && 0...table.resultWidth / 2 ~= table.indent
                && table.box.width - table.resultWidth >= 2 * table.indent
                && 0...100_00 ~= table.padding && 0...table.padding ~= table.minimumPadding
        }
    }
}

extension CertificateTemplate.TextBlock.Role {
    var structureType: PDFStructureTree.StructureType {
        switch self {
        case .title: .h1
        case .heading: .h2
        case .paragraph: .paragraph
        }
    }
}

extension CertificateTemplate.FactsBlock {
    private static let ruleWidth = 50

    /// The places of `count` facts.
    func columns(_ count: Int) -> [CertificateTemplate.Box] {
        let width = (box.width - gap * (count - 1)) / count
        return (0..<count).map { index in
            .init(x: box.x + index * (width + gap), y: box.y, width: width, height: box.height)
        }
    }

    /// The places of label and value in the place of a fact.
    func split(
        _ column: CertificateTemplate.Box
    ) -> (label: CertificateTemplate.Box, value: CertificateTemplate.Box) {
        (
            column.row(y: column.y, height: labelHeight),
            column.row(y: column.y + labelHeight, height: column.height - labelHeight)
        )
    }

    /// The rule between a fact and the one before it.
    func rule(before column: CertificateTemplate.Box) -> CertificateTemplate.Box {
        .init(
            x: column.x - (gap + Self.ruleWidth) / 2, y: column.y, width: Self.ruleWidth,
            height: column.height)
    }
}

extension CertificateTemplate.PartsTable {
    /// The rule below a row.
    func rule(below y: Int) -> CertificateTemplate.Box {
        .init(x: box.x, y: y - 25, width: box.width, height: 50)
    }

    /// Where text may stand in the columns of names and of results.
    var columns: [CertificateTemplate.Box] {
        [
            .init(
                x: box.x + indent, y: box.y, width: box.width - resultWidth - 2 * indent,
                height: box.height),
            .init(
                x: box.maxX - resultWidth, y: box.y, width: resultWidth - indent,
                height: box.height),
        ]
    }

    /// The style of a cell: results stand at the right.
    func style(
        _ style: CertificateTemplate.TextStyle, column: Int
    ) -> CertificateTemplate.TextStyle {
        var style = style
        style.anchor = .middle
        style.alignment = column == 0 ? .left : .right
        return style
    }

    func headerHeight(_ font: FontMetrics) -> Int {
        font.height(lines: 1, size: headerStyle.size) + padding
    }

    /// The largest common size of the names at which the rows fit the box, and the rows' heights.
    func arrange(
        _ names: [ShapedText], headerHeight: Int, font: FontMetrics
    ) throws(RenderError) -> (size: Int, heights: [Int]) {
        var style = rowStyle
        var size = rowStyle.size
        while size >= rowStyle.minimumSize {
            style.size = size
            style.minimumSize = size
            let fitted = names.compactMap {
                $0.fitted(style, width: columns[0].width, height: box.height, font: font)
            }
            let heights = fitted.map { font.height(lines: $0.lines.count, size: size) }
            let free = box.height - headerHeight - heights.reduce(0, +)
            let padding = min(padding, free / max(1, names.count))
            if fitted.count == names.count, padding >= minimumPadding {
                return (size, heights.map { $0 + padding })
            }
            size -= 25
        }
        throw RenderError(
            .textTooLong, "parts",
            "the names of the \(names.count) parts do not fit into the table, each in "
                + "\(rowStyle.maximumLines) lines of \(columns[0].width / 100) points at a size of "
                + "\(rowStyle.minimumSize / 100) points; shorten them")
    }
}
