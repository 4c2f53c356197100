import Testing
import EDocXML
import VectorSupport

/// One canonicalization whose octets somebody else has written down.
struct CanonicalizationVector: CustomTestStringConvertible, Sendable {
    /// The file with the expected octets, below the folder of the vectors; with a number where
    /// several vectors have the same.
    let name: String
    /// The file with the expected octets.
    let expected: String
    /// The files that the vector is made of.
    let inputs: [String]
    /// Makes the octets.
    let canonicalize: @Sendable () throws -> [UInt8]

    init(
        _ expected: String, from inputs: [String], by source: String? = nil,
        canonicalize: @escaping @Sendable () throws -> [UInt8]
    ) {
        name = expected + (source.map { " by \($0)" } ?? "")
        self.expected = expected
        self.inputs = inputs
        self.canonicalize = canonicalize
    }

    var testDescription: String { name }

    static let folder = Vectors.c14n ?? ""

    /// All of them; empty when there are none here.
    static let all: [CanonicalizationVector] = {
        guard !folder.isEmpty else { return [] }
        return libxml2 + w3c + santuario + edockit + SignatureVectors.all
    }()

    /// Reads a file below the folder of the vectors.
    static func octets(_ path: String) throws -> [UInt8] {
        try Vectors.octets(at: folder + "/" + path)
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try octets(path), as: UTF8.self)
    }

    static func names(in path: String) -> [String] {
        (try? Vectors.names(in: folder + "/" + path)) ?? []
    }

    static func doctypeDocument(_ path: String) throws -> DoctypeDocument {
        guard let document = DoctypeDocument(path: folder + "/" + path) else {
            throw XPathFailed(path)
        }
        return document
    }

    /// The whole document at `path` by `method`.
    ///
    /// What the library reads itself it must canonicalize alike; a document that it refuses must be
    /// one with a document type declaration or another encoding.
    static func whole(_ path: String, _ method: CanonicalizationMethod) throws -> [UInt8] {
        let canonicalizer = Canonicalizer(method)
        let reference = try doctypeDocument(path)
        let octets = try canonicalizer.canonicalize(reference.document)
        if let own = try ownDocument(path) {
            let ownOctets = try canonicalizer.canonicalize(own)
            guard ownOctets == octets else { throw ReadersDisagree(path: path) }
        }
        return octets
    }

    /// The document at `path`; nil when it is refused for one of the two reasons.
    private static func ownDocument(_ path: String) throws -> XMLDocument? {
        let file = try self.octets(path)
        do throws(XMLError) {
            return try XMLDocument(parsing: file.span)
        } catch {
            guard error.code == .documentTypeRefused || error.code == .encodingRefused else {
                throw error
            }
            return nil
        }
    }
}

struct ReadersDisagree: Error { let path: String }

// MARK: - libxml2's own suite

extension CanonicalizationVector {
    private static var libxml2: [CanonicalizationVector] {
        let methods: [(folder: String, method: CanonicalizationMethod)] = [
            ("without-comments", .c14n10), ("with-comments", .c14n10WithComments),
            ("exc-without-comments", .exclusive), ("1-1-without-comments", .c14n11),
        ]
        return methods.flatMap { folder, method in
            let inputs = "libxml2/input/\(folder)"
            let files = Set(names(in: inputs))
            let external = ["doc.dtd", "world.txt"].filter(files.contains).map { "\(inputs)/\($0)" }
            return files.sorted().filter { $0.hasSuffix(".xml") }.map { file in
                let name = String(file.dropLast(".xml".count))
                let base = "\(inputs)/\(name)"
                let xpath = files.contains(name + ".xpath") ? base + ".xpath" : nil
                let prefixes = files.contains(name + ".ns") ? base + ".ns" : nil
                return CanonicalizationVector(
                    expectedOctets(of: name, in: folder),
                    from: [base + ".xml"] + [xpath, prefixes].compactMap { $0 } + external,
                    by: base
                ) {
                    guard let xpath else { return try whole(base + ".xml", method) }
                    let selector = try XPathFile(xpath)
                    var list: [Substring] = []
                    if let prefixes { list = try text(prefixes).split(separator: " ") }
                    let document = try doctypeDocument(base + ".xml")
                    let canonicalizer = try Canonicalizer(
                        method, inclusivePrefixes: list.map(String.init))
                    return try document.canonicalize(
                        selector.expression, namespaces: selector.namespaces, by: canonicalizer)
                }
            }
        }
    }

