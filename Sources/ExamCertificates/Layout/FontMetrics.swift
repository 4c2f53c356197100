internal import CExamCertificateAssets

/// The widths of a font's glyphs, in thousandths of the font size.
struct FontMetrics: Sendable {
    /// The advance width by glyph.
    let advances: [UInt16]
    private let kerningRow: [UInt8]
    private let kerningColumn: [UInt8]
    private let kerning: [Int16]
    private let kerningColumns: Int

    /// How far glyphs reach above the baseline, and below it.
    let ascent: Int
    let descent: Int

    init(_ font: exam_font) {
        advances = unsafe Array(
            UnsafeBufferPointer(start: font.advances, count: font.glyphCount))
        kerningRow = unsafe Array(
            UnsafeBufferPointer(start: font.kerningRowOfGlyph, count: font.glyphCount))
        kerningColumn = unsafe Array(
            UnsafeBufferPointer(start: font.kerningColumnOfGlyph, count: font.glyphCount))
        kerning = unsafe Array(
            UnsafeBufferPointer(
                start: font.kerning, count: font.kerningRows * font.kerningColumns))
        kerningColumns = unsafe font.kerningColumns
        ascent = unsafe Int(font.boundingBox.3)
        descent = unsafe -Int(font.boundingBox.1)
    }

    /// The change of the distance between two glyphs that follow each other.
    func kerning(_ left: UInt16, _ right: UInt16) -> Int {
        let row = Int(kerningRow[Int(left)])
        return Int(kerning[row * kerningColumns + Int(kerningColumn[Int(right)])])
    }
}

extension FontMetrics {
    /// The distance of two baselines, in hundredths of the size: enough that glyphs of two lines do
    /// not touch.
    static let leading = 128

    /// The height of `lines` lines at `size`, from the top of the highest glyph to the bottom of
    /// the lowest one.
    func height(lines: Int, size: Int) -> Int {
        ((ascent + descent) * size + 999) / 1000 + (lines - 1) * size * Self.leading / 100
    }

    /// The distance from the upper edge of such lines to the first baseline.
    func firstBaseline(size: Int) -> Int { ascent * size / 1000 }
}
