/// A place in a parsed document where further elements can be put in.
///
/// They are put into the octets that the document was parsed from: every octet that was there stays
/// as it was, so that signatures over parts of the document stay valid. Only an empty-element tag
/// that is to hold them becomes a start tag and an end tag, which canonicalization makes of it too
/// ([C14N §2.3](https://www.w3.org/TR/xml-c14n11/#ProcessingModel)).
package enum InsertionPoint: Hashable, Sendable {
    /// Inside the element, before all that is in it.
    case atStart(of: XMLElement)
    /// Inside the element, after all that is in it.
    case atEnd(of: XMLElement)
    /// Directly after the element, which is not the document element.
    case after(XMLElement)

    /// `document` with `new` at this place.
    ///
    /// - Parameters:
    ///   - new: Elements, which declare the prefixes that they use: what is in scope at the place is
    ///     not looked at.
    ///   - document: The octets that the document of the element was parsed from. A byte order mark
    ///     stays.
    /// - Returns: Octets that have to be parsed again, by the limits of the document.
    /// - Throws: `XMLError.Code.unexpectedContent` when the element is not where it was when the
    ///   document was parsed, or when it is the document element, after which none may stand.
    package func inserting(
        _ new: [UInt8], into document: [UInt8]
    ) throws(XMLError) -> [UInt8] {
        let extent = try XMLTagScanner.extent(of: element, in: document.span)
        var result: [UInt8] = []
        result.reserveCapacity(document.count + new.count + 2 * extent.startTag.count)
        guard let offset = try offset(in: extent) else {
            // What is left of `<name …/>` without its last two octets is a start tag without its end.
            result += document[..<(extent.startTag.upperBound - 2)]
            result.append(UInt8(ascii: ">"))
            result += new
            result += Array("</\(element.qualifiedName)>".utf8)
            result += document[extent.startTag.upperBound...]
            return result
        }
        result += document[..<offset]
        result += new
        result += document[offset...]
        return result
    }

    private var element: XMLElement {
        switch self {
        case .atStart(let element), .atEnd(let element), .after(let element): element
        }
    }

    /// The offset of the place; nil inside an empty-element tag.
    private func offset(in extent: XMLTagScanner.Extent) throws(XMLError) -> Int? {
        switch self {
        case .atStart: return extent.endTag == nil ? nil : extent.startTag.upperBound
        case .atEnd: return extent.endTag?.lowerBound
        case .after(let element):
            guard element.parent != nil else {
                throw XMLError(
                    .unexpectedContent,
                    "\(element.path) is the document element: no element may stand after it")
            }
            return (extent.endTag ?? extent.startTag).upperBound
        }
    }
}
