internal import CExamCertificateAssets

/// The characters of the embedded fonts and their glyphs, which have the same numbers in both.
///
/// A character is looked up by canonical equivalence, as `Character` compares (Unicode Standard
/// §3.7): a name that comes decomposed (NFD) is shown with the precomposed glyph, and since the
/// ToUnicode CMap maps that to the precomposed scalar, the text of the page is NFC.
struct GlyphTable: Sendable {
    /// The glyph by scalar, for scalars below the size of the array; 0 where there is none.
    private let glyphOfScalar: [UInt16]
    private let glyphOfCharacter: [Character: UInt16]
    private let scalarOfGlyph: [UInt16]

    /// The glyphs after which a line may end.
    let space: UInt16
    let hyphen: UInt16

    init() {
        var glyphOfScalar: [UInt16] = []
        var scalarOfGlyph: [UInt16] = []
        var glyphOfCharacter: [Character: UInt16] = [:]
        let characters = unsafe Array(
            UnsafeBufferPointer(start: exam_characters, count: exam_characterCount))
        for entry in characters {
            while glyphOfScalar.count <= entry.scalar { glyphOfScalar.append(0) }
            while scalarOfGlyph.count <= entry.glyph { scalarOfGlyph.append(0) }
            glyphOfScalar[Int(entry.scalar)] = entry.glyph
            scalarOfGlyph[Int(entry.glyph)] = entry.scalar
            if let scalar = Unicode.Scalar(entry.scalar) {
                glyphOfCharacter[Character(scalar)] = entry.glyph
            }
        }
        self.glyphOfScalar = glyphOfScalar
        self.scalarOfGlyph = scalarOfGlyph
        self.glyphOfCharacter = glyphOfCharacter
        space = glyphOfScalar[0x20]
        hyphen = glyphOfScalar[0x2D]
    }

    /// The glyphs of `text`, or the first character that has none.
    func append(_ text: String, to glyphs: inout [UInt16]) -> Character? {
        let start = glyphs.count
        for scalar in text.unicodeScalars {
            let value = Int(scalar.value)
            guard value < glyphOfScalar.count, glyphOfScalar[value] != 0 else {
                glyphs.removeSubrange(start...)
                return appendByCharacter(text, to: &glyphs)
            }
            glyphs.append(glyphOfScalar[value])
        }
        return nil
    }

    private func appendByCharacter(_ text: String, to glyphs: inout [UInt16]) -> Character? {
        for character in text {
            guard let glyph = glyphOfCharacter[character] else { return character }
            glyphs.append(glyph)
        }
        return nil
    }

    /// The text that `glyphs` show, in NFC.
    func text(of glyphs: some Sequence<UInt16>) -> String {
        var text = ""
        for glyph in glyphs {
            let scalar = Int(glyph) < scalarOfGlyph.count ? scalarOfGlyph[Int(glyph)] : 0
            if let scalar = Unicode.Scalar(scalar) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
