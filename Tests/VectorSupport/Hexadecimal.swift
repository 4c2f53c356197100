/// The octets that hexadecimal digits stand for.
public func hex(_ text: String) -> [UInt8] {
    var octets: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
        guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { continue }
        if let first = high {
            octets.append(first << 4 | UInt8(value))
            high = nil
        } else {
            high = UInt8(value)
        }
    }
    return octets
}

/// Lower-case hexadecimal digits.
public func hex(_ octets: some Sequence<UInt8>) -> String {
    octets.map { octet in
        let digits = String(octet, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
