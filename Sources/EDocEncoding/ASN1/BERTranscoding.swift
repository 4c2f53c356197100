/// Turns Basic Encoding Rules into definite lengths: CMS may be BER (RFC 5652 §2), what is inside of
/// it is read as DER.
///
/// Values that have definite lengths all the way down stay byte for byte as they are, so a
/// certificate inside keeps its digest. Constructed strings are joined (X.690 §8.7.3), indefinite
/// and needlessly long lengths are written anew (§10.1). Primitive values are not changed: what
/// DER says about them the reader checks.
package enum BERTranscoding {
    /// How deep values may stand in each other; a token needs about twelve.
    private static let depthLimit = 32

    /// How many values are read between two looks.
    package static let valuesAtOnce = 1_000

    /// The same value with definite lengths; `octets` itself when nothing had to change.
    ///
    /// - Parameter look: Called after every ``valuesAtOnce`` values, for long work to be given up.
    package static func definiteLengths(
        _ octets: [UInt8], _ field: String,
        look: () throws(ASN1Error) -> Void = { () throws(ASN1Error) in }
    ) throws(ASN1Error) -> [UInt8] {
        var scanner = Scanner(octets: octets, field: field)
        var output: [UInt8] = []
        let changed = try scanner.copyValue(into: &output, depth: 0, look)
        guard scanner.position == octets.count else {
            throw ASN1Error(
                .trailingData, field,
                "\(octets.count - scanner.position) octets after the last value")
        }
        return changed ? output : octets
    }

    private struct Header {
        let tag: ASN1Tag
        /// Nil: indefinite.
        let length: Int?
        let isMinimal: Bool
    }

    private struct Scanner {
        let octets: [UInt8]
        let field: String
        var position = 0
        var values = 0

        private mutating func octet() throws(ASN1Error) -> UInt8 {
            guard position < octets.count else {
                throw ASN1Error(.truncated, field, "the encoding ends inside a value")
            }
            defer { position += 1 }
            return octets[position]
        }

        private mutating func header() throws(ASN1Error) -> Header {
            let identifier = try octet()
            guard identifier & 0x1F != 0x1F else {
                throw ASN1Error(.unsupported, field, "a tag number above 30")
            }
            let first = try octet()
            let tag = ASN1Tag(rawValue: identifier)
            if first < 0x80 { return Header(tag: tag, length: Int(first), isMinimal: true) }
            if first == 0x80 {
                guard tag.isConstructed else {
                    throw ASN1Error(
                        .invalidValue, field, "an indefinite length of a primitive value")
                }
                return Header(tag: tag, length: nil, isMinimal: false)
            }
            let count = Int(first & 0x7F)
            guard count <= 8 else { throw ASN1Error(.limitExceeded, field, "a length too long") }
            var length = 0
            var isMinimal = true
            for index in 0..<count {
                let octet = try octet()
                if index == 0, octet == 0 { isMinimal = false }
                guard length >> 32 == 0 else {
                    throw ASN1Error(.limitExceeded, field, "a length over 4 GiB")
                }
                length = length << 8 | Int(octet)
            }
            return Header(tag: tag, length: length, isMinimal: isMinimal && length >= 0x80)
        }

        /// Copies the next value to `output`, and tells whether anything was changed.
        mutating func copyValue(
            into output: inout [UInt8], depth: Int, _ look: () throws(ASN1Error) -> Void
        ) throws(ASN1Error) -> Bool {
            values += 1
            if values == valuesAtOnce {
                try look()
                values = 0
            }
            guard depth < depthLimit else {
                throw ASN1Error(.limitExceeded, field, "values nested too deep")
            }
            let start = position
            let header = try header()
            if let length = header.length, octets.count - position < length {
                throw ASN1Error(.truncated, field, "a value is longer than what holds it")
            }
            let end = header.length.map { position + $0 }
            var changed = !header.isMinimal
            var content: [UInt8] = []
            if header.tag.isConstructed {
                let isString = header.tag.rawValue == 0x24
                while try !isAtEnd(of: end) {
                    if isString {
                        try appendChunk(to: &content, depth: depth + 1, look)
                        changed = true
                    } else if try copyValue(into: &content, depth: depth + 1, look) {
                        changed = true
                    }
                }
                if isString { changed = true }
                if let end, position != end {
                    throw ASN1Error(.invalidValue, field, "a value is longer than what holds it")
                }
            } else if let end {
                if changed { content = [UInt8](octets[position..<end]) }
                position = end
            }
            if changed {
                let tag = header.tag.rawValue == 0x24 ? ASN1Tag.octetString : header.tag
                output.append(tag.rawValue)
                output += DEREncoding.length(content.count)
                output += content
            } else {
                output += octets[start..<position]
            }
            return changed
        }

        /// Whether a constructed value ends here: at its length or, without one, at the
        /// end-of-contents octets, which are read.
        private mutating func isAtEnd(of end: Int?) throws(ASN1Error) -> Bool {
            if let end { return position >= end }
            guard octets.count - position >= 2 else {
                throw ASN1Error(.truncated, field, "the end-of-contents octets are missing")
            }
            guard octets[position] == 0, octets[position + 1] == 0 else { return false }
            position += 2
            return true
        }

        /// Adds the octets of one part of a constructed OCTET STRING.
        private mutating func appendChunk(
            to content: inout [UInt8], depth: Int, _ look: () throws(ASN1Error) -> Void
        ) throws(ASN1Error) {
            var part: [UInt8] = []
            _ = try copyValue(into: &part, depth: depth, look)
            content += try DERValue(part[...], .octetString, field).content
        }
    }
}
