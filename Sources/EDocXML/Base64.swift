/// Base64 as `xsd:base64Binary` holds it
/// ([XML Schema Part 2 §3.2.16](https://www.w3.org/TR/xmlschema-2/#base64Binary), RFC 4648 §4).
enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends `binary` in base64, padded, in one line.
    static func append(_ binary: Span<UInt8>, to text: inout [UInt8]) {
        let alphabet = alphabet.span
        var index = 0
        while index + 2 < binary.count {
            let group =
                UInt32(binary[index]) << 16 | UInt32(binary[index + 1]) << 8
                | UInt32(binary[index + 2])
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(alphabet[Int(group >> 6 & 63)])
            text.append(alphabet[Int(group & 63)])
            index += 3
        }
        switch binary.count - index {
        case 1:
            let group = UInt32(binary[index]) << 16
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(UInt8(ascii: "="))
            text.append(UInt8(ascii: "="))
        case 2:
            let group = UInt32(binary[index]) << 16 | UInt32(binary[index + 1]) << 8
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(alphabet[Int(group >> 6 & 63)])
            text.append(UInt8(ascii: "="))
        default:
            break
        }
    }
}
