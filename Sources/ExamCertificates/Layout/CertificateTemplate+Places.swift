// Where the parts of blocks stand on the page.

extension CertificateTemplate.Box {
    /// The same column at the height of one row.
    func row(y: Int, height: Int) -> Self { Self(x: x, y: y, width: width, height: height) }
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

    /// The largest size common to all names at which the rows fit the box, and the heights of the
    /// rows.
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
