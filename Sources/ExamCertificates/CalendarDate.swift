/// A day of the Gregorian calendar without a time zone, as certificates carry it.
///
/// Written and read as ISO 8601 `2024-07-01`, years 1800 to 2199.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 1800 to 2199.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, 1 to 31.
    public let day: Int

    /// A day; nil when the calendar has none such or the year is outside 1800 to 2199.
    public init?(year: Int, month: Int, day: Int) {
        guard 1800...2199 ~= year, 1...12 ~= month,
            1...Self.days(inMonth: month, of: year) ~= day
        else { return nil }
        self.init(unchecked: year, month, day)
    }

    init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        self.init(octets: Array(text.utf8)[...])
    }

    init?(octets: ArraySlice<UInt8>) {
        let at = octets.startIndex
        guard octets.count == 10, octets[at + 4] == UInt8(ascii: "-"),
            octets[at + 7] == UInt8(ascii: "-"),
            let year = octets[at..<at + 4].decimalNumber,
            let month = octets[at + 5..<at + 7].decimalNumber,
            let day = octets[at + 8..<at + 10].decimalNumber
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// ISO 8601: `2024-07-01`.
    public var description: String {
        "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// This day `months` calendar months later, clipped to the end of the month.
    ///
    /// Later than the year 2199: the last day of 2199.
    func adding(months: Int) -> CalendarDate {
        let index = year * 12 + month - 1 + months
        let (year, month) = (index / 12, index % 12 + 1)
        guard year <= 2199 else { return CalendarDate(unchecked: 2199, 12, 31) }
        let day = min(day, Self.days(inMonth: month, of: year))
        return CalendarDate(unchecked: year, month, day)
    }

    /// Days since 1 January 1970.
    var daysSince1970: Int {
        // Years begin in March here, so that the leap day is the last one.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Earlier days come first.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

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

/// A school year, September to August, written `2023/2024`.
public struct SchoolYear: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The calendar year in which it begins, 2011 to 2198.
    public let first: Int

    /// The school year that begins in `first`; nil outside 2011 to 2198.
    ///
    /// Centralised exam results are kept since the school year 2011/2012.
    public init?(beginningIn first: Int) {
        guard 2011...2198 ~= first else { return nil }
        self.first = first
    }

    /// Reads `2023/2024`; nil for anything else, also when the years do not follow each other.
    public init?(_ text: some StringProtocol) {
        let octets = Array(text.utf8)
        guard octets.count == 9, octets[4] == UInt8(ascii: "/"),
            let first = octets[0..<4].decimalNumber, let second = octets[5...].decimalNumber,
            second == first + 1
        else { return nil }
        self.init(beginningIn: first)
    }

    /// The calendar year in which it ends.
    public var second: Int { first + 1 }

    /// `2023/2024`.
    public var description: String { "\(first)/\(second)" }

    /// Earlier years come first.
    public static func < (left: SchoolYear, right: SchoolYear) -> Bool { left.first < right.first }
}

extension ArraySlice<UInt8> {
    /// The value of one to nine ASCII digits and nothing else.
    var decimalNumber: Int? {
        guard 1...9 ~= count else { return nil }
        var value = 0
        for octet in self {
            guard 0x30...0x39 ~= octet else { return nil }
            value = value * 10 + Int(octet - 0x30)
        }
        return value
    }
}

/// `value`, 0 to 99, with a leading zero where it needs one.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
