package import EDocSystem

/// Finds the tags of a document in its octets, without building anything.
///
/// It has two uses. Before libxml2 sees a document it is scanned once, in linear time, for what
/// libxml2 must not see: document type declarations, entity references, other encodings and
/// whatever passes ``XMLLimits``. And where unsigned properties are put into a signature file, its
/// offsets say where: libxml2 gives none.
///
/// The scanner is strict about where markup begins and ends, so that libxml2 and it can never see
/// different tags: what is not exactly a tag, comment, CDATA section or processing instruction
/// ([XML 1.0 §2.4, §3.1](https://www.w3.org/TR/xml/)) is an error. It leaves names, characters, the
/// pairing of tags and namespaces to libxml2.
package struct XMLTagScanner {
    /// A start tag, an end tag or an empty-element tag.
    package struct Tag: Hashable, Sendable {
        /// What a tag begins or ends.
        package enum Kind: Sendable {
            /// `<name …>`
            case start
            /// `</name>`
            case end
            /// `<name …/>`
            case empty
        }

        /// What the tag begins or ends.
        package let kind: Kind
        /// The offsets of the octets from `<` to behind `>`.
        package let range: Range<Int>
        /// The offsets of the qualified name.
        package let name: Range<Int>
    }

    /// The offset of the octet to be looked at next.
    package internal(set) var position = 0
    let limits: XMLLimits
    let budget: WorkBudget
    var nodes = 0
    /// How many of them the budget does not know yet.
    var unspentNodes = 0
    var namespaceLookups = 0
    /// The namespace declarations in scope in each open element.
    var namespacesInScope: [Int] = []

    /// A scanner at the beginning of a document, whose nodes and octets `budget` pays for.
    package init(limits: XMLLimits = XMLLimits(), budget: WorkBudget = WorkBudget()) {
        self.limits = limits
        self.budget = budget
    }

    /// Scans all of `document`.
    ///
    /// - Throws: `XMLError`, for the first thing that is refused.
    package static func check(
        _ document: Span<UInt8>, limits: XMLLimits, budget: WorkBudget = WorkBudget()
    ) throws(XMLError) {
        var scanner = XMLTagScanner(limits: limits, budget: budget)
        while try scanner.next(in: document) != nil {}
        try scanner.spendNodes()
    }

    /// The next tag of `document`; nil at its end.
    ///
    /// Each call is given the same octets; the scanner keeps its place in them.
    ///
    /// - Throws: `XMLError` for what is refused, with the line.
    package mutating func next(in document: Span<UInt8>) throws(XMLError) -> Tag? {
        if position == 0 { try begin(document) }
        while true {
            try skipText(in: document)
            guard position < document.count else {
                guard namespacesInScope.isEmpty else {
                    throw error(.notWellFormed, "the document ends inside an element", document)
                }
                return nil
            }
            switch octet(document, position + 1) {
            case UInt8(ascii: "/"): return try endTag(in: document)
            case UInt8(ascii: "!"): try skipCommentOrSection(in: document)
            case UInt8(ascii: "?"):
                try skip(2, to: "?>", "a processing instruction", in: document)
            default: return try startTag(in: document)
            }
        }
    }
}

// MARK: - Beginning and encoding

extension XMLTagScanner {
    private mutating func begin(_ document: Span<UInt8>) throws(XMLError) {
        guard document.count <= min(limits.octets, Int(Int32.max)) else {
            throw error(
                .limitExceeded,
                "the document has \(document.count) octets, the limit is \(limits.octets)", document
            )
        }
        guard document.count > 0 else {
            throw error(.notWellFormed, "the document is empty", document)
        }
        let first = document[0]
        let second = document.count > 1 ? document[1] : first
        guard first != 0, second != 0, first != 0xFE, first != 0xFF else {
            throw error(
                .encodingRefused, "the document is in UTF-16 or UTF-32, expected UTF-8", document)
        }
        if let offset = document.firstIndex(of: 0, from: 0, to: document.count) {
            position = offset
            throw error(.notWellFormed, "U+0000, which no XML document holds", document)
        }
        try checkIsUTF8(document)
        if first == 0xEF { position = 3 }
        try declaration(in: document)
    }

