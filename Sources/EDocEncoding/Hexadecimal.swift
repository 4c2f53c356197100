/// Octets as hexadecimal digits, [RFC 4648 §8](https://www.rfc-editor.org/rfc/rfc4648#section-8).
package enum Hexadecimal {
    /// The digit of a number below 16.
    package static func digit(_ value: UInt8, uppercase: Bool = false) -> UInt8 {
        switch value {
        case 0..<10: UInt8(ascii: "0") + value
        default: (uppercase ? UInt8(ascii: "A") : UInt8(ascii: "a")) + value - 10
        }
    }

    /// The number of a digit, small or capital; nil when it is none.
    package static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Two small digits for each octet.
    package static func text(_ octets: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for octet in octets {
            text.append(digit(octet >> 4))
            text.append(digit(octet & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The number in small digits, at least `width` of them, with zeros before it.
    package static func text(_ number: UInt32, width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
