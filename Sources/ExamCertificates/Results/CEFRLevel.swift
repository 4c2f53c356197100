/// A level of the Common European Framework of Reference for Languages.
public enum CEFRLevel: String, CaseIterable, Sendable {
    /// Level A1.
    case a1 = "A1"
    /// Level A2.
    case a2 = "A2"
    /// Level B1.
    case b1 = "B1"
    /// Level B2.
    case b2 = "B2"
    /// Level C1.
    case c1 = "C1"
    /// Level C2.
    case c2 = "C2"

    /// The level that a foreign-language exam of `overallPercent` had to show until the school year
    /// 2021/2022; nil below 40 %, where the certificate shows the percentage only.
    ///
    /// 40–69 % B1, 70–94 % B2, 95–100 % C1. Later exams are set at one level, so the record's own
    /// value stands.
    static func until2022(overallPercent: Int) -> CEFRLevel? {
        switch overallPercent {
        case ..<40: nil
        case 40..<70: .b1
        case 70..<95: .b2
        default: .c1
        }
    }
}
