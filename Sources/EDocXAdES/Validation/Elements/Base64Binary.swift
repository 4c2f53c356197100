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
        octets.reserveCapacity(text.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var count = 0
        var padding = 0
        var carriageReturn = false
        for character in text {
            let value: UInt32
            switch character {
            case 0x41...0x5A: value = UInt32(character) - 0x41
            case 0x61...0x7A: value = UInt32(character) - 0x61 + 26
            case 0x30...0x39: value = UInt32(character) - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D:
                guard count >= 2 else { return nil }
                padding += 1
                value = 0
            case 0x20, 0x09, 0x0A: continue
            case 0x0D:
                carriageReturn = true
                continue
            default: return nil
            }
            guard character == 0x3D || padding == 0 else { return nil }
            group = group << 6 | value
            count += 1
            guard count == 4 else { continue }
            guard group & ((1 << (8 * UInt32(padding))) - 1) == 0 else { return nil }
            for index in 0..<(3 - padding) {
                octets.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * index)))
            }
            if padding > 0 { padding = 3 }  // nothing may follow
            group = 0
            count = 0
        }
        guard count == 0 else { return nil }
        self.octets = octets
        hasCarriageReturn = carriageReturn
    }
}
