internal import CExamCertificateAssets

/// The glyphs and metrics of the embedded fonts, made once for each renderer from the generated
/// assets.
struct EmbeddedFonts: Sendable {
    /// The glyphs of both fonts.
    let glyphs: GlyphTable
    /// Noto Serif.
    let regular: FontMetrics
    /// Noto Serif Bold.
    let bold: FontMetrics

    init() {
        glyphs = GlyphTable()
        regular = unsafe FontMetrics(exam_font_regular)
        bold = unsafe FontMetrics(exam_font_bold)
    }

    subscript(face: CertificateTemplate.Typeface) -> FontMetrics {
        switch face {
        case .regular: regular
        case .bold: bold
        }
    }
}
