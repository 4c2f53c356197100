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

    /// Calls `body` with every place where `word` stands, its lowest octet first.
    ///
    /// The highest octet is what `memchr` looks for: let it be a rare one.
    package func forEachPlace(of word: UInt32, _ body: (Int) -> Void) {
        unsafe withUnsafeBytes { octets in
            guard let base = octets.baseAddress, octets.count >= 4 else { return }
            let last = CInt(word >> 24)
            let end = unsafe base + octets.count
            var next = unsafe base + 3
            while unsafe next < end, let found = unsafe memchr(next, last, end - next) {
                let place = unsafe UnsafeRawPointer(found) - 3
                if unsafe place.loadUnaligned(as: UInt32.self).littleEndian == word {
                    unsafe body(place - base)
                }
                unsafe next = UnsafeRawPointer(found) + 1
            }
        }
    }

    /// Whether both hold the same octets, by `memcmp`, which compares 32 of them at once; `==` of
    /// arrays goes from octet to octet.
    package func hasOctets(of other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        return unsafe withUnsafeBytes { octets in
            unsafe other.withUnsafeBytes { others in
                guard let one = octets.baseAddress, let two = others.baseAddress else {
                    return true
                }
                return unsafe memcmp(one, two, octets.count) == 0
            }
        }
    }
}
