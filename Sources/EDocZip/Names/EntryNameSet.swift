/// The names that an archive has so far, as the tree of files and folders that they make when they
/// are extracted.
///
/// Names that are equal after Unicode normalisation count as one, for a person cannot tell them
/// apart and many file systems do not; so do a file `a` and a folder `a/`. Nothing can be in a
/// file: beside an entry `a` there is no entry `a/b`.
package struct EntryNameSet: Sendable {
    /// Why a name has no place beside those that are there.
    package enum Clash: Sendable, Hashable, CustomStringConvertible {
        /// The same name, octet by octet.
        case sameName
        /// A name that differs in Unicode normalisation only.
        case sameLook
        /// The file is a folder already: other entries are in it.
        case fileIsFolder
        /// The folder that the name is in, or one around it, is a file already.
        case folderIsFile
        /// All names together make too many folders.
        case tooManyFolders

        /// The end of a sentence that refuses the name.
        package var description: String {
            switch self {
            case .sameName: "the archive has an entry of this name already"
            case .sameLook: "the archive has an entry of a name that looks the same already"
            case .fileIsFolder: "the archive has entries in a folder of this name already"
            case .folderIsFile: "the archive has a file already where it needs a folder"
            case .tooManyFolders: "the names in the archive would make too many folders"
            }
        }
    }

    /// A file or folder, by the number of the folder that it is in; 0 is the archive itself.
    private struct Place: Hashable {
        var folder: Int32
        // Swift's `String ==` is canonical equivalence: just what is asked here, and nowhere else.
        var segment: Substring
    }

    private enum Node {
        case file
        /// A folder, which may have an entry of its own.
        case folder(Int32, hasEntry: Bool)
    }

    private var tree: [Place: Node]
    private var folders: Int32 = 0
    private let folderLimit: Int

    /// A set with room for `minimumCapacity` files and folders, which takes at most `folderLimit`
    /// folders.
    package init(minimumCapacity: Int = 0, folderLimit: Int = ZipLimits().folders) {
        tree = Dictionary(minimumCapacity: minimumCapacity)
        self.folderLimit = min(folderLimit, Int(Int32.max))
    }

    /// Adds `name`. The time it takes is linear in the name's length, however many folders it has.
    ///
    /// - Returns: Why it has no place; nil when it has been added.
    package mutating func insert(_ name: EntryName) -> Clash? {
        insert(name.octets[...], name.description)
    }

    /// Adds a name that was checked: `text`, whose UTF-8 form is `octets`.
    mutating func insert(_ octets: ArraySlice<UInt8>, _ text: String) -> Clash? {
        var folder: Int32 = 0
        var isSame = true
        var rest = octets
        var start = text.startIndex
        while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
            let end = text.utf8.index(start, offsetBy: slash - rest.startIndex)
            let place = Place(folder: folder, segment: text[start..<end])
            start = text.utf8.index(after: end)
            rest = rest[(slash + 1)...]
            let isLast = rest.isEmpty
            guard let known = tree.index(forKey: place) else {
                guard Int(folders) < folderLimit else { return .tooManyFolders }
                folders += 1
                folder = folders
                tree[place] = .folder(folder, hasEntry: isLast)
                continue
            }
            isSame = isSame && tree[known].key.segment.utf8.elementsEqual(place.segment.utf8)
            switch tree[known].value {
            case .folder(let number, let hasEntry) where !(isLast && hasEntry):
                folder = number
                if isLast { tree.values[known] = .folder(number, hasEntry: true) }
            case .file where !isLast: return .folderIsFile
            case .file, .folder: return isSame ? .sameName : .sameLook
            }
        }
        guard !rest.isEmpty else { return nil }
        return insertFile(Place(folder: folder, segment: text[start...]), isSame: isSame)
    }

    /// - Parameter isSame: Whether the folder has the spelling that came first.
    private mutating func insertFile(_ place: Place, isSame: Bool) -> Clash? {
        guard let known = tree.updateValue(.file, forKey: place) else { return nil }
        tree[place] = known
        if case .folder(_, hasEntry: false) = known { return .fileIsFolder }
        let first = tree.index(forKey: place).map { tree[$0].key.segment.utf8 }
        return isSame && first?.elementsEqual(place.segment.utf8) == true ? .sameName : .sameLook
    }

    /// Adds `name`.
    ///
    /// - Throws: ``ZipError`` with ``ZipError/Code/duplicateEntryName`` or ``ZipError/Code/limit``
    ///   when it has no place.
    package mutating func insertUnique(_ name: EntryName) throws(ZipError) {
        guard let clash = insert(name) else { return }
        throw ZipError(
            clash == .tooManyFolders ? .limit : .duplicateEntryName,
            "The entry name \(EntryName.quoted(name.octets.span)) is refused: \(clash)")
    }
}
