internal import Glibc

/// An address of the Internet Protocol, version 4 or 6, and what it is for.
///
/// Which ranges are for what: the IANA registries of special-purpose addresses
/// ([RFC 6890](https://www.rfc-editor.org/rfc/rfc6890)).
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// What an address is for, as far as it matters to whoever connects to it.
    package enum Kind: String, Sendable, Hashable {
        /// This machine: 127.0.0.0/8, ::1.
        case loopback
        /// No address of anybody: 0.0.0.0/8, ::, which systems take for this machine.
        case unspecified
        /// A private network: RFC 1918 and fc00::/7 (RFC 4193).
        case privateNetwork = "private"
        /// A network behind a provider's translation: 100.64.0.0/10 (RFC 6598).
        case sharedNetwork = "shared"
        /// One link: 169.254.0.0/16, fe80::/10; services of clouds about a machine are there.
        case linkLocal = "link-local"
        /// Many machines at once: 224.0.0.0/4, ff00::/8.
        case multicast
        /// For documentation, measurements, or nothing yet.
        case reserved
        /// An address of the public Internet.
        case global
    }

    /// Four octets or sixteen, in the order of the network.
    package let octets: [UInt8]
    /// The interface of an address of one link; 0: none is named.
    package let scope: UInt32

    /// An address of version 4 or 6; nil when the octets are not four or sixteen.
    package init?(octets: [UInt8], scope: UInt32 = 0) {
        guard octets.count == 4 || octets.count == 16 else { return nil }
        self.octets = octets
        self.scope = scope
    }

    /// Whether it is one of version 6.
    package var isVersion6: Bool { octets.count == 16 }

    /// The numbers, as `192.0.2.1` or `2001:db8::1`.
    package var description: String {
        var text = [CChar](repeating: 0, count: 64)
        let family = isVersion6 ? AF_INET6 : AF_INET
        guard unsafe inet_ntop(family, octets, &text, socklen_t(text.count)) != nil else {
            return "an address that is no text"
        }
        let name = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return scope == 0 ? name : "\(name)%\(scope)"
    }

    /// What the address is for. An address of version 6 that stands for one of version 4 is for
    /// what that is for.
    package var kind: Kind {
        guard isVersion6 else { return Self.kind(octets[0], octets[1], octets[2]) }
        if let inner = embedded {
            return Self.kind(inner[0], inner[1], inner[2])
        }
        return switch (octets[0], octets[1]) {
        case (0xff, _): .multicast
        case (0xfe, 0x80...0xbf): .linkLocal
        case (0xfc...0xfd, _), (0xfe, 0xc0...0xff): .privateNetwork
        case (0x20, 0x01) where octets[2] < 2: .reserved  // 2001::/23: protocols, Teredo too
        case (0x20, 0x01) where octets[2] == 0x0d && octets[3] == 0xb8: .reserved
        case (0x3f, 0xff) where octets[2] < 0x10: .reserved
        case (0x20...0x3f, _): .global
        case (0, 0) where zeros(15) && octets[15] == 1: .loopback
        case (0, 0) where zeros(16): .unspecified
        default: .reserved
        }
    }

    /// The address of version 4 that one of version 6 stands for: ::ffff:0:0/96 and ::/96
    /// ([RFC 4291 §2.5.5](https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5)), 64:ff9b::/96
    /// ([RFC 6052](https://www.rfc-editor.org/rfc/rfc6052)), 2002::/16
    /// ([RFC 3056](https://www.rfc-editor.org/rfc/rfc3056)).
    private var embedded: ArraySlice<UInt8>? {
        if octets[0] == 0x20, octets[1] == 0x02 { return octets[2..<6].rebased }
        let isMapped = zeros(10) && octets[10] == 0xff && octets[11] == 0xff
        let isCompatible = zeros(12) && (octets[12], octets[13]) != (0, 0)
        let isTranslated = octets.starts(with: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])
        return isMapped || isCompatible || isTranslated ? octets[12...].rebased : nil
    }

    private func zeros(_ count: Int) -> Bool { octets.prefix(count).allSatisfy { $0 == 0 } }

    private static func kind(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Kind {
        switch (first, second) {
        case (0, _): .unspecified
        case (127, _): .loopback
        case (10, _), (172, 16...31), (192, 168): .privateNetwork
        case (100, 64...127): .sharedNetwork
        case (169, 254): .linkLocal
        case (224...239, _): .multicast
        case (192, 0) where third == 0 || third == 2: .reserved
        case (192, 88) where third == 99: .reserved
        case (198, 18...19), (240..., _): .reserved
        case (198, 51) where third == 100: .reserved
        case (203, 0) where third == 113: .reserved
        default: .global
        }
    }
}

extension ArraySlice {
    /// The same elements with indices from zero.
    fileprivate var rebased: ArraySlice { ArraySlice(Array(self)) }
}
