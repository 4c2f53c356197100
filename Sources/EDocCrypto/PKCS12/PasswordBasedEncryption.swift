internal import CEDocOpenSSL

/// How much work the key derivations of one file may be together: a few seconds.
///
/// Writers use 2,048 (OpenSSL) to some 600,000 iterations, two or three times a file.
struct KeyDerivationBudget {
    /// The iterations of PBKDF2, or their equal, that all derivations of a file may have together.
    static let total = 5_000_000

    private var left = total

    /// Takes a derivation off. Throws `unsupportedEncryption` when too little is left, or when the
    /// count of iterations is not positive.
    mutating func spend(_ iterations: Int, _ source: String) throws(EDocError) {
        guard iterations >= 1, iterations <= left else {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): a key derivation of \(iterations) iterations; "
                    + "1 to \(Self.total) in the whole file are carried out")
        }
        left -= iterations
    }
}

/// How a key or a bag is encrypted: the `AlgorithmIdentifier` of PKCS#5
/// ([RFC 8018](https://www.rfc-editor.org/rfc/rfc8018)) or PKCS#12
/// ([RFC 7292 Appendix C](https://www.rfc-editor.org/rfc/rfc7292#appendix-C)).
///
/// It is looked at before OpenSSL decrypts, so that an old cipher, an unknown one and a count of
/// iterations that would take hours are three errors of their own, and none is reported as a wrong
/// passphrase.
struct PasswordBasedEncryption {
    private let cipher: CInt
    private let cipherName: String

