internal import EDocEncoding
internal import CEDocOpenSSL

/// What OpenSSL said when one of its operations failed: the whole error queue of the thread.
///
/// The queue is drained right after the failed call, before anything can move the task to another
/// thread, and cleared before each operation, so that entries never belong to another call.
/// Entries name functions, reasons and object names; OpenSSL puts no key or passphrase in them.
package struct OpenSSLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One entry of the error queue.
    package struct Entry: Hashable, Sendable, CustomStringConvertible {
        /// OpenSSL's packed code, as `openssl errstr` takes it.
        package let code: UInt64
        /// The reason, for example `bad decrypt`; empty when OpenSSL has no text for it.
        package let reason: String
        /// What OpenSSL added, for example the name of an algorithm; empty when nothing.
        package let detail: String

        /// The reason and what OpenSSL added to it.
        package var description: String {
            let text = reason.isEmpty ? "error " + String(code, radix: 16, uppercase: true) : reason
            return PlainText.line(detail.isEmpty ? text : text + " (" + detail + ")")
        }
    }

    /// The OpenSSL function that failed, for example `EVP_PKEY_sign`.
    package let operation: String
    /// The entries of the queue, oldest first: the first is the cause. May be empty.
    package let entries: [Entry]

    /// The operation and its entries in one line.
    package var description: String {
        guard !entries.isEmpty else { return "OpenSSL: " + operation + " failed" }
        return PlainText.line(
            "OpenSSL: " + operation + " failed: "
                + entries.map(\.description).joined(separator: "; "))
    }

    /// Takes the whole error queue of this thread.
    ///
    /// Call it in the same synchronous stretch of code as the operation that failed.
    package init(draining operation: String) {
        self.operation = operation
        var entries: [Entry] = []
        while true {
            var data: UnsafePointer<CChar>?
            var flags: CInt = 0
            let code = unsafe ERR_get_error_all(nil, nil, nil, &data, &flags)
            guard code != 0 else { break }
            var reason = ""
            if let text = unsafe ERR_reason_error_string(code) {
                reason = unsafe String(cString: text)
            }
            var detail = ""
            if flags & CInt(ERR_TXT_STRING) != 0, let text = unsafe data {
                detail = unsafe String(cString: text)
            }
            entries.append(Entry(code: UInt64(code), reason: reason, detail: detail))
        }
        self.entries = entries
    }

    /// The number of the system call's error that the queue held last; nil when it held none.
    package var systemErrorNumber: Int32? {
        entries.last { $0.code & 0x8000_0000 != 0 }.map { Int32($0.code & 0x7fff_ffff) }
    }

    /// Whether the queue held an entry with this library and reason.
    package func holds(library: CInt, reason: CInt) -> Bool {
        entries.contains { entry in
            let code = CUnsignedLong(truncatingIfNeeded: entry.code)
            return CEDocOpenSSL_library(code) == library && CEDocOpenSSL_reason(code) == reason
        }
    }
}

/// Runs one OpenSSL operation with an empty error queue; a result other than 1 is an error.
@inline(__always)
package func openSSL(
    _ operation: StaticString, _ body: () -> CInt
) throws(OpenSSLError) {
    ERR_clear_error()
    guard body() == 1 else { throw OpenSSLError(draining: operation.description) }
}

/// Runs one OpenSSL operation with an empty error queue; no result is an error.
@inline(__always)
package func openSSL<Pointer>(
    _ operation: StaticString, _ body: () -> Pointer?
) throws(OpenSSLError) -> Pointer {
    ERR_clear_error()
    guard let result = body() else { throw OpenSSLError(draining: operation.description) }
    return result
}

/// The bytes that an `i2d_…` function of OpenSSL makes; empty when it fails.
///
/// `body` passes its argument on as the function's output parameter.
package func encoding(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> CInt
) -> [UInt8] {
    var octets: UnsafeMutablePointer<UInt8>?
    let size = unsafe body(&octets)
    guard size > 0, let octets = unsafe octets else { return [] }
    // The bytes may be those of a private key.
    defer { unsafe CRYPTO_clear_free(octets, Int(size), #file, #line) }
    return unsafe Array(UnsafeBufferPointer(start: octets, count: Int(size)))
}
