internal import Glibc

/// A sink over a file descriptor that is open for writing.
///
/// Small writes are gathered; a large one goes to the kernel together with what was gathered, without
/// being copied. The descriptor stays the caller's: it is neither closed nor synchronised. Writing
/// blocks, so it belongs on a thread that may block.
public struct FileDescriptorSink: ByteSink, ~Copyable {
    private let descriptor: Int32
    private let capacity: Int
    private var pending: [UInt8] = []

    /// A sink that writes to `descriptor` from its current position.
    ///
    /// - Parameters:
    ///   - descriptor: An open file; closing it stays with the caller.
    ///   - bufferSize: How many bytes of small writes are gathered before a system call.
    public init(_ descriptor: Int32, bufferSize: Int = 65_536) {
        self.descriptor = descriptor
        capacity = max(0, bufferSize)
        pending.reserveCapacity(min(capacity, 4_096))
    }

    /// Takes all of `bytes`.
    ///
    /// - Throws: ``ZipError`` with the code `inputOutput` and the system's error underlying.
    public mutating func write(_ bytes: Span<UInt8>) throws(ZipError) {
        guard bytes.count > capacity - pending.count else {
            pending.append(contentsOf: bytes)
            return
        }
        try writePending(and: bytes)
    }

    /// Writes what was gathered.
    ///
    /// - Throws: As ``write(_:)`` does.
    public mutating func flush() throws(ZipError) {
        try writePending(and: Span())
    }

    private mutating func writePending(and bytes: Span<UInt8>) throws(ZipError) {
        let descriptor = descriptor
        let error = unsafe pending.withUnsafeBufferPointer { first in
            unsafe bytes.withUnsafeBufferPointer { second in
                unsafe writeFully(
                    descriptor, UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
            }
        }
        pending.removeAll(keepingCapacity: true)
        if let error { throw ZipError(.inputOutput, "The archive cannot be written", error) }
    }
}

/// Writes `first` and then `second`; continues after interruptions and short writes.
private func writeFully(
    _ descriptor: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
) -> SystemCallError? {
    let total = first.count + second.count
    var done = 0
    while done < total {
        let skippedInSecond = max(0, done - first.count)
        let firstRest = unsafe UnsafeRawBufferPointer(rebasing: first[min(done, first.count)...])
        let secondRest = unsafe UnsafeRawBufferPointer(rebasing: second[skippedInSecond...])
        let written = unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { vectors in
            unsafe vectors.initializeElement(at: 0, to: iovec(reading: firstRest))
            unsafe vectors.initializeElement(at: 1, to: iovec(reading: secondRest))
            return unsafe writev(descriptor, vectors.baseAddress, 2)
        }
        if written > 0 {
            done += written
        } else if written == 0 {
            return SystemCallError(call: "writev", number: EIO)
        } else if errno != EINTR {
            return SystemCallError(call: "writev", number: errno)
        }
    }
    return nil
}

extension iovec {
    /// A vector for output; the kernel only reads through its pointer.
    fileprivate init(reading bytes: UnsafeRawBufferPointer) {
        unsafe self.init(
            iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
