internal import CExamCertificateAssets

/// The numbers of the objects that do not depend on the record, and of those that they refer to.
enum ConstantObject {
    static let catalog = 1
    static let pages = 2
    static let page = 3
    static let regular = 4
    static let bold = 8
    static let toUnicode = 12
    static let profile = 13
    static let artwork = 14
    static let content = 15
    static let metadata = 16
    static let structure = 18
}

extension PDFObjects {
    /// Writes the objects 1 to 14.
    mutating func appendConstants(of template: CertificateTemplate, _ fonts: EmbeddedFonts) {
        object { bytes in
            bytes.append("<</Type/Catalog/Pages \(ConstantObject.pages) 0 R")
            bytes.append("/Lang(\(template.language))/MarkInfo<</Marked true>>")
            bytes.append("/ViewerPreferences<</DisplayDocTitle true>>")
            bytes.append("/Metadata \(ConstantObject.metadata) 0 R")
            bytes.append("/StructTreeRoot \(ConstantObject.structure) 0 R")
            // ISO 32000-1 §14.11.5, ISO 19005-2 §6.2.3: the colour space that colours are meant in.
            bytes.append("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1")
            bytes.append("/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)")
            bytes.append("/DestOutputProfile \(ConstantObject.profile) 0 R>>]>>")
        }
        object { $0.append("<</Type/Pages/Count 1/Kids[\(ConstantObject.page) 0 R]>>") }
        object { bytes in
            bytes.append("<</Type/Page/Parent \(ConstantObject.pages) 0 R/MediaBox[0 0 ")
            bytes.append(hundredths: template.pageWidth)
            bytes.append(" ")
            bytes.append(hundredths: template.pageHeight)
            bytes.append("]/StructParents 0/Tabs/S/Resources<</Font<<")
            bytes.append("/R \(ConstantObject.regular) 0 R/B \(ConstantObject.bold) 0 R>>>>")
            bytes.append("/Contents[\(ConstantObject.artwork) 0 R ")
            bytes.append("\(ConstantObject.content) 0 R]>>")
        }
        let toUnicode = ConstantObject.toUnicode
        unsafe font(exam_font_regular, advances: fonts.regular.advances, toUnicode: toUnicode)
        unsafe font(exam_font_bold, advances: fonts.bold.advances, toUnicode: toUnicode)
        unsafe deflatedStream("", exam_toUnicode)
        unsafe deflatedStream("/N 3", exam_sRGB)
        var artwork = PDFContentStream(pageHeight: template.pageHeight)
        artwork.beginArtifact()
        for item in template.artwork { artwork.draw(item) }
        artwork.end()
        stream("", artwork.bytes)
    }
}
