internal import CEDocOpenSSL

/// A private `OSSL_LIB_CTX` with the providers and the digests that this library uses.
///
/// No configuration file is read into it: neither `OPENSSL_CONF` nor a host's policy changes what
/// is signed or what verifies. libcrypto itself does read `OPENSSL_CONF`, or else its own
/// `openssl.cnf`, into the process's default context the first time that it is used for anything
/// ([OPENSSL_init_crypto](https://docs.openssl.org/3.0/man3/OPENSSL_init_crypto/)); nothing here
/// asks that context for an algorithm. The library leaves the file alone, since its host may need
/// it; a program that does not need it can set `OPENSSL_CONF` to `/dev/null` before OpenSSL is
/// used.
///
/// `@unchecked Sendable`: the pointers are set once; OpenSSL locks what it changes behind them.
@safe
package final class LibraryContext: @unchecked Sendable {
    /// The `OSSL_LIB_CTX`; lives as long as the process.
    package let pointer: OpaquePointer
    private let digests: [OpaquePointer]

    private static let sharedResult = Result<LibraryContext, OpenSSLError> {
        () throws(OpenSSLError) in
        try LibraryContext(providers: ["default"])
    }
    private static let legacyResult = Result<LibraryContext, OpenSSLError> {
        () throws(OpenSSLError) in
        try LibraryContext(providers: ["default", "legacy"])
    }

    /// The context of everything but legacy PKCS#12 files; made when first asked for.
    package static func shared() throws(OpenSSLError) -> LibraryContext {
        try sharedResult.get()
    }

    /// A second context that also holds the legacy provider.
    ///
    /// It only decrypts the bags of a PKCS#12 file that uses RC2 or single DES; keys and
    /// certificates taken from there are made in ``shared()``.
    package static func legacy() throws(OpenSSLError) -> LibraryContext {
        try legacyResult.get()
    }

    private init(providers: [String]) throws(OpenSSLError) {
        let context = try unsafe openSSL("OSSL_LIB_CTX_new") { unsafe OSSL_LIB_CTX_new() }
        unsafe self.pointer = unsafe context
        for provider in providers {
            _ = try unsafe openSSL("OSSL_PROVIDER_load") {
                unsafe OSSL_PROVIDER_load(context, provider)
            }
        }
        var digests: [OpaquePointer] = unsafe []
        for algorithm in DigestAlgorithm.allCases {
            let digest = try unsafe openSSL("EVP_MD_fetch") {
                unsafe EVP_MD_fetch(context, algorithm.openSSLName, nil)
            }
            unsafe digests.append(digest)
        }
        unsafe self.digests = unsafe digests
    }

    /// Whether the process's default context has SHA-256: for the test under a host's policy.
    package static var defaultContextHasSHA256: Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let digest = unsafe EVP_MD_fetch(nil, "SHA2-256", nil) else { return false }
        unsafe EVP_MD_free(digest)
        return true
    }

    /// The fetched `EVP_MD` of `algorithm`; lives as long as this context.
    @inline(__always)
    package func digest(_ algorithm: DigestAlgorithm) -> OpaquePointer {
        unsafe digests[algorithm.index]
    }
}
