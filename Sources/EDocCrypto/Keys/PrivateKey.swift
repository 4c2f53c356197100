internal import CEDocOpenSSL

/// A key that signs. One owner of an `EVP_PKEY`, whose memory OpenSSL overwrites when it is freed.
///
/// `@unchecked Sendable`: the `EVP_PKEY` is never changed after it is made, and is counted
/// atomically.
@safe
package final class PrivateKey: @unchecked Sendable {
    /// The kind and the size.
    package let type: KeyType
    private let key: OpaquePointer

    /// Becomes the owner of an `EVP_PKEY`.
    package init(takingOwnershipOf key: OpaquePointer) {
        unsafe self.key = unsafe key
        type = unsafe KeyType(of: key)
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Makes a new key from OpenSSL's random numbers.
    package static func generate(_ type: KeyType) throws(EDocError) -> PrivateKey {
        try orLibraryError { () throws(OpenSSLError) in
            let library = try LibraryContext.shared()
            let name =
                switch type {
                case .rsa: "RSA"
                case .rsaPSS: "RSA-PSS"
                case .ellipticCurve, .unsupported: "EC"
                }
            let context = try unsafe openSSL("EVP_PKEY_CTX_new_from_name") {
                unsafe EVP_PKEY_CTX_new_from_name(library.pointer, name, nil)
            }
            defer { unsafe EVP_PKEY_CTX_free(context) }
            try openSSL("EVP_PKEY_keygen_init") { unsafe EVP_PKEY_keygen_init(context) }
            switch type {
            case .rsa(let bits), .rsaPSS(let bits):
                try openSSL("EVP_PKEY_CTX_set_rsa_keygen_bits") {
                    unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, CInt(clamping: bits))
                }
            case .ellipticCurve(let curve):
                try openSSL("EVP_PKEY_CTX_set_group_name") {
                    unsafe EVP_PKEY_CTX_set_group_name(context, curve.rawValue)
                }
            case .unsupported(let group):
                try openSSL("EVP_PKEY_CTX_set_group_name") {
                    unsafe EVP_PKEY_CTX_set_group_name(context, group)
                }
            }
            var key: OpaquePointer?
            try openSSL("EVP_PKEY_generate") { unsafe EVP_PKEY_generate(context, &key) }
            return unsafe PrivateKey(
                takingOwnershipOf: try unsafe openSSL("EVP_PKEY_generate") { unsafe key })
        }
    }

    /// Calls `body` with the `EVP_PKEY`, which it may use but not change.
    package func withKey<Result, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(key)
    }

    /// Whether `publicKey` is the other half of this key.
    package func matches(_ publicKey: PublicKey) -> Bool {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return unsafe publicKey.withKey { unsafe EVP_PKEY_eq(key, $0) == 1 }
    }

    /// Signs once. For more than one signature keep a signer, which prepares its contexts.
    package func sign(
        _ data: Span<UInt8>, algorithm: SignatureAlgorithm
    ) throws(EDocError) -> SignatureValue {
        let context = try orLibraryError { () throws(OpenSSLError) in
            try signatureContext(algorithm)
        }
        return try context.sign(data)
    }

    /// A prepared context that signs with this key.
    func signatureContext(
        _ algorithm: SignatureAlgorithm
    ) throws(OpenSSLError) -> SignatureContext {
        try unsafe SignatureContext(.sign, key: key, type: type, algorithm: algorithm)
    }
}
