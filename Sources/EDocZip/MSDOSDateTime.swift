/// A date and time in the two 16-bit fields of APPNOTE 4.4.6.
///
/// The format knows no time zone and counts seconds in twos.
package struct MSDOSDateTime: Sendable, Hashable {
    /// Bits 15-9: the year since 1980; 8-5: the month; 4-0: the day.
    package let date: UInt16

    /// Bits 15-11: the hour; 10-5: the minute; 4-0: half the second.
    package let time: UInt16

    /// The two fields as they stand in a header.
    package init(date: UInt16, time: UInt16) {
        self.date = date
        self.time = time
    }

    /// The UTC calendar time of a Unix time, rounded down to two seconds.
    ///
    /// - Parameter seconds: Seconds since 1970 in UTC. What lies outside 1980 to 2107 becomes the
    ///   nearest value that the fields can hold.
    package init(secondsSince1970 seconds: Int64) {
        let first: Int64 = 315_532_800  // 1980-01-01T00:00:00Z
        let last: Int64 = 4_354_819_198  // 2107-12-31T23:59:58Z
        let clamped = min(max(seconds, first), last)
        let (year, month, day) = MSDOSDateTime.civilDate(daysSince1970: clamped / 86_400)
        let second = clamped % 86_400
        date = UInt16(truncatingIfNeeded: (year - 1980) << 9 | month << 5 | day)
        time = UInt16(
            truncatingIfNeeded: (second / 3_600) << 11 | (second / 60 % 60) << 5 | (second % 60 / 2)
        )
    }

    /// Gregorian date of a day from 1970 on, counted in years that begin in March, so that the leap
    /// day is a year's last.
    private static func civilDate(daysSince1970 days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468  // days since 0000-03-01
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }
}
