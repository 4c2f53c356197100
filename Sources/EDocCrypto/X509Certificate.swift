internal import CEDocOpenSSL
public import FoundationEssentials
internal import Glibc

/// An X.509 certificate, [RFC 5280 §4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1).
///
/// Decoded, not validated: nothing here says that the certificate is trusted. Two certificates are
/// equal when their DER is. Immutable, and may be used from any number of tasks.
///
/// `@unchecked Sendable`: the `X509` behind it is counted atomically and not changed after
/// `init`, which also makes OpenSSL compute what it would otherwise compute when first asked.
@safe
public final class X509Certificate: @unchecked Sendable {
    /// The largest certificate that is decoded, in bytes.
    public static let largestSize = 1 << 16

    /// The DER, exactly as it was given.
    public let derEncoded: [UInt8]
    /// When the certificate begins; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public let notBefore: Date
    /// When the certificate ends; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public let notAfter: Date
    /// The kind and the size of the key in the certificate.
    public let keyType: KeyType
    /// The key in the certificate; nil when OpenSSL cannot decode it.
    package let publicKey: PublicKey?
    private let certificate: OpaquePointer

    /// Decodes a certificate.
    ///
    /// - Parameter octets: The DER of one certificate and nothing after it, at most
    ///   ``largestSize`` bytes.
    /// - Throws: ``CryptoError`` with `malformedCertificate` or `tooLarge`.
    public init(derEncoded octets: [UInt8]) throws(CryptoError) {
        let certificate = try unsafe Self.decode(octets)
        guard let begin = unsafe Self.date(X509_get0_notBefore(certificate)),
            let end = unsafe Self.date(X509_get0_notAfter(certificate))
        else {
            unsafe X509_free(certificate)
            throw CryptoError(
                .malformedCertificate, "a certificate's validity is not a time (RFC 5280 §4.1.2.5)")
        }
        derEncoded = octets
        notBefore = begin
        notAfter = end
        unsafe self.certificate = unsafe certificate
        // Computes and keeps the extensions; whether they are right is for path validation to say.
        _ = unsafe X509_check_purpose(certificate, -1, 0)
        if let key = unsafe X509_get0_pubkey(certificate) {
            publicKey = unsafe PublicKey(sharing: key)
        } else {
            publicKey = nil
        }
        keyType = publicKey?.type ?? .unsupported("an unknown kind of key")
        ERR_clear_error()
    }

    deinit { unsafe X509_free(certificate) }

    private static func decode(_ octets: [UInt8]) throws(CryptoError) -> OpaquePointer {
        guard octets.count <= largestSize else {
            throw CryptoError(
                .tooLarge, "a certificate of \(octets.count) bytes; at most \(largestSize) are read"
            )
        }
        let library = try orLibraryError { () throws(OpenSSLError) in try LibraryContext.shared() }
        var certificate = unsafe X509_new_ex(library.pointer, nil)
        ERR_clear_error()
        let used = unsafe octets.withUnsafeBufferPointer { buffer in
            let start = buffer.baseAddress
            var next = unsafe start
            guard let start = unsafe start,
                unsafe d2i_X509(&certificate, &next, buffer.count) != nil, let next = unsafe next
            else { return 0 }
            return unsafe next - start
        }
        guard used > 0, let certificate = unsafe certificate else {
            throw CryptoError(
                .malformedCertificate,
                "\(octets.count) bytes that are not a DER certificate (RFC 5280 §4.1)",
                underlying: OpenSSLError(draining: "d2i_X509"))
        }
        guard used == octets.count else {
            unsafe X509_free(certificate)
            throw CryptoError(
                .malformedCertificate,
                "a certificate of \(used) bytes is followed by \(octets.count - used) more")
        }
        // OpenSSL decodes BER too, and keeps the signed part as it is.
        do { _ = try DecodedCertificate(derEncoded: octets) } catch {
            unsafe X509_free(certificate)
            throw CryptoError(
                .malformedCertificate,
                "a certificate of \(used) bytes that is not DER by RFC 5280 §4.1: \(error.message)")
        }
        return unsafe certificate
    }

    private static func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        var parts = unsafe tm()
        guard unsafe ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Date(timeIntervalSince1970: Double(unsafe timegm(&parts)))
    }

    /// Calls `body` with the `X509`, which it may use but not change, and not keep.
    package func withX509<Result, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(certificate)
    }

    /// Whether `value` is a signature of `data` by the key in this certificate.
    ///
    /// False too when the value has the wrong form or the algorithm does not go with the key.
    ///
    /// - Throws: `library` only.
    package func verify(
        _ value: SignatureValue, algorithm: SignatureAlgorithm, data: Span<UInt8>
    ) throws(CryptoError) -> Bool {
        guard let publicKey else { return false }
        return try publicKey.verify(value, algorithm: algorithm, data: data)
    }

    /// Throws unless the certificate is valid at `time`: `certificateExpired` or
    /// `certificateNotYetValid`, with a message that says since or until when.
    public func checkValidity(at time: Date) throws(CryptoError) {
        // RFC 5280 §4.1.2.5: both ends belong to the period, and times are whole seconds.
        if time < notBefore {
            throw CryptoError(
                .certificateNotYetValid,
                "the certificate of \(subject) is valid from \(notBefore.formatted(.iso8601)) on, "
                    + "and it is \(time.formatted(.iso8601)): "
                    + "check this machine's clock, or use the certificate that is valid now")
        }
        if time >= notAfter + 1 {
            throw CryptoError(
                .certificateExpired,
                "the certificate of \(subject) ended at \(notAfter.formatted(.iso8601)), "
                    + "and it is \(time.formatted(.iso8601)): "
                    + "ask its issuer for a new one, or check this machine's clock")
        }
    }
}

extension X509Certificate: Hashable {
    /// Whether the DER of both is the same.
    public static func == (left: X509Certificate, right: X509Certificate) -> Bool {
        left === right || left.derEncoded == right.derEncoded
    }

    /// Hashes the DER.
    public func hash(into hasher: inout Hasher) { hasher.combine(derEncoded) }
}
