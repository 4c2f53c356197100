internal import Glibc

/// An open folder. The owner of a file descriptor.
struct Folder: ~Copyable {
    /// The descriptor.
    let descriptor: Int32

    private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// Opens the folder at `path`, which the user named and which may be a symbolic link.
    init(path: String) throws(CommandError) {
        descriptor = unsafe open(path, Self.flags)
        guard descriptor >= 0 else {
            throw CommandError("\(path): the folder cannot be opened: \(systemReason(errno))")
        }
    }

    /// Opens the folder called `name` in `parent`; nil, with the reason in `errno`, when there is
    /// none or it is a symbolic link.
    init?(_ name: String, in parent: borrowing Folder) {
        descriptor = unsafe openat(parent.descriptor, name, Self.flags | O_NOFOLLOW)
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What tells a folder from every other one of the machine.
    struct Identity: Equatable {
        fileprivate let device: dev_t
        fileprivate let number: ino_t
    }

    /// Which folder it is; nil, with the reason in `errno`, when the system does not say so.
    var identity: Identity? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        return Identity(device: status.st_dev, number: status.st_ino)
    }

    /// Waits until its entries are on the disk, where the file system can do so.
    borrowing func synchronize() { fsync(descriptor) }

    /// What kind of file is called `name` in it; nil when there is none.
    borrowing func kind(of name: String) -> mode_t? {
        var status = stat()
        guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return nil
        }
        return status.st_mode & S_IFMT
    }
}

/// The folder into which files are extracted, and the staging folder in it.
struct ExtractionFolders: ~Copyable {
    /// Where the files appear.
    let root: Folder
    /// Where they are written; only the owner may enter it.
    let staging: Folder
    /// The name of ``staging`` in ``root``.
    let stagingName: String

    /// Opens the folder at `path` and makes the staging folder in it.
    init(in path: String) throws(CommandError) {
        let name = ".edoc-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
        let root = try Folder(path: path)
        guard unsafe mkdirat(root.descriptor, name, 0o700) == 0 else {
            throw OutputFolder.unwritable(path, errno)
        }
        guard let staging = Folder(name, in: root) else {
            let code = errno
            unsafe unlinkat(root.descriptor, name, AT_REMOVEDIR)
            throw OutputFolder.unwritable(path, code)
        }
        self.root = root
        self.staging = staging
        stagingName = name
    }
}
