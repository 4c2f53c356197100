@testable import EDoc
import EDocValidation
import EDocXAdES
import Testing
import VectorSupport

/// C9, T4: what a signature of a container refers to (EN 319 162-1 §A.6).
struct FileReferencesTests {
    /// What the reference `URI="a.txt"` of a signature names when it is `attributes` with `content`,
    /// in a container that holds `files`; the failure otherwise.
    private static func resolve(
        _ uri: String, _ content: String = "", files: [String] = [],
        _ policy: ValidationPolicy = .baseline
    ) throws -> Result<String, FormatFailure> {
        let text = String(
            decoding: try Vectors.octets("asic-e/signatures/good-b.xml"), as: UTF8.self)
        let edited = text.replacing("URI=\"a.txt\">", with: "URI=\"\(uri)\">" + content)
        try #require(edited != text || uri == "a.txt" && content.isEmpty)
        let file = try SignatureFile(parsing: Array(edited.utf8), entry: "s")
        let signature = try #require(file.signatures.first).content.get()
        let reference = try #require(signature.signedInfo.references.first)
        var digests = SignedDataDigests()
        for name in files { digests.insert(Array(name.utf8), []) }
        return Result { () throws(FormatFailure) in
            let name = try FileReferences(to: digests, policy).name(of: reference, in: "s")
            return String(decoding: name, as: UTF8.self)
        }
    }

    @Test("A relative path without a transform is a file")
    func files() throws {
        #expect(try Self.resolve("a.txt").get() == "a.txt")
        #expect(try Self.resolve("b/%C4%81.txt").get() == "b/ā.txt")
    }

    @Test(
        "Everything else is refused",
        arguments: [
            ("../a.txt", ValidationRule.referenceWithinContainer),
            ("mimetype", .referenceToDataFile), ("http://h/a.txt", .referenceToFile),
            ("/a.txt", .referenceToFile),
        ])
    func refusals(_ uri: String, _ rule: ValidationRule) throws {
        let failure = #expect(throws: FormatFailure.self) { try Self.resolve(uri).get() }
        #expect(failure?.finding.rule == rule)
    }

    @Test("No transform makes other octets of a file")
    func transforms() throws {
        let transform = """
            <ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
            </ds:Transforms>
            """
        let failure = #expect(throws: FormatFailure.self) {
            try Self.resolve("a.txt", transform).get()
        }
        #expect(failure?.finding.rule == .allowedTransforms)
    }

    @Test("The quirk is named where a file has that name, and not where it is only like one")
    func unescaped() throws {
        var accepting = ValidationPolicy.baseline
        accepting.quirks.insert(.unescapedReference)
        for uri in ["a#1.txt", "a?b.txt", "Re: x.pdf", "b/a#1?.txt", "http:x"] {
            #expect(try Self.resolve(uri, files: [uri], accepting).get() == uri)
            for (files, policy, isNamed) in [
                ([uri], ValidationPolicy.baseline, true), (["a"], .baseline, false),
                ([uri + "x"], accepting, false),
            ] {
                let failure = #expect(throws: FormatFailure.self) {
                    try Self.resolve(uri, files: files, policy).get()
                }
                let message = try #require(failure).finding.message
                #expect(message.contains("unescapedReference") == isNamed, "\(message)")
            }
        }
        for uri in ["http://h/a", "/a", "../a#", "a#%", "META-INF/a#"] {
            let failure = #expect(throws: FormatFailure.self) {
                try Self.resolve(uri, files: [uri], accepting).get()
            }
            #expect(failure?.finding.message.contains("unescapedReference") == false)
        }
    }

    @Test("A digest is asked of each file, by the algorithm of its reference")
    func needed() throws {
        let octets = try Vectors.octets("asic-e/signatures/good-b.xml")
        let file = try SignatureFile(parsing: octets, entry: "s")
        let signature = try #require(file.signatures.first).content.get()
        let needed = FileReferences.digestsNeeded(by: signature, .baseline)
        #expect(needed.map(\.name) == [Array("a.txt".utf8)])
        #expect(needed.map(\.algorithm) == [.sha256])
    }
}
