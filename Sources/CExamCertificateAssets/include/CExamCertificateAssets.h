#pragma once

#include <stddef.h>
#include <stdint.h>

// What every certificate embeds. All of it is written by generate/generate.py, whose `--check`
// compares; the fonts are under the licence in OFL.txt.

/// A zlib stream (FlateDecode) and the size of what it inflates to.
typedef struct {
    const uint8_t *deflated;
    size_t deflatedCount;
    size_t inflatedCount;
} exam_stream;

/// A subset of a TrueType font. Lengths are in thousandths of the font size.
typedef struct {
    /// The PostScript name with the tag of the subset, "ABCDEF+Name".
    const char *name;
    /// The font program, a TrueType file.
    exam_stream program;
    /// The advance width of each glyph.
    const uint16_t *advances;
    size_t glyphCount;
    /// Pair kerning: the class of each glyph on the left and on the right of a pair, and the change
    /// of the left glyph's advance at [left class × kerningColumns + right class].
    const uint8_t *kerningRowOfGlyph;
    const uint8_t *kerningColumnOfGlyph;
    const int16_t *kerning;
    size_t kerningRows;
    size_t kerningColumns;
    int16_t boundingBox[4];
    int16_t ascent;
    int16_t descent;
    int16_t capHeight;
    int16_t stemV;
} exam_font;

extern const exam_font exam_font_regular;
extern const exam_font exam_font_bold;

/// A Unicode scalar (a precomposed one) and its glyph, which is the same in both fonts.
typedef struct {
    uint16_t scalar;
    uint16_t glyph;
} exam_character;

/// All characters of the subset, by rising scalar.
extern const exam_character *const exam_characters;
extern const size_t exam_characterCount;

/// The ToUnicode CMap of both fonts (ISO 32000-1 §9.10.3).
extern const exam_stream exam_toUnicode;

/// An ICC profile, version 4.3, of the sRGB colour space (IEC 61966-2-1).
extern const exam_stream exam_sRGB;
