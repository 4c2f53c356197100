internal import CEDocLibXML2
internal import EDocSystem

/// Makes the canonical form of a document or of one element in its document, by libxml2.
///
/// An element is canonicalized where it stands: it inherits the namespaces of the elements around
/// it, and under the inclusive methods their `xml:` attributes (C14N 1.0 §2.4, C14N 1.1 §2.4), as
/// EN 319 162-1 §4.4.3.2 asks for `ds:Signature` under `asic:XAdESSignatures`.
package struct Canonicalizer: Sendable {
    /// The method.
    package let method: CanonicalizationMethod
    /// The prefixes of `ec:InclusiveNamespaces/@PrefixList`
    /// ([Exclusive C14N
    /// §3](https://www.w3.org/TR/xml-exc-c14n/#def-InclusiveNamespaces-PrefixList)), `#default` for
    /// the default namespace; the inclusive methods have no use for them.
    package let inclusivePrefixes: [String]

    /// A canonicalizer by `method`.
    ///
    /// - Throws: `XMLError.Code.limitExceeded` for more than 64 prefixes, each of which is looked
    ///   up at every element.
    package init(
        _ method: CanonicalizationMethod, inclusivePrefixes: [String]
    ) throws(XMLError) {
        guard inclusivePrefixes.count <= 64 else {
            throw XMLError(
                .limitExceeded,
                "PrefixList of InclusiveNamespaces has \(inclusivePrefixes.count) prefixes, "
                    + "the limit is 64")
        }
        self.method = method
        // The prefix xml is bound everywhere and never declared (libxml2 would make a declaration
        // for it in the tree), and no prefix contains U+0000.
        self.inclusivePrefixes =
            method.isExclusive
            ? inclusivePrefixes.filter { $0 != "xml" && !$0.utf8.contains(0) } : []
    }

    /// A canonicalizer by `method` without inclusive prefixes.
    package init(_ method: CanonicalizationMethod) {
        self.method = method
        inclusivePrefixes = []
    }

    /// The canonical octets of the whole document.
    ///
    /// - Throws: `XMLError.Code.canonicalizationFailed`, for a relative namespace URI for example
    ///   (C14N 1.0 §1.3).
    package func canonicalize(_ document: XMLDocument) throws(XMLError) -> [UInt8] {
        try collecting { octets throws in try canonicalize(document, into: octets) }
    }

    /// The canonical octets of `element` and all that is in it, within its document; errors as of
    /// the whole document.
    package func canonicalize(_ element: XMLElement) throws(XMLError) -> [UInt8] {
        try collecting { octets throws in try canonicalize(element, into: octets) }
    }

    /// Hands the canonical octets of the whole document to `receive`, in several spans.
    ///
    /// - Throws: `XMLError.Code.canonicalizationFailed`, or what `receive` throws; `receive` is
    ///   not called again after it has thrown.
    package func canonicalize(
        _ document: XMLDocument, into receive: (Span<UInt8>) throws -> Void
    ) throws {
        try spend(on: document.root)
        try unsafe execute(
            document.pointer, document.budget, visibility: nil, context: nil, into: receive)
    }

    /// Hands the canonical octets of `element` and all that is in it to `receive`, in several
    /// spans; errors as of the whole document.
    ///
    /// The work is linear in the element, whatever its document is: libxml2 gets a copy of the
    /// document node whose only child is a copy of the element's node without siblings. Both are
    /// on the stack, and lead to the true parents, children and declarations.
    package func canonicalize(
        _ element: XMLElement, into receive: (Span<UInt8>) throws -> Void
    ) throws {
        try spend(on: element)
        var apex = unsafe element.node.pointee
        unsafe apex.next = nil
        unsafe apex.prev = nil
        var document = unsafe element.document.pointer.pointee
        let inherits = !method.isExclusive && element.hasAncestorWithXMLAttribute
        try unsafe withUnsafeMutablePointer(to: &apex) { apex in
            unsafe document.children = unsafe apex
            unsafe document.last = unsafe apex
            try unsafe withUnsafeMutablePointer(to: &document) { document in
                // Without a callback libxml2 takes the elements around the apex as visible, and
                // lets it inherit no attributes; that is right when there are none.
                try unsafe execute(
                    document, element.document.budget,
                    visibility: inherits ? isVisibleInSubtree : nil,
                    context: inherits ? UnsafeMutableRawPointer(element.node) : nil, into: receive)
            }
        }
        extendLifetime(element)
    }

    /// Hands the canonical octets of a node-set of `document` to `receive`.
    ///
    /// Signatures of this library's formats never need it: a node-set that is neither a document
    /// nor a subtree comes from XPath, which is refused. The standards' examples do.
    ///
    /// - Parameter isVisible: Whether a node (`xmlNodePtr`, of an attribute `xmlAttrPtr`, of a
    ///   namespace `xmlNsPtr`) whose parent is the second one is in the set.
    package func canonicalize(
        _ document: XMLDocument,
        nodes isVisible: (UnsafeMutableRawPointer, UnsafeMutableRawPointer?) -> Bool
    ) throws -> [UInt8] {
        try unsafe withoutActuallyEscaping(isVisible) { isVisible in
            var predicate = unsafe NodeSetPredicate(contains: isVisible)
            var octets: [UInt8] = []
            try unsafe withUnsafeMutablePointer(to: &predicate) { predicate in
                try unsafe execute(
                    document.pointer, document.budget,
                    visibility: { context, node, parent in
                        guard let context = unsafe context, let node = unsafe node else { return 0 }
                        let predicate = unsafe context.assumingMemoryBound(
                            to: NodeSetPredicate.self)
                        return unsafe predicate.pointee.contains(node, parent) ? 1 : 0
                    }, context: predicate
                ) { span in octets.append(span) }
            }
            return octets
        }
    }

    private func collecting(
        _ body: ((Span<UInt8>) throws -> Void) throws -> Void
    ) throws(XMLError) -> [UInt8] {
        var octets: [UInt8] = []
        do {
            try body { span in octets.append(span) }
        } catch let error as XMLError {
            throw error
        } catch {
            throw XMLError(.canonicalizationFailed, "canonicalization failed", underlying: error)
        }
        return octets
    }

    private func execute(
        _ document: xmlDocPtr, _ budget: WorkBudget, visibility: xmlC14NIsVisibleCallback?,
        context: UnsafeMutableRawPointer?, into receive: (Span<UInt8>) throws -> Void
    ) throws {
        let mode =
            switch method {
            case .c14n10, .c14n10WithComments: XML_C14N_1_0
            case .c14n11, .c14n11WithComments: XML_C14N_1_1
            case .exclusive, .exclusiveWithComments: XML_C14N_EXCLUSIVE_1_0
            }
        let pay = { (octets: Span<UInt8>) throws in
            try budget.spend(octets.count, of: .octets)
            try receive(octets)
        }
        let (status, diagnostics) = try unsafe OutputBufferCallback.with(pay) { buffer in
            unsafe withPrefixes { prefixes in
                collectingDiagnostics {
                    unsafe xmlC14NExecute(
                        document, visibility, context, CInt(mode.rawValue), prefixes,
                        method.keepsComments ? 1 : 0, buffer)
                }
            }
        }
        guard status >= 0, diagnostics.isEmpty else {
            let reason =
                unsafe Self.relativeNamespace(in: document.pointee.children)
                ?? diagnostics.first?.message ?? "libxml2 gives no reason"
            throw XMLError(
                .canonicalizationFailed, "no canonical form: \(reason)",
                line: diagnostics.first?.line, diagnostics: diagnostics)
        }
    }

    /// The first namespace declaration from `node` on whose URI has no scheme, as a message: it has
    /// no canonical form (C14N 1.0 §1.3), and libxml2 does not say which one it was.
    private static func relativeNamespace(in node: xmlNodePtr?) -> String? {
        var node = unsafe node
        while let current = unsafe node {
            if unsafe current.pointee.type == XML_ELEMENT_NODE {
                var declaration = unsafe current.pointee.nsDef
                while let namespace = unsafe declaration?.pointee {
                    let uri = unsafe string(namespace.href)
                    let scheme = uri.utf8.prefix { $0 != UInt8(ascii: ":") }
                    if !uri.isEmpty, scheme.count == uri.utf8.count || scheme.contains(0x2F) {
                        return
                            "the namespace URI \"\(uri.shortened())\" is relative, expected an absolute one"
                    }
                    unsafe declaration = namespace.next
                }
                if let found = unsafe relativeNamespace(in: current.pointee.children) {
                    return found
                }
            }
            unsafe node = current.pointee.next
        }
        return nil
    }

    /// The prefixes as the NULL-terminated array of C strings that libxml2 takes.
    private func withPrefixes<Result>(
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<xmlChar>?>?) throws -> Result
    ) rethrows -> Result {
        guard !inclusivePrefixes.isEmpty else { return try body(nil) }
        var octets: [xmlChar] = []
        var offsets: [Int] = []
        for prefix in inclusivePrefixes {
            offsets.append(octets.count)
            octets.append(contentsOf: prefix.utf8)
            octets.append(0)
        }
        return try unsafe octets.withUnsafeMutableBufferPointer { octets in
            var strings: [UnsafeMutablePointer<xmlChar>?] = unsafe []
            if let first = octets.baseAddress {
                for offset in offsets { unsafe strings.append(first + offset) }
            }
            unsafe strings.append(nil)
            return try unsafe strings.withUnsafeMutableBufferPointer {
                try unsafe body($0.baseAddress)
            }
        }
    }
}