    /// Reads the identifier, and counts its derivation against `budget`.
    init(
        _ algorithm: UnsafePointer<X509_ALGOR>?, _ source: String,
        _ budget: inout KeyDerivationBudget
    ) throws(EDocError) {
        let identifier = unsafe OBJ_obj2nid(algorithm?.pointee.algorithm)
        let parameter = unsafe algorithm?.pointee.parameter
        var iterations = 1
        if identifier == NID_pbes2 {
            guard
                let parameters = unsafe ASN1_TYPE_unpack_sequence(PBE2PARAM_it(), parameter)
            else { throw Self.malformed(source) }
            let scheme = unsafe parameters.assumingMemoryBound(to: PBE2PARAM.self)
            defer { unsafe PBE2PARAM_free(scheme) }
            let object = unsafe scheme.pointee.encryption?.pointee.algorithm
            cipher = unsafe OBJ_obj2nid(object)
            cipherName = unsafe objectName(object)
            let derivation = unsafe scheme.pointee.keyfunc
            let derivationParameter = unsafe derivation?.pointee.parameter
            switch unsafe OBJ_obj2nid(derivation?.pointee.algorithm) {
            case NID_id_pbkdf2:
                iterations = try unsafe Self.iterationsOfPBKDF2(derivationParameter, source)
            case NID_id_scrypt:
                iterations = try unsafe Self.costOfScrypt(derivationParameter, source)
            default:
                throw EDocError(
                    .unsupportedEncryption,
                    "\(source): a key derived by \(unsafe objectName(derivation?.pointee.algorithm)); "
                        + "PBKDF2 and scrypt can be carried out")
            }
        } else {
            cipher = identifier
            cipherName = unsafe objectName(algorithm?.pointee.algorithm)
            guard let parameters = unsafe ASN1_TYPE_unpack_sequence(PBEPARAM_it(), parameter)
            else { throw Self.malformed(source) }
            let values = unsafe parameters.assumingMemoryBound(to: PBEPARAM.self)
            defer { unsafe PBEPARAM_free(values) }
            iterations = unsafe ASN1_INTEGER_get(values.pointee.iter)
        }
        try budget.spend(iterations, source)
        guard Self.current.contains(cipher) || Self.old.contains(cipher) else {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): encrypted with \(cipherName); "
                    + "AES, triple DES, RC2 and single DES can be read. Write the file again with "
                    + "AES-256")
        }
    }

    private static func iterationsOfPBKDF2(
        _ parameter: UnsafeMutablePointer<ASN1_TYPE>?, _ source: String
    ) throws(EDocError) -> Int {
        guard let parameters = unsafe ASN1_TYPE_unpack_sequence(PBKDF2PARAM_it(), parameter)
        else { throw malformed(source) }
        let values = unsafe parameters.assumingMemoryBound(to: PBKDF2PARAM.self)
        defer { unsafe PBKDF2PARAM_free(values) }
        return unsafe ASN1_INTEGER_get(values.pointee.iter)
    }

    /// N · r · p of [RFC 7914 §6](https://www.rfc-editor.org/rfc/rfc7914#section-6): each is about
    /// as much work as an iteration of PBKDF2. OpenSSL limits the memory, and not p alone.
    private static func costOfScrypt(
        _ parameter: UnsafeMutablePointer<ASN1_TYPE>?, _ source: String
    ) throws(EDocError) -> Int {
        guard let parameters = unsafe ASN1_TYPE_unpack_sequence(SCRYPT_PARAMS_it(), parameter)
        else { throw malformed(source) }
        let values = unsafe parameters.assumingMemoryBound(to: SCRYPT_PARAMS.self)
        defer { unsafe SCRYPT_PARAMS_free(values) }
        let factors = unsafe [
            ASN1_INTEGER_get(values.pointee.costParameter),
            ASN1_INTEGER_get(values.pointee.blockSize),
            ASN1_INTEGER_get(values.pointee.parallelizationParameter),
        ]
        var cost = 1
        for factor in factors {
            let (product, overflow) = cost.multipliedReportingOverflow(by: max(0, factor))
            cost = overflow ? .max : product
        }
        return cost
    }

    private static func malformed(_ source: String) -> EDocError {
        EDocError(
            .malformedPrivateKey,
            "\(source): the encryption's parameters are not those of PKCS#5 (RFC 8018 Appendix A)",
            underlying: OpenSSLError(draining: "ASN1_TYPE_unpack_sequence"))
    }

    /// The context that holds the cipher.
    func library(_ source: String) throws(EDocError) -> LibraryContext {
        guard Self.old.contains(cipher) else {
            return try orLibraryError { () throws(OpenSSLError) in try LibraryContext.shared() }
        }
        do { return try LibraryContext.legacy() } catch {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): encrypted with RC2 or single DES, and this machine's OpenSSL has no "
                    + "legacy provider. Write the file again with AES-256, or install OpenSSL's "
                    + "module legacy.so",
                underlying: error)
        }
    }

    /// Ciphers of OpenSSL's default provider.
    private static let current: Set<CInt> = [
        NID_aes_128_cbc, NID_aes_192_cbc, NID_aes_256_cbc, NID_des_ede3_cbc,
        NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And2_Key_TripleDES_CBC,
    ]

    /// Ciphers of its legacy provider.
    private static let old: Set<CInt> = [
        NID_rc2_cbc, NID_des_cbc, NID_pbe_WithSHA1And40BitRC2_CBC,
        NID_pbe_WithSHA1And128BitRC2_CBC, NID_pbeWithMD5AndDES_CBC, NID_pbeWithSHA1AndDES_CBC,
        NID_pbeWithMD5AndRC2_CBC, NID_pbeWithSHA1AndRC2_CBC,
    ]
}

/// The name that OpenSSL has for an object identifier, else its numbers.
func objectName(_ object: OpaquePointer?) -> String {
    var text = [UInt8](repeating: 0, count: 80)
    let size = unsafe text.withUnsafeMutableBytes { buffer in
        unsafe OBJ_obj2txt(
            buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count), object, 0)
    }
    guard size > 0 else { return "an unknown algorithm" }
    return String(decoding: text.prefix(min(Int(size), text.count - 1)), as: UTF8.self)
}
