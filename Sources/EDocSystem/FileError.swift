/// Why a file cannot be read, or cannot appear under its name.
///
/// The wording is the same whatever the file was to be. It holds the path as it was given: whoever
/// shows it makes it fit for one line.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is in the way.
    package enum Reason: Sendable, Hashable {
        /// The text is empty or holds a zero octet.
        case notAPath
        /// The text, where a file is to appear, is empty, ends like a folder or holds a zero octet.
        case notAnOutputPath
        /// A folder is there.
        case folder
        /// A device or a socket is there.
        case device
        /// A pipe is there, which can be read only once, and from beginning to end.
        case pipe
        /// A pipe is there that nobody has open for writing.
        case pipeWithoutWriter
        /// Who has the pipe open for writing has written nothing for ``InputFile/patience``.
        case pipeSilent
        /// The file is larger than what is read, in octets.
        case tooLarge(limit: Int)
        /// The file ends before the octets that it had when it was opened.
        case shrunk
        /// Something of that name is there already, and is not to be replaced.
        case exists
        /// The system does not let it be read.
        case unreadable(SystemCallError)
        /// The system does not let it be written.
        case unwritable(SystemCallError)
        /// The system does not open the folder of the file.
        case folderUnreachable(SystemCallError)
    }

    /// The file as it was named.
    package let path: String
    /// What is in the way.
    package let reason: Reason

    /// An error about the file at `path`.
    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// What the system said; nil when it was not asked.
    package var underlying: SystemCallError? {
        switch reason {
        case .unreadable(let error), .unwritable(let error), .folderUnreachable(let error): error
        default: nil
        }
    }

    /// What stands behind the name of the file in a sentence.
    package var predicate: String {
        switch reason {
        case .notAPath, .notAnOutputPath: "is not the path of a file"
        case .folder: "is a folder, and a file is expected"
        case .device: "is a device or a socket, and a file is expected"
        case .pipe: "is a pipe, and a file is expected: it is read more than once"
        case .pipeWithoutWriter: "is a pipe that nobody writes to, and a file is expected"
        case .pipeSilent:
            "is a pipe into which nothing was written for \(InputFile.patience) seconds"
        case .tooLarge(let limit): "has more than \(limit) bytes, and so much is not read"
        case .shrunk: "became shorter while it was read"
        case .exists: "exists already: choose another name, or allow overwriting"
        case .unreadable(let error): "cannot be read: \(error)"
        case .unwritable(let error): "cannot be written: \(error)"
        case .folderUnreachable(let error):
            "cannot be written, its folder cannot be opened: \(error)"
        }
    }

    /// The name of the file, in quotes, and what is in the way.
    package var description: String { "\"\(path)\" \(predicate)" }
}
