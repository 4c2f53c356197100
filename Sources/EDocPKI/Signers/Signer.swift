public import EDocCrypto

/// Something that signs with one key: a key in this process, a hardware module, a remote service.
///
/// ## Duties of an implementation
///
/// * **Hashing.** `sign` gets the data to be signed, not its digest. The implementation hashes it
///   with the digest of ``signatureAlgorithm``, or lets the device do so.
/// * **Form of the value.** As XML Signature carries it: RSA as it is, ECDSA as r and s in fixed
///   width. Most devices give ECDSA in DER:
///   `SignatureValue.init(derEncodedECDSA:curve:)` converts.
/// * **Threads.** One signer is used by any number of tasks at the same time; no order is imposed
///   on their calls. An implementation that needs one call at a time makes its own queue.
/// * **Blocking.** `sign` runs in the caller's execution context. It may compute; it must not wait
///   for a device or a network by blocking its thread, which belongs to the cooperative pool: it
///   moves such calls to a thread of its own and suspends.
/// * **Cancellation.** A cancelled task should throw `CancellationError` as soon as it can.
/// * **Constancy.** Both properties give the same value each time. An algorithm that changes is
///   refused.
///
/// A value from a signer that is not part of this library is always verified with the certificate
/// before it is written.
///
/// ```swift
/// struct RemoteSigner: Signer {
///     let certificateChain: [X509Certificate]
///     let signatureAlgorithm = SignatureAlgorithm.ecdsaSHA256
///     /// Sends a digest to the service that has the key, and brings its ECDSA value in DER.
///     let request: @Sendable (_ digest: [UInt8]) async throws -> [UInt8]
///
///     func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
///         let digest = try signatureAlgorithm.digestAlgorithm.digest(of: dataToBeSigned)
///         return try SignatureValue(
///             derEncodedECDSA: await request(digest.octets), curve: .p256)
///     }
/// }
/// ```
public protocol Signer: Sendable {
    /// The signing certificate first, then the certificates of its issuers in order, each followed
    /// by the one of its own issuer. All of them are written into the signature.
    var certificateChain: [X509Certificate] { get }

    /// The algorithm of all signatures of this signer. It fits the key in the certificate.
    var signatureAlgorithm: SignatureAlgorithm { get }

    /// Signs.
    ///
    /// - Parameter dataToBeSigned: The octets of the canonical `SignedInfo`: about 1 KB, and a few
    ///   hundred bytes more for each file.
    /// - Returns: The value in the form of XML Signature.
    /// - Throws: Any error; it is passed on as the cause.
    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue
}

/// A signer whose key is in this process and held by OpenSSL.
///
/// Its values need no verification, and it signs without suspending.
package protocol InProcessSigner: Signer {
    /// Signs. May be called from any number of threads at the same time.
    func signatureValue(of dataToBeSigned: Span<UInt8>) throws(EDocError) -> SignatureValue
}
