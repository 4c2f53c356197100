import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocXAdES
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
        #expect(RelativeReference(toEntryNamed: Array(name.utf8).span).description == uri)
    }

    @Test func decodingGivesTheOctetsBack() throws {
        var generator = SeededGenerator(seed: 9)
        let allowed = Set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&()*+,;=@/%".utf8)
        for _ in 0..<2_000 {
            let name = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            let uri = Array(RelativeReference(toEntryNamed: name.span).description.utf8)
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
}
