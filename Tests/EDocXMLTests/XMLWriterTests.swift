import EDocXML
import EDocEncoding
import Testing
import VectorSupport

/// What the writer writes is what libxml2 makes of it.
@Suite struct XMLWriterTests {
    static let outer = XMLNamespace(prefix: "b", uri: "urn:outer")
    static let inner = XMLNamespace(prefix: "a", uri: "urn:inner")
    static let plain = XMLNamespace(prefix: "", uri: "urn:default")

    static func text(_ writer: XMLWriter) -> String {
        String(decoding: writer.octets, as: UTF8.self)
    }

    @Test func declaresWhereFirstUsed() {
        var writer = XMLWriter()
        writer.start(Self.outer.name("r"))
        writer.attribute("Id", "1")
        writer.element(Self.inner.name("x"), text: "1")
        writer.element(Self.inner.name("y"))
        writer.start(Self.outer.name("z"))
        writer.start(Self.inner.name("w"))
        writer.element(Self.inner.name("v"))
        writer.end()
        writer.end()
        writer.end()
        #expect(
            Self.text(writer) == """
                <b:r xmlns:b="urn:outer" Id="1"><a:x xmlns:a="urn:inner">1</a:x>\
                <a:y xmlns:a="urn:inner"></a:y><b:z><a:w xmlns:a="urn:inner"><a:v></a:v></a:w>\
                </b:z></b:r>
                """)
    }

    @Test func sortsDeclarations() {
        var writer = XMLWriter()
        writer.start(Self.outer.name("r"), declaring: [Self.plain, Self.inner])
        writer.element(Self.inner.name("x"))
        writer.end()
        #expect(
            Self.text(writer) == """
                <b:r xmlns="urn:default" xmlns:a="urn:inner" xmlns:b="urn:outer">\
                <a:x></a:x></b:r>
                """)
        writer = XMLWriter()
        writer.start(Self.inner.name("r"), declaring: [Self.outer])
        writer.end()
        #expect(
            Self.text(writer)
                == #"<a:r xmlns:a="urn:inner" xmlns:b="urn:outer"></a:r>"#)
    }

    @Test func endsNothingThatIsNotOpen() {
        var writer = XMLWriter()
        writer.end()
        #expect(writer.octets.isEmpty)
    }

    @Test func attributesStandInStartTagsOnly() {
        var writer = XMLWriter()
        writer.start(Self.inner.name("x"))
        writer.attribute("a", "1")
        writer.text("t")
        writer.attribute("b", "2")
        writer.end()
        #expect(Self.text(writer) == #"<a:x xmlns:a="urn:inner" a="1">t</a:x>"#)
    }

    @Test func aFrameHasAPieceMoreThanGaps() {
        var writer = XMLWriter()
        writer.start(Self.outer.name("r"))
        writer.attribute("a", XMLFrame.gap + "1")
        writer.text(XMLFrame.gap + XMLFrame.gap)
        writer.end()
        let frame = XMLFrame(writer.octets)
        #expect(
            frame.pieces.map { String(decoding: $0, as: UTF8.self) } == [
                #"<b:r xmlns:b="urn:outer" a=""#, #"1">"#, "", "</b:r>",
            ])
        #expect(frame.size == writer.octets.count - 3)
        var octets: [UInt8] = []
        for index in 0..<4 { frame.appendPiece(index, to: &octets) }
        #expect(octets == writer.octets.filter { $0 != 0 })
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64(text: String, base64: String) {
        // RFC 4648 §10.
        var octets: [UInt8] = []
        Base64.append(Array(text.utf8).span, to: &octets)
        #expect(octets == Array(base64.utf8))
    }

    @Test func namesAreComparedAsOctets() {
        let composed = XMLName(namespaceURI: "urn:x", localName: "\u{E9}", prefix: "a")
        let decomposed = XMLName(namespaceURI: "urn:x", localName: "e\u{301}", prefix: "a")
        let otherPrefix = XMLName(namespaceURI: "urn:x", localName: "\u{E9}", prefix: "b")
        #expect(composed != decomposed)
        #expect(composed == otherPrefix)
        #expect(Set([composed, decomposed, otherPrefix]).count == 2)
    }

    @Test func forbiddenCharacters() throws {
        let forbidden = [UInt32](0...0x1F).filter { ![9, 10, 13].contains($0) } + [0xFFFE, 0xFFFF]
        for value in [UInt32](0...0x9F) + [0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF] {
            let scalar = try #require(Unicode.Scalar(value))
            let found = XMLWriter.firstForbiddenCharacter(in: "a" + String(scalar))
            #expect(found == (forbidden.contains(value) ? scalar : nil))
        }
    }

    /// Random trees, by the exclusive method as they are, by the inclusive ones when the apex
    /// declares everything.
    @Test(arguments: CanonicalizationMethod.allCases)
    func randomTreesAreCanonical(method: CanonicalizationMethod) throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            var writer = XMLWriter()
            let namespaces = [Self.inner, Self.outer, XMLNamespace(prefix: "c", uri: "urn:c")]
            func value() -> String {
                let pieces = ["&", "<", ">", "\"", "'", "\t", "\n", "\r", " ", "ā", "😀", "x"]
                return (0..<Int.random(in: 0...8, using: &generator))
                    .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            }
            func element(_ depth: Int) {
                let namespace = namespaces.randomElement(using: &generator) ?? Self.inner
                writer.start(
                    namespace.name("e"),
                    declaring: depth == 0 && !method.isExclusive ? namespaces : [])
                writer.attribute("A", value())
                writer.attribute("Id", value())
                writer.attribute("b", value())
                for _ in 0..<(depth < 4 ? Int.random(in: 0...3, using: &generator) : 0) {
                    if Bool.random(using: &generator) { writer.text(value()) }
                    element(depth + 1)
                }
                writer.end()
            }
            element(0)
            let document = try XMLDocument(parsing: writer.octets.span)
            let canonical = try Canonicalizer(method).canonicalize(document.root)
            #expect(canonical == writer.octets, "\(Self.text(writer))")
        }
    }
}
