/// A Latvian personal code (*personas kods*): eleven digits, written `NNNNNN-NNNNN`.
///
/// Until July 2017 `DDMMYY-CXXXX`: the date of birth and the century (0: 18xx, 1: 19xx, 2: 20xx).
/// Since then 3, a digit 2 to 9, and nine digits that mean nothing.
struct PersonalCode {
    /// What a code looks like, for messages.
    static let form = "NNNNNN-NNNNN, beginning with a date of birth DDMMYY or with 32 to 39"

    /// The date of birth that an old code holds; nil for a new one.
    let birthDate: CalendarDate?
    private let digits: [Int]

    /// Reads a code; nil when it is neither of the old form with a real date nor of the new one.
    init?(_ text: String) {
        guard Self.hasForm(text) else { return nil }
        let octets = Array(text.utf8)
        digits = (octets[..<6] + octets[7...]).map { Int($0 - UInt8(ascii: "0")) }
        if digits[0] == 3, digits[1] >= 2 {
            birthDate = nil
        } else {
            guard digits[6] <= 2,
                let date = CalendarDate(
                    year: 1800 + digits[6] * 100 + digits[4] * 10 + digits[5],
                    month: digits[2] * 10 + digits[3], day: digits[0] * 10 + digits[1])
            else { return nil }
            birthDate = date
        }
    }

    /// Whether `text` is eleven digits with a hyphen after the sixth.
    static func hasForm(_ text: String) -> Bool {
        let octets = Array(text.utf8)
        return octets.count == 12 && octets[6] == UInt8(ascii: "-")
            && (octets[..<6] + octets[7...]).allSatisfy(\.isASCIIDigit)
    }

    /// Whether the last digit is the check digit that codes have been seen to carry.
    ///
    /// The rule was never published, so a code that breaks it is worth a warning, not a refusal.
    var hasUsualCheckDigit: Bool {
        let weights = [10, 5, 8, 4, 2, 1, 6, 3, 7, 9]
        let sum = zip(weights, digits).reduce(1) { $0 + $1.0 * $1.1 }
        return sum % 11 % 10 == digits[10]
    }
}
