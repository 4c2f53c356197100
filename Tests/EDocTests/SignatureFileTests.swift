@testable import EDoc
import EDocValidation
import EDocXAdES
import Testing
import VectorSupport

/// Signature files as a whole (EN 319 162-1 §4.4.3.2).
struct SignatureFileTests {
    /// Reads `good-b` after the first match of `pattern` is replaced by `text`.
    private static func read(_ pattern: String, _ text: String) throws -> SignatureFile {
        let file = String(
            decoding: try Vectors.octets("asic-e/signatures/good-b.xml"), as: UTF8.self)
        let edited = file.replacing(try Regex(pattern), with: text)
        try #require(edited != file, "\(pattern) is nowhere")
        return try SignatureFile(parsing: Array(edited.utf8), entry: "META-INF/signatures.xml")
    }

    /// The rules that the file breaks as a whole.
    private static func rules(
        _ pattern: String, _ text: String, _ policy: ValidationPolicy = .baseline
    ) throws -> [ValidationRule] {
        try read(pattern, text).defects(under: policy).map(\.finding.rule)
    }

    @Test("C5: asic:XAdESSignatures, signatures, and nothing else")
    func root() throws {
        let root = [ValidationRule.signatureFileRoot]
        #expect(try Self.rules("10:00:00Z", "10:00:01Z") == [])
        #expect(try Self.rules("02918/v1.2.1#", "02918/v1.2.2#") == root)
        #expect(try Self.rules("</asic:XAdESSignatures>", "<a/></asic:XAdESSignatures>") == root)
        #expect(try Self.rules("(?s)<ds:Signature .*</ds:Signature>", "") == root)
        let failure = #expect(throws: FormatFailure.self) {
            try Self.read("</asic:XAdESSignatures>", "")
        }
        #expect(failure?.finding.rule == .signatureFileRoot)
    }

    @Test("C5: the misspelt namespace is a quirk, and is said to be one")
    func misspelt() throws {
        let edit = ("02918/v1.2.1#", "2918/v1.2.1#")
        #expect(try Self.read("10:00:00Z", "10:00:01Z").quirks.isEmpty)
        #expect(try Self.read(edit.0, edit.1).quirks == [.misspeltSignaturesNamespace])
        #expect(try Self.rules(edit.0, edit.1) == [.signatureFileRoot])
        var policy = ValidationPolicy.baseline
        policy.quirks.insert(.misspeltSignaturesNamespace)
        #expect(try Self.rules(edit.0, edit.1, policy).isEmpty)
    }

    @Test("T1, T2, T3: each part once, at its place, and no document type")
    func traps() throws {
        #expect(
            try Self.rules(
                "</asic:XAdESSignatures>",
                "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></asic:XAdESSignatures>"
            )
                == [.signatureFileRoot, .elementsAtTheirPlace])
        for (pattern, text, rule) in [
            ("<ds:Object>", "<ds:Object Id=\"id-1\">", ValidationRule.uniqueIdentifiers),
            ("<asic:XAdESSignatures", "<!DOCTYPE a><asic:XAdESSignatures", .noDocumentType),
        ] {
            let failure = #expect(throws: FormatFailure.self) { try Self.read(pattern, text) }
            #expect(failure?.finding.rule == rule)
        }
    }

    @Test("T5: more signatures than are read")
    func limit() throws {
        let octets = try Vectors.octets("asic-e/signatures/good-b.xml")
        var limits = SignatureLimits()
        limits.signatures = 1
        #expect(
            try SignatureFile(parsing: octets, entry: "s", limits: limits).signatures.count == 1)
        limits.signatures = 0
        let failure = #expect(throws: FormatFailure.self) {
            try SignatureFile(parsing: octets, entry: "s", limits: limits)
        }
        #expect(failure?.finding.rule == .signatureFileLimits)
    }

    private static let up = "http://h/" + String(repeating: "a/../", count: 200_000)

    @Test(
        "T22: xml:base is refused wherever it stands, before libxml2 reads it",
        arguments: [
            ("<asic:XAdESSignatures ", "<asic:XAdESSignatures xml:base='\(up)' "),
            ("<ds:Signature ", "<ds:Signature xml:base = \"\(up)\" "),
            ("<ds:Object>", "<ds:Object\nxml:base=''>"),
            ("<xades:SigningTime>", "<xades:SigningTime Id='t' xml:base='a'>"),
            ("</ds:Signature>", "<a xml:base='../'/></ds:Signature>"),
            ("</asic:XAdESSignatures>", "<not-well-formed xml:base='.' ="),
        ])
    func base(_ pattern: String, _ text: String) {
        let failure = #expect(throws: FormatFailure.self) {
            try Self.read(pattern, text)
        }
        #expect(failure?.finding.rule == .noBase)
        #expect(failure?.finding.place.line != nil)
    }

    @Test(
        "Other attributes of that name, and other attributes of xml:, are read",
        arguments: ["base=''", "xml:lang='lv'", "xml:bases=''", "xmlns:x='urn:x' x:base=''"])
    func others(_ attribute: String) throws {
        let file = try Self.read("<ds:Object>", "<ds:Object \(attribute)>")
        #expect(file.defects(under: .baseline).isEmpty)
    }
}
