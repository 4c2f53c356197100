package import EDocXML

/// The media type of a signed file (EN 319 132-1 §5.2.4).
struct DataObjectFormat {
    /// The `Id` of the file's `ds:Reference`.
    var referenceID: String
    /// The media type, as RFC 2045 §5.1 writes it.
    var mimeType: String

    func write(to writer: inout XMLWriter) {
        writer.start(.dataObjectFormat)
        writer.attribute("ObjectReference", "#" + referenceID)
        writer.element(.mimeType, text: mimeType)
        writer.end()
    }
}

extension XMLName {
    /// `xades:DataObjectFormat`.
    package static let dataObjectFormat = XMLNamespace.xades.name("DataObjectFormat")
    /// `xades:MimeType`.
    package static let mimeType = XMLNamespace.xades.name("MimeType")
}
