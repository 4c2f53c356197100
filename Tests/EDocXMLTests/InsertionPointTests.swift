import EDocSystem
import EDocXML
import Testing
import VectorSupport

@Suite("Insertion at a place")
struct InsertionPointTests {
    private static let new = Array(
        "<n:new xmlns:n='urn:new'><!--</r>--><![CDATA[<r/>]]></n:new>".utf8)
    private static let canonicalNew = Array("<n:new xmlns:n=\"urn:new\">&lt;r/&gt;</n:new>".utf8)

    /// What is left of `octets` without the first `part` in them.
    private static func octets(_ octets: [UInt8], without part: [UInt8]) throws -> [UInt8] {
        let range = try #require(octets.firstRange(of: part))
        return Array(octets[..<range.lowerBound] + octets[range.upperBound...])
    }

    @Test("It is there, and all else is as it was", arguments: 1...60)
    func random(_ seed: Int) throws {
        var random = RandomDocument(seed: UInt64(seed))
        let octets = Array(random.text().utf8)
        let document = try XMLDocument(parsing: octets.span)
        let name = XMLName(namespaceURI: "urn:new", localName: "new")
        for (index, element) in document.root.subtree.enumerated() {
            for place in [
                InsertionPoint.atStart(of: element), .atEnd(of: element), .after(element),
            ] {
                if place == .after(element), element == document.root { continue }
                let changed = try place.inserting(Self.new, into: octets)
                let again = try XMLDocument(parsing: changed.span)
                for method in [CanonicalizationMethod.c14n11, .exclusive] {
                    let canonical = try Canonicalizer(method).canonicalize(again)
                    #expect(
                        try Self.octets(canonical, without: Self.canonicalNew)
                            == Canonicalizer(method).canonicalize(document))
                }
                let same = try #require(Array(again.root.subtree).dropFirst(index).first)
                switch place {
                case .atStart: #expect(Array(same.children).first?.isNamed(name) == true)
                case .atEnd: #expect(Array(same.children).last?.isNamed(name) == true)
                case .after:
                    let around = Array(try #require(same.parent).children)
                    let number = try #require(around.firstIndex(of: same))
                    #expect(around.dropFirst(number + 1).first?.isNamed(name) == true)
                }
                // An empty-element tag has become two; no other octet differs.
                let rest = try Self.octets(changed, without: Self.new)
                let tags = "></\(element.qualifiedName)>".utf8.count
                let prefix = zip(rest, octets).prefix { $0 == $1 }.count
                let suffix = zip(rest.reversed(), octets.reversed()).prefix { $0 == $1 }.count
                #expect(
                    rest == octets
                        || rest.count == octets.count + tags - 2
                            && prefix + suffix >= octets.count - 2
                )
            }
        }
    }

    @Test(
        "Shapes of an element",
        arguments: [
            ("<r><e/></r>", "<r><e>+</e></r>"), ("<r><e /></r>", "<r><e >+</e></r>"),
            ("<r><e a='/>'\r\n/></r>", "<r><e a='/>'\r\n>+</e></r>"),
            ("<r><e></e></r>", "<r><e>+</e></r>"),
            ("<r><e>\r\n</e\t></r>", "<r><e>\r\n+</e\t></r>"),
            (
                "\u{FEFF}<r><p:e xmlns:p='urn:p'/></r>",
                "\u{FEFF}<r><p:e xmlns:p='urn:p'>+</p:e></r>"
            ),
            (
                "<r><!--<e/>--><?p <e>?><![CDATA[<e/>]]><e a=\">\"><e/><![CDATA[</e>]]></e></r>",
                "<r><!--<e/>--><?p <e>?><![CDATA[<e/>]]><e a=\">\"><e/><![CDATA[</e>]]>+</e></r>"
            ),
        ])
    func shapes(_ text: String, _ expected: String) throws {
        let octets = Array(text.utf8)
        let document = try XMLDocument(parsing: octets.span)
        let element = try #require(document.root.children.first { $0.localName == "e" })
        let changed = try InsertionPoint.atEnd(of: element).inserting(Array("+".utf8), into: octets)
        // Texts are compared octet by octet: "\r\n" is one character.
        #expect(changed == Array(expected.utf8), "\(String(decoding: changed, as: UTF8.self))")
    }

    @Test("The first and the last place, and the one after")
    func places() throws {
        let octets = Array("<r> <e> <f/> </e> <g/> </r>".utf8)
        let document = try XMLDocument(parsing: octets.span)
        let element = try #require(document.root.children.first { _ in true })
        let last = try #require(Array(document.root.children).last)
        for (place, expected) in [
            (InsertionPoint.atStart(of: element), "<r> <e>+ <f/> </e> <g/> </r>"),
            (.atEnd(of: element), "<r> <e> <f/> +</e> <g/> </r>"),
            (.after(element), "<r> <e> <f/> </e>+ <g/> </r>"),
            (.after(last), "<r> <e> <f/> </e> <g/>+ </r>"),
            (.atStart(of: last), "<r> <e> <f/> </e> <g>+</g> </r>"),
        ] {
            let changed = try place.inserting(Array("+".utf8), into: octets)
            #expect(String(decoding: changed, as: UTF8.self) == expected)
        }
    }

    @Test("What cannot be is an error that says where")
    func errors() throws {
        let document = try parse("<r><e/></r>")
        let root = document.root
        let element = try #require(root.children.first { _ in true })
        let afterRoot = refusal { () throws(XMLError) in
            _ = try InsertionPoint.after(root).inserting([], into: Array("<r><e/></r>".utf8))
        }
        #expect(
            afterRoot?.description == "/r is the document element: no element may stand after it")
        for other in ["<r><f/></r>", "<r/>", "<r>"] {
            #expect(throws: XMLError.self) {
                try InsertionPoint.atEnd(of: element).inserting([], into: Array(other.utf8))
            }
        }
    }

    @Test("The work is paid for")
    func work() throws {
        let octets = Array("<r>\(String(repeating: "<e/>", count: 3000))</r>".utf8)
        let budget = WorkBudget(.init(octets: UInt64(octets.count) * 5 / 2))
        let document = try XMLDocument(parsing: octets.span, budget: budget)
        let place = InsertionPoint.atEnd(of: document.root)
        #expect(throws: XMLError(.workStopped, "")) {
            for _ in 0..<3 { _ = try place.inserting([], into: octets) }
        }
    }
}
