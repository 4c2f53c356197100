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
