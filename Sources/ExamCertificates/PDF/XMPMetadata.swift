/// The properties of a document, written twice with one meaning: as the XMP packet of ISO 16684-1
/// and as the document information dictionary (ISO 32000-1 §14.3; ISO 19005-2 §6.6).
struct XMPMetadata {
    /// The title, in NFC.
    var title: String
    /// Who issued the document, in NFC.
    var author: String
    /// The language of the text (BCP 47).
    var language: String
    /// The date of the document; a certificate knows no time of the day, so none is written.
    var date: CalendarDate

    private static let creator = "ExamCertificates"
    private static let producer = "swift-edoc"

    /// The packet. It is neither compressed nor writable, and says of itself that it is PDF/A-2a and
    /// PDF/UA-1.
    ///
    /// PDF/A knows no schema for `pdfuaid`, so its description is part of the packet (ISO 19005-2
    /// §6.6.2.3).
    var packet: [UInt8] {
        var packet: [UInt8] = []
        packet.reserveCapacity(2_560)
        packet.append(Self.start)
        packet.append(escaped: title)
        packet.append("</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>")
        packet.append(escaped: author)
        packet.append("</rdf:li></rdf:Seq></dc:creator>\n<dc:language><rdf:Bag><rdf:li>")
        packet.append(escaped: language)
        packet.append("</rdf:li></rdf:Bag></dc:language>\n<xmp:CreatorTool>")
        packet.append(Self.creator)
        packet.append("</xmp:CreatorTool>\n<xmp:CreateDate>")
        packet.append(date, separator: "-")
        packet.append("</xmp:CreateDate>\n<xmp:ModifyDate>")
        packet.append(date, separator: "-")
        packet.append("</xmp:ModifyDate>\n<pdf:Producer>")
        packet.append(Self.producer)
        packet.append(Self.end)
        return packet
    }

    /// Appends the information dictionary.
    func appendInformation(to bytes: inout [UInt8]) {
        bytes.append("<</Title")
        bytes.append(textString: title)
        bytes.append("/Author")
        bytes.append(textString: author)
        bytes.append("/Creator(")
        bytes.append(Self.creator)
        bytes.append(")/Producer(")
        bytes.append(Self.producer)
        bytes.append(")/CreationDate(D:")
        bytes.append(date, separator: "")
        bytes.append(")/ModDate(D:")
        bytes.append(date, separator: "")
        bytes.append(")>>")
    }

    private static let start = """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
        xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
        xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
        <pdfaid:part>2</pdfaid:part>
        <pdfaid:conformance>A</pdfaid:conformance>
        <pdfuaid:part>1</pdfuaid:part>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">
        """

    private static let end = """
        </pdf:Producer>
        </rdf:Description>
        <rdf:Description rdf:about="" \
        xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
        xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
        xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
        <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
        </rdf:li></rdf:Seq></pdfaSchema:property>
        </rdf:li></rdf:Bag></pdfaExtension:schemas>
        </rdf:Description>
        </rdf:RDF>
        </x:xmpmeta>
        <?xpacket end="r"?>
        """
}

extension [UInt8] {
    /// Character data of XML.
    fileprivate mutating func append(escaped text: String) {
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            default: append(octet)
            }
        }
    }

    fileprivate mutating func append(_ date: CalendarDate, separator: String) {
        append(decimal: date.year, digits: 4)
        append(separator)
        append(decimal: date.month, digits: 2)
        append(separator)
        append(decimal: date.day, digits: 2)
    }
}
