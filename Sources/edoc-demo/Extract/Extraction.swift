internal import CEDocDemo
internal import EDoc
internal import Glibc

/// The writing of signed files into a folder, where they appear all together or not at all.
///
/// Each file is first written, and checked against its signed digest, in a staging folder that only
/// the owner may enter. Then all are moved to their names, through folders that are opened one by
/// one without following symbolic links. A value that is dropped before ``publish()`` is done
/// undoes everything: files moved, files replaced (where the file system can exchange two files)
/// and folders made.
struct Extraction: ~Copyable {
    private let output: OutputFolder
    private let overwrites: Bool
    private let folders: ExtractionFolders
    /// The names of the files; the staging folder holds their contents under their indices in this
    /// list.
    private var staged: [String] = []
    /// The files that were moved, by their indices in ``staged``.
    private var published: [(index: Int, isExchanged: Bool)] = []
    /// The folders that were made: how deep they are on the way to the file with this index.
    private var made: [(index: Int, depths: Range<Int>)] = []
    private var isComplete = false

    /// The user wants the program to stop.
    struct Interrupted: Error {}

    /// Makes the folder at `path` where there is none.
    init(into path: String, overwrites: Bool) throws(CommandError) {
        let output = try OutputFolder(creating: path)
        let folders: ExtractionFolders
        do throws(CommandError) {
            folders = try ExtractionFolders(in: output.path)
        } catch {
            output.removeMade()
            throw error
        }
        self.output = output
        self.overwrites = overwrites
        self.folders = folders
    }

    deinit {
        if !isComplete { takeBack() }
        removeStaging()
        if !isComplete { output.removeMade() }
    }

    // MARK: Writing

    /// Writes `file`, which is not seen under its name yet.
    mutating func stage(_ file: SignedDataFile) throws {
        let place = String(staged.count)
        let descriptor = unsafe openat(
            folders.staging.descriptor, place, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            0o600)
        guard descriptor >= 0 else { throw unwritable(file.name, errno) }
        defer { close(descriptor) }
        staged.append(file.name)
        var sink = Sink(descriptor: descriptor, path: path(of: file.name))
        try file.write(to: &sink)
        guard fsync(descriptor) == 0 else { throw unwritable(file.name, errno) }
    }

    private struct Sink: ByteSink {
        let descriptor: Int32
        let path: String

        mutating func write(_ bytes: Span<UInt8>) throws {
            guard !Interruption.isRequested else { throw Interrupted() }
            try unsafe bytes.withUnsafeBytes { bytes in
                var start = 0
                while start < bytes.count {
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
                    let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                    if count < 0, errno != EINTR { throw OutputFolder.unwritable(path, errno) }
                    start += max(0, count)
                }
            }
        }
    }

    // MARK: Publishing

    /// Lets all files appear under their names.
    consuming func publish() throws {
        guard var walk = FolderWalk(in: folders.root) else { throw unwritable("", errno) }
        for index in staged.indices {
            guard !Interruption.isRequested else { throw Interrupted() }
            try publish(index, &walk)
        }
        folders.root.synchronize()
        isComplete = true
    }

    private mutating func publish(
        _ index: Int, _ walk: inout FolderWalk
    ) throws(CommandError) {
        let name = staged[index]
        var components = name.split(separator: "/", omittingEmptySubsequences: false)
        // An accepted container has no such name; checked again because it would do harm here.
        guard !components.contains(where: { ["", ".", ".."].contains(String($0)) }),
            !name.utf8.contains(0), let last = components.popLast()
        else { throw CommandError("\(quoted(name)) is not a name for a file") }
        try makeFolder(components, for: index, &walk)
        try move(index, to: String(last), in: walk.folder)
        walk.folder.synchronize()
    }

