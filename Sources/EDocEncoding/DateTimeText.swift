/// A date and time as it is written by
/// [RFC 3339 §5.6](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) and
/// [XML Schema Part 2 §3.2.7](https://www.w3.org/TR/xmlschema-2/#dateTime): the fields, of which
/// each of the two allows its own.
package struct DateTimeText: Sendable, Hashable {
    /// The day.
    package let date: CivilDate
    /// The hour, 0 to 23; 24 only with nothing after it, which XML Schema allows.
    package let hour: Int
    /// The minute, 0 to 59.
    package let minute: Int
    /// The second, 0 to 59: there is no leap second.
    package let second: Int
    /// How many digits a fraction of a second has; 0 when there is none.
    package let fractionDigits: Int
    /// The time zone.
    package let zone: Zone

    /// What stands at the end.
    package enum Zone: Sendable, Hashable {
        /// Nothing, which RFC 3339 does not allow.
        case none
        /// `Z`.
        case utc
        /// Minutes ahead of UTC.
        case offset(minutes: Int)
    }

    /// Reads `YYYY-MM-DDThh:mm:ss`, a fraction of the second or none, and a time zone or none; nil
    /// for anything else.
    package init?(_ octets: ArraySlice<UInt8>) {
        var scanner = DigitScanner(octets: octets)
        guard let date = scanner.date(), scanner.take("T"),
            let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), scanner.take(":"),
            let second = scanner.number(digits: 2),
            hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second < 60
        else { return nil }
        var fractionDigits = 0
        if scanner.take(".") {
            fractionDigits = scanner.skipDigits()
            guard fractionDigits > 0 else { return nil }
        }
        guard let zone = scanner.zone(), scanner.octets.isEmpty else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.fractionDigits = fractionDigits
        self.zone = zone
    }

    /// Reads what RFC 3339 allows: with a time zone, and no hour 24; nil for anything else.
    package init?(rfc3339 text: String) {
        self.init(Array(text.utf8)[...])
        guard zone != .none, hour < 24 else { return nil }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; without a time zone as if it were UTC.
    package var secondsSince1970: Int64 {
        let offset =
            switch zone {
            case .none, .utc: 0
            case .offset(let minutes): minutes
            }
        let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offset
        return Int64(minutes * 60 + second)
    }
}

extension CivilDate {
    /// Reads `YYYY-MM-DD`; nil for anything else.
    package init?(_ octets: ArraySlice<UInt8>) {
        var scanner = DigitScanner(octets: octets)
        guard let date = scanner.date(), scanner.octets.isEmpty else { return nil }
        self = date
    }
}

private struct DigitScanner {
    var octets: ArraySlice<UInt8>

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

    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    mutating func skipDigits() -> Int {
        let count = octets.prefix { (0x30...0x39).contains($0) }.count
        octets.removeFirst(count)
        return count
    }

    mutating func zone() -> DateTimeText.Zone? {
        if octets.isEmpty { return DateTimeText.Zone.none }
        if take("Z") { return .utc }
        let isAhead = take("+")
        guard isAhead || take("-"), let hours = number(digits: 2), take(":"),
            let minutes = number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        return .offset(minutes: (isAhead ? 1 : -1) * (hours * 60 + minutes))
    }
}
