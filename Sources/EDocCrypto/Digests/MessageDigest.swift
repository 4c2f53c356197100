internal import CEDocOpenSSL

/// A running digest. One owner of an `EVP_MD_CTX`, to be used by one task at a time.
///
/// After ``finish()`` the same value takes the next message, so that a worker makes one and keeps
/// it.
@safe
package struct MessageDigest: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: the context is owned by this value alone, and moves with it.

    /// The algorithm.
    package private(set) var algorithm: DigestAlgorithm
    private let context: OpaquePointer
    private let library: LibraryContext
    /// The first operation that failed since the last message began.
    private var failure: OpenSSLError?

    /// A digest of no bytes yet.
    package init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
        let library = try LibraryContext.shared()
        unsafe self.context = try Self.makeContext(library.digest(algorithm))
        self.algorithm = algorithm
        self.library = library
    }

    /// An initialised `EVP_MD_CTX`; the caller frees it.
    private static func makeContext(_ digest: OpaquePointer) throws(OpenSSLError) -> OpaquePointer {
        let context = try unsafe openSSL("EVP_MD_CTX_new") { unsafe EVP_MD_CTX_new() }
        do {
            try openSSL("EVP_DigestInit_ex2") { unsafe EVP_DigestInit_ex2(context, digest, nil) }
        } catch {
            unsafe EVP_MD_CTX_free(context)
            throw error
        }
        return unsafe context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes. A failure is kept and thrown by ``finish()``.
    package mutating func update(_ octets: Span<UInt8>) {
        guard !octets.isEmpty, failure == nil else { return }
        ERR_clear_error()
        let result = unsafe octets.withUnsafeBufferPointer { buffer in
            unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        if result != 1 { failure = OpenSSLError(draining: "EVP_DigestUpdate") }
    }

    /// Ends the message and begins the next one.
    package mutating func finish() throws(OpenSSLError) -> DigestValue {
        var octets: [UInt8] = []
        try finish(into: &octets)
        return DigestValue(algorithm: algorithm, octets: octets)
    }

    /// Ends the message, puts the digest in the place of what `octets` held, and begins the next
    /// message. Allocates nothing when `octets` has the room.
    package mutating func finish(into octets: inout [UInt8]) throws(OpenSSLError) {
        if let failure {
            self.failure = nil
            try restart()
            throw failure
        }
        if octets.count != algorithm.digestSize {
            octets = [UInt8](repeating: 0, count: algorithm.digestSize)
        }
        try openSSL("EVP_DigestFinal_ex") {
            unsafe octets.withUnsafeMutableBufferPointer { buffer in
                unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            }
        }
        try restart()
    }

    /// Forgets the bytes of the message so far.
    package mutating func restart() throws(OpenSSLError) {
        failure = nil
        try openSSL("EVP_DigestInit_ex2") {
            unsafe EVP_DigestInit_ex2(context, library.digest(algorithm), nil)
        }
    }

    /// An independent digest that goes on from the bytes added so far: the way to share the cost
    /// of a prefix that many messages have.
    package func copy() throws(OpenSSLError) -> MessageDigest {
        var copy = try MessageDigest(algorithm)
        try copy.resume(from: self)
        return copy
    }

    /// Goes on from the bytes that `prefix` has seen, in the place of those of this one.
    package mutating func resume(from prefix: borrowing MessageDigest) throws(OpenSSLError) {
        if let failure = prefix.failure { throw failure }
        failure = nil
        algorithm = prefix.algorithm
        let source = unsafe prefix.context
        try openSSL("EVP_MD_CTX_copy_ex") { unsafe EVP_MD_CTX_copy_ex(context, source) }
    }

    /// The digest of one message that is all there.
    package static func digest(
        of octets: Span<UInt8>, _ algorithm: DigestAlgorithm
    ) throws(OpenSSLError) -> DigestValue {
        let library = try LibraryContext.shared()
        var digest = [UInt8](repeating: 0, count: algorithm.digestSize)
        try openSSL("EVP_Digest") {
            unsafe octets.withUnsafeBufferPointer { input in
                unsafe digest.withUnsafeMutableBufferPointer { output in
                    unsafe EVP_Digest(
                        input.baseAddress, input.count, output.baseAddress, nil,
                        library.digest(algorithm), nil)
                }
            }
        }
        return DigestValue(algorithm: algorithm, octets: digest)
    }
}
