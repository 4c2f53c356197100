internal import EDocSystem

/// A sink over a file descriptor that is open for writing.
///
/// Small writes are gathered; a large one goes to the kernel together with what was gathered,
/// without being copied. The descriptor stays the caller's: it is neither closed nor synchronised.
/// Writing blocks, so it belongs on a thread that may block.
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
        defer { pending.removeAll(keepingCapacity: true) }
        do throws(SystemCallError) {
            try FileDescriptor.write(pending.span, bytes, to: descriptor)
        } catch {
            throw ZipError(.inputOutput, "The archive cannot be written", error)
        }
    }
}
