/// A sink over a file descriptor that is open for writing.
///
/// Small writes are gathered; a large one goes to the kernel together with what was gathered,
/// without being copied. The descriptor stays the caller's: it is neither closed nor synchronised.
/// Writing blocks, so it belongs on a thread that may block.
public struct FileDescriptorSink: ByteSink, Sendable, ~Copyable {
    private let descriptor: Int32
    private let capacity: Int
    private var pending: [UInt8] = []
    /// How many octets the kernel has got.
    private var written: UInt64 = 0

    /// A sink that writes to `descriptor` from its current position.
    ///
    /// - Parameters:
    ///   - descriptor: An open file; closing it stays with the caller.
    ///   - bufferSize: How many octets of small writes are gathered before a system call.
    public init(_ descriptor: Int32, bufferSize: Int = 65_536) {
        self.descriptor = descriptor
        capacity = max(0, bufferSize)
        pending.reserveCapacity(min(capacity, 4_096))
    }

    /// Takes all of `bytes`.
    ///
    /// - Throws: What the system said.
    public mutating func write(_ bytes: Span<UInt8>) throws(SystemCallError) {
        guard bytes.count > capacity - pending.count else {
            pending.append(contentsOf: bytes)
            return
        }
        try writePending(and: bytes)
    }

    /// Writes what was gathered.
    ///
    /// - Throws: What the system said.
    public mutating func flush() throws(SystemCallError) {
        try writePending(and: Span())
    }

    private mutating func writePending(and bytes: Span<UInt8>) throws(SystemCallError) {
        defer { pending.removeAll(keepingCapacity: true) }
        try FileDescriptor.write(pending.span, bytes, to: descriptor)
        written += UInt64(pending.count + bytes.count)
    }
}

extension FileDescriptorSink: RewritableSink {
    /// Replaces octets: in memory where they were gathered only, else in the file, whose position
    /// stays.
    ///
    /// - Throws: What the system said, for example of a pipe.
    package mutating func rewrite(
        _ bytes: Span<UInt8>, at offset: UInt64
    ) throws(SystemCallError) {
        if offset >= written {
            pending.replace(at: Int(clamping: offset - written), by: bytes)
            return
        }
        if offset + UInt64(bytes.count) > written { try flush() }
        try FileDescriptor.rewrite(bytes, written - offset, before: descriptor)
    }
}
