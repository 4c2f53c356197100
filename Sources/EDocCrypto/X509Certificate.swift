internal import CEDocOpenSSL
public import FoundationEssentials

/// An X.509 certificate, [RFC 5280 §4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1).
///
/// Decoded, not validated: nothing here says that the certificate is trusted. Two certificates are
/// equal when their DER is. Immutable, and may be used from any number of tasks.
public final class X509Certificate: Sendable {
    /// The largest certificate that is decoded, in bytes.
    public static let largestSize = 1 << 16

    /// The certificate as validation has it.
    package let decoded: DecodedCertificate

    /// Decodes a certificate.
    ///
    /// - Parameter octets: The DER of one certificate and nothing after it, at most
    ///   ``largestSize`` bytes.
    /// - Throws: ``CryptoError`` with `malformedCertificate` or `tooLarge`.
    public init(derEncoded octets: [UInt8]) throws(CryptoError) {
        guard octets.count <= Self.largestSize else {
            throw CryptoError(
                .tooLarge,
                "a certificate of \(octets.count) bytes; at most \(Self.largestSize) are read")
        }
        do { decoded = try DecodedCertificate(derEncoded: octets) } catch {
            throw CryptoError(
                .malformedCertificate,
                "\(octets.count) bytes that are not a certificate in DER (RFC 5280 §4.1): "
                    + error.message)
        }
    }

    /// A certificate that is decoded already.
    package init(_ decoded: DecodedCertificate) { self.decoded = decoded }

    /// The DER, exactly as it was given.
    public var derEncoded: [UInt8] { decoded.derEncoded }

    /// When the certificate begins; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public var notBefore: Date { decoded.tbs.notBefore }

    /// When the certificate ends; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public var notAfter: Date { decoded.tbs.notAfter }

    /// The key in the certificate; nil when OpenSSL cannot decode it.
    package var publicKey: PublicKey? { try? decoded.publicKey() }

    /// The kind and the size of the key in the certificate.
    public var keyType: KeyType { publicKey?.type ?? .unsupported("an unknown kind of key") }

    /// The subject as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``subjectDER``.
    public var subject: String { decoded.tbs.subject.text }

    /// The issuer as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``issuerDER``.
    public var issuer: String { decoded.tbs.issuer.text }

    /// The DER of the subject `Name`, as it stands in the certificate (RFC 5280 §4.1.2.6).
    public var subjectDER: [UInt8] { Array(decoded.tbs.subject.encoded) }

    /// The DER of the issuer `Name`, as it stands in the certificate (RFC 5280 §4.1.2.4).
    public var issuerDER: [UInt8] { Array(decoded.tbs.issuer.encoded) }

    /// The most specific common name of the subject; nil when there is none.
    public var commonName: String? { decoded.tbs.subject.commonName }

    /// The content octets of the serial number's DER INTEGER: big-endian two's complement
    /// (RFC 5280 §4.1.2.2).
    public var serialNumber: [UInt8] { Array(decoded.tbs.serialNumber) }

    /// What the key may be used for; nil when the certificate does not restrict it, nothing when
    /// it does and cannot be read.
    package var keyUsage: CertificateExtensions.KeyUsage? {
        let extensions = decoded.extensions
        return extensions.unreadable.contains { $0.identifier == .keyUsage }
            ? [] : extensions.keyUsage
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

    /// Whether subject and issuer are the same name and the key verifies the certificate itself.
    package var isSelfSigned: Bool { decoded.isSelfIssued && isSigned(by: self) }

    /// Whether `issuer` is the issuer by name, key identifier and key usage, and its key verifies
    /// this certificate's signature. Neither time nor trust is looked at.
    package func isIssued(by issuer: X509Certificate) -> Bool {
        guard decoded.tbs.issuer == issuer.decoded.tbs.subject,
            issuer.keyUsage?.contains(.keyCertSign) ?? true
        else { return false }
        if let wanted = decoded.extensions.authorityKeyIdentifier,
            let own = issuer.decoded.extensions.subjectKeyIdentifier, wanted != own
        {
            return false
        }
        return isSigned(by: issuer)
    }

    /// Whether the key of `issuer` verifies this certificate's signature, by the algorithm that is
    /// signed too (RFC 5280 §4.1.1.2).
    package func isSigned(by issuer: X509Certificate) -> Bool {
        decoded.signatureAlgorithm == decoded.tbs.signature
            && decoded.isSigned(by: issuer.decoded) == .valid
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
        left.decoded == right.decoded
    }

    /// Hashes the DER.
    public func hash(into hasher: inout Hasher) { hasher.combine(decoded) }
}

extension Name {
    /// The name by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific part first.
    package var text: String {
        let name = unsafe encoded.withUnsafeBufferPointer { octets -> OpaquePointer? in
            var next = octets.baseAddress
            return unsafe d2i_X509_NAME(nil, &next, octets.count)
        }
        defer {
            unsafe X509_NAME_free(name)
            ERR_clear_error()
        }
        guard let name = unsafe name, let output = unsafe BIO_new(BIO_s_mem()) else {
            return "a name that is no text"
        }
        defer { unsafe BIO_free(output) }
        guard unsafe CEDocOpenSSL_printName(output, name) >= 0 else { return "" }
        var octets: UnsafeMutablePointer<CChar>?
        let size = unsafe CEDocOpenSSL_memoryBIOContents(output, &octets)
        guard size > 0 else { return "" }
        let bytes = unsafe UnsafeRawBufferPointer(start: octets, count: size)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
