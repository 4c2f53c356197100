internal import CEDocOpenSSL
internal import EDocSystem

/// A prepared key operation: an `EVP_PKEY_CTX` with scheme and digest set, and the digest's
/// context.
///
/// Making one costs more than a tenth of a P-256 signature, so that they are kept in a
/// ``SignatureContextPool``.
///
/// `@unchecked Sendable`: the pool hands it to one caller at a time.
@safe
final class SignatureContext: @unchecked Sendable {
    /// What the context is for.
    enum Operation { case sign, verify }

    let algorithm: SignatureAlgorithm
    private let operation: OpaquePointer
    private let curve: KeyType.Curve?
    private var digest: MessageDigest
    private var digestOctets: [UInt8] = []
    private var buffer: [UInt8] = []

    /// A context of `key` (an `EVP_PKEY`), whose type is `type`.
    init(
        _ purpose: Operation, key: OpaquePointer, type: KeyType, algorithm: SignatureAlgorithm
    ) throws(OpenSSLError) {
        let library = try LibraryContext.shared()
        digest = try MessageDigest(algorithm.digestAlgorithm)
        self.algorithm = algorithm
        if case .ellipticCurve(let curve) = type { self.curve = curve } else { curve = nil }
        let context = try unsafe openSSL("EVP_PKEY_CTX_new_from_pkey") {
            unsafe EVP_PKEY_CTX_new_from_pkey(library.pointer, key, nil)
        }
        unsafe operation = unsafe context
        if purpose == .sign {
            buffer = [UInt8](repeating: 0, count: Int(unsafe EVP_PKEY_get_size(key)))
            try openSSL("EVP_PKEY_sign_init") { unsafe EVP_PKEY_sign_init(context) }
        } else {
            try openSSL("EVP_PKEY_verify_init") { unsafe EVP_PKEY_verify_init(context) }
        }
        try setParameters(library)
    }

    deinit { unsafe EVP_PKEY_CTX_free(operation) }

    private func setParameters(_ library: LibraryContext) throws(OpenSSLError) {
        let isPSS = algorithm.scheme == .rsaPSS
        if algorithm.scheme != .ecdsa {
            try openSSL("EVP_PKEY_CTX_set_rsa_padding") {
                unsafe EVP_PKEY_CTX_set_rsa_padding(
                    operation, isPSS ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING)
            }
        }
        // MGF1 takes the signature's digest when none is set.
        try openSSL("EVP_PKEY_CTX_set_signature_md") {
            unsafe EVP_PKEY_CTX_set_signature_md(
                operation, library.digest(algorithm.digestAlgorithm))
        }
        if isPSS {
            // RFC 9231 §2.3.10: the salt is as long as the digest. Verification demands it too.
            try openSSL("EVP_PKEY_CTX_set_rsa_pss_saltlen") {
                unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(
                    operation, CInt(algorithm.digestAlgorithm.digestSize))
            }
        }
    }

    /// The signature of `data`. After an error the context must not be used again.
    func sign(_ data: Span<UInt8>) throws(EDocError) -> SignatureValue {
        var size = buffer.count
        try orLibraryError { () throws(OpenSSLError) in
            digest.update(data)
            try digest.finish(into: &digestOctets)
            try openSSL("EVP_PKEY_sign") {
                unsafe buffer.withUnsafeMutableBufferPointer { output in
                    unsafe digestOctets.withUnsafeBufferPointer { input in
                        unsafe EVP_PKEY_sign(
                            operation, output.baseAddress, &size, input.baseAddress, input.count)
                    }
                }
            }
        }
        guard let curve else { return SignatureValue(octets: Array(buffer.prefix(size))) }
        let octets = unsafe buffer.withUnsafeBufferPointer { output in
            unsafe ECDSASigValue.fixedWidth(
                output.extracting(0..<min(size, output.count)).span, curve: curve)
        }
        guard let octets else {
            throw EDocError(.library, "OpenSSL made an ECDSA value that is not DER")
        }
        return SignatureValue(octets: octets)
    }

    /// Whether `value` is the signature of `data`. A value of the wrong form is not.
    func verify(_ value: SignatureValue, _ data: Span<UInt8>) throws(OpenSSLError) -> Bool {
        var octets = value.octets
        if let curve {
            guard let der = value.derEncodedECDSA(curve: curve) else { return false }
            octets = der
        }
        digest.update(data)
        try digest.finish(into: &digestOctets)
        ERR_clear_error()
        let result = unsafe octets.withUnsafeBufferPointer { signature in
            unsafe digestOctets.withUnsafeBufferPointer { input in
                unsafe EVP_PKEY_verify(
                    operation, signature.baseAddress, signature.count, input.baseAddress,
                    input.count)
            }
        }
        ERR_clear_error()
        return result == 1
    }
}

/// The idle contexts of one key. As many are made as callers run at the same time.
struct SignatureContextPool: ~Copyable {
    /// How many idle contexts are kept.
    private static let largestCount = 64

    private let idle = Lock<[SignatureContext]>([])

    /// An idle context of this algorithm, or nil.
    func take(_ algorithm: SignatureAlgorithm) -> SignatureContext? {
        idle.withLock { contexts in
            guard let index = contexts.lastIndex(where: { $0.algorithm == algorithm }) else {
                return nil
            }
            return contexts.remove(at: index)
        }
    }

    /// Gives a context back. One whose operation failed is not given back.
    func put(_ context: SignatureContext) {
        idle.withLock { contexts in
            guard contexts.count < Self.largestCount else { return }
            contexts.append(context)
        }
    }
}
