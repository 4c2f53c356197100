package import FoundationEssentials

/// A second in UTC, by the calendar: what
/// [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) writes as `2026-03-10T15:42:40Z`.
///
/// Years 1 to 9999; leap seconds do not exist in it.
package struct CivilTime: Sendable, Hashable {
    /// The day.
    package let date: CivilDate
    /// The second of the day, 0 to 86,399.
    package let secondOfDay: Int

    /// The time `seconds` after 1970 began; what lies outside the years 1 to 9999 becomes the
    /// nearest second within.
    package init(secondsSince1970 seconds: Int64) {
        let seconds = Int(Self.clamped(seconds))
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        date = CivilDate(daysSince1970: days)
        secondOfDay = seconds - days * 86_400
    }

    /// The second in which `date` lies.
    package init(_ date: Date) {
        let limit = 1e15
        self.init(
            secondsSince1970: Int64(
                min(max(date.timeIntervalSince1970, -limit), limit).rounded(.down)))
    }

    /// The nearest second in the years 1 to 9999.
    package static func clamped(_ secondsSince1970: Int64) -> Int64 {
        min(max(secondsSince1970, -62_135_596_800), 253_402_300_799)
    }

    /// The time as `2026-03-10T15:42:40Z`.
    package var text: String {
        var octets: [UInt8] = []
        appendText(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// The second in which `date` lies, as ``text`` is.
    package static func text(of date: Date) -> String { CivilTime(date).text }

    /// Appends what ``text`` is.
    package func appendText(to octets: inout [UInt8]) {
        octets.append(addingCapacity: 20) { output in
            func append(_ number: Int, _ next: Unicode.Scalar? = nil) {
                output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
                output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
                if let next { output.append(UInt8(ascii: next)) }
            }
            append(date.year / 100)
            append(date.year % 100, "-")
            append(date.month, "-")
            append(date.day, "T")
            append(secondOfDay / 3_600, ":")
            append(secondOfDay / 60 % 60, ":")
            append(secondOfDay % 60, "Z")
        }
    }
}
