import EDocXML
import Testing

@Suite("XML documents")
struct XMLDocumentTests {
    @Test("names, attributes, children, text and lines are read")
    func reads() throws {
        let document = try parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <a:root xmlns:a="urn:a" xmlns="urn:b" Id="r" a:x="1&amp;2">
              <child>one<![CDATA[<two>]]> &#x101;</child>
              <child><!-- empty --></child>
              <a:child/>
            </a:root>
            """)
        let root = document.root
        #expect(root.name == XMLName(namespaceURI: "urn:a", localName: "root"))
        #expect(root.qualifiedName == "a:root")
        #expect(root.attribute("Id") == "r")
        #expect(root.attribute("x") == nil)
        #expect(root.attribute(named: XMLName(namespaceURI: "urn:a", localName: "x")) == "1&2")
        #expect(root.attributes.map(\.name.description) == ["Id", "a:x"])
        #expect(root.parent == nil)
        #expect(root.line == 2)
        let child = XMLName(namespaceURI: "urn:b", localName: "child")
        #expect(root.children.map(\.qualifiedName) == ["child", "child", "a:child"])
        #expect(
            root.children(named: child).map(\.path) == ["/a:root/child[1]", "/a:root/child[2]"])
        let first = try #require(root.firstChild(named: child))
        #expect(try first.text() == "one<two> ā")
        #expect(first.parent == root)
        #expect(first.line == 3)
    }
}

/// The document that `text` is.
func parse(_ text: String, limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLDocument {
    try XMLDocument(parsing: Array(text.utf8).span, limits: limits)
}
