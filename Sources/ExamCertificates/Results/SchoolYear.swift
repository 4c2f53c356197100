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