/// A node-set as a predicate, behind a pointer.
@safe private struct NodeSetPredicate {
    let contains: (UnsafeMutableRawPointer, UnsafeMutableRawPointer?) -> Bool
}

/// Whether `node` is in the subtree whose apex `context` is.
///
/// libxml2 asks only for the nodes of the subtree and for the elements around its apex: what is no
/// ancestor of the apex is in the subtree. Attributes and namespaces are no ancestors.
private func isVisibleInSubtree(
    _ context: UnsafeMutableRawPointer?, _ node: xmlNodePtr?, _ parent: xmlNodePtr?
) -> CInt {
    guard let context = unsafe context, let node = unsafe node else { return 0 }
    guard unsafe node.pointee.type == XML_ELEMENT_NODE || node.pointee.type == XML_DOCUMENT_NODE
    else { return 1 }
    var ancestor = unsafe context.assumingMemoryBound(to: xmlNode.self).pointee.parent
    while let current = unsafe ancestor {
        if unsafe current == node { return 0 }
        unsafe ancestor = current.pointee.parent
    }
    return 1
}

extension XMLElement {
    /// Whether an element around this one has an attribute in the namespace of `xml:`.
    fileprivate var hasAncestorWithXMLAttribute: Bool {
        var ancestor = unsafe node.pointee.parent
        while let current = unsafe ancestor, unsafe current.pointee.type == XML_ELEMENT_NODE {
            var attribute = unsafe current.pointee.properties
            while let candidate = unsafe attribute {
                if unsafe equals(candidate.pointee.ns?.pointee.prefix, "xml") { return true }
                unsafe attribute = candidate.pointee.next
            }
            unsafe ancestor = current.pointee.parent
        }
        return false
    }
}

extension Array<UInt8> {
    /// Appends the octets of `span` in one piece.
    fileprivate mutating func append(_ span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
