internal import CEDocLibXML2

// What is inside an element.
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
