/// Octets as a key of a dictionary or a member of a set.
///
/// `[UInt8]` is hashed and compared octet by octet. Here both take many at once, and the hash is made
/// once, which is what the names, identifiers and evidence of a container need: they are looked up
/// again and again, and are equal when their octets are (P1).
package struct OctetString: Sendable, Hashable {
    /// The octets.
    package let octets: [UInt8]
    private let hash: Int

    /// A key of `octets`.
    package init(_ octets: [UInt8]) {
        self.octets = octets
        var hasher = Hasher()
        unsafe octets.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hash = hasher.finalize()
    }

    /// A key of `octets`.
    package init(_ octets: ArraySlice<UInt8>) { self.init(Array(octets)) }

    /// A key of the UTF-8 form of `text`.
    package init(_ text: String) { self.init(Array(text.utf8)) }

    /// Whether both are the same octets.
    package static func == (left: Self, right: Self) -> Bool {
        left.hash == right.hash && left.octets.span.hasOctets(of: right.octets.span)
    }

    /// Feeds the hash of the octets.
    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
