import EDocValidation
@testable import EDocXAdES
import Testing

/// Signature files as a whole (EN 319 162-1 §4.4.3.2).
struct SignatureFileTests {
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
            _ = try ReadSignature("good-b", [(pattern, text)])
        }
        #expect(failure?.finding.rule == .noBase)
        #expect(failure?.finding.place.line != nil)
    }

    @Test(
        "Other attributes of that name, and other attributes of xml:, are read",
        arguments: ["base=''", "xml:lang='lv'", "xml:bases=''", "xmlns:x='urn:x' x:base=''"])
    func others(_ attribute: String) throws {
        _ = try ReadSignature("good-b", [("<ds:Object>", "<ds:Object \(attribute)>")])
    }
}
