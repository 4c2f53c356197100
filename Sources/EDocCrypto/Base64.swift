/// Base64 with padding, [RFC 4648 §4](https://www.rfc-editor.org/rfc/rfc4648#section-4).
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each character, 64 for those that have none.
    package static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The text of `octets`, in one line.
    package static func encoded(_ octets: Span<UInt8>) -> String {
        var text: [UInt8] = []
        append(octets, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the text of `octets`, in one line, as ASCII bytes.
    package static func append(_ octets: Span<UInt8>, to text: inout [UInt8]) {
        let alphabet = alphabet.span
        text.append(addingCapacity: (octets.count + 2) / 3 * 4) { output in
            var index = 0
            while index < octets.count {
                let left = octets.count - index
                let first = UInt32(octets[index])
                let second = left > 1 ? UInt32(octets[index + 1]) : 0
                let third = left > 2 ? UInt32(octets[index + 2]) : 0
                let group = first << 16 | second << 8 | third
                output.append(alphabet[Int(group >> 18)])
                output.append(alphabet[Int(group >> 12 & 63)])
                output.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : 0x3D)
                output.append(left > 2 ? alphabet[Int(group & 63)] : 0x3D)
                index += 3
            }
        }
    }
}

/// Decodes base64 that comes in pieces, into memory that is overwritten afterwards.
struct Base64Decoder: ~Copyable {
    private var octets: SecretOctets
    private var group: UInt32 = 0
    private var characters = 0
    private var padding = 0

    /// A decoder for up to `capacity` bytes.
    init(capacity: Int) throws(CryptoError) {
        octets = try SecretOctets(capacity: capacity)
    }

    /// Whether nothing has been decoded yet.
    var isEmpty: Bool { octets.count == 0 && characters == 0 }

    /// Whether the text so far ends with a whole group.
    var isComplete: Bool { characters == 0 }

    /// Adds text; spaces and tabs count for nothing. False when it is not base64, or too long.
    mutating func append(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let character = text[index]
            if character == 0x20 || character == 0x09 { continue }
            if character == 0x3D {
                guard characters >= 2, padding < 2 else { return false }
                padding += 1
                group <<= 6
            } else {
                let value = Base64.values[Int(character)]
                guard value < 64, padding == 0 else { return false }
                group = group << 6 | UInt32(value)
            }
            characters += 1
            guard characters < 4 || endGroup() else { return false }
        }
        return true
    }

    private mutating func endGroup() -> Bool {
        let size = 3 - padding
        // RFC 4648 §3.5: the bits that padding leaves over are zero.
        guard group & ((1 << UInt32(8 * padding)) - 1) == 0 else { return false }
        guard octets.capacity - octets.count >= size else { return false }
        for place in 0..<size {
            octets.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * place)))
        }
        group = 0
        characters = 0
        return true
    }

    /// The decoded bytes.
    consuming func finish() -> SecretOctets { octets }
}
