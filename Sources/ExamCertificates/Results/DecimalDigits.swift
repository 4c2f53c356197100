extension UInt8 {
    /// Whether it is one of the ten digits of ASCII.
    var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}

extension ArraySlice<UInt8> {
    /// The value of one to nine ASCII digits and nothing else.
    var decimalNumber: Int? {
        guard 1...9 ~= count else { return nil }
        var value = 0
        for octet in self {
            guard octet.isASCIIDigit else { return nil }
            value = value * 10 + Int(octet - 0x30)
        }
        return value
    }
}

extension Int {
    /// A number from 0 to 99, with a leading zero where it needs one.
    var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
