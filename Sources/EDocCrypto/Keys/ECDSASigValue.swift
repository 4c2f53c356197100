/// `Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }`, RFC 3279 §2.2.3, in DER (X.690 §10).
enum ECDSASigValue {
    /// The largest encoding for any of the curves: 3 bytes of header, twice 2 + 67 bytes.
    static let largestEncoding = 141

    /// r and s in fixed width; nil unless `der` is strictly DER, not negative, and fits `curve`.
    static func fixedWidth(_ der: Span<UInt8>, curve: KeyType.Curve) -> [UInt8]? {
        let width = curve.coordinateSize
        guard der.count >= 8, der.count <= largestEncoding, der[0] == 0x30 else { return nil }
        // X.690 §10.1: the short form of a length up to 127, else one more byte.
        var position = 2
        var length = Int(der[1])
        if length == 0x81 {
            length = Int(der[2])
            position = 3
            guard length >= 0x80 else { return nil }
        } else if length > 0x80 {
            return nil
        }
        guard length == der.count - position else { return nil }
        guard let r = integer(der, at: &position, width: width),
            let s = integer(der, at: &position, width: width), position == der.count
        else { return nil }
        return [UInt8](capacity: 2 * width) { output in
            for _ in r.count..<width { output.append(0) }
            for index in r { output.append(der[index]) }
            for _ in s.count..<width { output.append(0) }
            for index in s { output.append(der[index]) }
        }
    }

    /// Where the magnitude of the INTEGER at `position` stands, without a leading zero.
    private static func integer(
        _ der: Span<UInt8>, at position: inout Int, width: Int
    ) -> Range<Int>? {
        guard position + 2 < der.count, der[position] == 0x02 else { return nil }
        let length = Int(der[position + 1])
        let start = position + 2
        guard length >= 1, length <= width + 1, length <= der.count - start else { return nil }
        position = start + length
        guard der[start] < 0x80 else { return nil }
        if der[start] == 0, length > 1 {
            // X.690 §8.3.2: the first nine bits are not all zero.
            guard der[start + 1] >= 0x80 else { return nil }
            return start + 1..<position
        }
        return length <= width ? start..<position : nil
    }

    /// The DER of r and s in fixed width; nil when there are not twice the width of `curve` bytes.
    static func derEncoded(_ octets: Span<UInt8>, curve: KeyType.Curve) -> [UInt8]? {
        let width = curve.coordinateSize
        guard octets.count == 2 * width else { return nil }
        var content: [UInt8] = []
        content.reserveCapacity(largestEncoding)
        for start in [0, width] {
            var first = start
            while first < start + width - 1, octets[first] == 0 { first += 1 }
            let sign = octets[first] >= 0x80 ? 1 : 0
            content.append(0x02)
            content.append(UInt8(start + width - first + sign))
            if sign == 1 { content.append(0) }
            for index in first..<start + width { content.append(octets[index]) }
        }
        let header: [UInt8] =
            content.count < 0x80
            ? [0x30, UInt8(content.count)] : [0x30, 0x81, UInt8(content.count)]
        return header + content
    }
}
