internal import CEDocOpenSSL
public import EDocCrypto
public import EDocPKI

/// A seal that a ``VirtualCA`` issued: the certificate and its private key.
public struct VirtualSeal: Sendable {
    /// The seal's certificate.
    public let certificate: X509Certificate
    /// The certificate, the intermediate and the root.
    public let chain: [X509Certificate]
    /// A signer with the default algorithm of the key; its chain leaves the root out.
    public let signer: PEMSigner
    package let key: PrivateKey

    package init(key: PrivateKey, chain: [X509Certificate]) throws(EDocError) {
        self.key = key
        self.chain = chain
        certificate = chain[0]
        signer = try PEMSigner(
            key: Array(key.pem.utf8), certificates: Array(chain.map(\.pemEncoded).joined().utf8))
    }

    /// A signer with another algorithm, or with the root in its chain.
    ///
    /// - Throws: `EDocError` with `algorithmDoesNotFitKey` or `weakAlgorithm`.
    public func signer(
        signatureAlgorithm: SignatureAlgorithm?, includesRoot: Bool = false
    ) throws(EDocError) -> PEMSigner {
        try PEMSigner(
            key: Array(privateKeyPEM.utf8), certificates: Array(chainPEM.utf8),
            signatureAlgorithm: signatureAlgorithm, includesRoot: includesRoot)
    }

    /// The private key as an unencrypted PKCS#8 block (RFC 7468 §10).
    public var privateKeyPEM: String { key.pem }

    /// The private key as a PKCS#8 block that `passphrase` opens (RFC 7468 §11): AES-256, PBKDF2.
    ///
    /// - Throws: `EDocError` with `library`.
    public func privateKeyPEM(
        encryptedWith passphrase: borrowing Passphrase
    ) throws(EDocError) -> String {
        try key.encryptedPEM(passphrase)
    }

    /// Certificate, intermediate and root as `CERTIFICATE` blocks (RFC 7468 §5).
    public var chainPEM: String { chain.map(\.pemEncoded).joined() }

    /// Key and chain as a PKCS#12 file.
    ///
    /// - Parameters:
    ///   - passphrase: The passphrase of the file.
    ///   - legacy: As OpenSSL 1 and Windows wrote it: triple DES for the key, RC2 with 40 bits for
    ///     the certificates, HMAC-SHA-1. Needs OpenSSL's legacy provider. Otherwise AES-256 and
    ///     HMAC-SHA-256.
    /// - Throws: `EDocError` with `library`.
    public func pkcs12(
        passphrase: borrowing Passphrase, legacy: Bool = false
    ) throws(EDocError) -> [UInt8] {
        try PFX.encoded(key: key, certificates: chain, passphrase: passphrase, legacy: legacy)
    }
}

extension PrivateKey {
    /// The DER of `PrivateKeyInfo` (RFC 5958 §2).
    package var pkcs8: [UInt8] {
        unsafe withKey { key in
            guard let info = unsafe EVP_PKEY2PKCS8(key) else { return [] }
            defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
            return unsafe encoding { unsafe i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
        }
    }

    /// An unencrypted PKCS#8 block.
    package var pem: String { PEM.encoded(pkcs8.span, label: "PRIVATE KEY") }

    /// A PKCS#8 block that is encrypted with AES-256 and PBKDF2.
    func encryptedPEM(_ passphrase: borrowing Passphrase) throws(EDocError) -> String {
        let der = try orLibraryError { () throws(OpenSSLError) in
            let library = try LibraryContext.shared()
            let info = try unsafe openSSL("EVP_PKEY2PKCS8") {
                unsafe withKey { unsafe EVP_PKEY2PKCS8($0) }
            }
            defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
            let cipher = try unsafe openSSL("EVP_CIPHER_fetch") {
                unsafe EVP_CIPHER_fetch(library.pointer, "AES-256-CBC", nil)
            }
            defer { unsafe EVP_CIPHER_free(cipher) }
            let sealed = try unsafe openSSL("PKCS8_encrypt_ex") {
                unsafe passphrase.withCharacters { characters, count in
                    unsafe PKCS8_encrypt_ex(
                        -1, cipher, characters, count, nil, 0, 2048, info, library.pointer, nil)
                }
            }
            defer { unsafe X509_SIG_free(sealed) }
            return unsafe encoding { unsafe i2d_X509_SIG(sealed, $0) }
        }
        return PEM.encoded(der.span, label: "ENCRYPTED PRIVATE KEY")
    }
}
