internal import Glibc

/// A folder that only its owner may enter, since what is in it names people.
struct OutputFolder: Sendable {
    /// Where it is, without a `/` at its end.
    let path: String
    /// The folders that were made for it, outermost first.
    private let made: [String]

    /// Makes the folder at `path`, and those above it, where they do not exist.
    init(creating path: String) throws(CommandError) {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = String(path)
        var made: [String] = []
        var end = path.utf8.startIndex
        while end < path.utf8.endIndex {
            let next = path.utf8.index(after: end)
            end = path.utf8[next...].firstIndex(of: UInt8(ascii: "/")) ?? path.utf8.endIndex
            let folder = String(path[..<end])
            do throws(CommandError) {
                if try Self.create(folder) { made.append(folder) }
            } catch {
                Self.remove(made)
                throw error
            }
        }
        self.made = made
    }

    /// Throws when a symbolic link is at `path`, which somebody else may have put there.
    static func checkNotALink(_ path: String) throws(CommandError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return }
        throw CommandError(
            "\(path): found a symbolic link, through which nothing is written; expected a folder or "
                + "nothing")
    }

    /// Removes the folders that were made for it, as far as they are empty.
    func removeMade() { Self.remove(made) }

    private static func remove(_ folders: [String]) {
        for folder in folders.reversed() { unsafe rmdir(folder) }
    }

    /// - Returns: Whether there was none.
    private static func create(_ path: String) throws(CommandError) -> Bool {
        if unsafe mkdir(path, 0o700) == 0 { return true }
        let code = errno
        var status = stat()
        guard code == EEXIST, unsafe stat(path, &status) == 0 else {
            throw CommandError(
                "\(path): the folder cannot be made: \(systemReason(code)); "
                    + "name another with --output")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandError("\(path): found a file; expected a folder or nothing")
        }
        return false
    }

    /// Whether something of this name is in the folder.
    func has(_ name: String) -> Bool {
        unsafe faccessat(AT_FDCWD, path + "/" + name, F_OK, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Writes a file in the place of one that may be there; on an error neither is left.
    func write(_ octets: [UInt8], to name: String) throws(CommandError) {
        let path = path + "/" + name
        unsafe unlink(path)
        let descriptor = unsafe open(
            path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
        defer { close(descriptor) }
        var start = 0
        while start < octets.count {
            let count = unsafe octets[start...].withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0 {
                let code = errno
                if code == EINTR { continue }
                unsafe unlink(path)
                throw Self.unwritable(path, code)
            }
            start += count
        }
        guard fsync(descriptor) == 0 else {
            let code = errno
            unsafe unlink(path)
            throw Self.unwritable(path, code)
        }
    }

    /// The error when the system does not let the file at `path` be written.
    static func unwritable(_ path: String, _ code: Int32) -> CommandError {
        CommandError(
            "\(path): cannot be written: \(systemReason(code)); "
                + (code == ENOSPC || code == EDQUOT ? "make room, or " : "") + "name another folder"
        )
    }
}

/// The system's text for one of its error numbers.
func systemReason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
