internal import CEDocGlibc
internal import EDocZip
internal import Glibc

/// Whether a file is safe from a power failure when the call that wrote it returns.
public enum Durability: Sendable, Hashable {
    /// The file, then its folder, is synchronised to the disk (`fsync`).
    case synchronized
    /// The operating system writes to the disk when it likes. Faster; the file appears as a whole or
    /// not at all for other processes, but after a power failure it may be gone or empty.
    case unsynchronized
}

/// Where a file is to appear, and how.
struct OutputTarget: Sendable {
    let path: String
    let overwrites: Bool
    let durability: Durability

    /// Throws when it is plain now that nothing can be published here.
    ///
    /// Looked at before anything is signed; what counts is ``OutputFile/publish()``.
    func check() throws(EDocError) {
        guard !path.isEmpty, path.utf8.last != UInt8(ascii: "/"), !path.utf8.contains(0) else {
            throw EDocError(.unwritableOutput, "\"\(path)\" is not the path of a file")
        }
        if !overwrites, unsafe faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 {
            throw exists
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

    var exists: EDocError {
        EDocError(
            .outputExists, "\"\(path)\" exists already: choose another name, or allow overwriting")
    }

    func unwritable(_ call: String, _ number: Int32) -> EDocError {
        unwritable(because: SystemCallError(call: call, number: number))
    }

    func unwritable(because cause: any Error) -> EDocError {
        EDocError(
            .unwritableOutput, "\"\(path)\" cannot be written: \(cause)", underlying: cause)
    }
}

/// A file that nobody sees under its name until it is complete. The owner of two descriptors.
///
/// It is written without a name where the file system can do so (`O_TMPFILE`), so that not even a
/// crash leaves anything behind; else under a random name in the same folder. Only its owner may
/// read and write it. A value that goes away unpublished leaves nothing behind.
struct OutputFile: ~Copyable {
    /// Open for writing.
    let descriptor: Int32
    private let folder: Int32
    private let target: OutputTarget
    /// The name in the folder until it is published; nil when it has none.
    private var temporaryName: String?

    /// Makes an empty file in the folder of `target`.
    ///
    /// - Parameter unnamed: Whether to try without a name first.
    init(_ target: OutputTarget, unnamed: Bool = true) throws(EDocError) {
        self.target = target
        folder = unsafe open(target.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            let cause = SystemCallError(call: "open", number: errno)
            descriptor = -1
            throw EDocError(
                .unwritableOutput,
                "\"\(target.path)\" cannot be written, its folder cannot be opened: \(cause)",
                underlying: cause)
        }
        // A file without a name gets one through /proc.
        if unnamed, unsafe access("/proc/self/fd", X_OK) == 0 {
            let unnamed = unsafe openat(
                folder, ".", CEDocGlibc_O_TMPFILE | O_WRONLY | O_CLOEXEC, 0o600)
            if unnamed >= 0 {
                descriptor = unnamed
                return
            }
        }
        let name = Self.randomName()
        descriptor = unsafe openat(
            folder, name, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw target.unwritable("openat", errno) }
        temporaryName = name
    }

    deinit {
        if let temporaryName { unsafe unlinkat(folder, temporaryName, 0) }
        if descriptor >= 0 { close(descriptor) }
        if folder >= 0 { close(folder) }
    }

    private static func randomName() -> String {
        ".edoc-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
    }

    /// Lets the file appear under its name, as a whole.
    ///
    /// - Throws: ``EDocError`` with `outputExists` when there is a file of that name, which then is
    ///   as it was, or with `unwritableOutput`.
    consuming func publish() throws(EDocError) {
        try synchronize(descriptor)
        if temporaryName == nil {
            try nameUnnamed()
        } else if target.overwrites {
            try replace()
        } else {
            try renameWithoutReplacing()
        }
        try synchronize(folder)
    }

    private mutating func nameUnnamed() throws(EDocError) {
        let name = target.overwrites ? Self.randomName() : target.name
        let link = "/proc/self/fd/\(descriptor)"
        guard unsafe linkat(AT_FDCWD, link, folder, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw errno == EEXIST && !target.overwrites
                ? target.exists : target.unwritable("linkat", errno)
        }
        if target.overwrites {
            temporaryName = name
            try replace()
        }
    }

    private mutating func replace() throws(EDocError) {
        guard let temporaryName else { return }
        guard unsafe renameat(folder, temporaryName, folder, target.name) == 0 else {
            throw target.unwritable("renameat", errno)
        }
        self.temporaryName = nil
    }

    private mutating func renameWithoutReplacing() throws(EDocError) {
        guard let temporaryName else { return }
        let noReplace: UInt32 = 1  // RENAME_NOREPLACE
        if unsafe CEDocGlibc_renameat2(folder, temporaryName, folder, target.name, noReplace) == 0 {
            self.temporaryName = nil
            return
        }
        // Not every file system knows the flag; a second link never replaces either.
        guard errno == EINVAL || errno == ENOSYS else {
            throw errno == EEXIST ? target.exists : target.unwritable("renameat2", errno)
        }
        guard unsafe linkat(folder, temporaryName, folder, target.name, 0) == 0 else {
            throw errno == EEXIST ? target.exists : target.unwritable("linkat", errno)
        }
    }

    private borrowing func synchronize(_ descriptor: Int32) throws(EDocError) {
        guard target.durability == .synchronized else { return }
        while fsync(descriptor) != 0 {
            // Some file systems cannot synchronise a folder, and say so.
            if errno == EINVAL, descriptor == folder { return }
            guard errno == EINTR else { throw target.unwritable("fsync", errno) }
        }
    }
}
