/// One value in Distinguished Encoding Rules, where it stands in the bytes that were read.
///
/// [X.690 §10](https://www.itu.int/rec/T-REC-X.690). Only the header is checked when the value is
/// made; the accessors check the contents. Slices share the storage of the bytes.
package struct DERValue: Hashable, Sendable {
    /// The tag.
    package let tag: ASN1Tag
    /// Header and contents.
    package let encoded: ArraySlice<UInt8>
    /// The contents.
    package let content: ArraySlice<UInt8>

    /// The one value that `octets` hold, with nothing after it (X.690 §10; the rule T20).
    package init(
        _ octets: ArraySlice<UInt8>, _ tag: ASN1Tag, _ field: String
    ) throws(ASN1Error) {
        var reader = DERSequence(octets)
        self = try reader.next(tag, field)
        try reader.end(field)
    }

    /// A value whose header is known to be right.
    package init(tag: ASN1Tag, encoded: ArraySlice<UInt8>, content: ArraySlice<UInt8>) {
        self.tag = tag
        self.encoded = encoded
        self.content = content
    }

    /// A reader over the values inside a constructed one.
    package var reader: DERSequence { DERSequence(content) }

    /// The value as an array of its own, header included.
    package var octets: [UInt8] { [UInt8](encoded) }

    /// The value of a BOOLEAN: one octet, 00 or FF (X.690 §11.1).
    package func boolean(_ field: String) throws(ASN1Error) -> Bool {
        guard content.count == 1, let octet = content.first else {
            throw ASN1Error(.invalidValue, field, "a BOOLEAN has one octet")
        }
        switch octet {
        case 0x00: return false
        case 0xFF: return true
        default: throw ASN1Error(.notDER, field, "a BOOLEAN is 00 or FF in DER")
        }
    }

    /// The contents of an INTEGER or ENUMERATED in two's complement, as short as can be
    /// (X.690 §8.3.2).
    package func integer(_ field: String) throws(ASN1Error) -> ArraySlice<UInt8> {
        guard let first = content.first else {
            throw ASN1Error(.invalidValue, field, "an INTEGER without octets")
        }
        if content.count > 1 {
            let second = content[content.startIndex + 1]
            guard !(first == 0x00 && second < 0x80), !(first == 0xFF && second >= 0x80) else {
                throw ASN1Error(.notDER, field, "an INTEGER with a needless leading octet")
            }
        }
        return content
    }

    /// The value of an INTEGER or ENUMERATED that is neither negative nor above 2³¹ − 1.
    package func smallInteger(_ field: String) throws(ASN1Error) -> Int {
        let octets = try integer(field)
        guard octets.count <= 4, let first = octets.first, first < 0x80 else {
            throw ASN1Error(.invalidValue, field, "the number is negative or too large")
        }
        return octets.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The octets of a BIT STRING whose number of bits is a multiple of eight.
    package func bitStringOctets(_ field: String) throws(ASN1Error) -> ArraySlice<UInt8> {
        guard let unused = content.first else {
            throw ASN1Error(.invalidValue, field, "a BIT STRING without its first octet")
        }
        guard unused == 0 else {
            throw ASN1Error(.invalidValue, field, "expected whole octets in a BIT STRING")
        }
        return content.dropFirst()
    }

    /// The octets of a signature in a BIT STRING; none when it is not whole octets, and then it
    /// verifies with no key.
    package var signatureOctets: ArraySlice<UInt8> {
        content.first == 0 ? content.dropFirst() : content.prefix(0)
    }

    /// The first 16 named bits of a BIT STRING; bit 0 of the standard is the lowest bit here.
    package func namedBits(_ field: String) throws(ASN1Error) -> UInt16 {
        guard let unused = content.first, unused < 8, content.count <= 3,
            unused == 0 || content.count > 1
        else { throw ASN1Error(.invalidValue, field, "not a BIT STRING of at most 16 bits") }
        var bits: UInt16 = 0
        for (index, octet) in content.dropFirst().enumerated() {
            for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 {
                bits |= 1 << UInt16(index * 8 + bit)
            }
        }
        if unused > 0, let last = content.last, last & ((1 << unused) - 1) != 0 {
            throw ASN1Error(.notDER, field, "the unused bits of a BIT STRING are zero in DER")
        }
        return bits
    }

    /// The text of a string type that is a subset of ASCII (IA5String, PrintableString, …).
    package func asciiText(_ field: String) throws(ASN1Error) -> String {
        guard content.allSatisfy({ $0 < 0x80 }) else {
            throw ASN1Error(.invalidValue, field, "expected ASCII")
        }
        return String(decoding: content, as: UTF8.self)
    }
}

/// Reads the values of a constructed value one after the other: tags of one octet, lengths of at
/// most four, in their shortest form (X.690 §10.1).
package struct DERSequence: Sendable {
    /// What is not read yet.
    package private(set) var rest: ArraySlice<UInt8>

    /// A reader over `octets`, which are values one after the other.
    package init(_ octets: ArraySlice<UInt8>) { rest = octets }

    /// Whether everything is read.
    package var isAtEnd: Bool { rest.isEmpty }

    /// The tag of the next value; nil at the end.
    package var nextTag: ASN1Tag? { rest.first.map(ASN1Tag.init(rawValue:)) }

    /// Reads the next value, whatever its type.
    package mutating func next(_ field: String) throws(ASN1Error) -> DERValue {
        let start = rest.startIndex
        guard let identifier = rest.first else {
            throw ASN1Error(.truncated, field, "expected a value, found the end")
        }
        guard identifier & 0x1F != 0x1F else {
            throw ASN1Error(.unsupported, field, "a tag number above 30")
        }
        guard rest.count >= 2 else { throw ASN1Error(.truncated, field, "the length is missing") }
        let first = rest[start + 1]
        var length = Int(first)
        var header = 2
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard count > 0 else {
                throw ASN1Error(.notDER, field, "an indefinite length is not DER")
            }
            guard count <= 4 else { throw ASN1Error(.limitExceeded, field, "a length over 4 GiB") }
            header += count
            guard rest.count >= header else {
                throw ASN1Error(.truncated, field, "the length is cut off")
            }
            length = 0
            for octet in rest[start + 2..<start + header] { length = length << 8 | Int(octet) }
            guard length >= 0x80, length >> (8 * (count - 1)) != 0 else {
                throw ASN1Error(.notDER, field, "a length in more octets than it needs")
            }
        }
        guard rest.count - header >= length else {
            throw ASN1Error(
                .truncated, field,
                "\(length) octets announced, \(rest.count - header) are there")
        }
        let end = start + header + length
        let value = DERValue(
            tag: ASN1Tag(rawValue: identifier), encoded: rest[start..<end],
            content: rest[start + header..<end])
        rest = rest[end...]
        return value
    }

    /// Reads the next value, which has to have the tag `tag`.
    package mutating func next(_ tag: ASN1Tag, _ field: String) throws(ASN1Error) -> DERValue {
        guard nextTag == tag else {
            let found = nextTag?.description ?? "the end"
            throw ASN1Error(.unexpectedTag, field, "expected \(tag), found \(found)")
        }
        return try next(field)
    }

    /// Reads the next value if it has the tag `tag`.
    package mutating func optional(
        _ tag: ASN1Tag, _ field: String
    ) throws(ASN1Error) -> DERValue? {
        nextTag == tag ? try next(field) : nil
    }

    /// Reads an EXPLICIT value if it is there: the one value inside the tag.
    package mutating func explicit(
        _ number: UInt8, _ field: String
    ) throws(ASN1Error) -> DERValue? {
        guard let outer = try optional(.constructed(number), field) else { return nil }
        var inner = outer.reader
        let value = try inner.next(field)
        try inner.end(field)
        return value
    }

    /// Checks that everything was read.
    package func end(_ field: String) throws(ASN1Error) {
        guard rest.isEmpty else {
            throw ASN1Error(.trailingData, field, "\(rest.count) octets after the last value")
        }
    }
}
