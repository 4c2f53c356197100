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
        let octets = Array(text.utf8)
        guard octets.count >= 20, let date = CalendarDate(octets: octets[0..<10]),
            octets[10] == UInt8(ascii: "T"), octets[13] == UInt8(ascii: ":"),
            octets[16] == UInt8(ascii: ":"), let hour = octets[11..<13].decimalNumber,
            let minute = octets[14..<16].decimalNumber, let second = octets[17..<19].decimalNumber,
            hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = octets[19...]
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
            guard 1...9 ~= fraction.count else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let offset = Self.offset(rest) else { return nil }
        self.description = String(text)
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.offsetMinutes = offset
    }

    /// Whole seconds since 1 January 1970 00:00 UTC.
    public var secondsSince1970: Int64 {
        let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offsetMinutes
        return Int64(minutes * 60 + second)
    }

    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        let at = text.startIndex
        guard text.count == 6, text[at + 3] == UInt8(ascii: ":"),
            let hours = text[at + 1..<at + 3].decimalNumber, hours < 24,
            let minutes = text[at + 4..<at + 6].decimalNumber, minutes < 60
        else { return nil }
        switch text[at] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }
}
