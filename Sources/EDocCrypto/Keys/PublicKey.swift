internal import CEDocOpenSSL

/// A key that verifies signatures. One owner of an `EVP_PKEY`.
///
/// `@unchecked Sendable`: the `EVP_PKEY` is never changed after it is made, and is counted
/// atomically; contexts are kept in a locked pool.
@safe
package final class PublicKey: @unchecked Sendable {
    /// The kind and the size.
    package let type: KeyType
    /// Whether every verification fails because the key's parameters are unsound, even where
    /// OpenSSL accepts them: ``KeyType/refusal(of:)``.
    let isRefused: Bool
    /// The cost of one verification, in units of one with P-256.
    package let verificationCost: Int
    private let key: OpaquePointer
    private let contexts = SignatureContextPool()

    /// Holds on to an `EVP_PKEY` that somebody else owns too.
    package init(sharing key: OpaquePointer) {
        unsafe EVP_PKEY_up_ref(key)
        unsafe self.key = unsafe key
        type = unsafe KeyType(of: key)
        verificationCost = unsafe type.verificationCost(exponentBits: KeyType.exponentBits(of: key))
        isRefused = unsafe KeyType.refusal(of: key) != nil
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Calls `body` with the `EVP_PKEY`, which it may use but not change.
    package func withKey<Result, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(key)
    }

    /// Whether `value` is a signature of `data` by this key.
    ///
    /// A value of the wrong size or form, and an algorithm that does not go with the key, are not
    /// errors: there is no valid signature then.
    ///
    /// - Throws: ``EDocError`` with `library`.
    package func verify(
        _ value: SignatureValue, algorithm: SignatureAlgorithm, data: Span<UInt8>
    ) throws(EDocError) -> Bool {
        guard algorithm.fits(type) else { return false }
        do {
            let context =
                if let idle = contexts.take(algorithm) { idle } else { try context(algorithm) }
            guard let context else { return false }
            let isValid = try context.verify(value, data)
            contexts.put(context)
            return isValid
        } catch {
            throw EDocError(library: error)
        }
    }

    /// A prepared context; nil when the parameters of an RSASSA-PSS key do not allow the algorithm.
    private func context(
        _ algorithm: SignatureAlgorithm
    ) throws(OpenSSLError) -> SignatureContext? {
        do {
            return try unsafe SignatureContext(
                .verify, key: key, type: type, algorithm: algorithm)
        } catch {
            guard case .rsaPSS = type else { throw error }
            return nil
        }
    }

    /// What an RSASSA-PKCS1-v1_5 value encloses: the DER of a `DigestInfo`, as it stands.
    ///
    /// For values that ``verify(_:algorithm:data:)`` refuses and a policy may yet allow (RFC 8017
    /// §9.2, note 2). Nil when the padding is wrong or the key is not RSA.
    package func digestInfo(enclosedIn value: SignatureValue) throws(EDocError) -> [UInt8]? {
        guard case .rsa = type else { return nil }
        return try orLibraryError { () throws(OpenSSLError) in
            let library = try LibraryContext.shared()
            let context = try unsafe openSSL("EVP_PKEY_CTX_new_from_pkey") {
                unsafe EVP_PKEY_CTX_new_from_pkey(library.pointer, key, nil)
            }
            defer { unsafe EVP_PKEY_CTX_free(context) }
            try openSSL("EVP_PKEY_verify_recover_init") {
                unsafe EVP_PKEY_verify_recover_init(context)
            }
            try openSSL("EVP_PKEY_CTX_set_rsa_padding") {
                unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING)
            }
            var size = Int(unsafe EVP_PKEY_get_size(key))
            var output = [UInt8](repeating: 0, count: size)
            ERR_clear_error()
            let result = unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe value.octets.withUnsafeBufferPointer { input in
                    unsafe EVP_PKEY_verify_recover(
                        context, output.baseAddress, &size, input.baseAddress, input.count)
                }
            }
            ERR_clear_error()
            return result == 1 ? Array(output.prefix(size)) : nil
        }
    }
}

extension KeyType {
    /// The type of an `EVP_PKEY`.
    init(of key: OpaquePointer) {
        if let refusal = unsafe Self.refusal(of: key) {
            self = .unsupported(refusal)
        } else if unsafe EVP_PKEY_is_a(key, "RSA") == 1 {
            self = .rsa(bits: Int(unsafe EVP_PKEY_get_bits(key)))
        } else if unsafe EVP_PKEY_is_a(key, "RSA-PSS") == 1 {
            self = .rsaPSS(bits: Int(unsafe EVP_PKEY_get_bits(key)))
        } else if unsafe EVP_PKEY_is_a(key, "EC") == 1 {
            self = unsafe Self.ellipticCurve(of: key)
        } else if let name = unsafe EVP_PKEY_get0_type_name(key) {
            self = .unsupported(unsafe String(cString: name))
        } else {
            self = .unsupported("unknown")
        }
    }

    /// What is wrong with the parameters of a key; nil when they are sound.
    /// Explicit curve parameters could be anybody's (CVE-2020-0601; RFC 5480 §2.1.1 allows named
    /// curves only). With the exponent 1 anybody can sign (RFC 8017 §3.1 asks for 3 at least). A
    /// long exponent, which nobody uses and OpenSSL takes with moduli up to 3,072 bits, costs
    /// hundreds of times the work.
    static func refusal(of key: OpaquePointer) -> String? {
        defer { ERR_clear_error() }
        var isExplicit: CInt = 0
        if unsafe EVP_PKEY_get_int_param(key, "decoded-from-explicit", &isExplicit) == 1,
            isExplicit != 0
        {
            return "EC with explicit curve parameters"
        }
        guard unsafe EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1 else {
            return nil
        }
        let bits = unsafe exponentBits(of: key)
        return (2...64).contains(bits) ? nil : "RSA with a public exponent of \(bits) bits"
    }

    /// The length of the public exponent of an RSA key in bits; 0 where there is none.
    static func exponentBits(of key: OpaquePointer) -> Int {
        var exponent: OpaquePointer?
        defer { unsafe BN_free(exponent) }
        let isThere = unsafe EVP_PKEY_get_bn_param(key, "e", &exponent) == 1
        ERR_clear_error()
        return isThere ? Int(unsafe BN_num_bits(exponent)) : 0
    }

    private static func ellipticCurve(of key: OpaquePointer) -> KeyType {
        var name = [UInt8](repeating: 0, count: 64)
        var size = 0
        let result = unsafe name.withUnsafeMutableBytes { buffer in
            unsafe EVP_PKEY_get_utf8_string_param(
                key, "group", buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                buffer.count, &size)
        }
        ERR_clear_error()
        guard result == 1 else { return .unsupported("EC without a named curve") }
        let text = String(decoding: name.prefix(size), as: UTF8.self)
        if let curve = KeyType.Curve(openSSLName: text) { return .ellipticCurve(curve) }
        return .unsupported("EC " + text)
    }
}
