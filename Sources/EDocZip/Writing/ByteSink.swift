/// Where the bytes of an archive go: a file, memory, or the caller's own destination.
///
/// Bytes arrive in order and in whole buffers; nothing is ever rewritten, so a pipe is as good as a
/// file. A sink is used by one thread at a time. An error that it throws ends the writing and
/// reaches the caller unchanged.
public protocol ByteSink: ~Copyable {
    /// Takes all of `bytes`, which are valid only during the call.
    mutating func write(_ bytes: Span<UInt8>) throws

    /// Hands on whatever the sink holds back. Called once, after the last byte.
    mutating func flush() throws
}

extension ByteSink where Self: ~Copyable {
    /// Does nothing: a sink that holds nothing back needs no other.
    public mutating func flush() throws {}
}

/// A sink that keeps the bytes in memory.
public struct MemorySink: ByteSink, Sendable {
    /// Everything written so far.
    public var bytes: [UInt8]

    /// An empty sink.
    public init() { bytes = [] }

    /// An empty sink with room for `capacity` bytes; a negative capacity counts as zero.
    public init(reservingCapacity capacity: Int) {
        bytes = []
        bytes.reserveCapacity(max(0, capacity))
    }

    /// Appends `more`.
    public mutating func write(_ more: Span<UInt8>) {
        bytes.append(contentsOf: more)
    }
}