    /// XML 1.0 §2.8 [23]: only a declaration at the very beginning can name an encoding.
    private mutating func declaration(in document: Span<UInt8>) throws(XMLError) {
        guard starts("<?xml", at: position, in: document),
            Self.isSpace(octet(document, position + 5))
        else { return }
        let start = position
        position += 5
        while true {
            skipSpace(in: document)
            guard octet(document, position) != UInt8(ascii: "?") else { break }
            let name = try attributeName(in: document)
            let value = try attributeValue(in: document)
            if equals("encoding", name, in: document) {
                guard equals("utf-8", value, in: document, ignoringCase: true) else {
                    position = start
                    throw error(
                        .encodingRefused,
                        "the document says that it is in \(text(value, in: document)), "
                            + "expected UTF-8", document)
                }
            }
            if equals("version", name, in: document), !equals("1.0", value, in: document) {
                position = start
                throw error(
                    .notWellFormed,
                    "the document says that it is XML \(text(value, in: document)), expected 1.0",
                    document)
            }
        }
        position = start
        try skip(2, to: "?>", "an XML declaration", in: document)
    }
}

// MARK: - Tags

extension XMLTagScanner {
    private mutating func startTag(in document: Span<UInt8>) throws(XMLError) -> Tag {
        let start = position
        position += 1
        let name = try name(in: document)
        var attributes = 0
        var namespaces = 0
        var kind = Tag.Kind.start
        while true {
            let spaced = skipSpace(in: document)
            let next = octet(document, position)
            if next == UInt8(ascii: ">") { break }
            if next == UInt8(ascii: "/"), octet(document, position + 1) == UInt8(ascii: ">") {
                kind = .empty
                position += 1
                break
            }
            guard spaced else {
                throw error(.notWellFormed, "a start tag without its end", document)
            }
            let name = try attributeName(in: document)
            if starts("xmlns", at: name.lowerBound, in: document),
                name.count == 5 || octet(document, name.lowerBound + 5) == UInt8(ascii: ":")
            {
                namespaces += 1
            } else {
                attributes += 1
                guard limits.allowsBase || !equals("xml:base", name, in: document) else {
                    position = name.lowerBound
                    throw error(
                        .baseRefused, "an attribute xml:base, which nothing signed needs", document)
                }
            }
            _ = try attributeValue(in: document)
        }
        position += 1
        let tag = Tag(kind: kind, range: start..<position, name: name)
        position = start
        try count(attributes, limits.attributes, "attributes", of: tag, in: document)
        try count(namespaces, limits.namespaces, "namespace declarations", of: tag, in: document)
        let inScope = (namespacesInScope.last ?? 0) + namespaces
        namespaceLookups += inScope * inScope
        guard namespaceLookups <= limits.namespaceLookups else {
            throw error(
                .limitExceeded, "too many namespace declarations in too many elements", document)
        }
        try addNodes(1 + 2 * attributes + namespaces, in: document)
        if kind == .start {
            guard namespacesInScope.count < limits.depth else {
                throw error(
                    .limitExceeded, "more than \(limits.depth) elements inside each other", document
                )
            }
            namespacesInScope.append(inScope)
        }
        position = tag.range.upperBound
        return tag
    }

    private mutating func endTag(in document: Span<UInt8>) throws(XMLError) -> Tag {
        let start = position
        position += 2
        let name = try name(in: document)
        skipSpace(in: document)
        guard octet(document, position) == UInt8(ascii: ">") else {
            throw error(.notWellFormed, "an end tag without its end", document)
        }
        position += 1
        guard namespacesInScope.popLast() != nil else {
            throw error(.notWellFormed, "an end tag without a start tag", document)
        }
        return Tag(kind: .end, range: start..<position, name: name)
    }

