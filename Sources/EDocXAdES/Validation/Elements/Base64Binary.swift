internal import EDocCrypto

/// A value of `xsd:base64Binary`,
/// [XML Schema Part 2 §3.2.16](https://www.w3.org/TR/xmlschema-2/#base64Binary).
///
/// White space may stand anywhere (carriage returns too: they arrive as `&#13;`); everything else
/// is strict: only the alphabet, padding where it belongs, and no bits left over.
package struct Base64Binary: Sendable, Hashable {
    /// The octets.
    package let octets: [UInt8]
    /// Whether the text had carriage returns; see ``Quirk/carriageReturnInBase64``.
    package let hasCarriageReturn: Bool

    /// The value of `text`; nil when it is not base64.
    package init?(_ text: [UInt8]) {
        var octets: [UInt8] = []
        var decoder = Decoder()
        var isBase64 = false
        octets.append(addingCapacity: text.count / 4 * 3 + 3) { output in
            isBase64 = decoder.decode(text.span, into: &output)
        }
        guard isBase64 else { return nil }
        self.octets = octets
        hasCarriageReturn = decoder.hasCarriageReturn
    }

    private struct Decoder {
        private(set) var hasCarriageReturn = false
        private var group: UInt32 = 0
        private var count = 0
        private var padding = 0

        /// Decodes `text`; false when it is not base64.
        mutating func decode(_ text: Span<UInt8>, into output: inout OutputSpan<UInt8>) -> Bool {
            let table = Base64.values
            let values = table.span
            var index = 0
            while index < text.count {
                // Four characters of the alphabet at once, as long as there are only such.
                while count == 0, padding == 0, index + 4 <= text.count {
                    let first = values[Int(text[index])]
                    let second = values[Int(text[index + 1])]
                    let third = values[Int(text[index + 2])]
                    let fourth = values[Int(text[index + 3])]
                    guard first | second | third | fourth < 64 else { break }
                    output.append(first << 2 | second >> 4)
                    output.append(second << 4 | third >> 2)
                    output.append(third << 6 | fourth)
                    index += 4
                }
                guard index < text.count else { break }
                guard take(text[index], values[Int(text[index])], &output) else { return false }
                index += 1
            }
            return count == 0
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
            guard group & ((1 << (8 * UInt32(padding))) - 1) == 0 else { return false }
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
