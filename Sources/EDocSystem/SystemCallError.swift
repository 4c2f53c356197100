internal import Glibc

/// A system call that failed.
public struct SystemCallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the call, such as `pread`.
    public let call: String

    /// The value of `errno` after it.
    public let number: Int32

    /// The failure of `call` with `number`.
    public init(call: String, number: Int32) {
        self.call = call
        self.number = number
    }

    /// The failure of `call` just now, by `errno`.
    package init(_ call: String) { self.init(call: call, number: errno) }

    /// The system's own words, such as `No such file or directory`.
    package var reason: String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "unknown error"
    }

    /// The system's own words, the call and the number.
    public var description: String { "\(reason) (\(call), errno \(number))" }
}
