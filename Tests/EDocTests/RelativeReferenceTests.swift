@testable import EDoc
import EDocValidation
import Testing
import VectorSupport

@Suite struct RelativeReferenceTests {
    @Test(arguments: [
        ("Sample File.pdf", "Sample%20File.pdf"),
        ("test+test.txt", "test+test.txt"),
        ("100%#?.txt", "100%25%23%3F.txt"),
        ("it's", "it%27s"),
        ("a:b", "a%3Ab"),
        ("folder/a b", "folder/a%20b"),
        ("ā", "%C4%81"),
        ("e\u{301}", "e%CC%81"),
        ("\u{E9}", "%C3%A9"),
        ("😀", "%F0%9F%98%80"),
        ("~=@()&!$*,;-._", "~=@()&!$*,;-._"),
        ("[]{}<>\"^`|", "%5B%5D%7B%7D%3C%3E%22%5E%60%7C"),
    ])
    func encodes(name: String, uri: String) {
        #expect(RelativeReference.uri(ofEntryNamed: Array(name.utf8).span) == uri)
    }

    @Test func decodingGivesTheOctetsBack() throws {
        var generator = SeededGenerator(seed: 9)
        let allowed = Set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&()*+,;=@/%".utf8)
        for _ in 0..<2_000 {
            let name = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            let uri = Array(RelativeReference.uri(ofEntryNamed: name.span).utf8)
            #expect(uri.allSatisfy(allowed.contains))
            var decoded: [UInt8] = []
            var rest = uri[...]
            while let octet = rest.popFirst() {
                if octet == UInt8(ascii: "%") {
                    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                    decoded.append(try #require(UInt8(digits, radix: 16)))
                    rest = rest.dropFirst(2)
                } else {
                    decoded.append(octet)
                }
            }
            #expect(decoded == name)
        }
    }

    @Test("A name is read as it was written")
    func names() {
        func name(_ uri: String, _ allows: Bool = false) -> String? {
            (try? RelativeReference.entryName(of: uri, allowsUnescaped: allows)).map {
                String(decoding: $0, as: UTF8.self)
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
        }
        for other in ["http://h/a", "/a", "../a#", "a#%", "META-INF/a#"] {
            #expect(name(other, true) == nil)
        }
    }

    @Test("What names no file, or one of the container's own, is refused")
    func refusals() {
        func rule(_ uri: String) -> String? {
            do {
                _ = try RelativeReference.entryName(of: uri, allowsUnescaped: false)
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
        let nfc = try RelativeReference.entryName(of: "%C4%81", allowsUnescaped: false)
        let nfd = try RelativeReference.entryName(of: "a%CC%84", allowsUnescaped: false)
        #expect(nfc != nfd)
    }
}
