package import FoundationEssentials

/// Writes DER, [X.690](https://www.itu.int/rec/T-REC-X.690) §10, one element a function.
///
/// Certificates and lists of this module are put together with it and not by OpenSSL, so that tests
/// do not judge OpenSSL by its own output, and any fault can be made on purpose.
package enum DER {
    /// An element with this tag and content.
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if content.count < 0x80 {
            length = [UInt8(content.count)]
        } else {
            var rest = content.count
            while rest > 0 {
                length.insert(UInt8(rest & 0xFF), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + content
    }

    /// SEQUENCE of encoded elements.
    package static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(0x30, elements.flatMap { $0 })
    }

    /// SEQUENCE OF encoded elements.
    package static func sequence(of elements: [[UInt8]]) -> [UInt8] {
        element(0x30, elements.flatMap { $0 })
    }

    /// SET OF encoded elements, in the order of their octets (X.690 §11.6).
    package static func set(of elements: [[UInt8]]) -> [UInt8] {
        element(0x31, elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// BOOLEAN.
    package static func boolean(_ value: Bool) -> [UInt8] { [0x01, 0x01, value ? 0xFF : 0] }

    /// INTEGER of a small number that is not negative.
    package static func integer(_ value: Int) -> [UInt8] {
        integer(magnitude: stride(from: 56, through: 0, by: -8).map { UInt8(value >> $0 & 0xFF) })
    }

    /// INTEGER of a number that is not negative, big-endian, with any leading zeros.
    package static func integer(magnitude: [UInt8]) -> [UInt8] {
        var octets = Array(magnitude.drop { $0 == 0 })
        if octets.first.map({ $0 >= 0x80 }) ?? true { octets.insert(0, at: 0) }
        return element(0x02, octets)
    }

    /// ENUMERATED.
    package static func enumerated(_ value: UInt8) -> [UInt8] { [0x0A, 0x01, value] }

    /// OCTET STRING.
    package static func octetString(_ octets: [UInt8]) -> [UInt8] { element(0x04, octets) }

    /// BIT STRING of whole octets.
    package static func bitString(_ octets: [UInt8]) -> [UInt8] { element(0x03, [0] + octets) }

    /// BIT STRING of named bits, without the zero bits at its end (X.690 §11.2.2).
    package static func namedBits(_ bits: [Int]) -> [UInt8] {
        guard let last = bits.max() else { return element(0x03, [0]) }
        var octets = [UInt8](repeating: 0, count: last / 8 + 1)
        for bit in bits { octets[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        return element(0x03, [UInt8(7 - last % 8)] + octets)
    }

    /// NULL.
    package static let null: [UInt8] = [0x05, 0x00]

    /// OBJECT IDENTIFIER of numbers with dots between them.
    package static func objectIdentifier(_ text: String) -> [UInt8] {
        let arcs = text.split(separator: ".").compactMap { UInt64($0) }
        var content: [UInt8] = []
        for (place, arc) in arcs.enumerated() where place != 1 {
            let next = place == 0 && arcs.count > 1 ? arcs[1] : 0
            var value = place == 0 ? arc &* 40 &+ next : arc
            var groups = [UInt8(value & 0x7F)]
            while value > 0x7F {
                value >>= 7
                groups.insert(UInt8(value & 0x7F) | 0x80, at: 0)
            }
            content += groups
        }
        return element(0x06, content)
    }

    /// UTF8String.
    package static func utf8String(_ text: String) -> [UInt8] { element(0x0C, Array(text.utf8)) }

    /// PrintableString.
    package static func printableString(_ text: String) -> [UInt8] {
        element(0x13, Array(text.utf8))
    }

    /// IA5String.
    package static func ia5String(_ text: String) -> [UInt8] { element(0x16, Array(text.utf8)) }

    /// `[number]` EXPLICIT around an encoded element.
    package static func explicit(_ number: UInt8, _ element: [UInt8]) -> [UInt8] {
        self.element(0xA0 | number, element)
    }

    /// `[number]` IMPLICIT in the place of the tag of an encoded element.
    package static func implicit(_ number: UInt8, _ element: [UInt8]) -> [UInt8] {
        guard let tag = element.first else { return [] }
        return [0x80 | tag & 0x20 | number] + element.dropFirst()
    }

    /// Time as X.509 has it: UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
    package static func time(_ date: Date) -> [UInt8] {
        let text = digits(of: date)
        guard let year = Int(text.prefix(4)), (1950..<2050).contains(year) else {
            return generalizedTime(date)
        }
        return element(0x17, Array((text.dropFirst(2) + "Z").utf8))
    }

    /// GeneralizedTime in whole seconds.
    package static func generalizedTime(_ date: Date) -> [UInt8] {
        element(0x18, Array((digits(of: date) + "Z").utf8))
    }

    /// `YYYYMMDDHHMMSS` in UTC.
    private static func digits(of date: Date) -> String {
        // 2024-01-02T03:04:05Z
        date.formatted(.iso8601).filter(\.isNumber)
    }
}
