internal import EDocEncoding

/// A moment with the offset from UTC under which it was written down (RFC 3339 `date-time`).
///
/// `2024-07-01T08:00:00+03:00`. Its date is the one of that offset: no time zone of the machine has
/// a say in what a certificate shows.
public struct OffsetDateTime: Sendable, Hashable, CustomStringConvertible {
    /// The moment as it was written.
    public let description: String
    /// The day, at the moment's own offset.
    public let date: CalendarDate
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 59: a leap second is not accepted.
    public let second: Int
    /// Minutes ahead of UTC, −1439 to 1439.
    public let offsetMinutes: Int

    /// Reads an RFC 3339 `date-time`: a date, `T`, a time with seconds and perhaps a fraction of
    /// them (which is dropped), and `Z` or an offset; nil for anything else.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>
    public init?(_ text: some StringProtocol) {
        guard let read = DateTimeText(rfc3339: String(text)), read.fractionDigits <= 9,
            let date = CalendarDate(read.date)
        else { return nil }
        self.description = String(text)
        self.date = date
        hour = read.hour
        minute = read.minute
        second = read.second
        offsetMinutes = if case .offset(let minutes) = read.zone { minutes } else { 0 }
    }

    /// Whole seconds since 1 January 1970 00:00 UTC.
    public var secondsSince1970: Int64 {
        let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offsetMinutes
        return Int64(minutes * 60 + second)
    }
}
