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

    private static let child = XMLName(localName: "child")

    @Test("a child that is missing or there twice is named with its place")
    func children() throws {
        let root = try parse("<r>\n<s/>\n<child/>\n<s/>\n<child/></r>").root
        #expect(try root.onlyChild(named: XMLName(localName: "t")) == nil)
        let missing = refusal { () throws(XMLError) in
            _ = try root.child(named: XMLName(namespaceURI: "urn:x", localName: "t", prefix: "x"))
        }
        #expect(missing?.description == "line 1: /r has no element x:t, expected one")
        let twice = refusal { () throws(XMLError) in _ = try root.child(named: Self.child) }
        #expect(twice?.description == "line 5: /r has 2 elements child, expected one")
        #expect(twice?.code == .unexpectedContent)
    }

    @Test(
        "a value with markup inside is refused",
        arguments: [
            (
                "<r>\n<v>QUJD<!-- x -->REVG</v></r>",
                "line 2: /r/v holds a comment, expected text only"
            ),
            (
                "<r>\n<v>QUJD<?x?>REVG</v></r>",
                "line 2: /r/v holds a processing instruction, expected text only"
            ),
            (
                "<r><v/><v>QUJD<w/>REVG</v></r>",
                "line 1: /r/v[2] holds the element w, expected text only"
            ),
        ])
    func valueWithMarkup(_ text: String, _ message: String) throws {
        let values = try parse(text).root.children(named: XMLName(localName: "v"))
        let value = try #require(values.last)
        #expect(refusal { () throws(XMLError) in _ = try value.text() }?.description == message)
        #expect(
            refusal { () throws(XMLError) in _ = try value.textOctets() }
                == XMLError(.unexpectedContent, ""))
    }

    @Test("text is text, whatever it is written as, and may be long")
    func text() throws {
        let long = String(repeating: "0123456789", count: 100_000)
        let root = try parse("<r><a>x<![CDATA[y]]>&#122;</a><b></b><c/><d>\(long)</d></r>").root
        #expect(try root.children.map { try $0.text() } == ["xyz", "", "", long])
    }

    @Test("an identifier is found by its octets, exactly one element or none")
    func identifiers() throws {
        let document = try parse(
            "<r xmlns:x='urn:x'><a Id='i'/><b ID='I'/><c id='é'/><d xml:id='x'/><e x:id='y' iD='z'/></r>"
        )
        #expect(try document.element(withIdentifier: "i").localName == "a")
        #expect(try document.element(withIdentifier: "I").localName == "b")
        #expect(try document.element(withIdentifier: "é").localName == "c")
        #expect(try document.element(withIdentifier: "x").localName == "d")
        // Neither another namespace nor another spelling is an identifier, and a letter in its
        // decomposed form is another identifier, though Swift holds the strings for equal.
        for identifier in ["y", "z", "e\u{301}", "", "r"] {
            let error = refusal { () throws(XMLError) in
                _ = try document.element(withIdentifier: identifier)
            }
            #expect(
                error?.description
                    == "no element has the identifier \"\(identifier)\" (Id, ID, id or xml:id)")
            #expect(error?.code == .unknownIdentifier)
        }
        #expect(throws: Never.self) { try document.checkIdentifiersAreUnique() }
    }

    @Test("an identifier that is there twice resolves to neither")
    func duplicateIdentifier() throws {
        let document = try parse("<r>\n<a Id='i'/>\n<b><c xml:id='i'/></b><d Id='j'/></r>")
        let message =
            "line 3: the identifier \"i\" stands in 2 attributes, of /r/a (line 2) and /r/b/c (line 3); "
            + "expected one"
        let resolved = refusal { () throws(XMLError) in
            _ = try document.element(withIdentifier: "i")
        }
        #expect(resolved?.description == message)
        let checked = refusal { () throws(XMLError) in try document.checkIdentifiersAreUnique() }
        #expect(checked?.description == message)
        #expect(try document.element(withIdentifier: "j").localName == "d")
    }

    @Test("all complaints of libxml2 are kept, with their lines")
    func diagnostics() throws {
        let error = try #require(
            refusal { () throws(XMLError) in _ = try parse("<r>\n<a:s/>\n<b:t/></r>") })
        #expect(error.code == .notWellFormed)
        #expect(error.line == 2)
        #expect(error.diagnostics.map(\.line) == [2, 3])
        #expect(error.message.hasPrefix("not well-formed XML: "))
        #expect(error.message.hasSuffix(error.diagnostics[0].message))
        let many = refusal { () throws(XMLError) in
            _ = try parse("<r>" + String(repeating: "<a:s/>", count: 100) + "</r>")
        }
        #expect(many?.diagnostics.count == 16)
    }

    @Test("handles keep their document alive, and know each other")
    func handles() throws {
        let elements = try Array(parse("<r><s/><s/></r>").root.children)
        #expect(elements[0] == elements[0].parent?.children.first { _ in true })
        #expect(elements[0] != elements[1])
        #expect(Set(elements + elements).count == 2)
        #expect(elements[1].path == "/r/s[2]")
    }
}

/// The document that `text` is.
func parse(_ text: String, limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLDocument {
    try XMLDocument(parsing: Array(text.utf8).span, limits: limits)
}
