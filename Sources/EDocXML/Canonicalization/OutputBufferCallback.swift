internal import CEDocLibXML2

/// What stands behind an `xmlOutputBuffer` that hands its octets to a closure.
struct OutputBufferCallback {
    private let receive: (Span<UInt8>) throws -> Void
    /// What the closure threw; it is not called again then.
    private(set) var failure: (any Error)?

    /// Calls `body` with a buffer whose octets go to `receive`, several kilobytes at a time, and
    /// throws what `receive` threw.
    static func with<Result>(
        _ receive: (Span<UInt8>) throws -> Void, _ body: (xmlOutputBufferPtr) -> Result
    ) throws -> Result {
        try withoutActuallyEscaping(receive) { receive in
            var callback = OutputBufferCallback(receive: receive)
            let result: Result? = unsafe withUnsafeMutablePointer(to: &callback) { callback in
                let buffer = unsafe xmlOutputBufferCreateIO(
                    { context, octets, count in
                        unsafe OutputBufferCallback.write(context, octets, count)
                    }, nil,
                    callback, nil)
                guard let buffer = unsafe buffer else { return nil }
                defer { unsafe xmlOutputBufferClose(buffer) }
                return unsafe body(buffer)
            }
            if let failure = callback.failure { throw failure }
            guard let result else {
                throw XMLError(.canonicalizationFailed, "no memory for an output buffer")
            }
            return result
        }
    }

    private mutating func write(_ octets: Span<UInt8>) -> Bool {
        guard failure == nil else { return false }
        do {
            try receive(octets)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// The number of octets taken, or -1: what libxml2 expects of an `xmlOutputWriteCallback`.
    private static func write(
        _ context: UnsafeMutableRawPointer?, _ octets: UnsafePointer<CChar>?, _ count: CInt
    ) -> CInt {
        guard let context = unsafe context, let octets = unsafe octets, count > 0 else { return 0 }
        let callback = unsafe context.assumingMemoryBound(to: OutputBufferCallback.self)
        let taken = unsafe octets.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
            unsafe callback.pointee.write(UnsafeBufferPointer(start: $0, count: Int(count)).span)
        }
        return taken ? count : -1
    }
}
