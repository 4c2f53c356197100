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
    /// The folders that were made, by their components.
    private var made: [[String]] = []
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
        for index in staged.indices {
            guard !Interruption.isRequested else { throw Interrupted() }
            try publish(index)
        }
        folders.root.synchronize()
        isComplete = true
    }

    private mutating func publish(_ index: Int) throws(CommandError) {
        let name = staged[index]
        var components = name.split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        // An accepted container has no such name; checked again because it would do harm here.
        guard !components.contains(where: ["", ".", ".."].contains),
            !name.utf8.contains(0), let last = components.popLast()
        else { throw CommandError("\(quoted(name)) is not a name for a file") }
        let folder = try makeFolder(components)
        try move(index, to: last, in: folder)
        folder.synchronize()
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

    /// The folder with these components below the output folder, made where there is none.
    private mutating func makeFolder(_ components: [String]) throws(CommandError) -> Folder {
        guard var folder = Folder(".", in: folders.root) else { throw unwritable("", errno) }
        for (depth, component) in components.enumerated() {
            let way = Array(components[...depth])
            if unsafe mkdirat(folder.descriptor, component, 0o700) == 0 {
                made.append(way)
            } else if errno != EEXIST {
                throw unwritable(way.joined(separator: "/"), errno)
            }
            guard let next = Folder(component, in: folder) else {
                let code = errno
                let path = path(of: way.joined(separator: "/"))
                guard code == ENOTDIR || code == ELOOP else {
                    throw OutputFolder.unwritable(path, code)
                }
                let isLink = folder.kind(of: component) == S_IFLNK
                throw CommandError(
                    "\(path): found a \(isLink ? "symbolic link" : "file"); "
                        + "expected a folder or nothing")
            }
            folder = next
        }
        return folder
    }

    // MARK: Taking back

    private borrowing func takeBack() {
        for (index, isExchanged) in published.reversed() {
            var components = staged[index].split(separator: "/").map(String.init)
            guard let name = components.popLast(), let folder = openFolder(components) else {
                continue
            }
            if isExchanged {
                _ = rename(String(index), to: name, in: folder, 2)
            } else {
                unsafe unlinkat(folder.descriptor, name, 0)
            }
        }
        for components in made.reversed() {
            guard let name = components.last, let folder = openFolder(components.dropLast()) else {
                continue
            }
            unsafe unlinkat(folder.descriptor, name, AT_REMOVEDIR)
        }
    }

    private borrowing func openFolder(_ components: [String]) -> Folder? {
        guard var folder = Folder(".", in: folders.root) else { return nil }
        for component in components {
            guard let next = Folder(component, in: folder) else { return nil }
            folder = next
        }
        return folder
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
