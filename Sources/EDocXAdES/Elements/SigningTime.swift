internal import EDocEncoding
package import EDocXML

/// The time at which the signer claims to have signed (EN 319 132-1 §5.2.1).
///
/// An `xsd:dateTime` in UTC, to the second.
package struct SigningTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let secondsSince1970: Int64

    /// The time `seconds` after 1970; what lies outside the years 1 to 9999 becomes the nearest
    /// second within.
    package init(secondsSince1970 seconds: Int64) {
        secondsSince1970 = CivilTime.clamped(seconds)
    }

    /// The time as `2026-03-10T15:42:40Z`.
    package var text: String { CivilTime(secondsSince1970: secondsSince1970).text }

    /// Appends what ``text`` is.
    func appendText(to octets: inout [UInt8]) {
        CivilTime(secondsSince1970: secondsSince1970).appendText(to: &octets)
    }
}

extension XMLName {
    /// `xades:SigningTime`.
    package static let signingTime = XMLNamespace.xades.name("SigningTime")
}
