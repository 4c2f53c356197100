import EDocXML
import Testing

@Suite("XML limits")
struct XMLLimitsTests {
    @Test(
        "what takes libxml2 seconds is refused at once",
        arguments: [
            (
                "<r " + (0..<40_000).map { "a\($0)=\"\" " }.joined() + "/>",
                "line 1: the element r has 40000 attributes, the limit is 64"
            ),
            (
                "<r " + (0..<20_000).map { "xmlns:a\($0)=\"urn:\($0)\" " }.joined() + "/>",
                "line 1: the element r has 20000 namespace declarations, the limit is 64"
            ),
            (
                String(repeating: "<r>", count: 100_000),
                "line 1: more than 100 elements inside each other"
            ),
        ])
    func slow(_ text: String, _ message: String) {
        let octets = Array(text.utf8)
        var error: XMLError?
        let time = ContinuousClock().measure {
            error = refusal { () throws(XMLError) in _ = try XMLDocument(parsing: octets.span) }
        }
        #expect(error?.description == message)
        #expect(error?.code == .limitExceeded)
        // A build without optimisation, and more so one with a sanitizer, is slower.
        #if DEBUG
            #expect(time < .seconds(5))
        #else
            #expect(time < .milliseconds(200))
        #endif
    }

    @Test("every limit is a limit, and what just reaches it is accepted")
    func limits() throws {
        let text = "<r a='1' b='2' xmlns:x='urn:x' xmlns:y='urn:y'><s><!-- cc --></s>text</r>"
        func limits(_ set: (inout XMLLimits) -> Void) -> XMLLimits {
            var limits = XMLLimits()
            set(&limits)
            return limits
        }
        let rows: [(limit: WritableKeyPath<XMLLimits, Int>, reached: Int, message: String)] = [
            (\.octets, 73, "the document has 73 octets, the limit is 72"),
            (\.depth, 2, "more than 1 elements inside each other"),
            (\.nodes, 10, "more than 9 elements, attributes, texts and comments"),
            (\.attributes, 2, "the element r has 2 attributes, the limit is 1"),
            (\.namespaces, 2, "the element r has 2 namespace declarations, the limit is 1"),
            (\.namespaceLookups, 8, "too many namespace declarations in too many elements"),
            (\.textOctets, 8, "a text, value or comment of 8 octets, the limit is 7"),
            (\.nameOctets, 7, "a name longer than 6 octets"),
        ]
        for (limit, reached, message) in rows {
            #expect(throws: Never.self, "\(message)") {
                try parse(text, limits: limits { $0[keyPath: limit] = reached })
            }
            let error = refusal { () throws(XMLError) in
                _ = try parse(text, limits: limits { $0[keyPath: limit] = reached - 1 })
            }
            #expect(error?.description == "line 1: " + message)
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test(
        "each kind of text has the limit of texts",
        arguments: [
            "<r>123456789</r>", "<r a='123456789'/>", "<r><!--12345--></r>", "<r><?p 56789?></r>",
            "<r><![CDATA[]]></r>",
        ])
    func texts(_ text: String) throws {
        var limits = XMLLimits()
        limits.textOctets = 9
        #expect(throws: Never.self) { try parse(text, limits: limits) }
        limits.textOctets = 8
        let error = refusal { () throws(XMLError) in _ = try parse(text, limits: limits) }
        #expect(
            error?.description
                == "line 1: a text, value or comment of 9 octets, the limit is 8")
    }

