/// Base64 as `xsd:base64Binary` holds it
/// ([XML Schema Part 2 §3.2.16](https://www.w3.org/TR/xmlschema-2/#base64Binary), RFC 4648 §4).
enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends `binary` in base64, padded, in one line.
    static func append(_ binary: Span<UInt8>, to text: inout [UInt8]) {
        let alphabet = alphabet.span
        text.append(addingCapacity: (binary.count + 2) / 3 * 4) { output in
            func append(_ group: UInt32, characters: Int) {
                for place in 0..<4 {
                    output.append(
                        place < characters
                            ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)]
                            : UInt8(ascii: "="))
                }
            }
            var index = 0
            while index + 2 < binary.count {
                append(
                    UInt32(binary[index]) << 16 | UInt32(binary[index + 1]) << 8
                        | UInt32(binary[index + 2]), characters: 4)
                index += 3
            }
            switch binary.count - index {
            case 1: append(UInt32(binary[index]) << 16, characters: 2)
            case 2:
                append(UInt32(binary[index]) << 16 | UInt32(binary[index + 1]) << 8, characters: 3)
            default: break
            }
        }
    }
}
