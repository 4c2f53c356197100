internal import CEDocLibXML2

// What an element holds as its value.
extension XMLElement {
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
}
