internal import CEDocLibXML2
internal import EDocSystem

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

    // MARK: Text

    /// The text of an element that holds a value.
    ///
    /// - Throws: `XMLError.Code.unexpectedContent` when an element, a comment or a processing
    ///   instruction is inside. XML would let a comment cut a base64 value or a digest in two, and
    ///   readers differ in what they then take the value to be; canonicalization hides the comment.
    package func text() throws(XMLError) -> String {
        if let child = unsafe node.pointee.children, unsafe child.pointee.next == nil,
            unsafe child.pointee.type == XML_TEXT_NODE
        {
            return unsafe string(child.pointee.content)
        }
        return String(decoding: try textOctets(), as: UTF8.self)
    }

    /// The octets of the text of an element that holds a value; for errors see ``text()``.
    package func textOctets() throws(XMLError) -> [UInt8] {
        var octets: [UInt8] = []
        var child = unsafe node.pointee.children
        while let current = unsafe child {
            guard
                unsafe current.pointee.type == XML_TEXT_NODE
                    || current.pointee.type == XML_CDATA_SECTION_NODE
            else {
                throw XMLError(
                    .unexpectedContent,
                    "\(path) holds \(unsafe Self.kind(of: current)), expected text only",
                    line: unsafe Self.line(of: current))
            }
            if let content = unsafe current.pointee.content {
                unsafe octets.append(
                    contentsOf: UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content))))
            }
            unsafe child = current.pointee.next
        }
        return octets
    }

    private static func kind(of node: xmlNodePtr) -> String {
        switch unsafe node.pointee.type {
        case XML_ELEMENT_NODE: "the element \(unsafe string(node.pointee.name).shortened())"
        case XML_COMMENT_NODE: "a comment"
        case XML_PI_NODE: "a processing instruction"
        default: "something that is not text"
        }
    }

    // MARK: Place

    /// The line of the end of the start tag, counted from 1; nil when libxml2 does not know it.
    package var line: Int? { unsafe Self.line(of: node) }

    private static func line(of node: xmlNodePtr) -> Int? {
        let line = unsafe xmlGetLineNo(node)
        return line > 0 ? line : nil
    }

    /// Where the element stands, for messages: `/asic:XAdESSignatures/ds:Signature[2]`.
    ///
    /// Names are as written; a number counts elements of the same name inside the same element,
    /// from 1, and is given where there are several. Counting them is paid for by the budget of the
    /// document, and left out when that stops.
    package var path: String {
        var steps: [String] = []
        var current: XMLElement? = self
        while let element = current {
            steps.append(element.step)
            current = element.parent
        }
        return "/" + steps.reversed().joined(separator: "/")
    }

    private var step: String {
        let shown = qualifiedName.shortened()
        guard let parent, (try? document.budget.spend()) != nil else { return shown }
        var seen = 0
        var same = 0
        var number = 0
        var sibling = unsafe parent.node.pointee.children
        while let current = unsafe sibling {
            seen += 1
            if seen % WorkBudget.stepsAtOnce == 0 {
                // To look at a name takes a small part of a step.
                guard (try? document.budget.spend(WorkBudget.stepsAtOnce / 25)) != nil else {
                    return shown
                }
            }
            if unsafe hasName(of: current) {
                same += 1
                if unsafe current == node { number = same }
            }
            unsafe sibling = current.pointee.next
        }
        return same > 1 ? "\(shown)[\(number)]" : shown
    }

    /// Whether `other` is an element of the same name. libxml2 keeps each name once in a document, so
    /// that equal names are mostly the same address, which `xmlStrEqual` looks at first.
    private func hasName(of other: xmlNodePtr) -> Bool {
        guard unsafe other.pointee.type == XML_ELEMENT_NODE,
            unsafe xmlStrEqual(other.pointee.name, node.pointee.name) == 1
        else { return false }
        let (namespace, own) = unsafe (other.pointee.ns, node.pointee.ns)
        return unsafe namespace == own
            || xmlStrEqual(namespace?.pointee.href, own?.pointee.href) == 1
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

extension XMLElement {
    /// The elements directly inside an element.
    @safe package struct Children: Sequence, IteratorProtocol {
        private let document: XMLDocument
        private var following: xmlNodePtr?

        init(document: XMLDocument, first: xmlNodePtr?) {
            self.document = document
            unsafe following = first
        }

        /// The next element; nil after the last.
        package mutating func next() -> XMLElement? {
            while let node = unsafe following {
                unsafe following = node.pointee.next
                if unsafe node.pointee.type == XML_ELEMENT_NODE {
                    return unsafe XMLElement(document: document, node: node)
                }
            }
            return nil
        }
    }
}

extension XMLElement {
    /// An element and all elements in it, in document order.
    @safe package struct Subtree: Sequence, IteratorProtocol {
        private let document: XMLDocument
        private let apex: xmlNodePtr
        private var following: xmlNodePtr?

        init(document: XMLDocument, apex: xmlNodePtr) {
            self.document = document
            unsafe self.apex = apex
            unsafe following = apex
        }

        /// The next element; nil after the last.
        package mutating func next() -> XMLElement? {
            guard let node = unsafe following else { return nil }
            unsafe following = Self.element(after: node, under: apex)
            return unsafe XMLElement(document: document, node: node)
        }

        /// The element that follows `node` in document order, inside `apex`.
        static func element(after node: xmlNodePtr, under apex: xmlNodePtr) -> xmlNodePtr? {
            if let child = unsafe element(from: node.pointee.children) { return unsafe child }
            var current = unsafe node
            while unsafe current != apex {
                if let sibling = unsafe element(from: current.pointee.next) {
                    return unsafe sibling
                }
                guard let parent = unsafe current.pointee.parent else { return nil }
                unsafe current = parent
            }
            return nil
        }

        /// `node` or the first of its following siblings that is an element.
        static func element(from node: xmlNodePtr?) -> xmlNodePtr? {
            var current: xmlNodePtr? = unsafe node
            while let candidate = unsafe current,
                unsafe candidate.pointee.type != XML_ELEMENT_NODE
            {
                unsafe current = candidate.pointee.next
            }
            return unsafe current
        }
    }
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
