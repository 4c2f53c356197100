extension CertificateTemplate {
    /// Checks the properties that rendering relies on.
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
    /// Whether the box is small enough for all arithmetic, and its extents are not negative.
    fileprivate var isSound: Bool {
        let range = 0...2_000_000
        return range ~= x && range ~= y && range ~= width && range ~= height
    }
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
