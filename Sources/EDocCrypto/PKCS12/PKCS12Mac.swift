internal import CEDocOpenSSL
internal import EDocEncoding

/// In which form the passphrase opens a PKCS#12 file.
///
/// For the empty passphrase there are two: no bytes at all, and the two zero bytes that end a
/// BMPString (RFC 7292 Appendix B.1). OpenSSL tells them apart by whether there is a pointer.
package enum PKCS12Secret {
    case bytes
    case nothing

    func withCharacters<Result>(
        _ passphrase: borrowing Passphrase, _ body: (UnsafePointer<CChar>?, CInt) -> Result
    ) -> Result {
        unsafe passphrase.withCharacters { characters, count in
            guard count > 0 else {
                return self == .nothing
                    ? body(nil, 0) : unsafe "".withCString { unsafe body($0, 0) }
            }
            return unsafe body(characters, count)
        }
    }
}

/// The integrity check of a PKCS#12 file, [RFC 7292
/// §4](https://www.rfc-editor.org/rfc/rfc7292#section-4): an HMAC over the AuthenticatedSafe, which
/// tells a wrong passphrase from a broken file. Its key is derived as RFC 7292 Appendix B says, or
/// by ``PBMAC1``.
///
/// `PKCS12_verify_mac` derives its key in the process's default context.
package struct PKCS12Mac {
    private let source: String
    private var safe: [UInt8]
    private let parameters: Parameters?

    private struct Parameters {
        var derivation: Derivation
        /// The value that it has to have.
        var digest: [UInt8]
    }

    private enum Derivation {
        case pkcs12(digestName: String, salt: [UInt8], iterations: Int)
        case pbmac1(PBMAC1)

        var name: String {
            switch self {
            case .pkcs12(let digestName, _, _): digestName
            case .pbmac1: "PBMAC1"
            }
        }
    }

    /// Takes what is needed out of a `PKCS12`.
    init(
        _ file: OpaquePointer, _ source: String, _ budget: inout KeyDerivationBudget
    ) throws(EDocError) {
        self.source = source
        guard unsafe PKCS12_mac_present(file) == 1 else {
            // Without an integrity check only decryption shows whether the passphrase is right.
            safe = []
            parameters = nil
            return
        }
        var value: UnsafePointer<ASN1_OCTET_STRING>?
        var algorithm: UnsafePointer<X509_ALGOR>?
        var salt: UnsafePointer<ASN1_OCTET_STRING>?
        var count: UnsafePointer<ASN1_INTEGER>?
        unsafe PKCS12_get0_mac(&value, &algorithm, &salt, &count, file)
        let derivation: Derivation
        if unsafe OBJ_obj2nid(algorithm?.pointee.algorithm) == NID_pbmac1 {
            let check = try Self.pbmac1(
                unsafe encoding { unsafe i2d_X509_ALGOR(algorithm, $0) }, source)
            try budget.spend(check.work, source)
            derivation = .pbmac1(check)
        } else {
            // RFC 7292 §4: the count's default is 1.
            let iterations = unsafe count == nil ? 1 : unsafe ASN1_INTEGER_get(count)
            try budget.spend(iterations, source)
            derivation = unsafe .pkcs12(
                digestName: objectName(algorithm?.pointee.algorithm), salt: Self.octets(salt),
                iterations: iterations)
        }
        parameters = unsafe Parameters(derivation: derivation, digest: Self.octets(value))
        guard let safe = unsafe Self.authenticatedSafe(file) else {
            throw EDocError(
                .malformedPKCS12, "\(source): no AuthenticatedSafe in it (RFC 7292 §4)")
        }
        self.safe = safe
    }

    private static func pbmac1(
        _ algorithm: [UInt8], _ source: String
    ) throws(EDocError) -> PBMAC1 {
        do throws(ASN1Error) {
            let value = try DERValue(algorithm[...], .sequence, "macAlgorithm")
            return try PBMAC1(AlgorithmIdentifier(value, "macAlgorithm"))
        } catch {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): an integrity check by PBMAC1 that cannot be made here: "
                    + "\(error.message) (RFC 9579 §4)")
        }
    }

    private static func octets(_ string: UnsafePointer<ASN1_OCTET_STRING>?) -> [UInt8] {
        unsafe Array(
            UnsafeBufferPointer(
                start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
    }

    /// PFX ::= SEQUENCE { version INTEGER, authSafe ContentInfo, macData … }: the content of
    /// authSafe's OCTET STRING, in DER whatever the file was.
    private static func authenticatedSafe(_ file: OpaquePointer) -> [UInt8]? {
        var der = unsafe encoding { unsafe i2d_PKCS12(file, $0) }
        // No slice shares the array by then, so that these very bytes are overwritten and not a
        // copy.
        defer { overwrite(&der) }
        return (try? placeOfAuthenticatedSafe(in: der)).map { Array(der[$0]) }
    }

    private static func placeOfAuthenticatedSafe(in der: [UInt8]) throws(ASN1Error) -> Range<Int> {
        var pfx = try DERValue(der[...], .sequence, "PFX").reader
        _ = try pfx.next(.integer, "version")
        var info = try pfx.next(.sequence, "authSafe").reader
        _ = try info.next(.objectIdentifier, "contentType")
        var content = try info.next(.constructed(0), "content").reader
        return try content.next(.octetString, "content").content.indices
    }

    /// The form of the passphrase that the check accepts.
    mutating func checked(
        _ passphrase: borrowing Passphrase
    ) throws(EDocError) -> PKCS12Secret {
        // The AuthenticatedSafe may hold a key that is not encrypted.
        defer { overwrite(&safe) }
        guard let parameters else { return .bytes }
        let isEmpty = passphrase.withOctets { $0.isEmpty }
        for secret in isEmpty ? [PKCS12Secret.bytes, .nothing] : [.bytes] {
            if try accepts(passphrase, secret, parameters) { return secret }
        }
        throw EDocError(
            .wrongPassphrase,
            "\(source): the passphrase does not open the file, or the file was changed")
    }

    private func accepts(
        _ passphrase: borrowing Passphrase, _ secret: PKCS12Secret, _ parameters: Parameters
    ) throws(EDocError) -> Bool {
        let computed: [UInt8]
        do {
            switch parameters.derivation {
            case .pkcs12(let digestName, let salt, let iterations):
                computed = try Self.value(
                    over: safe, digestName: digestName, salt: salt, iterations: iterations,
                    passphrase: passphrase, secret: secret)
            case .pbmac1(let check):
                computed = try check.value(over: safe, passphrase: passphrase)
            }
        } catch {
            throw EDocError(
                .unsupportedEncryption,
                "\(source): protected with \(parameters.derivation.name), an integrity check that "
                    + "cannot be made here; HMAC with SHA-1 or SHA-2 can",
                underlying: error)
        }
        // The size of a digest is no secret.
        guard computed.count == parameters.digest.count else { return false }
        return unsafe CRYPTO_memcmp(computed, parameters.digest, computed.count) == 0
    }

    /// The HMAC over an AuthenticatedSafe, with the key of RFC 7292 Appendix B.
    package static func value(
        over safe: [UInt8], digestName: String, salt: [UInt8], iterations: Int,
        passphrase: borrowing Passphrase, secret: PKCS12Secret = .bytes
    ) throws(OpenSSLError) -> [UInt8] {
        let library = try LibraryContext.shared()
        let digest = try unsafe openSSL("EVP_MD_fetch") {
            unsafe EVP_MD_fetch(library.pointer, digestName, nil)
        }
        defer { unsafe EVP_MD_free(digest) }
        let size = Int(unsafe EVP_MD_get_size(digest))
        var salt = salt
        var key = [UInt8](repeating: 0, count: max(size, 0))
        defer { overwrite(&key) }
        try openSSL("PKCS12_key_gen_utf8_ex") {
            unsafe secret.withCharacters(passphrase) { characters, count in
                unsafe PKCS12_key_gen_utf8_ex(
                    characters, count, &salt, CInt(salt.count), PKCS12_MAC_ID,
                    CInt(clamping: iterations), CInt(key.count), &key, digest, library.pointer,
                    nil)
            }
        }
        return try hmac(over: safe, key: key, digestName: digestName, size: key.count, library)
    }

    /// An HMAC of `size` octets.
    static func hmac(
        over octets: [UInt8], key: [UInt8], digestName: String, size: Int,
        _ library: LibraryContext
    ) throws(OpenSSLError) -> [UInt8] {
        var value = [UInt8](repeating: 0, count: size)
        var written = 0
        _ = try unsafe openSSL("EVP_Q_mac") {
            unsafe EVP_Q_mac(
                library.pointer, "HMAC", nil, digestName, nil, key, key.count, octets,
                octets.count,
                &value, value.count, &written)
        }
        return value
    }
}
