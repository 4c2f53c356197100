package import FoundationEssentials

/// An `xsd:dateTime`, [XML Schema Part 2 §3.2.7](https://www.w3.org/TR/xmlschema-2/#dateTime).
///
/// Years 1 to 9999 of the proleptic Gregorian calendar; a fraction of a second is read and dropped.
package struct XMLDateTime: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let secondsSince1970: Int64
    /// Whether the text named a time zone: `Z` or an offset. Without one UTC is assumed.
    package let hasTimeZone: Bool
    /// Whether the text ended in `Z`.
    package let isUTC: Bool

    /// The value of the text, which may have white space around it; nil when it is no dateTime.
    package init?(_ text: String) {
        var octets = Array(text.utf8)[...]
        let isSpace = { (octet: UInt8) in
            octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D
        }
        while let first = octets.first, isSpace(first) { octets.removeFirst() }
        while let last = octets.last, isSpace(last) { octets.removeLast() }
        var scanner = Scanner(octets: octets)
        guard let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.take("T"),
            let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), scanner.take(":"),
            let second = scanner.number(digits: 2),
            year >= 1, (1...12).contains(month),
            (1...Self.days(inMonth: month, year: year)).contains(day),
            hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second < 60
        else { return nil }
        if scanner.take(".") {
            guard scanner.skipDigits() > 0 else { return nil }
        }
        var offset = 0
        isUTC = scanner.take("Z")
        if isUTC {
            hasTimeZone = true
        } else if let sign = scanner.sign() {
            guard let hours = scanner.number(digits: 2), scanner.take(":"),
                let minutes = scanner.number(digits: 2),
                minutes < 60, hours * 60 + minutes <= 14 * 60
            else { return nil }
            offset = sign * (hours * 60 + minutes) * 60
            hasTimeZone = true
        } else {
            hasTimeZone = false
        }
        guard scanner.atEnd else { return nil }
        let days = Self.days(year: year, month: month, day: day)
        secondsSince1970 = Int64(days * 86400 + hour * 3600 + minute * 60 + second - offset)
    }

    /// The value as a date.
    package var date: Date { Date(timeIntervalSince1970: Double(secondsSince1970)) }

    /// `date` in UTC with whole seconds, as reports show it: `2025-03-19T16:59:29Z`.
    package static func text(of date: Date) -> String {
        let limit = 253_402_300_799.0  // 9999-12-31T23:59:59Z
        let seconds = Int64(
            min(max(date.timeIntervalSince1970, -62_135_596_800), limit).rounded(.down))
        let day = (seconds >= 0 ? seconds : seconds - 86399) / 86400
        let rest = Int(seconds - day * 86400)
        let (year, month, dayOfMonth) = civil(days: Int(day))
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(dayOfMonth, 2) + "T"
            + digits(rest / 3600, 2) + ":" + digits(rest / 60 % 60, 2) + ":" + digits(rest % 60, 2)
            + "Z"
    }

    private static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01, by counting years from March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private struct Scanner {
        var octets: ArraySlice<UInt8>

        var atEnd: Bool { octets.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = octets.first, UInt32(first) == character.value else { return false }
            octets.removeFirst()
            return true
        }

        mutating func number(digits: Int) -> Int? {
            guard octets.count >= digits,
                octets.prefix(digits).allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            let value = octets.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 0x30) }
            octets.removeFirst(digits)
            return value
        }

        mutating func skipDigits() -> Int {
            let count = octets.prefix { (0x30...0x39).contains($0) }.count
            octets.removeFirst(count)
            return count
        }

        mutating func sign() -> Int? {
            if take("+") { return 1 }
            return take("-") ? -1 : nil
        }
    }
}
