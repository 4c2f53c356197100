import CEDocLibXML2
import EDocXML

/// A document of the standards' examples: read with its document type declaration and whatever that
/// refers to, which the library itself refuses, and searched by XPath.
@safe final class DoctypeDocument {
    private let tree: xmlDocPtr
    /// The same tree as the library sees it; its owner.
    let document: XMLDocument

    /// Reads the file at `path`; nil when libxml2 cannot.
    init?(path: String) {
        guard let tree = unsafe xmlReadFile(path, nil, Self.options),
            let document = unsafe XMLDocument(takingOwnershipOf: tree)
        else { return nil }
        unsafe self.tree = tree
        self.document = document
    }

    /// Reads `octets`; nil when libxml2 cannot.
    init?(octets: [UInt8]) {
        let tree = unsafe octets.withUnsafeBytes {
            unsafe xmlReadMemory($0.baseAddress, CInt($0.count), nil, nil, Self.options)
        }
        guard let tree = unsafe tree, let document = unsafe XMLDocument(takingOwnershipOf: tree)
        else { return nil }
        unsafe self.tree = tree
        self.document = document
    }

    private static let options: CInt = {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_DTDLOAD.rawValue
            | XML_PARSE_DTDATTR.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
        return CInt(options)
    }()

    /// The canonical octets of the nodes that `expression` finds.
    ///
    /// - Parameter namespaces: What the prefixes in `expression` stand for.
    func canonicalize(
        _ expression: String, namespaces: [XMLNamespace], by canonicalizer: Canonicalizer
    ) throws -> [UInt8] {
        guard let context = unsafe xmlXPathNewContext(tree) else { throw XPathFailed(expression) }
        defer { unsafe xmlXPathFreeContext(context) }
        for namespace in namespaces where !namespace.prefix.isEmpty {
            unsafe xmlXPathRegisterNs(context, namespace.prefix, namespace.uri)
        }
        guard let result = unsafe xmlXPathEvalExpression(expression, context) else {
            throw XPathFailed(expression)
        }
        defer { unsafe xmlXPathFreeObject(result) }
        guard let nodes = unsafe result.pointee.nodesetval else { throw XPathFailed(expression) }
        return try unsafe canonicalizer.canonicalize(document) { node, parent in
            unsafe Self.contains(nodes, node, parent)
        }
    }

    /// A namespace node is in a node-set of libxml2's as a copy whose `next` is its element.
    private static func contains(
        _ nodes: xmlNodeSetPtr, _ node: UnsafeMutableRawPointer, _ parent: UnsafeMutableRawPointer?
    ) -> Bool {
        let node = unsafe node.assumingMemoryBound(to: xmlNode.self)
        guard unsafe node.pointee.type == XML_NAMESPACE_DECL else {
            return unsafe xmlXPathNodeSetContains(nodes, node) == 1
        }
        var namespace = unsafe UnsafeMutableRawPointer(node).load(as: xmlNs.self)
        unsafe namespace.next = parent?.assumingMemoryBound(to: xmlNs.self)
        return unsafe withUnsafeMutablePointer(to: &namespace) { namespace in
            let node = unsafe UnsafeMutableRawPointer(namespace)
                .assumingMemoryBound(to: xmlNode.self)
            return unsafe xmlXPathNodeSetContains(nodes, node) == 1
        }
    }
}

struct XPathFailed: Error {
    let expression: String
    init(_ expression: String) { self.expression = expression }
}
