internal import Glibc

/// The owner of a file descriptor: closed when the value ends.
///
/// All calls go on after an interruption (`EINTR`).
package struct FileDescriptor: ~Copyable, Sendable {
    /// The number of the descriptor; it stays with this value.
    package let number: Int32

    /// Becomes the owner of an open descriptor.
    package init(takingOwnershipOf number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens what is at `path`, seen from `folder`; what is made has the permissions `mode`.
    init(
        _ path: String, _ flags: Int32, mode: mode_t = 0, in folder: Int32 = AT_FDCWD
    ) throws(SystemCallError) {
        number = unsafe openat(folder, path, flags | O_CLOEXEC | O_NOCTTY, mode)
        guard number >= 0 else { throw SystemCallError("open") }
    }

    /// Sets who may read and write the file.
    borrowing func setMode(_ mode: UInt32) throws(SystemCallError) {
        guard fchmod(number, mode) == 0 else { throw SystemCallError("fchmod") }
    }

    /// What the descriptor leads to.
    borrowing func status() throws(SystemCallError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw SystemCallError("fstat") }
        return status
    }

    /// Reads the next octets, as many as there are up to the size of `buffer`; 0 at the end.
    package borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallError) -> Int {
        unsafe try Self.read(from: number, into: buffer)
    }

    /// Reads the next octets from a descriptor that somebody else owns; 0 at the end.
    package static func read(
        from number: Int32, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallError) -> Int {
        while true {
            let count = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw SystemCallError("read") }
        }
    }

    /// Reads at `offset`, wherever the descriptor is; 0 behind the end.
    borrowing func read(
        at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemCallError) -> Int {
        while true {
            let count = unsafe pread(number, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw SystemCallError("pread") }
        }
    }

    /// Writes all of `octets`.
    package borrowing func write(_ octets: Span<UInt8>) throws(SystemCallError) {
        try Self.write(octets, Span(), to: number)
    }

    /// Writes all of `first` and then all of `second` to a descriptor that somebody else owns.
    package static func write(
        _ first: Span<UInt8>, _ second: Span<UInt8>, to number: Int32
    ) throws(SystemCallError) {
        let failure = unsafe first.withUnsafeBytes { first in
            unsafe second.withUnsafeBytes { second in
                unsafe writeFully(number, first, second)
            }
        }
        if let failure { throw failure }
    }

    private static func writeFully(
        _ number: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
    ) -> SystemCallError? {
        let total = first.count + second.count
        var done = 0
        while done < total {
            let beginning = unsafe UnsafeRawBufferPointer(
                rebasing: first[min(done, first.count)...])
            let rest = unsafe UnsafeRawBufferPointer(
                rebasing: second[max(0, done - first.count)...])
            let written = unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) {
                unsafe $0.initializeElement(at: 0, to: iovec(reading: beginning))
                unsafe $0.initializeElement(at: 1, to: iovec(reading: rest))
                return unsafe writev(number, $0.baseAddress, 2)
            }
            if written > 0 {
                done += written
            } else if written == 0 {
                return SystemCallError(call: "writev", number: EIO)
            } else if errno != EINTR {
                return SystemCallError("writev")
            }
        }
        return nil
    }

    /// Writes all of `octets` so many octets before the position of a descriptor that somebody else
    /// owns; the position stays.
    static func rewrite(
        _ octets: Span<UInt8>, _ distance: UInt64, before number: Int32
    ) throws(SystemCallError) {
        let position = lseek(number, 0, SEEK_CUR)
        guard position >= 0 else { throw SystemCallError("lseek") }
        var done = 0
        while done < octets.count {
            let written = unsafe octets.extracting(droppingFirst: done).withUnsafeBytes {
                unsafe pwrite(
                    number, $0.baseAddress, $0.count, position - off_t(distance) + off_t(done))
            }
            if written > 0 {
                done += written
            } else if written == 0 {
                throw SystemCallError(call: "pwrite", number: EIO)
            } else if errno != EINTR {
                throw SystemCallError("pwrite")
            }
        }
    }

    /// Waits until what was written is on the disk.
    ///
    /// Some file systems cannot do so for a folder; they say so, and that is no error.
    package borrowing func synchronize(
        isFolder: Bool = false, _ calls: SystemCalls = .system
    ) throws(SystemCallError) {
        while calls.synchronize(number) != 0 {
            if errno == EINVAL, isFolder { return }
            guard errno == EINTR else { throw SystemCallError("fsync") }
        }
    }
}

extension iovec {
    /// A vector for output; the kernel only reads through its pointer.
    fileprivate init(reading bytes: UnsafeRawBufferPointer) {
        unsafe self.init(
            iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