    private mutating func name(in document: Span<UInt8>) throws(XMLError) -> Range<Int> {
        let start = position
        while position < document.count, !Self.endsName(document[position]) { position += 1 }
        guard position > start else {
            throw error(
                .notWellFormed, "\"<\" that begins no markup, or no name where one is due", document
            )
        }
        guard position - start <= limits.nameOctets else {
            throw error(
                .limitExceeded, "a name longer than \(limits.nameOctets) octets", document)
        }
        return start..<position
    }

    /// The name of an attribute; leaves the position behind the equals sign.
    private mutating func attributeName(in document: Span<UInt8>) throws(XMLError) -> Range<Int> {
        let name = try name(in: document)
        skipSpace(in: document)
        guard octet(document, position) == UInt8(ascii: "=") else {
            throw error(.notWellFormed, "an attribute without \"=\"", document)
        }
        position += 1
        return name
    }

    /// The value of an attribute without its quotes; leaves the position behind them.
    private mutating func attributeValue(in document: Span<UInt8>) throws(XMLError) -> Range<Int> {
        skipSpace(in: document)
        let quote = octet(document, position)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error(.notWellFormed, "an attribute value without quotes", document)
        }
        position += 1
        let start = position
        while position < document.count, document[position] != quote {
            switch document[position] {
            case UInt8(ascii: "<"):
                throw error(.notWellFormed, "\"<\" in an attribute value", document)
            case UInt8(ascii: "&"): try skipReference(in: document)
            default: position += 1
            }
        }
        guard position < document.count else {
            throw error(.notWellFormed, "the document ends inside an attribute value", document)
        }
        try checkTextLength(position - start, in: document)
        position += 1
        return start..<position - 1
    }
}

// MARK: - Between tags

extension XMLTagScanner {
    /// Moves to the next `<` or to the end; looks at every `&` on the way.
    private mutating func skipText(in document: Span<UInt8>) throws(XMLError) {
        let start = position
        let end =
            document.firstIndex(of: UInt8(ascii: "<"), from: start, to: document.count)
            ?? document.count
        guard end > start else { return }
        try checkTextLength(end - start, in: document)
        try addNodes(1, in: document)
        while let reference = document.firstIndex(of: UInt8(ascii: "&"), from: position, to: end) {
            position = reference
            try skipReference(in: document)
        }
        position = end
    }

    /// XML 1.0 §4.1: character references and the five predefined entities; others need a
    /// document type declaration.
    private mutating func skipReference(in document: Span<UInt8>) throws(XMLError) {
        for reference in ["&#", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;"] as [StaticString]
        where starts(reference, at: position, in: document) {
            position += reference.utf8CodeUnitCount
            return
        }
        throw error(
            .entityReferenceRefused,
            "a reference to an entity other than amp, lt, gt, quot and apos", document)
    }

    private mutating func skipCommentOrSection(in document: Span<UInt8>) throws(XMLError) {
        if starts("<!--", at: position, in: document) {
            return try skip(4, to: "-->", "a comment", in: document)
        }
        if starts("<![CDATA[", at: position, in: document) {
            return try skip(9, to: "]]>", "a CDATA section", in: document)
        }
        if starts("<!DOCTYPE", at: position, in: document) {
            throw error(
                .documentTypeRefused,
                "a document type declaration (<!DOCTYPE), which this format does not have", document
            )
        }
        throw error(
            .notWellFormed, "\"<!\" that begins neither a comment nor a CDATA section", document)
    }

    /// Moves behind `end`, which stands somewhere behind the `opening` octets at the position.
    private mutating func skip(
        _ opening: Int, to end: StaticString, _ what: String, in document: Span<UInt8>
    ) throws(XMLError) {
        var candidate = position + opening
        while let found = document.firstIndex(
            of: UInt8(ascii: ">"), from: candidate, to: document.count)
        {
            let start = found + 1 - end.utf8CodeUnitCount
            if start >= position + opening, starts(end, at: start, in: document) {
                try checkTextLength(start - position, in: document)
                try addNodes(1, in: document)
                position = found + 1
                return
            }
            candidate = found + 1
        }
        throw error(.notWellFormed, "\(what) without its end", document)
    }
}
