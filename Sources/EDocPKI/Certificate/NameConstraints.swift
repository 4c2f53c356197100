package import EDocEncoding

/// Which names the subjects below a certification authority may have.
///
/// [RFC 5280 §4.2.1.10](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10).
package struct NameConstraints: Hashable, Sendable {
    /// If any of these has the form of a name, the name has to be within one of them.
    package let permitted: [GeneralName]
    /// No name may be within one of these.
    package let excluded: [GeneralName]

    /// The constraints that `value` holds.
    package init(_ value: DERValue) throws(ASN1Error) {
        var reader = value.reader
        let permitted = try reader.optional(.constructed(0), "permittedSubtrees")
        let excluded = try reader.optional(.constructed(1), "excludedSubtrees")
        try reader.end("nameConstraints")
        self.permitted = try Self.subtrees(permitted, "permittedSubtrees")
        self.excluded = try Self.subtrees(excluded, "excludedSubtrees")
    }

    private static func subtrees(
        _ value: DERValue?, _ field: String
    ) throws(ASN1Error) -> [GeneralName] {
        var bases: [GeneralName] = []
        guard var reader = value?.reader else { return [] }
        while !reader.isAtEnd {
            guard bases.count < EvidenceLimits().subtrees else {
                throw ASN1Error(
                    .limitExceeded, field, "more than \(EvidenceLimits().subtrees) subtrees")
            }
            var subtree = try reader.next(.sequence, field).reader
            bases.append(try GeneralName(try subtree.next(field), field))
            guard subtree.isAtEnd else {
                throw ASN1Error(
                    .unsupported, field, "minimum and maximum are not used with any name form")
            }
        }
        return bases
    }

    /// How many subtrees each name is compared with.
    var count: Int { permitted.count + excluded.count }

    /// The first of `names` that the constraints do not allow.
    package func firstViolation(in names: [GeneralName]) -> GeneralName? {
        names.first { name in
            var mustMatch = false
            var matches = false
            for base in permitted where base.form == name.form {
                mustMatch = true
                if Self.contains(base, name) == true { matches = true }
            }
            if mustMatch, !matches { return true }
            // What cannot be decided is refused: RFC 5280 §4.2.1.10, last paragraphs.
            return excluded.contains { base in
                base.form == name.form && Self.contains(base, name) != false
            }
        }
    }

    /// Whether `name` is within `base`, both of one form; nil when that cannot be told.
    private static func contains(_ base: GeneralName, _ name: GeneralName) -> Bool? {
        switch (base, name) {
        case (.directoryName(let base), .directoryName(let name)): name.isWithin(base)
        case (.rfc822Name(let base), .rfc822Name(let name)):
            contains(mailbox: [UInt8](base.utf8), [UInt8](name.utf8))
        case (.dNSName(let base), .dNSName(let name)):
            base.utf8.first == dot
                ? contains(host: base.utf8, name.utf8)
                : contains(host: [dot] + base.utf8, [dot] + name.utf8)
        case (.uniformResourceIdentifier(let base), .uniformResourceIdentifier(let name)):
            host(of: name).map { host in
                base.first == dot
                    ? contains(host: base, host) : lowercased(base) == lowercased(host)
            }
        case (.iPAddress(let base), .iPAddress(let name)): contains(address: base, name)
        default: nil
        }
    }

    private static let dot = UInt8(ascii: ".")

    /// Host names are compared without regard to the case of ASCII letters (RFC 5280 §7.2).
    private static func lowercased(_ octets: some Sequence<UInt8>) -> [UInt8] {
        octets.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Whether `name` ends in `base`; an empty base is within everything.
    private static func contains(
        host base: some Sequence<UInt8>, _ name: some Sequence<UInt8>
    ) -> Bool {
        let base = lowercased(base)
        return base == [dot] || lowercased(name).suffix(base.count) == base[...]
    }

    private static func contains(mailbox base: [UInt8], _ name: [UInt8]) -> Bool? {
        let at = UInt8(ascii: "@")
        guard let position = name.lastIndex(of: at) else { return nil }
        let host = name[(position + 1)...]
        if let baseAt = base.lastIndex(of: at) {
            return name[..<position] == base[..<baseAt]
                && lowercased(host) == lowercased(base[(baseAt + 1)...])
        }
        return base.first == dot
            ? contains(host: base, host) : lowercased(host) == lowercased(base)
    }

    private static func contains(address base: [UInt8], _ name: [UInt8]) -> Bool? {
        guard name.count == 4 || name.count == 16, base.count == 2 * name.count else {
            // An IPv4 address is never within an IPv6 subtree; other sizes are no addresses.
            return [8, 32].contains(base.count) && [4, 16].contains(name.count) ? false : nil
        }
        return name.indices.allSatisfy { index in
            (name[index] ^ base[index]) & base[name.count + index] == 0
        }
    }

    /// The host name in the authority of `uri`; nil when there is none or it is an address.
    private static func host(of uri: [UInt8]) -> ArraySlice<UInt8>? {
        guard let colon = uri.firstIndex(of: UInt8(ascii: ":")),
            uri[(colon + 1)...].starts(with: "//".utf8)
        else { return nil }
        let end = "/?#".utf8
        var authority = uri[(colon + 3)...].prefix { !end.contains($0) }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
            authority = authority[(at + 1)...]
        }
        guard authority.first != UInt8(ascii: "[") else { return nil }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        let isAddress = host.allSatisfy { $0 == dot || (0x30...0x39).contains($0) }
        return host.isEmpty || isAddress ? nil : host
    }
}

extension GeneralName {
    /// The number of the alternative in the CHOICE.
    package var form: UInt8 {
        switch self {
        case .rfc822Name: 1
        case .dNSName: 2
        case .directoryName: 4
        case .uniformResourceIdentifier: 6
        case .iPAddress: 7
        case .other(let number, _): number
        }
    }
}
