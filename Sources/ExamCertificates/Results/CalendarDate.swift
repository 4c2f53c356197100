internal import EDocEncoding

/// A day of the Gregorian calendar without a time zone, as certificates carry it.
///
/// Written and read as ISO 8601 `2024-07-01`, years 1800 to 2199.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    private let civil: CivilDate

    /// The year, 1800 to 2199.
    public var year: Int { civil.year }
    /// The month, 1 to 12.
    public var month: Int { civil.month }
    /// The day of the month, 1 to 31.
    public var day: Int { civil.day }

    /// A day; nil when the calendar has none such or the year is outside 1800 to 2199.
    public init?(year: Int, month: Int, day: Int) {
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        self.init(date)
    }

    /// A day of the calendar; nil when its year is outside 1800 to 2199.
    init?(_ date: CivilDate) {
        guard 1800...2199 ~= date.year else { return nil }
        civil = date
    }

    /// Reads `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        self.init(octets: Array(text.utf8)[...])
    }

    init?(octets: ArraySlice<UInt8>) {
        guard let date = CivilDate(octets) else { return nil }
        self.init(date)
    }

    /// ISO 8601: `2024-07-01`.
    public var description: String {
        "\(year)-\(month.twoDigits)-\(day.twoDigits)"
    }

    /// This day `months` calendar months later, clipped to the end of the month.
    ///
    /// Later than the year 2199: the last day of 2199.
    func adding(months: Int) -> CalendarDate {
        Self(civil.adding(months: months)) ?? Self(lastOfAll: ())
    }

    private init(lastOfAll: ()) {
        civil = CivilDate(daysSince1970: 84_005)  // 2199-12-31
    }

    /// 1 January of a year from 1800 to 2199.
    init(firstOf year: Int) {
        civil = CivilDate(firstOf: 1, min(max(year, 1800), 2199))
    }

    /// Days since 1 January 1970.
    var daysSince1970: Int { civil.daysSince1970 }

    /// Earlier days come first.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        left.civil < right.civil
    }
}
