internal import Glibc

/// What a descriptor can be waited for.
package enum Readiness: Sendable {
    /// There is something to read, or nothing will ever come.
    case readable
    /// Something can be written, or nothing ever can.
    case writable

    /// Waits until it is so.
    ///
    /// - Parameters:
    ///   - descriptor: A descriptor that somebody else owns.
    ///   - milliseconds: How long at most; 0: does not wait.
    /// - Returns: Whether it is so; an interruption counts as not yet.
    package func wait(for descriptor: Int32, milliseconds: Int32) -> Bool {
        let events = self == .readable ? POLLIN : POLLOUT
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return unsafe poll(&entry, 1, milliseconds) > 0
    }
}
