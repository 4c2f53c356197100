internal import Glibc

/// A variable of the environment of this process.
package enum EnvironmentVariable {
    /// Calls `body` with the octets of the value, which are not copied; nil when it is not set.
    package static func withOctets<Result: ~Copyable, Failure: Error>(
        of name: String, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let value = unsafe getenv(name) else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: value, count: strlen(value))
        return try unsafe body(bytes.bindMemory(to: UInt8.self).span)
    }
}
