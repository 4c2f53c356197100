/// The URI of a file in the container, relative to the container's root
/// (EN 319 162-1 A.6, [RFC 3986 §4.2](https://www.rfc-editor.org/rfc/rfc3986#section-4.2)).
///
/// Octets of the name that a path segment may hold as they are stay; all others are
/// percent-encoded, among them those of every letter outside ASCII. Two legal ones are encoded
/// too: `:`, which in the first segment would end a scheme, and `'`, which some validators do not
/// find. Nothing is normalised: decoding gives back exactly the octets of the name.
package struct RelativeReference: Sendable, Hashable, CustomStringConvertible {
    /// The URI: ASCII.
    package let description: String

    /// The reference to the entry whose name is `name`, in UTF-8.
    package init(toEntryNamed name: Span<UInt8>) {
        var size = 0
        for index in name.indices { size &+= Self.staysAsItIs(name[index]) ? 1 : 3 }
        description = unsafe String(unsafeUninitializedCapacity: size) { buffer in
            var end = 0
            for index in name.indices {
                let octet = name[index]
                if Self.staysAsItIs(octet) {
                    unsafe buffer[end] = octet
                    end += 1
                } else {
                    unsafe buffer[end] = UInt8(ascii: "%")
                    unsafe buffer[end + 1] = Self.digit(octet >> 4)
                    unsafe buffer[end + 2] = Self.digit(octet & 15)
                    end += 3
                }
            }
            return end
        }
    }

    /// `unreserved`, the slash, and of `pchar` all but `'`, `:` and what is encoded already
    /// ([RFC 3986 Appendix A](https://www.rfc-editor.org/rfc/rfc3986#appendix-A)).
    private static func staysAsItIs(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// The hexadecimal digit of a number below 16; upper case as RFC 3986 §2.1 wants it.
    private static func digit(_ number: UInt8) -> UInt8 {
        number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "A") - 10 + number
    }
}
