/// The tokens of PDF (ISO 32000-1 §7.2, §7.3).
extension [UInt8] {
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    /// An integer.
    mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var scale: UInt = 1
        while rest / scale >= 10 { scale *= 10 }
        while scale > 1 {
            append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / scale))
            rest %= scale
            scale /= 10
        }
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest))
    }

    /// A number from zero, with leading zeros up to `digits` digits.
    mutating func append(decimal value: Int, digits: Int) {
        var scale = 1
        for _ in 1..<digits { scale *= 10 }
        while scale > 1 && value < scale {
            append(UInt8(ascii: "0"))
            scale /= 10
        }
        append(decimal: value)
    }

    /// A real number given in hundredths: `12`, `12.5`, `12.34`.
    mutating func append(hundredths value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: 100)
        append(decimal: Int(whole))
        guard rest > 0 else { return }
        append(UInt8(ascii: "."))
        append(UInt8(ascii: "0") + UInt8(rest / 10))
        if rest % 10 > 0 { append(UInt8(ascii: "0") + UInt8(rest % 10)) }
    }

    /// `12 0 R`
    mutating func append(reference number: Int) {
        append(decimal: number)
        append(" 0 R")
    }

    /// Four hexadecimal digits.
    mutating func append(hexadecimal value: UInt16) {
        append(addingCapacity: 4) { digits in
            digits.append(Self.hexadecimalDigit(value >> 12))
            digits.append(Self.hexadecimalDigit(value >> 8 & 15))
            digits.append(Self.hexadecimalDigit(value >> 4 & 15))
            digits.append(Self.hexadecimalDigit(value & 15))
        }
    }

    private static func hexadecimalDigit(_ value: UInt16) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 10 ? 0x30 &+ value : 0x37 &+ value)
    }

    /// A text string (§7.9.2.2): UTF-16BE with its byte order mark, in hexadecimal.
    mutating func append(textString text: String) {
        append("<FEFF")
        for unit in text.utf16 { append(hexadecimal: unit) }
        append(UInt8(ascii: ">"))
    }
}
