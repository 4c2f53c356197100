import EDocXML
import Testing
import VectorSupport

@Suite(
    "Canonicalization vectors",
    .enabled(if: Vectors.c14n != nil, "\(Vectors.notPublished)"))
struct CanonicalizationVectorTests {
    static let exclusions = try? Exclusions("c14n/exclusions.tsv")

    @Test("the octets are those of the vector", arguments: CanonicalizationVector.all)
    func octets(_ vector: CanonicalizationVector) throws {
        let exclusions = try #require(Self.exclusions)
        let expected = try CanonicalizationVector.octets(vector.expected)
        guard exclusions.reason(for: vector.name) == nil else {
            // A row for a vector that passes is a row too many.
            let octets = try? vector.canonicalize()
            #expect(octets != expected)
            return
        }
        let octets = try vector.canonicalize()
        #expect(
            octets == expected,
            "got \(String(decoding: octets, as: UTF8.self)), expected \(String(decoding: expected, as: UTF8.self))"
        )
    }

    @Test("every file is part of a vector or stands in the table of exclusions with a reason")
    func nothingLeftOut() throws {
        let exclusions = try #require(Self.exclusions)
        var used: Set<String> = []
        for vector in CanonicalizationVector.all {
            used.insert(vector.expected)
            used.formUnion(vector.inputs)
        }
        used.insert(Self.relativeNamespace)
        let files = Self.files(in: "")
        // What .ci/vectors brings is without libxml2's own suite and edockit's.
        let isWhole = files.contains { $0.hasPrefix("libxml2/") }
        #expect(files.count > (isWhole ? 500 : 240))
        let leftOut = files.filter { !used.contains($0) && exclusions.reason(for: $0) == nil }
        #expect(leftOut == [])
        #expect(CanonicalizationVector.all.count >= (isWhole ? 300 : 225))
        try Vectors.ran(CanonicalizationVector.all.count, of: "C14N")
    }

    private static let relativeNamespace =
        "santuario/org/apache/xml/security/c14n/in/relative-ns-behaviour.xml"

    @Test(
        "a relative namespace URI has no canonical form", arguments: CanonicalizationMethod.allCases
    )
    func relativeNamespaceURI(_ method: CanonicalizationMethod) throws {
        // C14N 1.0 §1.3
        let file = try CanonicalizationVector.octets(Self.relativeNamespace)
        let document = try XMLDocument(parsing: file.span)
        let error = try #require(throws: XMLError.self) {
            try Canonicalizer(method).canonicalize(document)
        }
        #expect(error.code == .canonicalizationFailed)
        #expect(
            error.message
                == "no canonical form: the namespace URI \"../cheating#away\" is relative, expected an absolute one"
        )
    }

    private static func files(in folder: String) -> [String] {
        CanonicalizationVector.names(in: folder).flatMap { name in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let inside = files(in: path)
            return inside.isEmpty ? [path] : inside
        }
    }
}
