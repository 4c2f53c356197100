internal import CEDocOpenSSL
internal import EDocEncoding

/// The result of verifying a signature.
package enum SignatureVerdict: Hashable, Sendable {
    /// The signature was made over these bytes with the key.
    case valid
    /// The signature was not made over these bytes with the key.
    case invalid
    /// The algorithm is unknown, or not one of this kind of key.
    case unsupported
}

// Keys as certificates, revocation lists, OCSP responses and CMS use them: the algorithm is an
// AlgorithmIdentifier, and a signature is what stands in a BIT STRING or OCTET STRING.
extension PublicKey {
    /// The key in an encoded SubjectPublicKeyInfo
    /// ([RFC 5280 §4.1.2.7](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7)).
    package convenience init(
        subjectPublicKeyInfo: ArraySlice<UInt8>
    ) throws(OpenSSLError) {
        let library = try LibraryContext.shared()
        let key = try unsafe openSSL("d2i_PUBKEY_ex") {
            unsafe subjectPublicKeyInfo.withUnsafeBufferPointer { octets in
                var next = octets.baseAddress
                return unsafe d2i_PUBKEY_ex(nil, &next, octets.count, library.pointer, nil)
            }
        }
        unsafe self.init(sharing: key)
        unsafe EVP_PKEY_free(key)
    }

    /// Verifies `signature`, the octets of the BIT STRING or OCTET STRING, over `data` as it
    /// stands in the encoding.
    package func verify(
        _ signature: ArraySlice<UInt8>, over data: ArraySlice<UInt8>,
        _ algorithm: AlgorithmIdentifier
    ) throws(OpenSSLError) -> SignatureVerdict {
        guard !isRefused else { return .unsupported }
        if let row = Self.simpleAlgorithms.first(where: { $0.algorithm == algorithm.algorithm }) {
            guard unsafe withKey({ unsafe EVP_PKEY_is_a($0, row.key) }) == 1 else {
                return .unsupported
            }
            return try verify(signature, over: data, digest: row.digest)
        }
        return try verifyItem(signature, over: data, algorithm)
    }

    /// Algorithms whose parameters carry nothing (NULL or absent), with OpenSSL's names.
    private static let simpleAlgorithms:
        [(algorithm: ASN1ObjectIdentifier, key: String, digest: String)] = [
            (.sha256WithRSAEncryption, "RSA", "SHA2-256"), (.ecdsaWithSHA256, "EC", "SHA2-256"),
            (.ecdsaWithSHA384, "EC", "SHA2-384"), (.sha384WithRSAEncryption, "RSA", "SHA2-384"),
            (.sha512WithRSAEncryption, "RSA", "SHA2-512"), (.ecdsaWithSHA512, "EC", "SHA2-512"),
            (.sha1WithRSAEncryption, "RSA", "SHA1"), (.ecdsaWithSHA1, "EC", "SHA1"),
        ]

    /// Hashes and verifies in one go, without a copy of the data.
    private func verify(
        _ signature: ArraySlice<UInt8>, over data: ArraySlice<UInt8>, digest: String
    ) throws(OpenSSLError) -> SignatureVerdict {
        let library = try LibraryContext.shared()
        let context = try unsafe openSSL("EVP_MD_CTX_new") { unsafe EVP_MD_CTX_new() }
        defer { unsafe EVP_MD_CTX_free(context) }
        try openSSL("EVP_DigestVerifyInit_ex") {
            unsafe withKey { key in
                unsafe EVP_DigestVerifyInit_ex(
                    context, nil, digest, library.pointer, nil, key, nil)
            }
        }
        ERR_clear_error()
        let result = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe data.withUnsafeBufferPointer { data in
                unsafe EVP_DigestVerify(
                    context, signature.baseAddress, signature.count, data.baseAddress, data.count)
            }
        }
        ERR_clear_error()
        return result == 1 ? .valid : .invalid
    }

    /// Leaves the parameters of the algorithm to OpenSSL: RSASSA-PSS, Ed25519, DSA and the rest.
    private func verifyItem(
        _ signature: ArraySlice<UInt8>, over data: ArraySlice<UInt8>,
        _ algorithm: AlgorithmIdentifier
    ) throws(OpenSSLError) -> SignatureVerdict {
        let library = try LibraryContext.shared()
        let identifier = unsafe algorithm.encoded.withUnsafeBufferPointer { octets in
            var next = octets.baseAddress
            return unsafe d2i_X509_ALGOR(nil, &next, octets.count)
        }
        guard let identifier = unsafe identifier else {
            ERR_clear_error()
            return .unsupported
        }
        defer { unsafe X509_ALGOR_free(identifier) }
        let bits = try unsafe Self.string(signature, V_ASN1_BIT_STRING)
        defer { unsafe ASN1_STRING_free(bits) }
        // An ANY that holds a SEQUENCE holds it encoded: encoding it again gives the same bytes.
        let item = try unsafe openSSL("ASN1_TYPE_new") { unsafe ASN1_TYPE_new() }
        defer { unsafe ASN1_TYPE_free(item) }
        unsafe ASN1_TYPE_set(item, V_ASN1_SEQUENCE, try Self.string(data, V_ASN1_SEQUENCE))
        ERR_clear_error()
        let result = unsafe withKey { key in
            unsafe ASN1_item_verify_ex(
                ASN1_ANY_it(), identifier, bits, item, nil, key, library.pointer, nil)
        }
        let error = OpenSSLError(draining: "ASN1_item_verify_ex")
        if result == 1 { return .valid }
        let isUnsupported = [
            ASN1_R_UNKNOWN_SIGNATURE_ALGORITHM, ASN1_R_UNKNOWN_MESSAGE_DIGEST_ALGORITHM,
            ASN1_R_WRONG_PUBLIC_KEY_TYPE, ASN1_R_DIGEST_AND_KEY_TYPE_NOT_SUPPORTED,
        ].contains { error.holds(library: ERR_LIB_ASN1, reason: $0) }
        return isUnsupported ? .unsupported : .invalid
    }

    private static func string(
        _ octets: ArraySlice<UInt8>, _ type: CInt
    ) throws(OpenSSLError) -> UnsafeMutablePointer<ASN1_STRING> {
        let string = try unsafe openSSL("ASN1_STRING_type_new") {
            unsafe ASN1_STRING_type_new(type)
        }
        do {
            try openSSL("ASN1_STRING_set") {
                unsafe octets.withUnsafeBufferPointer { octets in
                    unsafe ASN1_STRING_set(string, octets.baseAddress, CInt(clamping: octets.count))
                }
            }
        } catch {
            unsafe ASN1_STRING_free(string)
            throw error
        }
        return unsafe string
    }
}
