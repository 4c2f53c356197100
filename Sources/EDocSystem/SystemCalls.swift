internal import Glibc

/// The system calls whose work cannot be seen afterwards, so that a test has to stand in for them.
package struct SystemCalls: Sendable {
    /// `fsync`: 0, or -1 with `errno`.
    package var synchronize: @Sendable (_ descriptor: Int32) -> Int32

    /// The system's own.
    package static let system = SystemCalls { fsync($0) }

    /// These in place of the system's.
    package init(synchronize: @escaping @Sendable (_ descriptor: Int32) -> Int32) {
        self.synchronize = synchronize
    }
}
