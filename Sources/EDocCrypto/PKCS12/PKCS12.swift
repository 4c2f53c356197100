internal import CEDocOpenSSL
internal import EDocEncoding

/// The private keys and the certificates of a PKCS#12 file,
/// [RFC 7292 §4](https://www.rfc-editor.org/rfc/rfc7292#section-4).
///
/// The bags are walked one by one, each decrypted in this library's own context: `PKCS12_parse`
/// uses the process's default context, whatever it is told, and fails under a host's policy.
package struct PKCS12 {
    /// The private keys, in the order of the file.
    package private(set) var keys: [PrivateKey] = []
    /// The DER of the certificates, in the order of the file.
    package private(set) var certificates: [[UInt8]] = []

    package let source: String
    private var bags = 0
    private var budget = KeyDerivationBudget()

    /// How many bags a file may hold, and how deep they may be nested.
    private static let limits = KeyLimits()

    /// Opens a file.
    ///
    /// - Throws: ``EDocError`` with `malformedPKCS12`, `wrongPassphrase`,
    ///   `unsupportedEncryption`, `malformedPrivateKey`, `tooLarge`.
    package init(
        _ octets: Span<UInt8>, from source: String, passphrase: borrowing Passphrase
    ) throws(EDocError) {
        self.source = source
        ERR_clear_error()
        let file = unsafe octets.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var next = buffer.baseAddress
            guard let file = unsafe d2i_PKCS12(nil, &next, buffer.count) else { return nil }
            guard unsafe next == buffer.baseAddress?.advanced(by: buffer.count) else {
                unsafe PKCS12_free(file)
                return nil
            }
            return unsafe file
        }
        guard let file = unsafe file else {
            let form = KeyFileForm.description(of: octets).map { ", but " + $0 } ?? ""
            throw malformed("not a PKCS#12 file\(form)", "d2i_PKCS12")
        }
        defer { unsafe PKCS12_free(file) }
        var mac = try unsafe PKCS12Mac(file, source, &budget)
        let secret = try mac.checked(passphrase)
        guard let safes = unsafe PKCS12_unpack_authsafes(file) else {
            throw malformed("no AuthenticatedSafe in it", "PKCS12_unpack_authsafes")
        }
        defer {
            unsafe OPENSSL_sk_pop_free(safes) {
                unsafe PKCS7_free($0?.assumingMemoryBound(to: PKCS7.self))
            }
        }
        for place in 0..<max(0, unsafe OPENSSL_sk_num(safes)) {
            guard let safe = unsafe OPENSSL_sk_value(safes, place) else { continue }
            try unsafe open(safe.assumingMemoryBound(to: PKCS7.self), passphrase, secret)
        }
    }

    /// Whether a file that begins with `octets` is meant to be a PKCS#12 file; 7 octets are enough.
    package static func isBegun(by octets: Span<UInt8>) -> Bool { KeyFileForm.isPFX(octets) }

    private func malformed(_ what: String, _ operation: String) -> EDocError {
        EDocError(
            .malformedPKCS12, "\(source): \(what) (RFC 7292 §4)",
            underlying: OpenSSLError(draining: operation))
    }

    private mutating func open(
        _ safe: UnsafeMutablePointer<PKCS7>, _ passphrase: borrowing Passphrase,
        _ secret: PKCS12Secret
    ) throws(EDocError) {
        ERR_clear_error()
        let kind = unsafe OBJ_obj2nid(safe.pointee.type)
        let contents: OpaquePointer?
        switch kind {
        case NID_pkcs7_data:
            unsafe contents = unsafe PKCS12_unpack_p7data(safe)
        case NID_pkcs7_encrypted:
            unsafe contents = try unsafe decrypt(safe, passphrase, secret)
        default:
            throw EDocError(
                .unsupportedEncryption,
                "\(source): a part is protected in another way than by a passphrase "
                    + "(RFC 7292 §4.1); write the file again with a passphrase only")
        }
        guard let contents = unsafe contents else {
            throw malformed("a part that is not SafeContents", "PKCS12_unpack_p7data")
        }
        defer {
            unsafe OPENSSL_sk_pop_free(contents) { unsafe PKCS12_SAFEBAG_free(OpaquePointer($0)) }
        }
        try unsafe walk(contents, 0, passphrase, secret)
    }

    private mutating func decrypt(
        _ safe: UnsafeMutablePointer<PKCS7>, _ passphrase: borrowing Passphrase,
        _ secret: PKCS12Secret
    ) throws(EDocError) -> OpaquePointer? {
        guard let encrypted = unsafe safe.pointee.d.encrypted?.pointee.enc_data,
            let algorithm = unsafe encrypted.pointee.algorithm,
            let octets = unsafe encrypted.pointee.enc_data
        else { throw malformed("an EncryptedData without content", "PKCS7") }
        let library = try unsafe PasswordBasedEncryption(algorithm, source, &budget).library(source)
        ERR_clear_error()
        let contents = unsafe secret.withCharacters(passphrase) { characters, count in
            unsafe PKCS12_item_decrypt_d2i_ex(
                algorithm, PKCS12_SAFEBAGS_it(), characters, count, octets, 1, library.pointer,
                nil)
        }
        guard let contents = unsafe contents else { throw wrong("PKCS12_item_decrypt_d2i_ex") }
        return OpaquePointer(contents)
    }

    private func wrong(_ operation: String) -> EDocError {
        EDocError(
            .wrongPassphrase, "\(source): the passphrase does not open the file",
            underlying: OpenSSLError(draining: operation))
    }

    private mutating func walk(
        _ contents: OpaquePointer, _ depth: Int, _ passphrase: borrowing Passphrase,
        _ secret: PKCS12Secret
    ) throws(EDocError) {
        guard depth < Self.limits.bagDepth else {
            throw EDocError(
                .tooLarge, "\(source): bags nested more than \(Self.limits.bagDepth) deep")
        }
        for place in 0..<max(0, unsafe OPENSSL_sk_num(contents)) {
            guard let pointer = unsafe OPENSSL_sk_value(contents, place) else { continue }
            bags += 1
            guard bags <= Self.limits.bags else {
                throw EDocError(.tooLarge, "\(source): more than \(Self.limits.bags) bags")
            }
            let bag = OpaquePointer(pointer)
            switch unsafe PKCS12_SAFEBAG_get_nid(bag) {
            case NID_keyBag:
                guard let info = unsafe PKCS12_SAFEBAG_get0_p8inf(bag) else { continue }
                try unsafe keys.append(PrivateKey.key(of: info, source))
            case NID_pkcs8ShroudedKeyBag:
                try unsafe keys.append(shrouded(bag, passphrase, secret))
            case NID_certBag:
                try unsafe addCertificate(bag)
            case NID_safeContentsBag:
                guard let inner = unsafe PKCS12_SAFEBAG_get0_safes(bag) else { continue }
                try unsafe walk(inner, depth + 1, passphrase, secret)
            default:
                continue  // CRLs and secrets are of no use here.
            }
        }
    }

    private mutating func shrouded(
        _ bag: OpaquePointer, _ passphrase: borrowing Passphrase, _ secret: PKCS12Secret
    ) throws(EDocError) -> PrivateKey {
        var algorithm: UnsafePointer<X509_ALGOR>?
        unsafe X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nil)
        let library = try unsafe PasswordBasedEncryption(algorithm, source, &budget).library(source)
        ERR_clear_error()
        let info = unsafe secret.withCharacters(passphrase) { characters, count in
            unsafe PKCS12_decrypt_skey_ex(bag, characters, count, library.pointer, nil)
        }
        guard let info = unsafe info else { throw wrong("PKCS12_decrypt_skey_ex") }
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        return try unsafe PrivateKey.key(of: info, source)
    }

    /// The certificate is taken from the encoded bag: what `PKCS12_SAFEBAG_get1_cert` makes is of
    /// the process's default context.
    private mutating func addCertificate(_ bag: OpaquePointer) throws(EDocError) {
        let der = unsafe encoding { unsafe i2d_PKCS12_SAFEBAG(bag, $0) }
        guard unsafe PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate,
            let octets = try? Self.certificate(inBag: der)
        else { throw malformed("a certificate bag without X.509", "i2d_PKCS12_SAFEBAG") }
        certificates.append(octets)
    }

    /// What stands in the CertBag of a SafeBag (RFC 7292 §4.2.3).
    private static func certificate(inBag der: [UInt8]) throws(ASN1Error) -> [UInt8] {
        var bag = try DERValue(der[...], .sequence, "SafeBag").reader
        _ = try bag.next(.objectIdentifier, "bagId")
        guard var certBag = try bag.explicit(0, "bagValue")?.reader else { return [] }
        _ = try certBag.next(.objectIdentifier, "certId")
        guard let value = try certBag.explicit(0, "certValue"), value.tag == .octetString else {
            return []
        }
        return [UInt8](value.content)
    }
}