    @Test("what libxml2 bounds no more is bounded by the scan, below what it then allows")
    func hugeDocuments() throws {
        let limits = XMLLimits()
        // xmlParserMaxDepth, XML_MAX_NAME_LENGTH and XML_MAX_TEXT_LENGTH of libxml2's parserInternals.h,
        // and XML_MAX_HUGE_LENGTH, which stands in the place of the last two.
        #expect(limits.depth < 256 && limits.nameOctets < 50_000)
        #expect(limits.textOctets > 10_000_000 && limits.textOctets < 1_000_000_000)
        // The text is far below the document, and that below what an INT of libxml2 counts.
        #expect(limits.textOctets < limits.octets && limits.octets < 1 << 30)
        let text = String(repeating: "A", count: 12_000_000)
        for document in [
            "<r>\(text)</r>", "<r a='\(text)'/>", "<r><!--\(text)--></r>", "<r><?p \(text)?></r>",
            "<r><![CDATA[\(text)]]></r>",
        ] {
            #expect(throws: Never.self) { try parse(document) }
        }
        let read = try parse("<r>\(text)</r>").root.textOctets()
        #expect(read.count == text.utf8.count)
        // What the scan lets pass of each other kind, and what is one more.
        func nested(_ depth: Int) -> String {
            String(repeating: "<r>", count: depth) + String(repeating: "</r>", count: depth)
        }
        func named(_ count: Int) -> String { "<r \(String(repeating: "a", count: count))='1'/>" }
        for (good, bad) in [
            (nested(limits.depth), nested(limits.depth + 1)),
            (named(limits.nameOctets), named(limits.nameOctets + 1)),
        ] {
            #expect(throws: Never.self) { try parse(good) }
            let error = refusal { () throws(XMLError) in _ = try parse(bad) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("more different names than libxml2 finds quickly are refused in time")
    func names() {
        let text = "<r>" + (0..<300_000).map { "<a\($0)/>" }.joined() + "</r>"
        let octets = Array(text.utf8)
        var error: XMLError?
        let time = ContinuousClock().measure {
            error = refusal { () throws(XMLError) in _ = try XMLDocument(parsing: octets.span) }
        }
        #expect(error?.message == "more than 262144 octets of different names and namespaces")
        #expect(error?.code == .limitExceeded)
        // A tenth of a second in a release build; a sanitizer takes thirty times as long.
        #expect(time < .seconds(10))
        let fewer = "<r>" + (0..<20_000).map { "<a\($0)/>" }.joined() + "</r>"
        #expect(throws: Never.self) { try parse(fewer) }
    }

    @Test("prefixes that libxml2 would look for in vain too often are refused")
    func inclusivePrefixes() throws {
        // 50,050 elements below 20 others: some 1.1 million look-ups for each prefix.
        let text =
            String(repeating: "<d>", count: 20) + String(repeating: "<s/>", count: 50_030)
            + String(repeating: "</d>", count: 20)
        let document = try parse(text)
        let prefixes = (0..<64).map { "p\($0)" }
        let few = try Canonicalizer(.exclusive, inclusivePrefixes: Array(prefixes.prefix(8)))
        #expect(throws: Never.self) { try few.canonicalize(document) }
        let many = try Canonicalizer(.exclusive, inclusivePrefixes: prefixes)
        let leaf = try #require(document.root.subtree.first { $0.localName == "s" })
        #expect(throws: Never.self) { try many.canonicalize(leaf) }
        let error = refusal { () throws(XMLError) in _ = try many.canonicalize(document) }
        #expect(
            error?.description
                == "PrefixList of InclusiveNamespaces has 64 prefixes, too many for so many elements"
        )
        #expect(error == XMLError(.limitExceeded, ""))
        #expect(throws: Never.self) { try Canonicalizer(.exclusive).canonicalize(document) }
    }

    @Test("what the limits let pass is read and canonicalized in time")
    func slowestAccepted() throws {
        // 60 declarations in scope of 11,000 elements: nearly all of the 40 million look-ups.
        let declarations = (0..<60).map { "xmlns:n\($0)=\"urn:\($0)\"" }.joined(separator: " ")
        let text =
            "<r \(declarations)>" + String(repeating: "<n0:s/>", count: 11_000) + "</r>"
        let time = try ContinuousClock().measure {
            let document = try parse(text)
            for method in [CanonicalizationMethod.c14n10, .exclusive] {
                _ = try Canonicalizer(method).canonicalize(document)
            }
        }
        #expect(time < .seconds(2))
    }
}
