internal import EDocEncoding
internal import EDocValidation
package import EDocXML
package import FoundationEssentials

/// The time at which the signer claims to have signed (EN 319 132-1 §5.2.1).
///
/// Written is an `xsd:dateTime` in UTC, to the second.
package struct SigningTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    package let secondsSince1970: Int64
    /// Whether it stands there in UTC, with `Z`.
    package let isUTC: Bool

    /// The time `seconds` after 1970; what lies outside the years 1 to 9999 becomes the nearest
    /// second within.
    package init(secondsSince1970 seconds: Int64) {
        secondsSince1970 = CivilTime.clamped(seconds)
        isUTC = true
    }

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        let text = try element.value(in: entry)
        guard let time = XMLDateTime(text) else {
            throw FormatFailure(
                .signatureFormat, at: element, in: entry, expected: "xsd:dateTime",
                found: text, "the signing time is no time")
        }
        (secondsSince1970, isUTC) = (time.secondsSince1970, time.isUTC)
    }

    /// The time as a date.
    package var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }

    /// The time as `2026-03-10T15:42:40Z`.
    package var text: String { CivilTime(secondsSince1970: secondsSince1970).text }

    /// Appends what ``text`` is.
    func appendText(to octets: inout [UInt8]) {
        CivilTime(secondsSince1970: secondsSince1970).appendText(to: &octets)
    }

    /// Writes the property with a gap for ``text``.
    static func writeGap(to writer: inout XMLWriter) {
        writer.element(.signingTime, text: XMLFrame.gap)
    }
}

extension XMLName {
    /// `xades:SigningTime`.
    package static let signingTime = XMLNamespace.xades.name("SigningTime")
}
