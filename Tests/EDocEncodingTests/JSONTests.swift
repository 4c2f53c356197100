import EDocEncoding
import Testing

struct JSONTests {
    @Test("JSON: what is written is read again, and nothing else is")
    func json() throws {
        let value = JSONValue.members([
            "a": .null, "b": .bool(true), "c": .integer(.min),
            "d": .string("\"\\\n\u{1}\u{202E}ā😀"),
            "e": .array([.integer(0), .object([])]),
        ])
        #expect(try JSONValue(parsing: Array(value.encoded.utf8)) == value)
        #expect(!value.encoded.utf8.contains(10))
        #expect(value.encoded.contains(#"\u202e"#))
        #expect(try JSONValue(parsing: Array(#" [ "😀" ] "#.utf8)) == .array([.string("😀")]))
        for wrong in [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.5", "1e3", "\"\\ud83d\"", "\"\\x\"",
            "nul",
            "[1] 2", "\"\n\"", "9223372036854775808", "{a:1}", "\"\\u+123\"",
            String(repeating: "[", count: 40), "\"",
        ] {
            #expect(throws: JSONError.self, "\(wrong)") {
                try JSONValue(parsing: Array(wrong.utf8))
            }
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        for depth in [32, 33] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let read = try? JSONValue(parsing: Array(text.utf8))
            #expect((read != nil) == (depth == 32), "\(depth)")
        }
    }
}
