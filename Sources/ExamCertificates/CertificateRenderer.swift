internal import CExamCertificateAssets

/// Renders the results of passed exams as certificates: one A4 page each, PDF/A-2a (ISO 19005-2)
/// and PDF/UA-1 (ISO 14289-1).
///
/// The same record, template and issuer give the same bytes, on every machine and at every time:
/// dates come from the record alone. A renderer is an immutable value, to be made once and shared
/// by any number of threads; rendering touches no file and takes some tens of microseconds.
///
/// Every certificate of a renderer begins with the same bytes, ``staticPrefix``: fonts, colour
/// profile, artwork. They are three quarters of the file, so that whoever hashes or stores many
/// certificates can treat them once.
public struct CertificateRenderer: Sendable {
    /// The first bytes of every certificate that this renderer makes.
    public let staticPrefix: [UInt8]

    let template: CertificateTemplate
    let fonts: EmbeddedFonts
    private let issuer: Issuer?
    private let notes: String
    private let prefixOffsets: [Int]
    private let blocks: [CompiledBlock]

    /// A renderer of `template` with its fonts and constant objects prepared.
    ///
    /// - Parameters:
    ///   - template: The layout.
    ///   - issuer: The issuer that the certificates name; nil for the one that was in office on the
    ///     date of each certificate.
    ///   - notes: Sentences that every certificate carries at its end.
    /// - Throws: ``RenderError`` with the code ``RenderError/Code/invalidTemplate`` where boxes
    ///   overlap or leave the frame, or a text of the template cannot be shown in its place.
    public init(
        template: CertificateTemplate = .sample, issuer: Issuer? = nil, notes: [String] = []
    ) throws(RenderError) {
        try template.check()
        let fonts = EmbeddedFonts()
        var blocks: [CompiledBlock] = []
        for block in template.blocks { blocks.append(try CompiledBlock(block, fonts)) }
        var objects = PDFObjects()
        objects.appendConstants(of: template, fonts)
        self.prefixOffsets = objects.offsets
        self.staticPrefix = objects.bytes
        self.template = template
        self.fonts = fonts
        self.issuer = issuer
        self.notes = notes.joined(separator: " ")
        self.blocks = blocks
    }

    /// Appends the certificate of `result` to `buffer`, a whole PDF file that begins with
    /// ``staticPrefix``.
    ///
    /// - Throws: ``RenderError`` that names the field of the record; the buffer is then as it was.
    public func render(
        _ result: ExamResult, into buffer: inout [UInt8]
    ) throws(RenderError) {
        try render(result, after: staticPrefix, into: &buffer)
    }

    /// Appends what follows ``staticPrefix`` in the certificate of `result`.
    ///
    /// For a caller that keeps the prefix apart: both together are the same bytes that
    /// ``render(_:into:)`` makes.
    ///
    /// - Throws: ``RenderError`` that names the field of the record; the buffer is then as it was.
    public func renderAfterStaticPrefix(
        _ result: ExamResult, into buffer: inout [UInt8]
    ) throws(RenderError) {
        try render(result, after: nil, into: &buffer)
    }

    private func render(
        _ result: ExamResult, after prefix: [UInt8]?, into buffer: inout [UInt8]
    ) throws(RenderError) {
        let fields = try CertificateFields(result, issuer: issuer, notes: notes)
        var page = PageComposer(template, fonts, fields)
        for block in blocks { try page.add(block) }

        var title: [UInt16] = []
        try page.append(.title, to: &title)
        append(" Nr. ", to: &title)
        try page.append(.certificateNumber, to: &title)
        var author: [UInt16] = []
        try page.append(.issuerName, to: &author)
        let metadata = XMPMetadata(
            title: fonts.glyphs.text(of: title), author: fonts.glyphs.text(of: author),
            language: template.language, date: fields.issuedOn)

        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        var objects = PDFObjects(
            continuing: prefixOffsets, after: staticPrefix.count, prefix: prefix, in: consume bytes)
        let content = page.content.bytes
        var properties: [UInt8] = []
        metadata.appendInformation(to: &properties)
        var identifier = FileIdentifier()
        identifier.add(content)
        identifier.add(properties)

        objects.stream("", content)
        objects.stream("/Type/Metadata/Subtype/XML", metadata.packet)
        let information = objects.nextNumber
        objects.object { $0.append(contentsOf: properties) }
        page.structure.write(to: &objects, page: ConstantObject.page)
        buffer = (consume objects).finish(
            root: ConstantObject.catalog, info: information, identifier: identifier.value)
    }

    private func append(_ text: String, to glyphs: inout [UInt16]) {
        _ = fonts.glyphs.append(text, to: &glyphs)
    }
}

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
            // §14.11.5; ISO 19005-2 §6.2.3: colours are meant in this space.
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

extension PDFContentStream {
    /// Draws a piece of artwork.
    mutating func draw(_ artwork: CertificateTemplate.Artwork) {
        switch artwork {
        case .area(let box, let color): fill(box, color)
        case .outline(let box, let width, let color): stroke(box, width: width, color)
        }
    }
}

/// The identifier of a file from its contents (ISO 32000-1 §14.4): FNV-1a with 128 bits over what
/// differs between certificates.
///
/// It tells files apart and secures nothing, the signature around the file does that: so no
/// cryptographic digest is needed, and this module stays free of one.
struct FileIdentifier {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func add(_ octets: [UInt8]) {
        for octet in octets {
            value = (value ^ UInt128(octet)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
    }
}
