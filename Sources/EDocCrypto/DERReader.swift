/// Goes through the elements of a DER encoding (X.690 §10) one after the other: single-byte tags
/// and definite lengths of at most four bytes, in their shortest form.
///
/// It holds places only; the bytes are passed to each call.
package struct DERReader: Sendable {
    /// Where the next element begins.
    package private(set) var position: Int
    private let end: Int

    /// A reader of the elements in `range`.
    package init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// Whether everything has been read.
    package var isAtEnd: Bool { position >= end }

    /// The tag of the next element; nil at the end.
    package func tag(in octets: Span<UInt8>) -> UInt8? {
        position < min(end, octets.count) ? octets[position] : nil
    }

    /// Goes past the next element; where its content stands, or nil when it is not there, has
    /// another tag, or is not DER.
    package mutating func next(tag: UInt8, in octets: Span<UInt8>) -> Range<Int>? {
        let end = min(end, octets.count)
        guard self.tag(in: octets) == tag, tag & 0x1F != 0x1F, end - position >= 2 else {
            return nil
        }
        var length = Int(octets[position + 1])
        var start = position + 2
        if length >= 0x80 {
            let count = length - 0x80
            guard (1...4).contains(count), end - start >= count, octets[start] != 0 else {
                return nil
            }
            length = 0
            for index in start..<start + count { length = length << 8 | Int(octets[index]) }
            guard length >= 0x80 else { return nil }
            start += count
        }
        guard end - start >= length else { return nil }
        position = start + length
        return start..<position
    }
}
