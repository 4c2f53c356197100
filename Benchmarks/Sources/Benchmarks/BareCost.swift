import CEDocOpenSSL
import CEDocZlib

/// The work that no maker of such a container can leave out, done by the C libraries directly:
/// the same octets through `EVP_Digest*`, the fastest CRC-32 at hand and `EVP_PKEY_sign`, with
/// contexts and algorithms prepared once.
///
/// `@unchecked Sendable`: one task at a time uses it.
final class BareCost: @unchecked Sendable {
    private let digest: OpaquePointer
    private let context: OpaquePointer
    private let keyContext: OpaquePointer
    private let verifyContext: OpaquePointer
    private var signature = [UInt8](repeating: 0, count: 1024)
    private var signatureLength = 0
    private var value = [UInt8](repeating: 0, count: 64)
    private(set) var checksum: UInt = 0

    /// - Parameters:
    ///   - keyPEM: the private key, PKCS#8 in PEM.
    ///   - digestName: OpenSSL's name of the digest, `SHA256` for example.
    ///   - pss: RSA with PSS padding.
    init(keyPEM: [UInt8], digestName: String, pss: Bool = false) throws {
        let bio = keyPEM.withUnsafeBytes { BIO_new_mem_buf($0.baseAddress, Int32($0.count)) }
        defer { BIO_free(bio) }
        guard let key = PEM_read_bio_PrivateKey(bio, nil, nil, nil),
            let digest = EVP_MD_fetch(nil, digestName, nil), let context = EVP_MD_CTX_new(),
            let keyContext = EVP_PKEY_CTX_new(key, nil),
            let verifyContext = EVP_PKEY_CTX_new(key, nil)
        else { throw BareCostError() }
        EVP_PKEY_free(key)
        self.digest = digest
        self.context = context
        self.keyContext = keyContext
        self.verifyContext = verifyContext
        guard EVP_PKEY_sign_init(keyContext) == 1,
            EVP_PKEY_CTX_set_signature_md(keyContext, digest) == 1,
            EVP_PKEY_verify_init(verifyContext) == 1,
            EVP_PKEY_CTX_set_signature_md(verifyContext, digest) == 1
        else { throw BareCostError() }
        if pss {
            guard EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) == 1,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) == 1
            else { throw BareCostError() }
        }
    }

    deinit {
        EVP_PKEY_CTX_free(verifyContext)
        EVP_PKEY_CTX_free(keyContext)
        EVP_MD_CTX_free(context)
        EVP_MD_free(digest)
    }

    /// Digests `bytes`; the result stays inside.
    func digest(_ bytes: [UInt8]) throws {
        var length: UInt32 = 0
        guard EVP_DigestInit_ex2(context, digest, nil) == 1,
            EVP_DigestUpdate(context, bytes, bytes.count) == 1,
            EVP_DigestFinal_ex(context, &value, &length) == 1
        else { throw BareCostError() }
    }

    /// The CRC-32 of `bytes`, by carry-less multiplication where the processor has it.
    func crc(_ bytes: [UInt8]) {
        checksum ^= CEDocZlib_crc32(0, bytes, bytes.count)
    }

    /// Signs the last digest.
    func sign() throws {
        signatureLength = signature.count
        guard
            EVP_PKEY_sign(
                keyContext, &signature, &signatureLength, value, Int(EVP_MD_get_size(digest))) == 1
        else { throw BareCostError() }
    }

    /// Verifies the last signature over the last digest.
    func verify() throws {
        guard
            EVP_PKEY_verify(
                verifyContext, signature, signatureLength, value, Int(EVP_MD_get_size(digest))) == 1
        else { throw BareCostError() }
    }
}

/// OpenSSL refused what it was asked for.
struct BareCostError: Error {}
