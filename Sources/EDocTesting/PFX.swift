internal import CEDocOpenSSL
package import EDocCrypto
package import EDocPKI

/// Makes PKCS#12 files, [RFC 7292 §4](https://www.rfc-editor.org/rfc/rfc7292#section-4).
///
/// Not made by `PKCS12_create_ex`, which derives the key of the integrity check in the process's
/// default context.
package enum PFX {
    private static let iterations: CInt = 2048
    private static let saltSize: CInt = 16

    /// The DER of a file with a key and certificates.
    ///
    /// - Parameters:
    ///   - key: The private key; nil for a file without one.
    ///   - certificates: The certificates.
    ///   - passphrase: The passphrase of the file.
    ///   - legacy: Triple DES, RC2 and HMAC-SHA-1 in the place of AES-256 and HMAC-SHA-256.
    package static func encoded(
        key: PrivateKey?, certificates: [X509Certificate], passphrase: borrowing Passphrase,
        legacy: Bool
    ) throws(EDocError) -> [UInt8] {
        do throws(OpenSSLError) {
            let library = try legacy ? LibraryContext.legacy() : LibraryContext.shared()
            var parts = [try encrypted(certificates, passphrase, legacy, library)]
            if let key { parts.append(try shrouded(key, passphrase, legacy, library)) }
            let safe = DER.sequence(of: parts)
            let digestName = legacy ? "SHA1" : "SHA2-256"
            let digestIdentifier = legacy ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1"
            let salt = Array("swift-edoc-salt!".utf8)
            let mac = try PKCS12Mac.value(
                over: safe, digestName: digestName, salt: salt, iterations: Int(iterations),
                passphrase: passphrase)
            return DER.sequence(
                DER.integer(3),
                DER.sequence(
                    DER.objectIdentifier("1.2.840.113549.1.7.1"),
                    DER.explicit(0, DER.octetString(safe))),
                DER.sequence(
                    DER.sequence(
                        DER.sequence(DER.objectIdentifier(digestIdentifier), DER.null),
                        DER.octetString(mac)),
                    DER.octetString(salt), DER.integer(Int(iterations))))
        } catch {
            throw EDocError(library: error)
        }
    }

    /// A ContentInfo with the certificates, encrypted.
    private static func encrypted(
        _ certificates: [X509Certificate], _ passphrase: borrowing Passphrase, _ legacy: Bool,
        _ library: LibraryContext
    ) throws(OpenSSLError) -> [UInt8] {
        let bags = try unsafe openSSL("OPENSSL_sk_new_null") { unsafe OPENSSL_sk_new_null() }
        defer { unsafe free(bags) }
        for certificate in certificates {
            let encoded = DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.12.10.1.3"),
                DER.explicit(
                    0,
                    DER.sequence(
                        DER.objectIdentifier("1.2.840.113549.1.9.22.1"),
                        DER.explicit(0, DER.octetString(certificate.derEncoded)))))
            let bag = try unsafe openSSL("d2i_PKCS12_SAFEBAG") {
                unsafe encoded.withUnsafeBufferPointer { octets in
                    var next = octets.baseAddress
                    return unsafe d2i_PKCS12_SAFEBAG(nil, &next, octets.count)
                }
            }
            unsafe OPENSSL_sk_push(bags, UnsafeRawPointer(bag))
            if certificate == certificates.first { try unsafe mark(bag) }
        }
        let method = legacy ? NID_pbe_WithSHA1And40BitRC2_CBC : NID_aes_256_cbc
        let part = try unsafe openSSL("PKCS12_pack_p7encdata_ex") {
            unsafe passphrase.withCharacters { characters, count in
                unsafe PKCS12_pack_p7encdata_ex(
                    method, characters, count, nil, saltSize, iterations, bags, library.pointer,
                    nil)
            }
        }
        defer { unsafe PKCS7_free(part) }
        return unsafe encoding { unsafe i2d_PKCS7(part, $0) }
    }

    /// A ContentInfo with the key in an encrypted bag.
    private static func shrouded(
        _ key: PrivateKey, _ passphrase: borrowing Passphrase, _ legacy: Bool,
        _ library: LibraryContext
    ) throws(OpenSSLError) -> [UInt8] {
        let method = legacy ? NID_pbe_WithSHA1And3_Key_TripleDES_CBC : NID_aes_256_cbc
        let info = try unsafe openSSL("EVP_PKEY2PKCS8") {
            unsafe key.withKey { unsafe EVP_PKEY2PKCS8($0) }
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        let bag = try unsafe openSSL("PKCS12_SAFEBAG_create_pkcs8_encrypt_ex") {
            unsafe passphrase.withCharacters { characters, count in
                unsafe PKCS12_SAFEBAG_create_pkcs8_encrypt_ex(
                    method, characters, count, nil, saltSize, iterations, info, library.pointer,
                    nil)
            }
        }
        let bags = try unsafe openSSL("OPENSSL_sk_new_null") { unsafe OPENSSL_sk_new_null() }
        defer { unsafe free(bags) }
        unsafe OPENSSL_sk_push(bags, UnsafeRawPointer(bag))
        try unsafe mark(bag)
        let part = try unsafe openSSL("PKCS12_pack_p7data") { unsafe PKCS12_pack_p7data(bags) }
        defer { unsafe PKCS7_free(part) }
        return unsafe encoding { unsafe i2d_PKCS7(part, $0) }
    }

    /// Gives key and certificate the same `localKeyId` (RFC 7292 §4.2), by which Java joins them.
    private static func mark(_ bag: OpaquePointer) throws(OpenSSLError) {
        var identifier: [UInt8] = [1]
        try openSSL("PKCS12_add_localkeyid") {
            unsafe PKCS12_add_localkeyid(bag, &identifier, CInt(identifier.count))
        }
    }

    private static func free(_ bags: OpaquePointer) {
        unsafe OPENSSL_sk_pop_free(bags) { unsafe PKCS12_SAFEBAG_free(OpaquePointer($0)) }
    }
}