    /// Three of merlin's examples have no expected octets in libxml2's suite; they are those of the
    /// original.
    private static func expectedOctets(of name: String, in folder: String) -> String {
        guard names(in: "libxml2/expected/\(folder)").contains(name) else {
            return "xmlsec/merlin-c14n-three/c14n-\(name.suffix(2)).txt"
        }
        return "libxml2/expected/\(folder)/\(name)"
    }

    /// An XML file whose element `XPath` holds an expression and declares its prefixes.
    struct XPathFile {
        let expression: String
        let namespaces: [XMLNamespace]

        init(_ path: String) throws {
            let document = try doctypeDocument(path)
            try self.init(document.document.root)
        }

        /// Reads both from the canonical form: comments are not in it, and what is in scope is.
        init(_ element: XMLElement) throws {
            let canonical = try Canonicalizer(.c14n10).canonicalize(element)
            expression = try XMLDocument(parsing: canonical.span).root.text()
            let tag = String(decoding: canonical, as: UTF8.self).prefix { $0 != ">" }
            namespaces = tag.split(separator: " ").compactMap { attribute in
                let parts = attribute.split(separator: "\"")
                guard attribute.hasPrefix("xmlns:"), parts.count == 2 else { return nil }
                return XMLNamespace(
                    prefix: String(parts[0].dropFirst("xmlns:".count).dropLast()),
                    uri: String(parts[1]))
            }
        }
    }
}

// MARK: - The W3C's test cases for C14N 1.1, with the outputs of four implementations

extension CanonicalizationVector {
    private static var w3c: [CanonicalizationVector] {
        let folder = "santuario/org/w3c/www/interop/c14n11"
        let files = names(in: folder)
        let ietf = [
            XMLNamespace(prefix: "ietf", uri: "http://www.ietf.org"),
            XMLNamespace(prefix: "w3c", uri: "http://www.w3.org"),
        ]
        return files.filter { $0.hasSuffix(".xpath") }.flatMap { xpath in
            let name = String(xpath.dropLast(".xpath".count))
            let input = files.first { file in
                file.hasSuffix("-input.xml") && name.hasPrefix(file.dropLast("input.xml".count))
            }
            let outputs = files.filter { file in
                file == name + ".output"
                    || ["IAIK", "IBM", "SUN", "UPC"].contains { file == "\(name)-\($0).output" }
            }
            return outputs.map { output in
                CanonicalizationVector(
                    "\(folder)/\(output)",
                    from: ["\(folder)/\(xpath)"]
                        + [input].compactMap { $0.map { "\(folder)/\($0)" } }
                ) {
                    try doctypeDocument("\(folder)/\(input ?? "")").canonicalize(
                        text("\(folder)/\(xpath)"), namespaces: ietf, by: Canonicalizer(.c14n11))
                }
            }
        }
    }
}

// MARK: - Pairs of files in Apache Santuario's tests

