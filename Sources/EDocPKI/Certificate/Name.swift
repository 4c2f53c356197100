internal import EDocCrypto
package import EDocEncoding
internal import EDocSystem

/// A distinguished name, as it is encoded and in the form in which names are compared.
///
/// [RFC 5280 §4.1.2.4 and §7.1](https://www.rfc-editor.org/rfc/rfc5280#section-7.1): attribute
/// values of the string types are compared without regard to their type, to upper and lower case,
/// and to how many spaces stand between words.
package struct Name: Hashable, Sendable {
    /// The encoded name, as OCSP hashes it (RFC 6960 §4.1.1). It is never encoded anew.
    package let encoded: ArraySlice<UInt8>
    /// One value per RelativeDistinguishedName: its attributes in a fixed order and form.
    package let comparable: [[UInt8]]
    /// The values of the attribute emailAddress, which name constraints also govern
    /// (RFC 5280 §4.2.1.10), whatever their type; one that is no text is empty, and no constraint
    /// allows it.
    package let emailAddresses: [String]

    /// The name that `value` holds: a SEQUENCE OF RelativeDistinguishedName.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        guard value.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, field, "expected SEQUENCE, found \(value.tag)")
        }
        var emails: [String] = []
        var names: [[UInt8]] = []
        var reader = value.reader
        while !reader.isAtEnd {
            guard names.count < EvidenceLimits().nameParts else {
                throw ASN1Error(
                    .limitExceeded, field, "a name of more than \(EvidenceLimits().nameParts) parts"
                )
            }
            let set = try reader.next(.set, field)
            names.append(try Self.comparable(set, field, &emails))
        }
        encoded = value.encoded
        comparable = names
        emailAddresses = emails
    }

    /// The RelativeDistinguishedName that `value` holds, added to `name`: how a distribution
    /// point is named relative to the CRL issuer (RFC 5280 §4.2.1.13).
    package init(
        _ name: Name, adding value: DERValue, _ field: String
    ) throws(ASN1Error) {
        var emails = name.emailAddresses
        comparable = name.comparable + [try Self.comparable(value, field, &emails)]
        emailAddresses = emails
        encoded = name.encoded + value.encoded
    }

    /// Names are equal when RFC 5280 §7.1 says so.
    package static func == (left: Name, right: Name) -> Bool {
        let (one, other) = (left.encoded, right.encoded)
        return one.span.hasOctets(of: other.span) || left.comparable == right.comparable
    }

    /// Hashes what equality compares.
    package func hash(into hasher: inout Hasher) { hasher.combine(comparable) }

    /// Whether the name has no parts at all.
    package var isEmpty: Bool { comparable.isEmpty }

    /// Whether this name is `base` or stands below it in the directory.
    package func isWithin(_ base: Name) -> Bool { comparable.starts(with: base.comparable) }

    /// The most specific common name; nil when there is none that is text.
    package var commonName: String? { text(of: .commonName) }

    /// The most specific value of the attribute `type`; nil when there is none that is text.
    package func text(of type: ASN1ObjectIdentifier) -> String? {
        var found: String?
        guard var reader = try? DERValue(encoded, .sequence, "name").reader else { return nil }
        while var attributes = try? reader.next(.set, "name").reader {
            while var attribute = try? attributes.next(.sequence, "name").reader {
                guard let next = try? attribute.next("name"),
                    let value = try? attribute.next("name"),
                    (try? ASN1ObjectIdentifier(next, "name")) == type,
                    Self.scalars(of: value) != nil
                else { continue }
                found = Self.text(of: value)
            }
        }
        return found
    }

    private static func comparable(
        _ set: DERValue, _ field: String, _ emails: inout [String]
    ) throws(ASN1Error) -> [UInt8] {
        var attributes: [[UInt8]] = []
        var reader = set.reader
        while !reader.isAtEnd {
            guard attributes.count < EvidenceLimits().nameParts else {
                throw ASN1Error(
                    .limitExceeded, field,
                    "more than \(EvidenceLimits().nameParts) attributes in a part")
            }
            var attribute = try reader.next(.sequence, field).reader
            let type = try attribute.next(.objectIdentifier, field)
            let value = try attribute.next(field)
            try attribute.end(field)
            if try ASN1ObjectIdentifier(type, field) == .emailAddress {
                emails.append(text(of: value))
            }
            attributes.append([UInt8](type.encoded) + folded(value))
        }
        guard !attributes.isEmpty else {
            throw ASN1Error(.invalidValue, field, "a RelativeDistinguishedName without attributes")
        }
        attributes.sort { $0.lexicographicallyPrecedes($1) }
        return [UInt8](attributes.joined())
    }

    /// The value as a UTF8String in lower case with single spaces; other types as they are.
    private static func folded(_ value: DERValue) -> [UInt8] {
        guard let scalars = scalars(of: value) else { return value.octets }
        var text = ""
        var pendingSpace = false
        for scalar in scalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": pendingSpace = !text.isEmpty
            default:
                if pendingSpace { text.unicodeScalars.append(" ") }
                pendingSpace = false
                text += scalar.properties.lowercaseMapping
            }
        }
        return DEREncoding.value(.utf8String, [UInt8](text.utf8))
    }

    private static func text(of value: DERValue) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars(of: value) ?? [])
        return text
    }

    private static func scalars(of value: DERValue) -> [Unicode.Scalar]? {
        let content = value.content
        switch value.tag {
        case .utf8String:
            return String(validating: content, as: UTF8.self).map {
                [Unicode.Scalar]($0.unicodeScalars)
            }
        case .printableString, .ia5String, .visibleString, .teletexString:
            return content.map { Unicode.Scalar($0) }
        case .bmpString: return wideScalars(content, width: 2)
        case .universalString: return wideScalars(content, width: 4)
        default: return nil
        }
    }

    private static func wideScalars(
        _ content: ArraySlice<UInt8>, width: Int
    ) -> [Unicode.Scalar]? {
        guard content.count.isMultiple(of: width) else { return nil }
        var scalars: [Unicode.Scalar] = []
        var rest = content
        while !rest.isEmpty {
            let number = rest.prefix(width).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let scalar = Unicode.Scalar(number) else { return nil }
            scalars.append(scalar)
            rest = rest.dropFirst(width)
        }
        return scalars
    }
}

extension Name {
    /// The name by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific part first.
    package var text: String { DistinguishedName.text(ofDER: encoded) }
}
