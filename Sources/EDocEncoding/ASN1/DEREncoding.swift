/// Writes Distinguished Encoding Rules (X.690 §10): what the requests are made of.
package enum DEREncoding {
    /// A value with the tag `tag` whose contents are the parts one after the other.
    package static func value(_ tag: ASN1Tag, _ parts: [UInt8]...) -> [UInt8] {
        let count = parts.reduce(0) { $0 + $1.count }
        var octets = [tag.rawValue]
        octets.reserveCapacity(count + 6)
        octets += length(count)
        for part in parts { octets += part }
        return octets
    }

    /// The length octets of `count` octets.
    package static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        var octets: [UInt8] = []
        var rest = count
        while rest > 0 {
            octets.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(octets.count)] + octets
    }

    /// An OBJECT IDENTIFIER.
    package static func value(_ identifier: ASN1ObjectIdentifier) -> [UInt8] {
        value(.objectIdentifier, identifier.octets)
    }

    /// An INTEGER that is not negative; `magnitude` is big-endian and may have leading zeros.
    package static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let digits = [UInt8](magnitude.drop { $0 == 0 })
        guard let first = digits.first else { return value(.integer, [0]) }
        return value(.integer, first >= 0x80 ? [0] + digits : digits)
    }

    /// A NULL.
    package static let null: [UInt8] = [ASN1Tag.null.rawValue, 0]

    /// The BOOLEAN TRUE.
    package static let booleanTrue: [UInt8] = [ASN1Tag.boolean.rawValue, 1, 0xFF]
}
