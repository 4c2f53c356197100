import EDocXML
import Testing
import VectorSupport

@Suite("Canonicalizer")
struct CanonicalizerTests {
    /// One section of an expectation under TestVectors/c14n: `== method target prefixes`, then the
    /// octets up to the line end before the next section.
    struct Case: CustomTestStringConvertible, Sendable {
        let document: String
        let heading: String
        let expected: String
        var testDescription: String { "\(document): \(heading)" }

        static let all: [Case] = {
            let names = (try? Vectors.names(in: Vectors.folder + "/c14n")) ?? []
            return names.filter { $0.hasSuffix(".xml") }.flatMap { name in
                let base = String(name.dropLast(".xml".count))
                let octets = (try? Vectors.octets("c14n/\(base).expect")) ?? []
                return sections(of: base, String(decoding: octets, as: UTF8.self))
            }
        }()

        private static func sections(of document: String, _ text: String) -> [Case] {
            var cases: [Case] = []
            var heading: String?
            var lines: [Substring] = []
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("== ") {
                    if let heading {
                        cases.append(
                            Case(
                                document: document, heading: heading,
                                expected: lines.joined(separator: "\n")))
                    }
                    heading = String(line.dropFirst(3))
                    lines = []
                } else {
                    lines.append(line)
                }
            }
            if lines.last == "" { lines.removeLast() }
            if let heading {
                cases.append(
                    Case(
                        document: document, heading: heading,
                        expected: lines.joined(separator: "\n")))
            }
            return cases
        }
    }

    @Test("the vectors are there") func vectorsAreThere() { #expect(Case.all.count >= 20) }

    @Test("the canonical octets are those expected", arguments: Case.all)
    func vector(_ vector: Case) throws {
        let words = vector.heading.split(separator: " ").map(String.init)
        let method = try #require(
            CanonicalizationMethod.allCases.first { "\($0)" == words[0] })
        let canonicalizer = try Canonicalizer(
            method, inclusivePrefixes: Array(words.dropFirst(2)))
        let file = try Vectors.octets("c14n/\(vector.document).xml")
        let document = try XMLDocument(parsing: file.span)
        let octets: [UInt8]
        if words[1] == "/" {
            octets = try canonicalizer.canonicalize(document)
        } else {
            let element = try document.element(withIdentifier: String(words[1].dropFirst()))
            octets = try canonicalizer.canonicalize(element)
        }
        #expect(String(decoding: octets, as: UTF8.self) == vector.expected)
        #expect(octets == Array(vector.expected.utf8))
    }

    @Test("a subtree is canonicalized as its node-set is", arguments: 1...60)
    func subtrees(_ seed: Int) throws {
        var random = RandomDocument(seed: UInt64(seed))
        let text = random.text()
        let document = try parse(text)
        let reference = try #require(DoctypeDocument(octets: Array(text.utf8)))
        for (index, element) in document.root.subtree.enumerated() {
            let apex = "(//*)[\(index + 1)]/descendant-or-self::"
            for method in CanonicalizationMethod.allCases {
                let canonicalizer = try Canonicalizer(method, inclusivePrefixes: ["a", "#default"])
                let octets = try canonicalizer.canonicalize(element)
                let expected = try reference.canonicalize(
                    "\(apex)node() | \(apex)*/@* | \(apex)*/namespace::*", namespaces: [],
                    by: canonicalizer)
                #expect(
                    String(decoding: octets, as: UTF8.self)
                        == String(decoding: expected, as: UTF8.self),
                    "\(method) of \(element.path) in \(text)")
            }
        }
    }

    @Test("the canonical form of a canonical form is itself", arguments: 1...60)
    func idempotent(_ seed: Int) throws {
        var random = RandomDocument(seed: UInt64(seed))
        let document = try parse(random.text())
        for method in CanonicalizationMethod.allCases {
            let canonicalizer = Canonicalizer(method)
            let octets = try canonicalizer.canonicalize(document)
            let again = try XMLDocument(parsing: octets.span)
            let second = try canonicalizer.canonicalize(again)
            #expect(second == octets, "\(method)")
        }
    }

    @Test("octets come in large spans, and an error of the receiver ends them")
    func streaming() throws {
        let text = "<r>" + String(repeating: "<s>0123456789</s>", count: 2_000) + "</r>"
        let document = try parse(text)
        let canonicalizer = Canonicalizer(.exclusive)
        var octets: [UInt8] = []
        var calls = 0
        try canonicalizer.canonicalize(document) { span in
            calls += 1
            for index in span.indices { octets.append(span[index]) }
        }
        #expect(octets == Array(text.utf8))
        #expect(calls < 10)

        var callsUntilFailure = 0
        #expect(throws: Stop.self) {
            try canonicalizer.canonicalize(document.root) { _ in
                callsUntilFailure += 1
                throw Stop()
            }
        }
        #expect(callsUntilFailure == 1)
    }

    struct Stop: Error {}

    @Test("a relative namespace URI is named")
    func relativeNamespace() throws {
        let document = try parse("<r><s xmlns:a=\"x:y\"><t xmlns:b=\"../c\"/></s></r>")
        let error = try #require(throws: XMLError.self) {
            try Canonicalizer(.c14n11).canonicalize(document)
        }
        #expect(
            error.description
                == "no canonical form: the namespace URI \"../c\" is relative, expected an absolute one"
        )
        #expect(!error.diagnostics.isEmpty)
    }

    @Test("more than 64 inclusive prefixes are refused")
    func prefixLimit() throws {
        let prefixes = (0...64).map { "p\($0)" }
        let error = try #require(throws: XMLError.self) {
            try Canonicalizer(.exclusive, inclusivePrefixes: prefixes)
        }
        #expect(
            error.description
                == "PrefixList of InclusiveNamespaces has 65 prefixes, the limit is 64")
        #expect(error == XMLError(.limitExceeded, ""))
        #expect(throws: Never.self) {
            try Canonicalizer(.exclusive, inclusivePrefixes: Array(prefixes.dropLast()))
        }
    }

    @Test("many tasks canonicalize one document at once")
    func concurrent() async throws {
        var random = RandomDocument(seed: 7)
        let document = try parse(random.text())
        let expected = try Canonicalizer(.c14n11).canonicalize(document.root)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let octets = try Canonicalizer(.c14n11).canonicalize(document.root)
                    _ = refusal { () throws(XMLError) in _ = try parse("<r>") }
                    return octets == expected
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
