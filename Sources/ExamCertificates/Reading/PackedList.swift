/// Several values in one field, `name=percent|name=percent`.
///
/// A backslash makes the `|`, `=` or `\` after it a plain character.
enum PackedList {
    /// Why a field is no packed list.
    struct Malformed: Error {
        /// What was found and what would be right.
        let message: String
    }

    /// The items of `text`, each cut at its `=` signs.
    static func items(_ text: String) throws(Malformed) -> [[String]] {
        var items = [[""]]
        var isEscaped = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|" where !isEscaped: items.append([""])
            case "=" where !isEscaped: items[items.count - 1].append("")
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case _ where isEscaped && scalar != "|" && scalar != "=" && scalar != "\\":
                throw Malformed(
                    message: "found a backslash before \(FoundText.name(of: Character(scalar))); "
                        + #"expected \|, \= or \\"#)
            default:
                let last = items.count - 1
                items[last][items[last].count - 1].unicodeScalars.append(scalar)
            }
            isEscaped = false
        }
        guard !isEscaped else {
            throw Malformed(message: #"found a backslash at the end; expected \|, \= or \\"#)
        }
        return items
    }

    /// Parts with their results: `Klausīšanās=82.00|Lasīšana=88,5`.
    static func parts(_ text: String) throws(Malformed) -> [ExamResult.Part] {
        var parts: [ExamResult.Part] = []
        for (index, item) in try items(text).enumerated() {
            guard item.count == 2 else {
                throw Malformed(
                    message:
                        "found \(FoundText.count(item.count - 1, "equals sign")) in part \(index + 1); "
                        + "expected name=percent, and parts separated by |")
            }
            guard let hundredths = scaled(item[1], decimals: 2) else {
                throw Malformed(
                    message:
                        "found \(FoundText.quoted(item[1])) in part \(index + 1); "
                        + "expected percent from 0 to 100 with at most two decimals, such as 82.00")
            }
            parts.append(ExamResult.Part(name: item[0], hundredths: hundredths))
        }
        return parts
    }

    /// Weights in millionths: `0.75|0.25`.
    static func weights(_ text: String) throws(Malformed) -> [Int] {
        var weights: [Int] = []
        for (index, item) in try items(text).enumerated() {
            guard item.count == 1, let weight = scaled(item[0], decimals: 6) else {
                throw Malformed(
                    message: "found \(FoundText.quoted(item.joined(separator: "="))) as weight "
                        + "\(index + 1); expected a number with at most six decimals, such as 0.75")
            }
            weights.append(weight)
        }
        return weights
    }

    /// A number with `.` or `,` before its decimals, times ten to the power of `decimals`.
    ///
    /// Nil for more decimals, a sign, white space, or more than four digits before the point.
    static func scaled(_ text: String, decimals: Int) -> Int? {
        let octets = Array(text.utf8)
        let point = octets.firstIndex { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        guard let whole = octets[..<(point ?? octets.count)].decimalNumber, whole <= 9999 else {
            return nil
        }
        var value = whole
        var fraction = octets[octets.count...]
        if let point {
            fraction = octets[(point + 1)...]
            guard 1...decimals ~= fraction.count, fraction.allSatisfy(\.isASCIIDigit) else {
                return nil
            }
        }
        for place in 0..<decimals {
            let at = fraction.startIndex + place
            value = value * 10 + (at < fraction.endIndex ? Int(fraction[at] - 0x30) : 0)
        }
        return value
    }
}
