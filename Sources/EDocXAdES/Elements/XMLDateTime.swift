internal import EDocEncoding

/// An `xsd:dateTime`, [XML Schema Part 2 §3.2.7](https://www.w3.org/TR/xmlschema-2/#dateTime).
///
/// Years 1 to 9999 of the proleptic Gregorian calendar; a fraction of a second is read and dropped.
package struct XMLDateTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let secondsSince1970: Int64
    /// Whether the text ended in `Z`. Without a time zone UTC is assumed.
    package let isUTC: Bool

    /// The value of the text, which may have white space around it; nil when it is no dateTime.
    package init?(_ text: String) {
        var octets = Array(text.utf8)[...]
        let isSpace = { (octet: UInt8) in
            octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D
        }
        while let first = octets.first, isSpace(first) { octets.removeFirst() }
        while let last = octets.last, isSpace(last) { octets.removeLast() }
        guard let text = DateTimeText(octets), text.date.year >= 1 else { return nil }
        switch text.zone {
        case .none: isUTC = false
        case .utc: isUTC = true
        case .offset(let minutes) where abs(minutes) <= 14 * 60: isUTC = false
        case .offset: return nil
        }
        secondsSince1970 = text.secondsSince1970
    }
}