    private mutating func move(
        _ index: Int, to name: String, in folder: borrowing Folder
    ) throws(CommandError) {
        let place = String(index)
        let (noReplace, exchange): (UInt32, UInt32) = (1, 2)  // RENAME_NOREPLACE, RENAME_EXCHANGE
        if rename(place, to: name, in: folder, noReplace) {
            published.append((index, false))
            return
        }
        // Not every file system knows the flags; a hard link never replaces a file either.
        let knowsFlags = errno != EINVAL && errno != ENOSYS
        if !knowsFlags,
            unsafe linkat(folders.staging.descriptor, place, folder.descriptor, name, 0) == 0
        {
            published.append((index, false))
            return
        }
        guard errno == EEXIST else { throw unwritable(staged[index], errno) }
        guard overwrites else {
            throw CommandError(
                "\(path(of: staged[index])) exists; choose another --output, or use --overwrite")
        }
        guard folder.kind(of: name) != S_IFDIR else {
            throw CommandError(
                "\(path(of: staged[index])): found a folder; expected a file or nothing")
        }
        guard rename(place, to: name, in: folder, knowsFlags ? exchange : 0) else {
            throw unwritable(staged[index], errno)
        }
        // Without the flags the replaced file is gone, and cannot be restored.
        if knowsFlags { published.append((index, true)) }
    }

    private borrowing func rename(
        _ place: String, to name: String, in folder: borrowing Folder, _ flags: UInt32
    ) -> Bool {
        unsafe CEDocDemo_renameat2(
            folders.staging.descriptor, place, folder.descriptor, name, flags) == 0
    }

    /// Goes to the folder with these components below the output folder, which is made where there is
    /// none.
    private mutating func makeFolder(
        _ components: [Substring], for index: Int, _ walk: inout FolderWalk
    ) throws(CommandError) {
        func way(_ depth: Int) -> String { components[..<depth].joined(separator: "/") }
        guard walk.ascend(toward: components) else { throw unwritable(way(walk.depth), errno) }
        for component in components[walk.depth...] {
            let depth = walk.depth + 1
            if unsafe mkdirat(walk.folder.descriptor, String(component), 0o700) == 0 {
                if made.last?.index == index, let last = made.indices.last {
                    made[last].depths = made[last].depths.lowerBound..<depth + 1
                } else {
                    made.append((index, depth..<depth + 1))
                }
            } else if errno != EEXIST {
                throw unwritable(way(depth), errno)
            }
            guard walk.descend(into: component) else {
                let code = errno
                let path = path(of: way(depth))
                guard code == ENOTDIR || code == ELOOP else {
                    throw OutputFolder.unwritable(path, code)
                }
                let isLink = walk.folder.kind(of: String(component)) == S_IFLNK
                throw CommandError(
                    "\(path): found a \(isLink ? "symbolic link" : "file"); "
                        + "expected a folder or nothing")
            }
        }
    }

    // MARK: Taking back

    private borrowing func takeBack() {
        guard var walk = FolderWalk(in: folders.root) else { return }
        for (index, isExchanged) in published.reversed() {
            var components = staged[index].split(separator: "/")
            guard let name = components.popLast().map(String.init), walk.go(to: components) else {
                continue
            }
            if isExchanged {
                _ = rename(String(index), to: name, in: walk.folder, 2)
            } else {
                unsafe unlinkat(walk.folder.descriptor, name, 0)
            }
        }
        for (index, depths) in made.reversed() {
            let components = staged[index].split(separator: "/")
            guard walk.go(to: Array(components[..<(depths.upperBound - 1)])) else { continue }
            for depth in depths.reversed() {
                guard walk.ascend(toward: Array(components[..<(depth - 1)])) else { break }
                unsafe unlinkat(walk.folder.descriptor, String(components[depth - 1]), AT_REMOVEDIR)
            }
        }
    }

    private borrowing func removeStaging() {
        for index in staged.indices {
            unsafe unlinkat(folders.staging.descriptor, String(index), 0)
        }
        unsafe unlinkat(folders.root.descriptor, folders.stagingName, AT_REMOVEDIR)
    }

    private borrowing func path(of name: String) -> String { output.path + "/" + name }

    private borrowing func unwritable(_ name: String, _ code: Int32) -> CommandError {
        OutputFolder.unwritable(path(of: name), code)
    }
}
