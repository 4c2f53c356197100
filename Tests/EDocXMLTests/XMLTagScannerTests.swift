import EDocXML
import Testing
import VectorSupport

@Suite("Tag scanner")
struct XMLTagScannerTests {
    @Test("tags are those of the tree, in its order", arguments: 1...200)
    func sameAsTree(_ seed: Int) throws {
        var random = RandomDocument(seed: UInt64(seed))
        let text = random.text()
        let octets = Array(text.utf8)
        let document = try XMLDocument(parsing: octets.span)
        var open: [String] = []
        var elements: [String] = []
        var scanner = XMLTagScanner()
        while let tag = try scanner.next(in: octets.span) {
            let name = String(decoding: octets[tag.name], as: UTF8.self)
            #expect(octets[tag.range.lowerBound] == UInt8(ascii: "<"))
            #expect(octets[tag.range.upperBound - 1] == UInt8(ascii: ">"))
            switch tag.kind {
            case .start:
                open.append(name)
                elements.append(open.joined(separator: "/"))
            case .empty: elements.append((open + [name]).joined(separator: "/"))
            case .end: #expect(open.popLast() == name)
            }
        }
        #expect(open.isEmpty)
        #expect(scanner.position == octets.count)
        let expected = document.root.subtree.map { element in
            sequence(first: element, next: \.parent).map(\.qualifiedName).reversed()
                .joined(separator: "/")
        }
        #expect(elements == expected)
    }

    @Test("what is put in at an offset is where it was meant to be", arguments: 1...60)
    func insertion(_ seed: Int) throws {
        var random = RandomDocument(seed: UInt64(seed))
        let octets = Array(random.text().utf8)
        let document = try XMLDocument(parsing: octets.span)
        for (index, element) in document.root.subtree.enumerated() {
            let extent = try XMLTagScanner.extent(of: element, in: octets.span)
            var changed = octets
            let new = Array("<new xmlns='urn:new'>1</new>".utf8)
            if let endTag = extent.endTag {
                changed.insert(contentsOf: new, at: endTag.lowerBound)
            } else {
                let name = element.qualifiedName
                let slash = changed[extent.startTag].lastIndex(of: UInt8(ascii: "/"))
                changed.replaceSubrange(
                    try #require(slash)..<extent.startTag.upperBound,
                    with: Array(">".utf8) + new + Array("</\(name)>".utf8))
            }
            let again = try XMLDocument(parsing: changed.span)
            let same = try #require(Array(again.root.subtree).dropFirst(index).first)
            let last = try #require(Array(same.children).last)
            #expect(last.isNamed(XMLName(namespaceURI: "urn:new", localName: "new")))
            #expect(same.path == element.path)
            #expect(
                again.root.subtree.reduce(0) { sum, _ in sum + 1 }
                    == document.root.subtree.reduce(1) { sum, _ in sum + 1 })
        }
    }

    @Test("another document's octets are noticed")
    func otherOctets() throws {
        let document = try parse("<r><s/><t><u/></t></r>")
        let element = try #require(document.root.subtree.first { $0.localName == "t" })
        let octets = Array("<r><s/><v><u/></v></r>".utf8)
        let error = refusal { () throws(XMLError) in
            _ = try XMLTagScanner.extent(of: element, in: octets.span)
        }
        #expect(error?.description == "/r/t is not where it was when the document was parsed")
        let shorter = Array("<r/>".utf8)
        #expect(throws: XMLError(.unexpectedContent, "")) {
            try XMLTagScanner.extent(of: element, in: shorter.span)
        }
    }

    @Test("octets are compared with libxml2 after every change of one octet")
    func changes() throws {
        // What the scanner accepts and libxml2 too must have the same elements in both.
        var random = RandomDocument(seed: 5)
        let original = Array(random.text().utf8)
        var accepted = 0
        for index in original.indices {
            for octet in Array("<>/!?-[]&;=\"' x\n\u{0}".utf8) + [0x80, 0xFF] {
                var octets = original
                octets[index] = octet
                guard let document = try? XMLDocument(parsing: octets.span) else { continue }
                accepted += 1
                var scanner = XMLTagScanner()
                var names: [String] = []
                while let tag = try scanner.next(in: octets.span) {
                    guard tag.kind != .end else { continue }
                    names.append(String(decoding: octets[tag.name], as: UTF8.self))
                }
                #expect(names == document.root.subtree.map(\.qualifiedName))
            }
        }
        #expect(accepted > 100)
    }
}

extension XMLTagScannerTests {
    @Test("long names are found, and cut in messages only")
    func longNames() throws {
        let name = String(repeating: "ā", count: 300)
        let octets = Array("<r><\(name)><s/></\(name)></r>".utf8)
        let document = try XMLDocument(parsing: octets.span)
        let element = try #require(document.root.children.first { _ in true })
        let extent = try XMLTagScanner.extent(of: element, in: octets.span)
        #expect(extent.startTag == 3..<605)
        #expect(extent.endTag == 609..<1212)
        #expect(element.qualifiedName == name)
        let shown = name.prefix(100) + "…"
        #expect(element.path == "/r/" + shown)
        let error = refusal { () throws(XMLError) in _ = try element.text() }
        #expect(error?.description == "line 1: /r/\(shown) holds the element s, expected text only")
    }
}
