internal import CEDocOpenSSL

// Decoding: PKCS#8 (RFC 5958) and the older forms of RSA (RFC 8017 A.1.2) and EC (RFC 5915).
extension PrivateKey {
    /// The labels of RFC 7468 §10, §11 and of the older forms.
    private enum Form: String, CaseIterable {
        case pkcs8 = "PRIVATE KEY"
        case encryptedPKCS8 = "ENCRYPTED PRIVATE KEY"
        case rsa = "RSA PRIVATE KEY"
        case ec = "EC PRIVATE KEY"
    }

    /// The one private key in a text of PEM blocks.
    ///
    /// - Throws: ``EDocError`` with `noPrivateKey`, `severalPrivateKeys`, `malformedPEM`,
    ///   `malformedPrivateKey`, `passphraseNeeded`, `wrongPassphrase`, `unsupportedEncryption`.
    package static func inPEM(
        _ text: Span<UInt8>, from source: String, passphrase: borrowing Passphrase?
    ) throws(EDocError) -> PrivateKey {
        var found: PrivateKey?
        var firstLine = 0
        try PEM.forEachBlock(of: text, in: source, where: { Form(rawValue: $0) != nil }) {
            block throws(EDocError) in
            guard found == nil else {
                throw EDocError(
                    .severalPrivateKeys,
                    "\(source): private keys begin on lines \(firstLine) and \(block.line); "
                        + "leave one")
            }
            firstLine = block.line
            found = try decode(block, "\(source), line \(block.line)", passphrase)
        }
        guard let found else {
            throw EDocError(
                .noPrivateKey,
                "\(source): "
                    + (KeyFileForm.description(of: text)
                        ?? "no -----BEGIN PRIVATE KEY----- in it (RFC 7468 §10)"))
        }
        return found
    }

    private static func decode(
        _ block: borrowing PEM.Block, _ source: String, _ passphrase: borrowing Passphrase?
    ) throws(EDocError) -> PrivateKey {
        guard !block.hasEncryptionHeader else {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): a \(block.label) encrypted in the manner of RFC 1421; convert it: "
                    + "openssl pkcs8 -topk8 -in OLD -out NEW")
        }
        return try block.octets.withOctets { octets throws(EDocError) in
            switch Form(rawValue: block.label) {
            case .encryptedPKCS8: try encryptedPKCS8(octets, source, passphrase)
            case .rsa: try traditional(octets, EVP_PKEY_RSA, source)
            case .ec: try traditional(octets, EVP_PKEY_EC, source)
            case .pkcs8, nil: try pkcs8(octets, source)
            }
        }
    }

    private static func malformed(
        _ source: String, _ what: String, _ operation: String
    ) -> EDocError {
        EDocError(
            .malformedPrivateKey, "\(source): \(what)",
            underlying: OpenSSLError(draining: operation))
    }

    /// A `PrivateKeyInfo` in DER.
    static func pkcs8(_ octets: Span<UInt8>, _ source: String) throws(EDocError) -> PrivateKey {
        ERR_clear_error()
        let info = unsafe octets.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            guard let info = unsafe d2i_PKCS8_PRIV_KEY_INFO(nil, &next, buffer.count) else {
                return nil
            }
            guard unsafe next == buffer.baseAddress?.advanced(by: buffer.count) else {
                unsafe PKCS8_PRIV_KEY_INFO_free(info)
                return nil
            }
            return unsafe info
        }
        guard let info = unsafe info else {
            throw malformed(
                source, "not a PKCS#8 PrivateKeyInfo (RFC 5958 §2)", "d2i_PKCS8_PRIV_KEY_INFO")
        }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        return try unsafe key(of: info, source)
    }

    /// The key of a `PKCS8_PRIV_KEY_INFO`, which stays with the caller.
    static func key(
        of info: OpaquePointer, _ source: String
    ) throws(EDocError) -> PrivateKey {
        let library = try orLibraryError { () throws(OpenSSLError) in try LibraryContext.shared() }
        ERR_clear_error()
        guard let key = unsafe EVP_PKCS82PKEY_ex(info, library.pointer, nil) else {
            throw malformed(
                source, "a PKCS#8 private key that OpenSSL cannot decode", "EVP_PKCS82PKEY_ex")
        }
        return unsafe PrivateKey(takingOwnershipOf: key)
    }

    private static func traditional(
        _ octets: Span<UInt8>, _ type: CInt, _ source: String
    ) throws(EDocError) -> PrivateKey {
        let library = try orLibraryError { () throws(OpenSSLError) in try LibraryContext.shared() }
        ERR_clear_error()
        let key = unsafe octets.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            guard
                let key = unsafe d2i_PrivateKey_ex(
                    type, nil, &next, buffer.count, library.pointer, nil)
            else { return nil }
            guard unsafe next == buffer.baseAddress?.advanced(by: buffer.count) else {
                unsafe EVP_PKEY_free(key)
                return nil
            }
            return unsafe key
        }
        guard let key = unsafe key else {
            throw malformed(
                source, "not an RSAPrivateKey (RFC 8017 A.1.2) or ECPrivateKey (RFC 5915 §3)",
                "d2i_PrivateKey_ex")
        }
        return unsafe PrivateKey(takingOwnershipOf: key)
    }

    private static func encryptedPKCS8(
        _ octets: Span<UInt8>, _ source: String, _ passphrase: borrowing Passphrase?
    ) throws(EDocError) -> PrivateKey {
        ERR_clear_error()
        let sealed = unsafe octets.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            guard let sealed = unsafe d2i_X509_SIG(nil, &next, buffer.count) else { return nil }
            guard unsafe next == buffer.baseAddress?.advanced(by: buffer.count) else {
                unsafe X509_SIG_free(sealed)
                return nil
            }
            return unsafe sealed
        }
        guard let sealed = unsafe sealed else {
            throw malformed(
                source, "not an EncryptedPrivateKeyInfo (RFC 5958 §3)", "d2i_X509_SIG")
        }
        defer { unsafe X509_SIG_free(sealed) }
        var algorithm: UnsafePointer<X509_ALGOR>?
        unsafe X509_SIG_get0(sealed, &algorithm, nil)
        var budget = KeyDerivationBudget()
        let encryption = try unsafe PasswordBasedEncryption(algorithm, source, &budget)
        switch passphrase {
        case .none:
            throw EDocError(
                .passphraseNeeded, "\(source): the private key is encrypted; give its passphrase")
        case .some(let passphrase):
            let library = try encryption.library(source)
            ERR_clear_error()
            let info = unsafe passphrase.withCharacters { characters, count in
                unsafe PKCS8_decrypt_ex(sealed, characters, count, library.pointer, nil)
            }
            guard let info = unsafe info else {
                throw EDocError(
                    .wrongPassphrase, "\(source): the passphrase does not open the private key",
                    underlying: OpenSSLError(draining: "PKCS8_decrypt_ex"))
            }
            defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
            return try unsafe key(of: info, source)
        }
    }
}

extension Passphrase {
    /// Calls `body` with the bytes and their count, as OpenSSL's functions take them.
    package func withCharacters<Result>(_ body: (UnsafePointer<CChar>?, CInt) -> Result) -> Result {
        withOctets { octets in
            unsafe octets.withUnsafeBytes { bytes in
                unsafe body(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
            }
        }
    }
}
