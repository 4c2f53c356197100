internal import CEDocLibXML2

/// An element of a parsed document: a handle that keeps the document alive.
///
/// Two handles are equal when they stand for the same element of the same document; what the
/// elements hold is not compared.
@safe package struct XMLElement: Sendable {
    /// The document that the element belongs to.
    package let document: XMLDocument
    /// `nonisolated(unsafe)`: the tree is never changed (see ``XMLDocument``), and `document`
    /// keeps it alive.
    nonisolated(unsafe) let node: xmlNodePtr

    init(document: XMLDocument, node: xmlNodePtr) {
        self.document = document
        unsafe self.node = node
    }

    // MARK: Names

    /// The name with its namespace and the prefix as written.
    package var name: XMLName {
        unsafe XMLName(
            namespaceURI: string(node.pointee.ns?.pointee.href), localName: localName,
            prefix: string(node.pointee.ns?.pointee.prefix))
    }

    /// The local part of the name.
    package var localName: String { unsafe string(node.pointee.name) }

    /// The name as written: `ds:Signature`.
    package var qualifiedName: String {
        let prefix = unsafe string(node.pointee.ns?.pointee.prefix)
        return prefix.isEmpty ? localName : "\(prefix):\(localName)"
    }

    /// Whether the element has the namespace and the local name of `name`, octet by octet; the
    /// prefix is not looked at.
    package func isNamed(_ name: XMLName) -> Bool {
        unsafe equals(node.pointee.name, name.localName)
            && equals(node.pointee.ns?.pointee.href, name.namespaceURI)
    }

    // MARK: Around

    /// The element that holds this one; nil for the document element.
    package var parent: XMLElement? {
        guard let parent = unsafe node.pointee.parent,
            unsafe parent.pointee.type == XML_ELEMENT_NODE
        else { return nil }
        return unsafe XMLElement(document: document, node: parent)
    }

    /// The elements directly inside, in document order.
    package var children: Children {
        unsafe Children(document: document, first: node.pointee.children)
    }

    /// This element and all elements in it, in document order.
    package var subtree: Subtree { unsafe Subtree(document: document, apex: node) }

    /// The elements named `name` directly inside, in document order.
    package func children(named name: XMLName) -> [XMLElement] {
        children.filter { $0.isNamed(name) }
    }

    /// The first element named `name` directly inside; nil when there is none.
    package func firstChild(named name: XMLName) -> XMLElement? {
        children.first { $0.isNamed(name) }
    }

    /// The only element named `name` directly inside; nil when there is none.
    ///
    /// - Throws: `XMLError.Code.unexpectedContent` when there are several.
    package func onlyChild(named name: XMLName) throws(XMLError) -> XMLElement? {
        var matches = children.lazy.filter { $0.isNamed(name) }.makeIterator()
        guard let first = matches.next() else { return nil }
        guard matches.next() != nil else { return first }
        let found = children(named: name)
        throw XMLError(
            .unexpectedContent, "\(path) has \(found.count) elements \(name), expected one",
            line: found[1].line)
    }

    /// The only element named `name` directly inside.
    ///
    /// - Throws: `XMLError.Code.unexpectedContent` when there is none or there are several.
    package func child(named name: XMLName) throws(XMLError) -> XMLElement {
        guard let child = try onlyChild(named: name) else {
            throw XMLError(
                .unexpectedContent, "\(path) has no element \(name), expected one", line: line)
        }
        return child
    }

    // MARK: Attributes

    /// The value of the attribute `name` that is in no namespace; nil when there is none.
    package func attribute(_ name: String) -> String? {
        attribute(named: XMLName(localName: name))
    }

    /// The value of the attribute `name`; nil when there is none.
    package func attribute(named name: XMLName) -> String? {
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            if unsafe equals(current.pointee.name, name.localName),
                unsafe equals(current.pointee.ns?.pointee.href, name.namespaceURI)
            {
                return unsafe Self.text(of: current)
            }
            unsafe attribute = current.pointee.next
        }
        return nil
    }

    /// All attributes in the order in which they are written, without namespace declarations.
    package var attributes: [(name: XMLName, value: String)] {
        var all: [(name: XMLName, value: String)] = []
        var attribute = unsafe node.pointee.properties
        while let current = unsafe attribute {
            let name = unsafe XMLName(
                namespaceURI: string(current.pointee.ns?.pointee.href),
                localName: string(current.pointee.name),
                prefix: string(current.pointee.ns?.pointee.prefix))
            all.append((name, unsafe Self.text(of: current)))
            unsafe attribute = current.pointee.next
        }
        return all
    }

    /// The value of an attribute; one node holds it as a rule.
    private static func text(of attribute: xmlAttrPtr) -> String {
        guard let child = unsafe attribute.pointee.children else { return "" }
        if unsafe child.pointee.next == nil { return unsafe string(child.pointee.content) }
        return unsafe String(decoding: Self.value(of: attribute), as: UTF8.self)
    }

    /// The octets of an attribute's value after normalization (XML 1.0 §3.3.3).
    static func value(of attribute: xmlAttrPtr) -> [UInt8] {
        var octets: [UInt8] = []
        var child = unsafe attribute.pointee.children
        while let current = unsafe child {
            if let content = unsafe current.pointee.content {
                unsafe octets.append(
                    contentsOf: UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
            }
            unsafe child = current.pointee.next
        }
        return octets
    }
}

extension XMLElement: Hashable {
    /// Whether both stand for the same element.
    package static func == (one: XMLElement, other: XMLElement) -> Bool {
        unsafe one.node == other.node
    }

    /// Feeds the identity of the element.
    package func hash(into hasher: inout Hasher) { unsafe hasher.combine(node) }
}

/// The text of a string of libxml2's; empty for NULL.
func string(_ octets: UnsafePointer<xmlChar>?) -> String {
    guard let octets = unsafe octets else { return "" }
    return unsafe String(cString: octets)
}

/// Whether a string of libxml2's (NULL is empty) has the octets of `text`.
func equals(_ octets: UnsafePointer<xmlChar>?, _ text: String) -> Bool {
    guard let octets = unsafe octets else { return text.utf8.isEmpty }
    let expected = text.utf8.span
    for index in expected.indices {
        guard expected[index] != 0, unsafe octets[index] == expected[index] else { return false }
    }
    return unsafe octets[expected.count] == 0
}
