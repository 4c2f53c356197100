/// Base64 with padding, [RFC 4648 §4](https://www.rfc-editor.org/rfc/rfc4648#section-4).
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each character, 64 for those that have none.
    private static let values: [UInt8] = {
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

    /// Adds the text of `octets`, in one line, as ASCII octets.
    package static func append(_ octets: Span<UInt8>, to text: inout [UInt8]) {
        let alphabet = alphabet.span
        text.append(addingCapacity: (octets.count + 2) / 3 * 4) { output in
            func append(_ group: UInt32, characters: Int) {
                for place in 0..<4 {
                    output.append(
                        place < characters
                            ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)]
                            : UInt8(ascii: "="))
                }
            }
            var index = 0
            while index + 2 < octets.count {
                append(
                    UInt32(octets[index]) << 16 | UInt32(octets[index + 1]) << 8
                        | UInt32(octets[index + 2]), characters: 4)
                index += 3
            }
            switch octets.count - index {
            case 1: append(UInt32(octets[index]) << 16, characters: 2)
            case 2:
                append(UInt32(octets[index]) << 16 | UInt32(octets[index + 1]) << 8, characters: 3)
            default: break
            }
        }
    }

    /// Decodes text that may come in pieces.
    ///
    /// White space counts for nothing; all else is strict: only the alphabet, padding where it
    /// belongs and nothing after it, and no bits left over (RFC 4648 §3.5).
    package struct Decoder: Sendable {
        /// Whether the text had carriage returns.
        package private(set) var hasCarriageReturn = false
        private var group: UInt32 = 0
        private var count = 0
        private var padding = 0

        /// A decoder at the beginning of a text.
        package init() {}

        /// Whether the text so far ends with a whole group of four characters.
        package var isComplete: Bool { count == 0 }

        /// How many octets `count` characters can be.
        package static func capacity(for count: Int) -> Int { count / 4 * 3 + 3 }

        /// Decodes `text` into `output`; false when it is not base64, or more than there is room for.
        package mutating func decode(
            _ text: Span<UInt8>, into output: inout OutputSpan<UInt8>
        ) -> Bool {
            let table = Base64.values
            let values = table.span
            var index = 0
            while index < text.count {
                if count == 0, padding == 0 {
                    index = Self.decodeGroups(of: text, from: index, values, into: &output)
                }
                guard index < text.count else { break }
                guard take(text[index], values[Int(text[index])], &output) else { return false }
                index += 1
            }
            return true
        }

        /// Decodes groups of four characters of the alphabet, as long as there are only such and room
        /// for what they give.
        ///
        /// - Returns: Where the first character stands that was not decoded.
        private static func decodeGroups(
            of text: Span<UInt8>, from start: Int, _ values: Span<UInt8>,
            into output: inout OutputSpan<UInt8>
        ) -> Int {
            let groups = min((text.count - start) / 4, output.freeCapacity / 3)
            var index = start
            // Each place is below `count` and `capacity`; each octet is below the 256 of the table.
            unsafe output.withUnsafeMutableBufferPointer { octets, initialized in
                guard var to = octets.baseAddress else { return }
                unsafe to += initialized
                for _ in 0..<groups {
                    let first = unsafe values[unchecked: Int(text[unchecked: index])]
                    let second = unsafe values[unchecked: Int(text[unchecked: index + 1])]
                    let third = unsafe values[unchecked: Int(text[unchecked: index + 2])]
                    let fourth = unsafe values[unchecked: Int(text[unchecked: index + 3])]
                    guard first | second | third | fourth < 64 else { break }
                    unsafe to[0] = first << 2 | second >> 4
                    unsafe to[1] = second << 4 | third >> 2
                    unsafe to[2] = third << 6 | fourth
                    unsafe to += 3
                    index += 4
                }
                initialized += (index - start) / 4 * 3
            }
            return index
        }

        /// Takes one character; false when it may not stand there.
        private mutating func take(
            _ character: UInt8, _ value: UInt8, _ output: inout OutputSpan<UInt8>
        ) -> Bool {
            switch character {
            case 0x20, 0x09, 0x0A: return true
            case 0x0D:
                hasCarriageReturn = true
                return true
            case 0x3D where count >= 2:
                padding += 1
                group <<= 6
            case _ where value < 64 && padding == 0: group = group << 6 | UInt32(value)
            default: return false
            }
            count += 1
            guard count == 4 else { return true }
            guard group & ((1 << (8 * UInt32(padding))) - 1) == 0,
                output.freeCapacity >= 3 - padding
            else { return false }
            for index in 0..<(3 - padding) {
                output.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * index)))
            }
            if padding > 0 { padding = 3 }  // nothing may follow
            group = 0
            count = 0
            return true
        }
    }
}
