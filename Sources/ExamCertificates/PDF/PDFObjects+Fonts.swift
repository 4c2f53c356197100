internal import CExamCertificateAssets

/// The objects of the embedded fonts and of the colour profile: the same in every certificate.
extension PDFObjects {
    /// Writes the four objects of a composite font (ISO 32000-1 §9.7), the first of which is the
    /// font itself. `toUnicode` is the number of the CMap's object.
    mutating func font(_ font: exam_font, advances: [UInt16], toUnicode: Int) {
        let name = unsafe String(cString: font.name)
        let descendant = nextNumber + 1
        object { bytes in
            bytes.append("<</Type/Font/Subtype/Type0/BaseFont/")
            bytes.append(name)
            bytes.append("/Encoding/Identity-H/DescendantFonts[")
            bytes.append(reference: descendant)
            bytes.append("]/ToUnicode ")
            bytes.append(reference: toUnicode)
            bytes.append(">>")
        }
        // The glyphs are numbered as in the font program: ISO 19005-2 §6.2.11.3.2 asks for the
        // Identity map, §6.2.11.5 for the widths of the program.
        object { bytes in
            bytes.append("<</Type/Font/Subtype/CIDFontType2/BaseFont/")
            bytes.append(name)
            bytes.append("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>")
            bytes.append("/FontDescriptor ")
            bytes.append(reference: descendant + 1)
            bytes.append("/CIDToGIDMap/Identity/DW 0/W[0[")
            for (glyph, advance) in advances.enumerated() {
                if glyph > 0 { bytes.append(glyph % 32 == 0 ? 0x0A : 0x20) }
                bytes.append(decimal: Int(advance))
            }
            bytes.append("]]>>")
        }
        object { bytes in
            bytes.append("<</Type/FontDescriptor/FontName/")
            bytes.append(name)
            // Symbolic: the glyphs are not those of a standard Latin character set (table 123).
            bytes.append("/Flags 4/FontBBox[")
            let box = unsafe font.boundingBox
            bytes.append("\(box.0) \(box.1) \(box.2) \(box.3)]/ItalicAngle 0/Ascent ")
            bytes.append(decimal: unsafe Int(font.ascent))
            bytes.append("/Descent ")
            bytes.append(decimal: unsafe Int(font.descent))
            bytes.append("/CapHeight ")
            bytes.append(decimal: unsafe Int(font.capHeight))
            bytes.append("/StemV ")
            bytes.append(decimal: unsafe Int(font.stemV))
            bytes.append("/FontFile2 ")
            bytes.append(reference: descendant + 2)
            bytes.append(">>")
        }
        unsafe deflatedStream("/Length1 \(font.program.inflatedCount)", font.program)
    }

    /// Writes a stream that is kept deflated.
    mutating func deflatedStream(_ entries: String, _ asset: exam_stream) {
        let contents = unsafe Array(
            UnsafeBufferPointer(start: asset.deflated, count: asset.deflatedCount))
        stream("\(entries)/Filter/FlateDecode", contents)
    }
}
