internal import CEDocGlibc
internal import Glibc

/// A file that nobody sees under its name until it is complete. The owner of two descriptors.
///
/// It is written without a name where the file system can do so (`O_TMPFILE`), so that not even a
/// crash leaves anything behind; else under a random name in the same folder. Only its owner may
/// read and write it before it is complete. A value that goes away unpublished leaves nothing behind.
package struct OutputFile: ~Copyable {
    private let file: FileDescriptor
    private let folder: FileDescriptor
    private let target: OutputTarget
    /// The name in the folder until it is published; nil when it has none.
    private var temporaryName: String?

    /// Open for writing; stays with this value.
    package var descriptor: Int32 { file.number }

    /// Makes an empty file in the folder of `target`.
    ///
    /// - Parameter unnamed: Whether to try without a name first.
    package init(_ target: OutputTarget, unnamed: Bool = true) throws(FileError) {
        let folder: FileDescriptor
        do throws(SystemCallError) {
            folder = try FileDescriptor(target.folder, O_RDONLY | O_DIRECTORY)
        } catch {
            throw FileError(target.path, .folderUnreachable(error))
        }
        var name: String?
        let file: FileDescriptor
        do throws(SystemCallError) {
            file = try Self.create(in: folder, unnamed: unnamed, &name)
        } catch {
            throw FileError(target.path, .unwritable(error))
        }
        self.target = target
        self.folder = folder
        self.file = file
        temporaryName = name
    }

    private static func create(
        in folder: borrowing FileDescriptor, unnamed: Bool, _ name: inout String?
    ) throws(SystemCallError) -> FileDescriptor {
        // A file without a name gets one through /proc.
        if unnamed, unsafe access("/proc/self/fd", X_OK) == 0 {
            do throws(SystemCallError) {
                return try FileDescriptor(
                    ".", CEDocGlibc_O_TMPFILE | O_WRONLY, mode: 0o600, in: folder.number)
            } catch {}
        }
        let random = randomName()
        let file = try FileDescriptor(
            random, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, mode: 0o600, in: folder.number)
        name = random
        return file
    }

    deinit { if let temporaryName { unsafe unlinkat(folder.number, temporaryName, 0) } }

    private static func randomName() -> String {
        ".edoc-" + String(UInt64.random(in: .min ... .max), radix: 36) + ".tmp"
    }

    /// Lets the file appear under its name, as a whole.
    ///
    /// - Parameter cancellation: Looked at last of all: after the wait for the disk, before the
    ///   name.
    /// - Throws: ``FileError`` with `exists` when there is a file of that name, which then is as it
    ///   was, or with `unwritable`; `CancellationError`.
    package consuming func publish(unless cancellation: Cancellation) throws {
        do throws(SystemCallError) {
            if target.mode != 0o600 { try file.setMode(target.mode) }
            if target.synchronizes { try file.synchronize(target.calls) }
        } catch {
            throw FileError(target.path, .unwritable(error))
        }
        try cancellation.check()
        do throws(SystemCallError) {
            if temporaryName == nil {
                try nameUnnamed()
            } else if target.overwrites {
                try replace()
            } else {
                try renameWithoutReplacing()
            }
            if target.synchronizes {
                try folder.synchronize(isFolder: true, target.calls)
            }
        } catch {
            throw FileError(
                target.path,
                error.number == EEXIST && !target.overwrites ? .exists : .unwritable(error))
        }
    }

    private mutating func nameUnnamed() throws(SystemCallError) {
        let name = target.overwrites ? Self.randomName() : target.name
        let link = "/proc/self/fd/\(file.number)"
        guard unsafe linkat(AT_FDCWD, link, folder.number, name, AT_SYMLINK_FOLLOW) == 0 else {
            throw SystemCallError("linkat")
        }
        if target.overwrites {
            temporaryName = name
            try replace()
        }
    }

    private mutating func replace() throws(SystemCallError) {
        guard let temporaryName else { return }
        guard unsafe renameat(folder.number, temporaryName, folder.number, target.name) == 0 else {
            throw SystemCallError("renameat")
        }
        self.temporaryName = nil
    }

    private mutating func renameWithoutReplacing() throws(SystemCallError) {
        guard let temporaryName else { return }
        let folder = folder.number
        let noReplace: UInt32 = 1  // RENAME_NOREPLACE
        if unsafe CEDocGlibc_renameat2(folder, temporaryName, folder, target.name, noReplace) == 0 {
            self.temporaryName = nil
            return
        }
        // Not every file system knows the flag; a second link never replaces either.
        guard errno == EINVAL || errno == ENOSYS else { throw SystemCallError("renameat2") }
        guard unsafe linkat(folder, temporaryName, folder, target.name, 0) == 0 else {
            throw SystemCallError("linkat")
        }
    }
}
