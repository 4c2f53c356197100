internal import EDocEncoding

/// A place where an archive contradicts itself, or is something that a container must not be.
package struct ZipDisagreement: Sendable, Hashable, CustomStringConvertible {
    /// Which rule the archive breaks.
    package enum Rule: Sendable, CaseIterable {
        /// Not split, names in UTF-8, stored or deflated, not encrypted (ISO/IEC 21320-1).
        case c1
        /// Names outside ASCII are marked as UTF-8 (APPNOTE D.1).
        case c1a
        /// How the entry `mimetype` is kept (EN 319 162-1 A.1).
        case c2
        /// No data descriptor behind a stored entry, no zip64 without need: what Java reads.
        case c2a
        /// Entry names that lead outside, or that another system reads as another name.
        case t6
        /// Attributes and extra fields of which others make a link or a folder of a file.
        case t6Kind
        /// Entry names that are one where upper and lower case are.
        case t6Case
        /// Entry names that are not the same to people, or on other systems.
        case t6Portability
        /// Entry names that occur twice, or look as if they did.
        case t7
        /// Records that contradict one another, and bytes that no record accounts for.
        case t8
        /// Limits.
        case t9

        /// The row of the rule.
        package var row: String {
            switch self {
            case .c1: "C1"
            case .c1a: "C1a"
            case .c2: "C2"
            case .c2a: "C2a"
            case .t6, .t6Kind, .t6Case, .t6Portability: "T6"
            case .t7: "T7"
            case .t8: "T8"
            case .t9: "T9"
            }
        }

        /// Whether the archive must be refused for it; otherwise it is only worth mentioning.
        package var refuses: Bool { self != .t6Case && self != .t6Portability }
    }

    /// The rule that is broken.
    package let rule: Rule

    /// Where in the archive it shows, in bytes from its beginning.
    package let offset: UInt64

    /// The name of the entry, exact; nil when it is not about one entry.
    package let entry: String?

    /// The record and field.
    package let field: String

    /// What stands there in a good archive.
    package let expected: String

    /// What stands there in this one.
    package let found: String

    /// Whether the archive must be refused for it; otherwise it is only worth mentioning.
    package var refuses: Bool { rule.refuses }

    /// All of it in one sentence.
    package var description: String {
        let place = entry.map { "entry \(PlainText.quoted($0)), \(field)" } ?? field
        return PlainText.line(
            "\(place), at offset \(offset): expected \(expected), found \(found)")
    }
}

/// The disagreements found so far, bounded so that a hostile archive cannot fill the memory.
struct Disagreements {
    /// How many are kept of those that refuse, and how many of the others.
    private static let capacity = 200

    private(set) var list: [ZipDisagreement] = []
    private var refusing = 0

    /// Adds one; where there is no more room, its words are not even made.
    mutating func add(
        _ rule: ZipDisagreement.Rule, at offset: UInt64,
        in entry: @autoclosure () -> String? = nil, _ field: @autoclosure () -> String,
        expected: @autoclosure () -> String, found: @autoclosure () -> String
    ) {
        let kept = rule.refuses ? refusing : list.count - refusing
        guard kept < Self.capacity else { return }
        if rule.refuses { refusing += 1 }
        list.append(
            ZipDisagreement(
                rule: rule, offset: offset, entry: entry(), field: field(), expected: expected(),
                found: found()))
    }
}

/// `count` and the word for it.
func byteCount(_ count: some BinaryInteger) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
