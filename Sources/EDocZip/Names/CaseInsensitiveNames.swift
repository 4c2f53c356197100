internal import EDocSystem

/// The names of an archive as a system sees them for which upper and lower case are one, and what
/// full case folding makes equal (Unicode §3.13: `ß` is `ss`, `ſ` is `s`).
///
/// On such a system of two files whose names are one only the later is left, and a file stands in
/// the way of a folder.
package struct CaseInsensitiveNames {
    /// A file or folder, by the number of the folder that it is in; 0 is the archive itself.
    private struct Place: Hashable {
        var folder: Int
        var segment: String
    }

    /// What is at a place.
    private struct Node {
        /// The number of the folder; nil for a file.
        var folder: Int?
        /// The first name that has it.
        var name: Int
    }

    private var tree: [Place: Node] = [:]
    private var folders = 0

    /// The pairs among `names`, by their places, of which one stands where the other does, though
    /// they are not the same. Each later name is in one pair at most.
    ///
    /// - Parameter spend: Called with the steps that so many names have taken, before many more.
    package static func collisions(
        among names: some RandomAccessCollection<ArraySlice<UInt8>>,
        spend: (Int) throws -> Void
    ) rethrows -> [(first: Int, second: Int)] {
        guard names.count > 1 else { return [] }
        var seen = CaseInsensitiveNames()
        seen.tree.reserveCapacity(names.count)
        var collisions: [(first: Int, second: Int)] = []
        var steps = 0
        for (place, name) in names.enumerated() {
            // A name is folded octet by octet.
            steps += 1 + name.count / 32
            if steps > WorkBudget.stepsAtOnce / 2 {
                try spend(steps)
                steps = 0
            }
            guard let first = seen.insert(name, place) else { continue }
            let other = names[names.index(names.startIndex, offsetBy: first)]
            // A folder's own entry may come behind what is in it.
            if !(name.last == UInt8(ascii: "/") && other.starts(with: name)), other != name {
                collisions.append((first, place))
            }
        }
        return collisions
    }

    /// - Returns: The first name that stands where `name` does; nil when none does.
    private mutating func insert(_ name: ArraySlice<UInt8>, _ number: Int) -> Int? {
        var folder = 0
        var rest = name
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            let segment = String(decoding: rest[..<slash], as: UTF8.self).caseFolded
            rest = rest[(slash + 1)...]
            guard let known = tree[Place(folder: folder, segment: segment)] else {
                folders += 1
                tree[Place(folder: folder, segment: segment)] = Node(folder: folders, name: number)
                folder = folders
                continue
            }
            guard let inner = known.folder, !rest.isEmpty else { return known.name }
            folder = inner
        }
        guard !rest.isEmpty else { return nil }
        let place = Place(
            folder: folder, segment: String(decoding: rest, as: UTF8.self).caseFolded)
        if let known = tree[place] { return known.name }
        tree[place] = Node(folder: nil, name: number)
        return nil
    }
}

extension String {
    /// The text with upper and lower case made one.
    ///
    /// Swift has no case folding. The mappings to lower, upper and lower case again are the same
    /// but for the Turkish `ı`, which they take for `i`.
    fileprivate var caseFolded: String {
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        if utf8.allSatisfy({ $0 < 0x80 && !capitals.contains($0) }) { return self }
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        return lowercased().uppercased().lowercased()
    }
}
