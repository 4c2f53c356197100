import Testing

@testable import ExamCertificates

/// Text fits its box to the hundredth of a point, and one hundredth less is too little.
@Suite struct TextLayoutTests {
    let fonts = EmbeddedFonts()

    private func shaped(_ text: String) throws -> ShapedText {
        var glyphs: [UInt16] = []
        try #require(fonts.glyphs.append(text, to: &glyphs) == nil)
        return ShapedText(glyphs, fonts: fonts, face: .regular)
    }

    private func fitted(
        _ text: ShapedText, _ style: CertificateTemplate.TextStyle, width: Int, height: Int = 9000
    ) -> FittedText? {
        text.fitted(style, width: width, height: height, font: fonts.regular)
    }

    /// Sizes go down by a quarter of a point as far as the smallest one, which is still used.
    @Test(arguments: [1000, 975, 925, 900])
    func aLineFitsItsWidth(size: Int) throws {
        let text = try shaped("Paraugs")
        let style = CertificateTemplate.TextStyle(size: 1000, maximumLines: 1)
        let width = text.width(text.glyphs.indices, size: size, tracking: 0)
        #expect(fitted(text, style, width: width)?.size == size)
        #expect(fitted(text, style, width: width - 1)?.size == (size == 900 ? nil : size - 25))
    }

    @Test(arguments: [1000, 900]) func aLineFitsItsHeight(size: Int) throws {
        let text = try shaped("Paraugs")
        let style = CertificateTemplate.TextStyle(size: 1000, maximumLines: 1)
        let height = fonts.regular.height(lines: 1, size: size)
        #expect(fitted(text, style, width: 9000, height: height)?.size == size)
        let smaller = fitted(text, style, width: 9000, height: height - 1)?.size
        #expect(smaller == (size == 900 ? nil : size - 25))
    }

    /// Widths are rounded up and count tracking between letters, not after the last one nor after a
    /// space at the end of a line.
    @Test func widthsAreThoseOfTheFont() throws {
        let (one, two, spaced) = (try shaped("i"), try shaped("ii"), try shaped("ii  "))
        let advance = Int(fonts.regular.advances[Int(one.glyphs[0])])
        let kerning = fonts.regular.kerning(one.glyphs[0], one.glyphs[0])
        #expect(one.width(0..<1, size: 1000, tracking: 50) == advance)
        #expect(one.width(0..<1, size: 1, tracking: 0) == 1)
        #expect(two.width(0..<2, size: 1000, tracking: 50) == 2 * advance + kerning + 50)
        #expect(spaced.width(0..<4, size: 1000, tracking: 50) == 2 * advance + kerning + 50)
        #expect(spaced.width(2..<4, size: 1000, tracking: 50) == 0)
    }

    @Test func heightsAreThoseOfTheFont() {
        let font = fonts.regular
        let line = font.ascent + font.descent
        #expect(font.height(lines: 1, size: 1000) == line)
        #expect(font.height(lines: 3, size: 1000) == line + 2 * 1280)
        #expect(font.height(lines: 1, size: 1) == (line + 999) / 1000)
        #expect(font.firstBaseline(size: 1000) == font.ascent)
    }

    /// A text shrinks to four fifths of its size, and no further, before it takes one more line.
    @Test func fewLinesComeBeforeLargeLetters() throws {
        let text = try shaped("Eksāmens matemātikā")
        let style = CertificateTemplate.TextStyle(size: 2000)
        let width = text.width(text.glyphs.indices, size: 1600, tracking: 0)
        let whole = try #require(fitted(text, style, width: width))
        #expect(whole.size == 1600 && whole.lines.count == 1)
        let broken = try #require(fitted(text, style, width: width - 1))
        #expect(broken.size == 2000 && broken.lines == [0..<9, 9..<19])
    }

    /// Words are broken at hyphens only where nothing else helps; the hyphen ends the line.
    @Test func aWordIsBrokenAfterItsHyphen() throws {
        let text = try shaped("Paraudziņa-Ģērmane")
        let style = CertificateTemplate.TextStyle(size: 900)
        let first = text.width(0..<11, size: 900, tracking: 0)
        let width = max(first, text.width(11..<18, size: 900, tracking: 0))
        #expect(fitted(text, style, width: width)?.lines == [0..<11, 11..<18])
        #expect(fitted(text, style, width: width - 1) == nil)
        let spaced = try shaped("Ģ-Ē Paraudziņa")
        let word = spaced.width(4..<14, size: 900, tracking: 0)
        #expect(fitted(spaced, style, width: word)?.lines == [0..<4, 4..<14])
    }

    @Test func aTextTakesNoMoreThanItsLines() throws {
        let text = try shaped("aa bb cc")
        let width = text.width(0..<2, size: 900, tracking: 0) + 200
        for (lines, isRight) in [(2, false), (3, true)] {
            let style = CertificateTemplate.TextStyle(size: 900, maximumLines: lines)
            #expect((fitted(text, style, width: width) != nil) == isRight)
        }
    }
}
