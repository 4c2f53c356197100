/// An identifier octet: class, form and tag number below 31 (X.690 §8.1.2).
///
/// Higher tag numbers occur in none of the structures read here.
package struct ASN1Tag: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The octet.
    package let rawValue: UInt8

    /// The tag of an identifier octet.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let boolean = ASN1Tag(rawValue: 0x01)
    package static let integer = ASN1Tag(rawValue: 0x02)
    package static let bitString = ASN1Tag(rawValue: 0x03)
    package static let octetString = ASN1Tag(rawValue: 0x04)
    package static let null = ASN1Tag(rawValue: 0x05)
    package static let objectIdentifier = ASN1Tag(rawValue: 0x06)
    package static let enumerated = ASN1Tag(rawValue: 0x0A)
    package static let utf8String = ASN1Tag(rawValue: 0x0C)
    package static let sequence = ASN1Tag(rawValue: 0x30)
    package static let set = ASN1Tag(rawValue: 0x31)
    package static let printableString = ASN1Tag(rawValue: 0x13)
    package static let teletexString = ASN1Tag(rawValue: 0x14)
    package static let ia5String = ASN1Tag(rawValue: 0x16)
    package static let utcTime = ASN1Tag(rawValue: 0x17)
    package static let generalizedTime = ASN1Tag(rawValue: 0x18)
    package static let visibleString = ASN1Tag(rawValue: 0x1A)
    package static let universalString = ASN1Tag(rawValue: 0x1C)
    package static let bmpString = ASN1Tag(rawValue: 0x1E)

    /// A context-specific tag of a constructed value: EXPLICIT, or IMPLICIT of a constructed type.
    package static func constructed(_ number: UInt8) -> ASN1Tag {
        ASN1Tag(rawValue: 0xA0 | number & 0x1F)
    }

    /// A context-specific tag of a primitive value.
    package static func primitive(_ number: UInt8) -> ASN1Tag {
        ASN1Tag(rawValue: 0x80 | number & 0x1F)
    }

    /// Whether the contents are values themselves.
    package var isConstructed: Bool { rawValue & 0x20 != 0 }

    /// The name of a universal tag, or the class and the number.
    package var description: String {
        switch self {
        case .boolean: return "BOOLEAN"
        case .integer: return "INTEGER"
        case .bitString: return "BIT STRING"
        case .octetString: return "OCTET STRING"
        case .null: return "NULL"
        case .objectIdentifier: return "OBJECT IDENTIFIER"
        case .enumerated: return "ENUMERATED"
        case .utf8String: return "UTF8String"
        case .sequence: return "SEQUENCE"
        case .set: return "SET"
        case .utcTime: return "UTCTime"
        case .generalizedTime: return "GeneralizedTime"
        default:
            let number = String(rawValue & 0x1F)
            switch rawValue >> 6 {
            case 0: return "universal tag " + number
            case 1: return "application tag " + number
            case 2: return "[" + number + "]"
            default: return "private tag " + number
            }
        }
    }
}
