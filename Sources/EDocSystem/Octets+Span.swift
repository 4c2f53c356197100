extension [UInt8] {
    /// Appends all of `bytes`.
    package mutating func append(contentsOf bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Replaces as many octets as `replacement` has; what would lie behind the end is left out.
    mutating func replace(at offset: Int, by replacement: Span<UInt8>) {
        for index in 0..<Swift.min(replacement.count, Swift.max(0, count - offset)) {
            self[offset + index] = replacement[index]
        }
    }
}
