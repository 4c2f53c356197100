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
        secondsSince1970 = min(max(seconds, -62_135_596_800), 253_402_300_799)
    }

    /// The time as `2026-03-10T15:42:40Z`.
    package var text: String {
        var octets: [UInt8] = []
        appendText(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// Appends what ``text`` is.
    ///
    /// The calendar is the proleptic Gregorian one of
    /// [XML Schema Part 2 §3.2.7](https://www.w3.org/TR/xmlschema-2/#dateTime).
    func appendText(to octets: inout [UInt8]) {
        var (days, second) = secondsSince1970.quotientAndRemainder(dividingBy: 86_400)
        if second < 0 {
            days -= 1
            second += 86_400
        }
        let (year, month, day) = Self.calendarDate(daysSince1970: days)
        octets.append(addingCapacity: 20) { output in
            func append(_ number: Int64, _ next: Unicode.Scalar) {
                output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
                output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
                output.append(UInt8(ascii: next))
            }
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: year / 1000))
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: year / 100 % 10))
            append(year % 100, "-")
            append(month, "-")
            append(day, "T")
            append(second / 3600, ":")
            append(second / 60 % 60, ":")
            append(second % 60, "Z")
        }
    }

    /// Year, month and day of the `days`th day after 1970-01-01.
    ///
    /// Years are counted from March, so that the leap day is the last of its year, in eras of 400
    /// years or 146,097 days.
    private static func calendarDate(
        daysSince1970 days: Int64
    ) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension XMLName {
    /// `xades:SigningTime`.
    package static let signingTime = XMLNamespace.xades.name("SigningTime")
}
