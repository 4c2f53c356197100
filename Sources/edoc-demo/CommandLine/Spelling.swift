/// Finds the word that a misspelt one was meant to be.
enum Spelling {
    /// The word of `words` that is nearest to `word`; nil when none is near.
    ///
    /// Near means that one begins with the other, or that no more than a third of the letters (but
    /// at least two) were left out, added, changed or swapped with their neighbour.
    static func nearest(to word: String, in words: [String]) -> String? {
        let plain = word.lowercased()
        let begun = plain.drop { $0 == "-" }
        guard !begun.isEmpty else { return nil }
        if let same = words.first(where: { $0.lowercased().drop { $0 == "-" } == begun }) {
            return same
        }
        let near = words.map { ($0, distance(plain, $0.lowercased())) }
            .min { $0.1 < $1.1 }
        if let near, near.1 <= max(2, begun.count / 3), near.1 < begun.count { return near.0 }
        return words.first { candidate in
            let other = candidate.drop { $0 == "-" }
            return begun.count >= 3 && (other.hasPrefix(begun) || begun.hasPrefix(other))
        }
    }

    /// How many letters must be left out, added, changed or swapped with their neighbour to get
    /// from one word to the other (optimal string alignment).
    static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left.prefix(64)), Array(right.prefix(64)))
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var best = min(
                    last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2],
                    left[row - 2] == right[column - 1]
                {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
