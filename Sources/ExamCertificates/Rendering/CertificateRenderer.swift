/// Renders the results of passed exams as certificates: one A4 page each, PDF/A-2a (ISO 19005-2)
/// and PDF/UA-1 (ISO 14289-1).
///
/// The same record, template and issuer give the same bytes, on every machine and at every time:
/// dates come from the record alone. A renderer is an immutable value, to be made once and shared
/// by any number of threads; rendering touches no file and takes some tens of microseconds.
///
/// Every certificate of a renderer begins with the same bytes, ``staticPrefix``: fonts, colour
/// profile, artwork. They are three quarters of the file; a caller that hashes or stores many
/// certificates can do so once for all.
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
