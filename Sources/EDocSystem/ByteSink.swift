/// Where octets go: a file, memory, or a destination of the caller's own.
///
/// Octets arrive in order and in whole buffers, so a pipe is as good as a file. A sink is used by
/// one thread at a time, which need not be the same one each time; it may block that thread. An
/// error that it throws ends the writing and reaches the caller unchanged.
public protocol ByteSink: ~Copyable {
    /// Takes all of `bytes`, which are valid only during the call.
    mutating func write(_ bytes: Span<UInt8>) throws

    /// Hands on whatever the sink holds back. Called once, after the last octet.
    mutating func flush() throws
}

extension ByteSink where Self: ~Copyable {
    /// Does nothing: a sink that holds nothing back needs no other.
    public mutating func flush() throws {}
}

/// A sink in which what was written can be replaced, so that octets which follow from later ones
/// may stand in front of them.
package protocol RewritableSink: ByteSink, ~Copyable {
    /// Replaces octets that were written before by as many others.
    ///
    /// - Parameters:
    ///   - bytes: What is to stand there.
    ///   - offset: Where, in octets from the first one that the sink took.
    mutating func rewrite(_ bytes: Span<UInt8>, at offset: UInt64) throws
}

/// A sink that keeps the octets in memory.
public struct MemorySink: ByteSink, Sendable {
    /// Everything written so far.
    public var bytes: [UInt8]

    /// An empty sink.
    public init() { bytes = [] }

    /// An empty sink with room for `capacity` octets; a negative capacity counts as zero.
    public init(reservingCapacity capacity: Int) {
        bytes = []
        bytes.reserveCapacity(max(0, capacity))
    }

    /// Appends `more`.
    public mutating func write(_ more: Span<UInt8>) {
        bytes.append(contentsOf: more)
    }
}

extension MemorySink: RewritableSink {
    /// Replaces octets of ``bytes``; what would lie behind their end is left out.
    package mutating func rewrite(_ replacement: Span<UInt8>, at offset: UInt64) {
        bytes.replace(at: Int(clamping: offset), by: replacement)
    }
}
