package import FoundationEssentials

/// A point in time from a UTCTime or GeneralizedTime (X.690 §11.7, §11.8).
package struct ASN1Time: Hashable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let seconds: Int64
    /// The digits after the decimal point, as written; empty when there is no fraction.
    package let fraction: [UInt8]

    /// The point in time, to the precision of a `Date` (about a tenth of a microsecond).
    package var date: Date {
        var value = 0.0
        for digit in fraction.reversed() { value = (value + Double(digit)) / 10 }
        return Date(timeIntervalSince1970: Double(seconds) + value)
    }

    /// The Time of RFC 5280 §4.1.2.5: UTCTime with a year from 1950 to 2049, or GeneralizedTime
    /// without a fraction.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        try self.init(value, field, fraction: false)
    }

    /// A GeneralizedTime that may have a fraction of a second: the genTime of RFC 3161 §2.4.2.
    package init(withFraction value: DERValue, _ field: String) throws(ASN1Error) {
        guard value.tag == .generalizedTime else {
            throw ASN1Error(.unexpectedTag, field, "expected GeneralizedTime, found \(value.tag)")
        }
        try self.init(value, field, fraction: true)
    }

    private init(_ value: DERValue, _ field: String, fraction: Bool) throws(ASN1Error) {
        var text = value.content[...]
        func number(_ count: Int) throws(ASN1Error) -> Int {
            let digits = text.prefix(count)
            guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ASN1Error(.invalidValue, field, "expected \(count) digits in a time")
            }
            text = text.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let year: Int
        switch value.tag {
        case .utcTime:
            let short = try number(2)
            year = short < 50 ? 2000 + short : 1900 + short
        case .generalizedTime: year = try number(4)
        default: throw ASN1Error(.unexpectedTag, field, "expected a time, found \(value.tag)")
        }
        let (month, day) = (try number(2), try number(2))
        let (hour, minute, second) = (try number(2), try number(2), try number(2))
        var digits: [UInt8] = []
        if fraction, text.first == UInt8(ascii: ".") {
            digits = text.dropFirst().prefix { (0x30...0x39).contains($0) }.map { $0 - 0x30 }
            guard let last = digits.last, last != 0, digits.count <= 18 else {
                throw ASN1Error(.notDER, field, "a fraction ends in a digit other than 0 in DER")
            }
            text = text.dropFirst(1 + digits.count)
        }
        guard text.elementsEqual([UInt8(ascii: "Z")]) else {
            throw ASN1Error(.notDER, field, "a time ends with Z in DER")
        }
        guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year),
            hour < 24, minute < 60, second < 60
        else { throw ASN1Error(.invalidValue, field, "no such day or time of day") }
        let days = Self.daysSince1970(year, month, day)
        seconds = Int64(days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.fraction = digits
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the proleptic Gregorian calendar, counted in years that begin in March so that the
    /// leap day is the last of its year.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = 365 * y + (y >= 0 ? y / 4 - y / 100 + y / 400 : -1) + dayOfYear
        return days - 719_468
    }
}
