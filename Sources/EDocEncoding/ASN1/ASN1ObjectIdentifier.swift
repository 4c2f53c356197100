/// An OBJECT IDENTIFIER, kept as the octets of its contents (X.690 §8.19).
package struct ASN1ObjectIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The contents of the encoded value.
    package let octets: [UInt8]

    /// The identifier with these arcs; the first two are below 3 and 40.
    package init(_ arcs: UInt64...) { self.init(arcs: arcs) }

    private init(arcs: [UInt64]) {
        var octets: [UInt8] = []
        let first = (arcs.first ?? 0) &* 40 &+ (arcs.dropFirst().first ?? 0)
        for arc in [first] + arcs.dropFirst(2) {
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            octets += groups.reversed()
        }
        self.octets = octets
    }

    /// The identifier that `value` holds.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        guard value.tag == .objectIdentifier else {
            throw ASN1Error(
                .unexpectedTag, field, "expected OBJECT IDENTIFIER, found \(value.tag)")
        }
        let content = value.content
        guard let last = content.last, last < 0x80, content.count <= 128 else {
            throw ASN1Error(.invalidValue, field, "not an OBJECT IDENTIFIER")
        }
        var begins = true
        for octet in content {
            guard !(begins && octet == 0x80) else {
                throw ASN1Error(.notDER, field, "an arc with a needless leading octet")
            }
            begins = octet < 0x80
        }
        self.octets = [UInt8](content)
    }

    /// The arcs with dots between them; an arc above 2⁶³ is written as `?`.
    package var description: String {
        var arcs: [String] = []
        var value: UInt64 = 0
        var tooLarge = false
        for octet in octets {
            if value >> 56 != 0 { tooLarge = true }
            value = value << 7 | UInt64(octet & 0x7F)
            guard octet < 0x80 else { continue }
            if arcs.isEmpty {
                let first = min(value / 40, 2)
                arcs = [String(first), tooLarge ? "?" : String(value - first * 40)]
            } else {
                arcs.append(tooLarge ? "?" : String(value))
            }
            value = 0
            tooLarge = false
        }
        return arcs.joined(separator: ".")
    }
}

extension ASN1ObjectIdentifier {
    /// The identifier that `text` is, arcs in decimal with dots between them; nil when it is none
    /// (X.660: the first arc is 0, 1 or 2, the second below 40 under 0 and 1).
    package init?(dotted text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let arcs = parts.compactMap { part -> UInt64? in
            guard !part.isEmpty, part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
                part == "0" || part.first != "0"
            else { return nil }
            return UInt64(part)
        }
        guard arcs.count == parts.count, (2...64).contains(arcs.count), arcs[0] <= 2,
            arcs[1] < (arcs[0] == 2 ? UInt64.max / 2 : 40)
        else { return nil }
        self.init(arcs: arcs)
    }
}
