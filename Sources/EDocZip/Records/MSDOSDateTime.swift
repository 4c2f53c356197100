internal import EDocEncoding

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
        let moment = CivilTime(secondsSince1970: clamped)
        let (day, second) = (moment.date, moment.secondOfDay)
        date = UInt16(truncatingIfNeeded: (day.year - 1980) << 9 | day.month << 5 | day.day)
        time = UInt16(
            truncatingIfNeeded: (second / 3_600) << 11 | (second / 60 % 60) << 5 | (second % 60 / 2)
        )
    }
}
