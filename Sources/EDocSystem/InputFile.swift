internal import Glibc

/// A file open for reading. The owner of its descriptor.
///
/// What may be read is the same wherever a file is named: a regular file; where it is read once,
/// from beginning to end, also a pipe that somebody writes to. Folders, devices and pipes without a
/// writer are refused, so that nothing that is named by mistake can make a program wait for ever.
/// Reading blocks: it belongs on a thread that may.
package struct InputFile: ~Copyable, Sendable {
    /// How a file is going to be read.
    package enum Access: Sendable {
        /// At any offset, or more than once: a regular file only.
        case anywhere
        /// Once, from beginning to end: a pipe will do.
        case once
    }

    /// How long to wait for who has a pipe open and writes nothing, in seconds.
    package static let patience = 120

    /// How many octets the file had when it was opened; 0 of a pipe.
    package let size: UInt64
    /// Whether users other than the owner may read or write the file; never of a pipe.
    package var isOpenToOthers: Bool { !isPipe && mode & 0o077 != 0 }
    /// Who may read and write the file, as `chmod` has it.
    package let mode: UInt32
    /// Whether it is a pipe.
    package let isPipe: Bool
    /// The file as it was named.
    package let path: String
    private let descriptor: FileDescriptor
    private var hasRead = false

    /// Opens the file at `path`, which may be a symbolic link.
    package init(_ path: String, for access: Access) throws(FileError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileError(path, .notAPath) }
        let status: stat
        let opened: FileDescriptor
        do throws(SystemCallError) {
            // Without O_NONBLOCK, opening a pipe would wait for its writer.
            let file = try FileDescriptor(path, O_RDONLY | O_NONBLOCK)
            status = try file.status()
            opened = file
        } catch {
            // Of a socket, and of a device without a driver.
            throw FileError(path, error.number == ENXIO ? .device : .unreadable(error))
        }
        let isPipe: Bool
        switch status.st_mode & S_IFMT {
        case S_IFREG: isPipe = false
        case S_IFDIR: throw FileError(path, .folder)
        case S_IFIFO where access == .once: isPipe = true
        case S_IFIFO: throw FileError(path, .pipe)
        default: throw FileError(path, .device)
        }
        descriptor = opened
        self.path = path
        self.isPipe = isPipe
        size = isPipe ? 0 : UInt64(max(0, status.st_size))
        mode = status.st_mode & 0o777
    }

    /// Fills `buffer` from its beginning with the next octets, as many as there are.
    ///
    /// - Returns: How many; zero at the end.
    package mutating func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) -> Int {
        while true {
            do throws(SystemCallError) {
                let count = unsafe try descriptor.read(into: buffer)
                if count > 0 { hasRead = true }
                guard count == 0, isPipe, !hasRead else { return count }
            } catch {
                guard isPipe, error.number == EAGAIN else {
                    throw FileError(path, .unreadable(error))
                }
                try waitForWriter()
                continue
            }
            throw FileError(path, .pipeWithoutWriter)
        }
    }

    /// Fills `buffer` from its beginning with the next octets, as many as there are.
    ///
    /// - Returns: How many; zero at the end.
    package mutating func read(into buffer: inout [UInt8]) throws(FileError) -> Int {
        var failure: FileError?
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            do throws(FileError) { return unsafe try read(into: bytes) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return count
    }

    /// Fills all of `buffer` with the octets at `offset`.
    package borrowing func read(
        at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) {
        var done = 0
        while done < buffer.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            do throws(SystemCallError) {
                let count = unsafe try descriptor.read(at: offset + UInt64(done), into: rest)
                done += count
                guard count == 0 else { continue }
            } catch {
                throw FileError(path, .unreadable(error))
            }
            throw FileError(path, .shrunk)
        }
    }

    private borrowing func waitForWriter() throws(FileError) {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        while true {
            let count = unsafe poll(&request, 1, Int32(Self.patience) * 1_000)
            if count > 0 { return }
            if count == 0 { throw FileError(path, .pipeSilent) }
            guard errno == EINTR else {
                throw FileError(path, .unreadable(SystemCallError("poll")))
            }
        }
    }

    /// The octets of the file at `path`, of which there may be `limit`.
    package static func octets(of path: String, limit: Int) throws(FileError) -> [UInt8] {
        var file = try InputFile(path, for: .once)
        var octets: [UInt8] = []
        octets.reserveCapacity(min(Int(clamping: file.size), limit))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try file.read(into: &buffer)
            guard count > 0 else { return octets }
            guard count <= limit - octets.count else {
                throw FileError(path, .tooLarge(limit: limit))
            }
            octets += buffer[..<count]
        }
    }
}
