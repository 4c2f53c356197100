internal import Glibc

/// Where a file is to appear, and how.
package struct OutputTarget: Sendable {
    /// Where, as it was named.
    package let path: String
    /// Whether it may replace what is there.
    package let overwrites: Bool
    /// Whether it, then its folder, is synchronised to the disk (`fsync`), so that it is safe from
    /// a power failure when it has appeared.
    package let synchronizes: Bool
    /// Who may read and write it (`chmod`), whatever the process's umask is.
    package let mode: UInt32
    let calls: SystemCalls

    /// A file that is to appear at `path`.
    package init(
        path: String, overwrites: Bool, synchronizes: Bool, mode: UInt32 = 0o600,
        calls: SystemCalls = .system
    ) {
        self.path = path
        self.overwrites = overwrites
        self.synchronizes = synchronizes
        self.mode = mode & 0o777
        self.calls = calls
    }

    /// Throws when it is plain now that nothing can be published here.
    ///
    /// Looked at before anything is made; what counts is ``OutputFile/publish()``.
    package func check() throws(FileError) {
        guard !path.isEmpty, path.utf8.last != UInt8(ascii: "/"), !path.utf8.contains(0) else {
            throw FileError(path, .notAnOutputPath)
        }
        if !overwrites, unsafe faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 {
            throw FileError(path, .exists)
        }
    }

    /// The folder of the file.
    var folder: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The name of the file in its folder.
    var name: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }
}
