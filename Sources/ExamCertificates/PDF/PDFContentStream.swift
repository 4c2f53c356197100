/// The operators of a page (ISO 32000-1 §8, §9, §14.6), appended to its octets.
///
/// Everything stands in marked content: text with a meaning by its identifier, which the structure
/// tree refers to, all else as an artifact (ISO 14289-1 §7.1). Places are given from the upper left
/// corner, in hundredths of a point, and written from the lower left.
struct PDFContentStream {
    private(set) var bytes: [UInt8] = []
    private let pageHeight: Int

    init(pageHeight: Int) {
        self.pageHeight = pageHeight
        bytes.reserveCapacity(12_288)
    }

    /// Begins the content of the structure element of type `tag` with the identifier `identifier`.
    mutating func begin(_ tag: PDFStructureTree.StructureType, _ identifier: Int) {
        bytes.append(UInt8(ascii: "/"))
        bytes.append(tag.rawValue)
        bytes.append("<</MCID ")
        bytes.append(decimal: identifier)
        bytes.append(">>BDC\n")
    }

    /// Begins content without a meaning.
    mutating func beginArtifact() { bytes.append("/Artifact<</Type/Layout>>BDC\n") }

    /// Ends the content begun last.
    mutating func end() { bytes.append("EMC\n") }

    mutating func beginText() { bytes.append("BT\n") }
    mutating func endText() { bytes.append("ET\n") }

    /// Selects font, size, letter spacing and colour of the text that follows.
    mutating func setText(_ style: CertificateTemplate.TextStyle, size: Int) {
        bytes.append(style.face == .regular ? "/R " : "/B ")
        bytes.append(hundredths: size)
        bytes.append(" Tf ")
        bytes.append(hundredths: style.tracking)
        bytes.append(" Tc ")
        setFill(style.color)
    }

    /// Shows one line whose baseline begins at (`x`, `y`), kerned by `font`.
    mutating func show(_ glyphs: ArraySlice<UInt16>, font: FontMetrics, x: Int, y: Int) {
        bytes.append("1 0 0 1 ")
        place(x, y)
        bytes.append(" Tm[<")
        var previous: UInt16?
        for glyph in glyphs {
            if let previous {
                let kerning = font.kerning(previous, glyph)
                if kerning != 0 {
                    bytes.append(UInt8(ascii: ">"))
                    bytes.append(decimal: -kerning)
                    bytes.append(UInt8(ascii: "<"))
                }
            }
            bytes.append(hexadecimal: glyph)
            previous = glyph
        }
        bytes.append(">]TJ\n")
    }

    /// Fills a box.
    mutating func fill(_ box: CertificateTemplate.Box, _ color: CertificateTemplate.Color) {
        setFill(color)
        rectangle(box)
        bytes.append(" f\n")
    }

    /// Draws the outline of a box.
    mutating func stroke(
        _ box: CertificateTemplate.Box, width: Int, _ color: CertificateTemplate.Color
    ) {
        component(color.red, " ")
        component(color.green, " ")
        component(color.blue, " RG ")
        bytes.append(hundredths: width)
        bytes.append(" w ")
        rectangle(box)
        bytes.append(" S\n")
    }

    private mutating func setFill(_ color: CertificateTemplate.Color) {
        component(color.red, " ")
        component(color.green, " ")
        component(color.blue, " rg\n")
    }

    private mutating func component(_ value: UInt8, _ end: String) {
        bytes.append(hundredths: (Int(value) * 100 + 127) / 255)
        bytes.append(end)
    }

    private mutating func rectangle(_ box: CertificateTemplate.Box) {
        place(box.x, box.maxY)
        bytes.append(UInt8(ascii: " "))
        bytes.append(hundredths: box.width)
        bytes.append(UInt8(ascii: " "))
        bytes.append(hundredths: box.height)
        bytes.append(" re")
    }

    private mutating func place(_ x: Int, _ y: Int) {
        bytes.append(hundredths: x)
        bytes.append(UInt8(ascii: " "))
        bytes.append(hundredths: pageHeight - y)
    }
}

extension PDFContentStream {
    /// Draws a piece of artwork.
    mutating func draw(_ artwork: CertificateTemplate.Artwork) {
        switch artwork {
        case .area(let box, let color): fill(box, color)
        case .outline(let box, let width, let color): stroke(box, width: width, color)
        }
    }
}
