import EDocValidation
@testable import EDocXAdES
import Testing

struct ReferenceTargetTests {
    @Test("References name files by octets")
    func names() {
        func name(_ uri: String, _ allows: Bool = false) -> String? {
            (try? ReferenceTarget(uri, allowsUnescaped: allows)).map {
                String(decoding: $0.name, as: UTF8.self)
            }
        }
        #expect(name("a.txt") == "a.txt")
        #expect(name("Sample%20File.pdf") == "Sample File.pdf")
        #expect(name("Sample File.pdf") == "Sample File.pdf")
        #expect(name("test+test.txt") == "test+test.txt")
        #expect(name("%C4%81.txt") == "ā.txt")
        #expect(name("ā.txt") == "ā.txt")
        #expect(name("b/a:1.txt") == "b/a:1.txt")
        #expect(name("ā:1.txt") == "ā:1.txt")
        for unescaped in ["a#1.txt", "a?b.txt", "Re: x.pdf", "b/a#1?.txt", "http:x"] {
            #expect(name(unescaped, true) == unescaped)
            #expect(name(unescaped) == nil)
            // The quirk is named where a file has that name, and not where it is only like one.
            func explanation(_ name: String) -> String {
                var data = SignedDataDigests()
                data.insert(Array(name.utf8), [])
                return UnescapedReference.explanation(of: unescaped, in: data)
            }
            #expect(explanation(unescaped).contains("unescapedReference"))
            #expect(explanation("a") == "" && explanation(unescaped + "x") == "")
        }
        for other in ["http://h/a", "/a", "../a#", "a#%", "META-INF/a#"] {
            #expect(name(other, true) == nil)
            var data = SignedDataDigests()
            data.insert(Array(other.utf8), [])
            #expect(UnescapedReference.explanation(of: other, in: data) == "")
        }
    }

    @Test("What names no file, or one of the container's own, is refused")
    func refusals() {
        func rule(_ uri: String) -> String? {
            do {
                _ = try ReferenceTarget(uri, allowsUnescaped: false)
                return nil
            } catch {
                return error.rule.code
            }
        }
        for uri in ["/a", "//h/a", "http://h/a", "file:a", "a?b", "a#b", "a%", "a%2", "a%zz"] {
            #expect(rule(uri) == "C9", "\(uri)")
        }
        for uri in ["..", "../a", "b/../a", "./a", "%2e%2e/a", "b/%2E"] {
            #expect(rule(uri) == "T6", "\(uri)")
        }
        for uri in ["META-INF/manifest.xml", "mimetype", "meta-inf/x", "%4dETA-INF/x"] {
            #expect(rule(uri) == "T19", "\(uri)")
        }
    }

    @Test("Two normal forms are two names (P1)")
    func normalForms() throws {
        let nfc = try ReferenceTarget("%C4%81", allowsUnescaped: false)
        let nfd = try ReferenceTarget("a%CC%84", allowsUnescaped: false)
        #expect(nfc != nfd)
    }
}
