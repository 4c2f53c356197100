/// Glyphs of one font, measured.
struct ShapedText {
    /// The glyphs, spaces at the ends included.
    let glyphs: [UInt16]
    /// Where each glyph begins and, as the last one, where the text ends; thousandths of the size.
    private let positions: [Int]
    private let space: UInt16
    private let hyphen: UInt16

    init(_ glyphs: [UInt16], fonts: EmbeddedFonts, face: CertificateTemplate.Typeface) {
        let font = fonts[face]
        var positions: [Int] = []
        positions.reserveCapacity(glyphs.count + 1)
        var x = 0
        for index in glyphs.indices {
            let glyph = glyphs[index]
            if index > 0 { x += font.kerning(glyphs[index - 1], glyph) }
            positions.append(x)
            x += Int(font.advances[Int(glyph)])
        }
        positions.append(x)
        self.glyphs = glyphs
        self.positions = positions
        space = fonts.glyphs.space
        hyphen = fonts.glyphs.hyphen
    }

    /// Where lines may end: after each space and, on demand, after each hyphen inside a word.
    private func breaks(atHyphens: Bool) -> [Int] {
        glyphs.indices.dropFirst().dropLast().compactMap { index in
            glyphs[index] == space || atHyphens && glyphs[index] == hyphen ? index + 1 : nil
        }
    }

    /// The width of a line at `size` in hundredths of a point, a space at its end left out.
    func width(_ line: Range<Int>, size: Int, tracking: Int) -> Int {
        var end = line.upperBound
        while end > line.lowerBound, glyphs[end - 1] == space { end -= 1 }
        guard end > line.lowerBound else { return 0 }
        // Rounded up, so that a line that is said to fit does fit.
        return ((positions[end] - positions[line.lowerBound]) * size + 999) / 1000
            + (end - line.lowerBound - 1) * tracking
    }
}

/// Text with its size and lines chosen so that it fits a box.
struct FittedText {
    /// Hundredths of a point.
    let size: Int
    /// The glyphs of each line; a space at which a line was broken stands at its end, so that words
    /// stay apart when the text is extracted.
    let lines: [Range<Int>]
}

extension ShapedText {
    private static let sizeStep = 25

    /// Fits the text into a width and height.
    ///
    /// A text shrinks to four fifths of its size before it takes one more line, and to the smallest
    /// size when it has as many lines as are allowed. Lines end at spaces; at a hyphen within a
    /// word only when the text does not fit otherwise. Nil when nothing fits.
    func fitted(
        _ style: CertificateTemplate.TextStyle, width: Int, height: Int, font: FontMetrics
    ) -> FittedText? {
        for atHyphens in [false, true] {
            if atHyphens && !glyphs.contains(hyphen) { break }
            var breaks: [Int] = []
            for count in 1...max(1, style.maximumLines) {
                if count == 2 { breaks = self.breaks(atHyphens: atHyphens) }
                let last = count >= style.maximumLines
                let floor = last ? style.minimumSize : max(style.minimumSize, style.size * 4 / 5)
                var size = style.size
                while size >= floor {
                    if font.height(lines: count, size: size) <= height,
                        let lines = broken(
                            at: breaks, into: count, size: size, tracking: style.tracking,
                            width: width)
                    {
                        let even =
                            style.alignment == .center && lines.count > 1
                            ? balanced(
                                at: breaks, into: lines.count, size: size,
                                tracking: style.tracking, width: width) : nil
                        return FittedText(size: size, lines: even ?? lines)
                    }
                    size -= Self.sizeStep
                }
            }
        }
        return nil
    }

    /// The lines of at most `width`, each as long as possible; nil when they are more than `count`.
    private func broken(
        at breaks: [Int], into count: Int, size: Int, tracking: Int, width: Int
    ) -> [Range<Int>]? {
        if self.width(glyphs.indices, size: size, tracking: tracking) <= width {
            return [glyphs.indices]
        }
        guard count > 1 else { return nil }
        var lines: [Range<Int>] = []
        var start = 0
        var end: Int?
        for place in breaks + [glyphs.count] {
            if self.width(start..<place, size: size, tracking: tracking) > width {
                guard let lineEnd = end, lines.count + 1 < count else { return nil }
                lines.append(start..<lineEnd)
                start = lineEnd
                guard self.width(start..<place, size: size, tracking: tracking) <= width else {
                    return nil
                }
            }
            end = place
        }
        lines.append(start..<glyphs.count)
        return lines
    }

    /// Lines as even in length as `count` lines can be.
    private func balanced(
        at breaks: [Int], into count: Int, size: Int, tracking: Int, width: Int
    ) -> [Range<Int>]? {
        var low = 0
        var high = width
        var best: [Range<Int>]?
        while low <= high {
            let middle = (low + high) / 2
            if let lines = broken(
                at: breaks, into: count, size: size, tracking: tracking, width: middle)
            {
                best = lines
                high = middle - 1
            } else {
                low = middle + 1
            }
        }
        return best
    }
}
