/// The names that an archive has so far.
///
/// Names that are equal after Unicode normalisation count as one, for a person cannot tell them
/// apart and many file systems do not; so do a file `a` and a folder `a/`.
package struct EntryNameSet: Sendable {
    // Swift's `String ==` is canonical equivalence: just what is asked here, and nowhere else.
    private var names: Set<String>

    /// A set with room for `minimumCapacity` names.
    package init(minimumCapacity: Int = 0) { names = Set(minimumCapacity: minimumCapacity) }

    /// Adds `name`.
    ///
    /// - Returns: The name that was there already and is the same or looks the same; nil when there
    ///   was none.
    package mutating func insert(_ name: EntryName) -> String? {
        insert(name.isFolder ? String(name.description.dropLast()) : name.description)
    }

    /// Adds a name without the `/` at a folder's end.
    mutating func insert(_ text: String) -> String? {
        let (inserted, member) = names.insert(text)
        return inserted ? nil : member
    }

    /// Adds `name`.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/duplicateEntryName`` when it is there already.
    package mutating func insertUnique(_ name: EntryName) throws(ZipError) {
        guard let earlier = insert(name) else { return }
        let same = earlier.utf8.elementsEqual(name.description.utf8)
        throw ZipError(
            .duplicateEntryName,
            "The entry name \(EntryName.quoted(name.octets.span)) is refused: "
                + (same
                    ? "the archive has an entry of this name already"
                    : "the archive has an entry of a name that looks the same already"))
    }

    /// The pairs among `names`, by their places, that differ, but not when upper and lower case are
    /// one.
    ///
    /// Such files cannot lie in one folder on many systems.
    package static func caseInsensitiveCollisions(
        among names: some Collection<String>
    ) -> [(first: Int, second: Int)] {
        guard names.count > 1 else { return [] }
        var firsts: [String: (place: Int, name: String)] = [:]
        firsts.reserveCapacity(names.count)
        var collisions: [(first: Int, second: Int)] = []
        for (place, name) in names.enumerated() {
            let lowercase = name.lowercased()
            if let first = firsts[lowercase] {
                if first.name != name { collisions.append((first.place, place)) }
            } else {
                firsts[lowercase] = (place, name)
            }
        }
        return collisions
    }
}
