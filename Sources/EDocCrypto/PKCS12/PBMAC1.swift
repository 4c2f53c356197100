internal import CEDocOpenSSL
internal import EDocEncoding

/// PBMAC1, [RFC 8018 §7.1](https://www.rfc-editor.org/rfc/rfc8018#section-7.1): an HMAC whose key
/// PBKDF2 derives from the passphrase. Its parameters stand in the algorithm of a PKCS#12 file's
/// integrity check ([RFC 9579 §4](https://www.rfc-editor.org/rfc/rfc9579#section-4)), where salt
/// and count of RFC 7292 are of no use then.
///
/// OpenSSL reads it from version 3.4 on only.
struct PBMAC1 {
    private let derivationDigest: DigestAlgorithm
    private let digest: DigestAlgorithm
    private let salt: [UInt8]
    private let keySize: Int
    private let iterations: Int

    /// The cost of the derivation: its iterations for each block of the digest that the key fills
    /// (RFC 8018 §5.2).
    var work: Int {
        let blocks = (keySize + derivationDigest.digestSize - 1) / derivationDigest.digestSize
        let (product, overflow) = iterations.multipliedReportingOverflow(by: blocks)
        return overflow ? .max : product
    }

    /// Reads the PBMAC1-params of `algorithm` (RFC 8018 Appendix A.5).
    init(_ algorithm: AlgorithmIdentifier) throws(ASN1Error) {
        guard var reader = algorithm.parameters?.reader else {
            throw ASN1Error(.invalidValue, "PBMAC1-params", "none are there")
        }
        let derivation = try AlgorithmIdentifier(
            try reader.next("keyDerivationFunc"), "keyDerivationFunc")
        let scheme = try AlgorithmIdentifier(
            try reader.next("messageAuthScheme"), "messageAuthScheme")
        try reader.end("PBMAC1-params")
        guard derivation.algorithm == .pbkdf2, var values = derivation.parameters?.reader else {
            throw ASN1Error(
                .unsupported, "keyDerivationFunc", "expected PBKDF2, found \(derivation)")
        }
        digest = try Self.digest(of: scheme, "messageAuthScheme")
        // RFC 8018 Appendix A.2.
        salt = [UInt8](try values.next(.octetString, "salt").content)
        iterations = try values.next(.integer, "iterationCount").smallInteger("iterationCount")
        // RFC 9579 §4: keyLength has to be there.
        keySize = try values.next(.integer, "keyLength").smallInteger("keyLength")
        guard (1...KeyLimits().macKeySize).contains(keySize) else {
            throw ASN1Error(
                .limitExceeded, "keyLength",
                "\(keySize) octets; 1 to \(KeyLimits().macKeySize) are derived")
        }
        derivationDigest =
            values.isAtEnd
            ? .sha1 : try Self.digest(of: AlgorithmIdentifier(try values.next("prf"), "prf"), "prf")
        try values.end("PBKDF2-params")
    }

    private static func digest(
        of hmac: AlgorithmIdentifier, _ field: String
    ) throws(ASN1Error) -> DigestAlgorithm {
        switch hmac.algorithm {
        case .hmacWithSHA1: return .sha1
        case .hmacWithSHA256: return .sha256
        case .hmacWithSHA384: return .sha384
        case .hmacWithSHA512: return .sha512
        default:
            throw ASN1Error(
                .unsupported, field, "expected HMAC with SHA-1 or SHA-2, found \(hmac)")
        }
    }

    /// The HMAC over `octets`. The passphrase counts as UTF-8, without an end (RFC 9579 §4).
    func value(
        over octets: [UInt8], passphrase: borrowing Passphrase
    ) throws(OpenSSLError) -> [UInt8] {
        let library = try LibraryContext.shared()
        var key = [UInt8](repeating: 0, count: keySize)
        defer { overwrite(&key) }
        try derive(&key, passphrase, library)
        return try PKCS12Mac.hmac(
            over: octets, key: key, digestName: digest.openSSLName, size: digest.digestSize, library
        )
    }

    private func derive(
        _ key: inout [UInt8], _ passphrase: borrowing Passphrase, _ library: LibraryContext
    ) throws(OpenSSLError) {
        let function = try unsafe openSSL("EVP_KDF_fetch") {
            unsafe EVP_KDF_fetch(library.pointer, "PBKDF2", nil)
        }
        defer { unsafe EVP_KDF_free(function) }
        let context = try unsafe openSSL("EVP_KDF_CTX_new") { unsafe EVP_KDF_CTX_new(function) }
        defer { unsafe EVP_KDF_CTX_free(context) }
        try openSSL("EVP_KDF_derive") {
            unsafe PKCS12Secret.bytes.withCharacters(passphrase) { characters, size in
                unsafe CEDocOpenSSL_derivePBKDF2(
                    context, characters, Int(size), salt, salt.count, UInt64(clamping: iterations),
                    derivationDigest.openSSLName, &key, key.count)
            }
        }
    }
}
