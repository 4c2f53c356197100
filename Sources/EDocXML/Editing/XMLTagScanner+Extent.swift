extension XMLTagScanner {
    /// Where the tags of an element stand.
    package struct Extent: Hashable, Sendable {
        /// The offsets of the octets of the start tag, or of the empty-element tag.
        package let startTag: Range<Int>
        /// The offsets of the octets of the end tag; nil behind an empty-element tag.
        package let endTag: Range<Int>?
    }

    /// Where the tags of `element` stand in `document`, the octets that it was parsed from.
    ///
    /// The work is linear in the octets up to the end of the element, and paid for by the budget of
    /// its document.
    ///
    /// - Throws: `XMLError.Code.unexpectedContent` when `document` has another element there, and
    ///   whatever ``next(in:)`` throws.
    package static func extent(
        of element: XMLElement, in document: Span<UInt8>
    ) throws(XMLError) -> Extent {
        var scanner = XMLTagScanner(budget: element.document.budget)
        var startTag: Range<Int>?
        var depth = 0
        for candidate in element.document.root.subtree {
            var tag = try scanner.next(in: document)
            while let end = tag, end.kind == .end { tag = try scanner.next(in: document) }
            guard let tag else { break }
            guard candidate == element else { continue }
            guard scanner.octets(tag.name, in: document, are: element.qualifiedName) else { break }
            if tag.kind == .empty { return Extent(startTag: tag.range, endTag: nil) }
            startTag = tag.range
            break
        }
        while let startTag, let tag = try scanner.next(in: document) {
            switch tag.kind {
            case .start: depth += 1
            case .empty: break
            case .end where depth > 0: depth -= 1
            case .end: return Extent(startTag: startTag, endTag: tag.range)
            }
        }
        throw XMLError(
            .unexpectedContent, "\(element.path) is not where it was when the document was parsed")
    }
}
