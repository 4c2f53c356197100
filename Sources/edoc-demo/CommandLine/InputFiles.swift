internal import FoundationEssentials
internal import Glibc

/// The containers that a command is to work on: those that are named, those in folders that are
/// named, and those of a list, one after the other without holding all of them.
struct InputFiles: Sequence, IteratorProtocol {
    static let list = Option(
        "files-from", "file",
        "A list of further files and folders, one a line; - is standard input.", isRead: true)
    static let null = Option(
        flag: "null", "In the list a zero octet ends each name, as 'find -print0' writes it.")

    /// What the arguments of a command that takes many containers are called in its help.
    static func operands(_ purpose: String) -> Command.Operands {
        Command.Operands(
            name: "container",
            help: purpose + " A folder stands for the containers in it and below it, by their "
                + "names (" + suffixes.joined(separator: ", ") + "); - is standard input.",
            isRepeating: true, alternative: list)
    }

    /// One of them.
    enum Input: Sendable {
        /// The file at this path.
        case file(String)
        /// What standard input gives.
        case standardInput
        /// What was named and gives none, and why.
        case failure(path: String, reason: String)

        /// How it is named in messages.
        var path: String {
            switch self {
            case .file(let path), .failure(let path, _): path
            case .standardInput: "-"
            }
        }
    }

    /// How the names of containers end.
    static let suffixes = [".edoc", ".asice", ".sce", ".asics", ".scs", ".bdoc"]

    private var named: ArraySlice<String>
    private var lines: LineReader?
    /// The folders that are being walked, innermost last.
    private var walks: [Walk] = []
    private var found = 0

    private struct Walk {
        let folder: String
        var names: ArraySlice<String>
    }

    /// - Throws: ``UsageError`` when the list cannot be opened.
    init(_ arguments: Arguments) throws(UsageError) {
        named = arguments.operands[...]
        guard let path = arguments[Self.list] else {
            guard !arguments.has(Self.null) else {
                throw UsageError("--null is given without --files-from; expected both")
            }
            return
        }
        lines = try LineReader(path, end: arguments.has(Self.null) ? 0 : UInt8(ascii: "\n"))
    }

    /// Whether there is only one, which is named and no folder.
    static func isSingle(_ arguments: Arguments) -> Bool {
        arguments.operands.count == 1 && !arguments.has(list) && !isFolder(arguments.operands[0])
    }

    mutating func next() -> Input? {
        while true {
            if let input = nextInFolder() { return input }
            if let path = named.popFirst() {
                if path == "-" { return .standardInput }
                if let input = begin(path) { return input }
                continue
            }
            guard lines != nil else { return nil }
            switch lines?.next() {
            case .line(let path)?:
                if path.isEmpty { continue }
                if let input = begin(path) { return input }
            case .failure(let path, let reason)?:
                lines = nil
                return .failure(path: path, reason: reason)
            case nil:
                lines = nil
            }
        }
    }

    /// The file at `path` itself; nil when it is a folder, which is walked from now on.
    private mutating func begin(_ path: String) -> Input? {
        guard Self.isFolder(path) else { return .file(path) }
        found = 0
        return walk(path)
    }

    private mutating func walk(_ folder: String) -> Input? {
        let names: [String]
        do {
            // Opened first for what the system says.
            _ = try Folder(path: folder)
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            return .failure(path: folder, reason: "\(error)")
        }
        walks.append(Walk(folder: folder, names: names[...]))
        return nil
    }

    private mutating func nextInFolder() -> Input? {
        while let depth = walks.indices.last {
            guard let name = walks[depth].names.popFirst() else {
                let folder = walks.removeLast().folder
                guard walks.isEmpty, found == 0 else { continue }
                return .failure(
                    path: folder,
                    reason: "\(quoted(folder)) is a folder without containers; expected files that "
                        + "end in " + Self.suffixes.joined(separator: ", ")
                        + "; a folder of certificates is named with --trust")
            }
            let folder = walks[depth].folder
            let path = folder + (folder.hasSuffix("/") ? "" : "/") + name
            var status = stat()
            // A link to a folder could lead back to where it stands.
            guard unsafe lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                if let failure = walk(path) {
                    found += 1
                    return failure
                }
            } else if Self.suffixes.contains(where: name.lowercased().hasSuffix) {
                found += 1
                return .file(path)
            }
        }
        return nil
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
