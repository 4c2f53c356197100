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

    /// Whether the fraction ends in zeros, or is nothing else: in DER it does not (X.690 §11.7.3).
    package var hasTrailingZeros: Bool { fraction.last == 0 }

    /// The Time of RFC 5280 §4.1.2.5: UTCTime with a year from 1950 to 2049, or GeneralizedTime
    /// without a fraction.
    package init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        try self.init(value, field, fraction: false)
    }

    /// The same with a fraction, which producers of evidence add to a GeneralizedTime though they
    /// must not (RFC 5280 §4.1.2.5.2, RFC 6960 §4.2.2.1). `deviates` is set when there is one.
    package init(
        toleratingFraction value: DERValue, _ field: String, _ deviates: inout Bool
    ) throws(ASN1Error) {
        try self.init(value, field, fraction: value.tag == .generalizedTime)
        if !fraction.isEmpty { deviates = true }
    }

    /// A GeneralizedTime that may have a fraction of a second, with trailing zeros or without: the
    /// genTime of RFC 3161 §2.4.2.
    package init(withFraction value: DERValue, _ field: String) throws(ASN1Error) {
        guard value.tag == .generalizedTime else {
            throw ASN1Error(.unexpectedTag, field, "expected GeneralizedTime, found \(value.tag)")
        }
        try self.init(value, field, fraction: true)
    }

    private init(_ value: DERValue, _ field: String, fraction: Bool) throws(ASN1Error) {
        let text = value.content.span
        /// The two digits at `place`.
        func number(_ place: Int) throws(ASN1Error) -> Int {
            guard place + 2 <= text.count, (0x30...0x39).contains(text[place]),
                (0x30...0x39).contains(text[place + 1])
            else { throw ASN1Error(.invalidValue, field, "expected digits in a time") }
            return Int(text[place] - 0x30) * 10 + Int(text[place + 1] - 0x30)
        }
        var year = try number(0)
        var place = 2
        switch value.tag {
        case .utcTime: year += year < 50 ? 2000 : 1900
        case .generalizedTime:
            year = year * 100 + (try number(2))
            place = 4
        default: throw ASN1Error(.unexpectedTag, field, "expected a time, found \(value.tag)")
        }
        let (month, day) = (try number(place), try number(place + 2))
        let (hour, minute) = (try number(place + 4), try number(place + 6))
        let second = try number(place + 8)
        place += 10
        var digits: [UInt8] = []
        if fraction, place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            while place < text.count, (0x30...0x39).contains(text[place]), digits.count <= 18 {
                digits.append(text[place] - 0x30)
                place += 1
            }
            guard (1...18).contains(digits.count) else {
                throw ASN1Error(.invalidValue, field, "a fraction has 1 to 18 digits")
            }
        }
        guard place + 1 == text.count, text[place] == UInt8(ascii: "Z") else {
            throw ASN1Error(.notDER, field, "a time ends with Z in DER")
        }
        guard let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60,
            second < 60
        else { throw ASN1Error(.invalidValue, field, "no such day or time of day") }
        seconds = Int64(date.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second)
        self.fraction = digits
    }
}
