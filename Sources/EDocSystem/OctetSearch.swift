internal import Glibc

extension Span<UInt8> {
    /// The first place of `octet` from `start` on and before `end`, by `memchr`, which looks at 32
    /// octets at once; nil when there is none, or no such range.
    package func firstIndex(of octet: UInt8, from start: Int, to end: Int) -> Int? {
        guard start >= 0, start < end, end <= count else { return nil }
        return unsafe withUnsafeBytes { octets in
            guard let base = octets.baseAddress,
                let found = unsafe memchr(base + start, CInt(octet), end - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
