internal import EDocCrypto

/// Remembers the public form of certificates that validations report: decoding one with its key
/// costs more than all the rest of a validation.
///
/// Bounded, and safe to share across threads.
final class X509CertificateCache: Sendable {
    private struct Entry: Sendable {
        /// Kept, so that the identity is of no other certificate.
        let decoded: DecodedCertificate
        let certificate: X509Certificate
    }

    /// How many certificates are kept.
    private static let capacity = 512

    private let entries = Lock<[Swift.ObjectIdentifier: Entry]>([:])

    /// The public form of `certificate`; nil when OpenSSL does not decode it.
    func certificate(_ certificate: DecodedCertificate) -> X509Certificate? {
        let identity = Swift.ObjectIdentifier(certificate)
        let known = entries.withLock { entries in entries[identity]?.certificate }
        if let known { return known }
        guard let decoded = try? X509Certificate(derEncoded: certificate.derEncoded) else {
            return nil
        }
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[identity] = Entry(decoded: certificate, certificate: decoded)
        }
        return decoded
    }
}
