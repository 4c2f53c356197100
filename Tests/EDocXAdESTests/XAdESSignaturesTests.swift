@testable import EDocXAdES
import EDocXML
import Testing

/// EN 319 162-1 §A.5, read as it is.
struct XAdESSignaturesTests {
    private static func read(
        _ text: String, limits: SignatureLimits = SignatureLimits()
    ) throws -> XAdESSignatures {
        let file = "<r xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\(text)</r>"
        return XAdESSignatures(
            parsing: try XMLDocument(parsing: Array(file.utf8).span), in: "s", limits: limits)
    }

    @Test("Signatures and what else is there, whatever the root is called")
    func sorted() throws {
        let file = try Self.read("<ds:Signature Id=\"a\"/><x/><ds:Signature Id=\"b\"/><y/>")
        #expect(file.signatures.map(\.id) == ["a", "b"])
        #expect(file.others.map(\.localName) == ["x", "y"])
        #expect(file.surplus == nil && file.misplaced.isEmpty)
    }

    @Test("Reading ends at the first signature over the limit")
    func limit() throws {
        var limits = SignatureLimits()
        limits.signatures = 1
        limits.defects = 1
        let text = "<x/><y/><ds:Signature Id=\"a\"/><ds:Signature Id=\"b\"/>"
        let file = try Self.read(text, limits: limits)
        #expect(file.signatures.map(\.id) == ["a"])
        #expect(file.surplus?.attribute("Id") == "b")
        #expect(file.others.map(\.localName) == ["x"])
    }

    @Test("Parts of a signature that stand elsewhere, but in a counter-signature at its place")
    func misplaced() throws {
        let file = try Self.read("<x><ds:Signature/></x><ds:SignedInfo/><ds:KeyInfo/>")
        #expect(file.misplaced.map(\.localName) == ["Signature", "SignedInfo"])
        let counterSigned = """
            <xades:CounterSignature><ds:Signature><ds:SignedInfo/></ds:Signature>\
            </xades:CounterSignature>
            """
        for (property, isThere) in [("UnsignedSignatureProperties", true), ("Other", false)] {
            let inside = try Self.read(
                """
                <ds:Signature><ds:Object><xades:QualifyingProperties \
                xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"><xades:UnsignedProperties>\
                <xades:\(property)>\(counterSigned)</xades:\(property)></xades:UnsignedProperties>\
                </xades:QualifyingProperties></ds:Object></ds:Signature>
                """)
            #expect(inside.misplaced.isEmpty == isThere)
        }
    }
}
