package import EDocXML

/// The media type of a signed file (EN 319 132-1 §5.2.4).
package struct DataObjectFormat: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id` of the reference that the property is about, without the `#`; nil when the
    /// attribute is missing or is not a reference within the document.
    package let referenceID: String?
    /// The media type; nil when it is missing or empty.
    package let mimeType: String?

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        let reference = element.attribute("ObjectReference") ?? ""
        referenceID =
            reference.utf8.first == UInt8(ascii: "#") ? String(reference.dropFirst()) : nil
        let text = try element.only(.mimeType, in: entry)?.value(in: entry) ?? ""
        mimeType = text.isEmpty ? nil : text
    }

    /// Writes the property.
    ///
    /// - Parameters:
    ///   - mimeType: The media type, as RFC 2045 §5.1 writes it.
    ///   - id: The `Id` of the file's `ds:Reference`.
    static func write(_ mimeType: String, ofReference id: String, to writer: inout XMLWriter) {
        writer.start(.dataObjectFormat)
        writer.attribute("ObjectReference", "#" + id)
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
