internal import CEDocZlib

/// The checksum of APPNOTE 4.4.7.
package struct CRC32: Sendable, Hashable {
    /// The checksum of the bytes so far.
    package private(set) var value: UInt32

    /// The checksum of no bytes.
    package init() { value = 0 }

    /// The checksum of bytes whose checksum is `value`, ready for what follows them.
    package init(continuing value: UInt32) { self.value = value }

    /// The checksum of `bytes`.
    package init(of bytes: Span<UInt8>) {
        value = 0
        update(bytes)
    }

    /// Takes `bytes` into the checksum.
    package mutating func update(_ bytes: Span<UInt8>) {
        let before = UInt(value)
        let after = unsafe bytes.withUnsafeBufferPointer { buffer in
            // zlib takes a null pointer for "the initial value", whatever the checksum so far.
            guard let start = buffer.baseAddress else { return before }
            return unsafe CEDocZlib_crc32(before, start, buffer.count)
        }
        value = UInt32(truncatingIfNeeded: after)
    }

    /// The checksum of two pieces in a row from the checksums of each.
    ///
    /// - Parameter secondLength: How many bytes the second piece has; a negative length counts as
    ///   0.
    package static func combine(_ first: UInt32, _ second: UInt32, secondLength: Int) -> UInt32 {
        guard secondLength > 0 else { return first }
        return UInt32(
            truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), off_t(secondLength)))
    }
}
