// APPNOTE 4.4.1.1: all numbers are unsigned and stored low byte first.

extension OutputSpan<UInt8> {
    mutating func append(littleEndian value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    mutating func append(littleEndian value: UInt32) {
        append(littleEndian: UInt16(truncatingIfNeeded: value))
        append(littleEndian: UInt16(truncatingIfNeeded: value >> 16))
    }

    mutating func append(littleEndian value: UInt64) {
        append(littleEndian: UInt32(truncatingIfNeeded: value))
        append(littleEndian: UInt32(truncatingIfNeeded: value >> 32))
    }
}

extension Span<UInt8> {
    /// The two bytes at `offset`; nil when they are not all there.
    func littleEndian16(at offset: Int) -> UInt16? {
        guard offset >= 0, offset <= count - 2 else { return nil }
        return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
    }

    /// The four bytes at `offset`; nil when they are not all there.
    func littleEndian32(at offset: Int) -> UInt32? {
        guard let low = littleEndian16(at: offset), offset <= count - 4,
            let high = littleEndian16(at: offset + 2)
        else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    /// The eight bytes at `offset`; nil when they are not all there.
    func littleEndian64(at offset: Int) -> UInt64? {
        guard let low = littleEndian32(at: offset), offset <= count - 8,
            let high = littleEndian32(at: offset + 4)
        else { return nil }
        return UInt64(low) | UInt64(high) << 32
    }
}

extension Array<UInt8> {
    /// Appends all of `bytes`.
    mutating func append(contentsOf bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