extension CanonicalizationVector {
    private static var santuario: [CanonicalizationVector] {
        let folder = "santuario/org/apache/xml/security/c14n/in"
        let exclusive = "santuario/org/apache/xml/security/c14n/inExcl"
        let wholes: [(String, String, CanonicalizationMethod)] = [
            ("31_input", "31_c14n", .c14n10), ("31_input", "31_c14n-comments", .c14n10WithComments),
            ("32_input", "32_c14n", .c14n10), ("33_input", "33_c14n", .c14n10),
            ("34_input", "34_c14n", .c14n10),
            ("34_input_validatingParser", "34_c14n_validatingParser", .c14n10),
            ("35_input", "35_c14n", .c14n10), ("36_input", "36_c14n", .c14n10),
        ]
        let subsets: [(String, String, CanonicalizationMethod)] = [
            ("37_input", "37_c14n", .c14n10), ("38_input", "38_c14n", .c14n11),
        ]
        let elements: [(String, String, String, CanonicalizationMethod)] = [
            (
                "\(folder)/default_ns_redefinition_input", "\(folder)/default_ns_redefinition_c14n",
                "Object", .c14n10
            ),
            ("\(exclusive)/example2_2_1", "\(exclusive)/example2_2_1_c14nized", "elem2", .c14n10),
            ("\(exclusive)/example2_2_2", "\(exclusive)/example2_2_2_c14nized", "elem2", .c14n10),
            (
                "\(exclusive)/example2_2_1", "\(exclusive)/example2_2_c14nized_exclusive", "elem2",
                .exclusive
            ),
            (
                "\(exclusive)/example2_2_2", "\(exclusive)/example2_2_c14nized_exclusive", "elem2",
                .exclusive
            ),
            (
                "\(exclusive)/example2_2_3", "\(exclusive)/example2_2_3_c14nized_exclusive", "p",
                .exclusive
            ),
            ("\(exclusive)/example2_4", "\(exclusive)/example2_4_c14nized", "elem2", .exclusive),
            (
                "\(exclusive)/plain-soap-1.1", "\(exclusive)/plain-soap-c14nized", "Body",
                .exclusive
            ),
        ]
        return wholes.map { input, output, method in
            CanonicalizationVector(
                "\(folder)/\(output).xml",
                from: ["\(folder)/\(input).xml", "\(folder)/doc.dtd", "\(folder)/world.txt"]
            ) { try whole("\(folder)/\(input).xml", method) }
        }
            + subsets.map { input, output, method in
                let xpath = "\(folder)/37_subset.xpath"
                return CanonicalizationVector(
                    "\(folder)/\(output).xml", from: ["\(folder)/\(input).xml", xpath]
                ) {
                    // Its first line is a comment in XML's syntax, which XPath has not.
                    let lines = try text(xpath).utf8.split(separator: UInt8(ascii: "\n"))
                    let expression = lines.dropFirst().map { String(decoding: $0, as: UTF8.self) }
                    return try doctypeDocument("\(folder)/\(input).xml").canonicalize(
                        expression.joined(separator: "\n"),
                        namespaces: [XMLNamespace(prefix: "ietf", uri: "http://www.ietf.org")],
                        by: Canonicalizer(method))
                }
            }
            + elements.map { input, output, name, method in
                CanonicalizationVector(
                    "\(output).xml", from: ["\(input).xml"], by: "\(input) \(name)"
                ) { try element(name, in: "\(input).xml", method) }
            }
    }

    /// The first element whose local name is `name`, by the library alone.
    private static func element(
        _ name: String, in path: String, _ method: CanonicalizationMethod
    ) throws -> [UInt8] {
        let file = try octets(path)
        let document = try XMLDocument(parsing: file.span)
        guard let element = document.root.subtree.first(where: { $0.localName == name }) else {
            throw XPathFailed(name)
        }
        return try Canonicalizer(method).canonicalize(element)
    }

    private static var edockit: [CanonicalizationVector] {
        let signedInfo: [(String, CanonicalizationMethod)] = [
            ("c14n", .c14n10), ("c14n11", .c14n11), ("c14nexc", .exclusive),
        ]
        let wholes: [(String, String, CanonicalizationMethod)] = [
            ("testcontent1", "testcontent1_c14n", .c14n10),
            ("testcontent1", "testcontent1_c14n11", .c14n11),
            ("whitespace1", "whitespace1_c14n", .c14n10),
        ]
        // Published vectors are without them.
        guard !names(in: "edockit").isEmpty else { return [] }
        return signedInfo.map { output, method in
            CanonicalizationVector(
                "edockit/samplecontent1_\(output)_signedinfo.xml",
                from: ["edockit/samplecontent1.xml"]
            ) { try element("SignedInfo", in: "edockit/samplecontent1.xml", method) }
        }
            + wholes.map { input, output, method in
                CanonicalizationVector("edockit/\(output).xml", from: ["edockit/\(input).xml"]) {
                    try whole("edockit/\(input).xml", method)
                }
            }
    }
}
