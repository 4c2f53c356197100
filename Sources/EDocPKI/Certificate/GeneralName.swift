package import EDocEncoding

/// A name of one of several forms.
///
/// [RFC 5280 §4.2.1.6](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6).
package enum GeneralName: Hashable, Sendable {
    case rfc822Name(String)
    case dNSName(String)
    case directoryName(Name)
    /// The octets as they are, since some distribution points hold others than ASCII. Two URIs are
    /// equal when their octets are.
    case uniformResourceIdentifier([UInt8])
    case iPAddress([UInt8])
    /// otherName, x400Address, ediPartyName or registeredID: the tag number and the contents.
    case other(UInt8, [UInt8])

    /// The name that `value` holds.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        switch value.tag {
        case .primitive(1): self = .rfc822Name(try value.asciiText(field))
        case .primitive(2): self = .dNSName(try value.asciiText(field))
        case .primitive(6): self = .uniformResourceIdentifier([UInt8](value.content))
        case .primitive(7): self = .iPAddress([UInt8](value.content))
        case .constructed(4):
            var reader = value.reader
            self = .directoryName(try Name(try reader.next(.sequence, field), field))
            try reader.end(field)
        case .constructed(0), .constructed(3), .constructed(5), .primitive(8):
            self = .other(value.tag.rawValue & 0x1F, [UInt8](value.content))
        default:
            throw ASN1Error(.unexpectedTag, field, "expected a GeneralName, found \(value.tag)")
        }
    }

    /// The names in `value`, a SEQUENCE OF GeneralName whose tag may be an IMPLICIT one.
    package static func names(
        in value: DERValue, _ field: String
    ) throws(ASN1Error) -> [GeneralName] {
        var names: [GeneralName] = []
        var reader = value.reader
        while !reader.isAtEnd {
            guard names.count < 1_024 else {
                throw ASN1Error(.limitExceeded, field, "more than 1024 names")
            }
            names.append(try GeneralName(try reader.next(field), field))
        }
        return names
    }
}
