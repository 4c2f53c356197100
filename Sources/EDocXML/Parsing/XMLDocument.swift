internal import CEDocLibXML2
package import EDocSystem

/// A parsed XML document; the owner of libxml2's tree.
///
/// The tree is never changed after it was parsed. Elements are handles that keep their document
/// alive.
///
/// `@unchecked Sendable`: after `init` nothing changes. libxml2's tree is only read, by functions
/// that keep their state in structures of their own.
@safe package final class XMLDocument: @unchecked Sendable {
    /// The tree, freed in `deinit` and nowhere else.
    let pointer: xmlDocPtr
    let rootPointer: xmlNodePtr
    let identifiers: IdentifierIndex
    /// What the work on the document may cost, canonicalization included.
    package let budget: WorkBudget

    /// libxml2 initialises itself on first use but, up to 2.10, looks at its flag without
    /// synchronisation; `static let` makes the first use happen once for all threads.
    private static let initialized: Void = xmlInitParser()

    /// Parses `bytes`: one document in UTF-8 without a document type declaration.
    ///
    /// A declared encoding other than UTF-8, a byte order mark of UTF-16, any `<!DOCTYPE`, any
    /// reference to an entity that is not predefined and whatever passes `limits` is refused
    /// before libxml2 sees the octets. Comments and processing instructions are kept, CDATA
    /// sections become text (as canonicalization has it). Nothing is fetched, nothing is printed.
    ///
    /// libxml2 asks for the octets by a callback, some kilobytes at a time, with a look at the
    /// budget before each: what `xmlParseChunk` would do, but with the parser of all other
    /// programs, not the one for pushed pieces, and without a copy of the whole document.
    ///
    /// - Parameter budget: What this, and all work on the document, may cost.
    /// - Throws: `XMLError`, with the line where it is known.
    package init(
        parsing bytes: Span<UInt8>, limits: XMLLimits = XMLLimits(),
        budget: WorkBudget = WorkBudget()
    ) throws(XMLError) {
        try XMLTagScanner.check(bytes, limits: limits, budget: budget)
        self.budget = budget
        _ = Self.initialized
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
            | XML_PARSE_BIG_LINES.rawValue
        var hasTooManyNames = false
        let (document, diagnostics) = unsafe collectingDiagnostics {
            unsafe InputBufferCallback.with(bytes, budget) { input in
                guard let parser = unsafe xmlNewParserCtxt() else {
                    return unsafe nil as xmlDocPtr?
                }
                defer { unsafe xmlFreeParserCtxt(parser) }
                // The scan has bounded these octets. It lifts the limit of names, so that comes
                // after.
                unsafe xmlCtxtUseOptions(parser, CInt(XML_PARSE_HUGE.rawValue))
                unsafe xmlDictSetLimit(parser.pointee.dict, limits.dictionaryOctets)
                let document = unsafe xmlCtxtReadIO(
                    parser, { unsafe InputBufferCallback.read($0, $1, $2) }, nil, input, nil, nil,
                    CInt(options))
                hasTooManyNames =
                    unsafe xmlDictGetUsage(parser.pointee.dict) > limits.dictionaryOctets
                return unsafe document
            }
        }
        guard let document = unsafe document, diagnostics.isEmpty,
            let root = unsafe xmlDocGetRootElement(document)
        else {
            unsafe xmlFreeDoc(document)
            if let stop = budget.stop { throw XMLError(stop) }
            let first = diagnostics.first
            if hasTooManyNames {
                // libxml2 says that it has no memory.
                throw XMLError(
                    .limitExceeded,
                    "more than \(limits.dictionaryOctets) octets of different names and namespaces",
                    line: first?.line, diagnostics: diagnostics)
            }
            throw XMLError(
                .notWellFormed,
                "not well-formed XML: \(first?.message ?? "no root element")",
                line: first?.line, diagnostics: diagnostics)
        }
        unsafe pointer = document
        unsafe rootPointer = root
        unsafe identifiers = IdentifierIndex(root: root, budget)
        if let stop = budget.stop { throw XMLError(stop) }
    }

    /// Takes over a tree that somebody else parsed; nil when it has no root element.
    ///
    /// For the tests of canonicalization: the standards' examples have document type declarations,
    /// which this library does not read.
    ///
    /// - Parameter tree: An `xmlDocPtr`, freed by the new object (also when the result is nil).
    package init?(takingOwnershipOf tree: UnsafeMutableRawPointer) {
        let document = unsafe tree.assumingMemoryBound(to: xmlDoc.self)
        guard let root = unsafe xmlDocGetRootElement(document) else {
            unsafe xmlFreeDoc(document)
            return nil
        }
        unsafe pointer = document
        unsafe rootPointer = root
        budget = WorkBudget()
        unsafe identifiers = IdentifierIndex(root: root, budget)
    }

    deinit { unsafe xmlFreeDoc(pointer) }

    /// The document element.
    package var root: XMLElement { unsafe XMLElement(document: self, node: rootPointer) }
}
