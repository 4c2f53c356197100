internal import Glibc

/// A walk through the folders below one, from each to the next by the steps between them, so that going
/// through many costs no more than their names are long. Symbolic links are not followed.
struct FolderWalk: ~Copyable {
    /// Where it is now.
    private(set) var folder: Folder
    /// The names of the folders on the way, and which each was.
    private var way: [(name: Substring, identity: Folder.Identity)] = []
    private let root: Folder.Identity

    /// Begins in `root`; nil, with the reason in `errno`, when it cannot be opened again.
    init?(in root: borrowing Folder) {
        guard let folder = Folder(".", in: root) else { return nil }
        guard let identity = folder.identity else { return nil }
        self.folder = folder
        self.root = identity
    }

    /// How deep it is below the folder where it began.
    var depth: Int { way.count }

    /// Goes up until its way is the beginning of `components`.
    /// - Returns: Whether it could: not when a folder was moved meanwhile. The reason is in `errno`.
    mutating func ascend(toward components: [Substring]) -> Bool {
        var common = 0
        while common < min(way.count, components.count),
            way[common].name.utf8.elementsEqual(components[common].utf8)
        {
            common += 1
        }
        while way.count > common {
            guard let parent = Folder("..", in: folder) else { return false }
            let expected = way.count > 1 ? way[way.count - 2].identity : root
            guard parent.identity == expected else {
                errno = ENOENT
                return false
            }
            folder = parent
            way.removeLast()
        }
        return true
    }

    /// Goes into the folder called `name`.
    /// - Returns: Whether it could; if not, the reason is in `errno`, and it stays where it is.
    mutating func descend(into name: Substring) -> Bool {
        guard let next = Folder(String(name), in: folder), let identity = next.identity else {
            return false
        }
        folder = next
        way.append((name, identity))
        return true
    }

    /// Goes to the folder with these components.
    /// - Returns: Whether it could.
    mutating func go(to components: [Substring]) -> Bool {
        guard ascend(toward: components) else { return false }
        for name in components[depth...] where !descend(into: name) { return false }
        return true
    }
}
