public import EDocCrypto
package import EDocEncoding
internal import EDocSystem
public import FoundationEssentials

/// An X.509 certificate, [RFC 5280 §4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1).
///
/// Decoded, not validated: nothing here says that the certificate is trusted. Decoding is strict DER
/// down to the extensions; the key is decoded when it is first needed. Two certificates are equal
/// when their DER is. Immutable, and may be used from any number of tasks.
public final class X509Certificate: Sendable {
    /// The DER, exactly as it was given.
    public let derEncoded: [UInt8]
    /// The signed part, encoded.
    package let signedOctets: ArraySlice<UInt8>
    /// The signed part.
    package let tbs: TBSCertificate
    /// The known extensions.
    package let extensions: CertificateExtensions
    /// The algorithm of the signature.
    package let signatureAlgorithm: AlgorithmIdentifier
    /// The signature.
    package let signature: ArraySlice<UInt8>

    /// The hash of the octets, which sets and dictionaries ask for at every step of a path.
    private let hash: Int
    private let key = Lock<Result<PublicKey, OpenSSLError>?>(nil)

    /// Decodes a certificate.
    ///
    /// - Parameter octets: The DER of one certificate and nothing after it, at most
    ///   64 KiB.
    /// - Throws: `EDocError` with `malformedCertificate` or `tooLarge`.
    public convenience init(derEncoded octets: [UInt8]) throws(EDocError) {
        do { try self.init(decoding: octets) } catch {
            let limit = EvidenceLimits().certificateSize
            guard octets.count <= limit else {
                throw EDocError(
                    .tooLarge,
                    "a certificate of \(octets.count) bytes; at most \(limit) are read")
            }
            throw EDocError(
                .malformedCertificate,
                "\(octets.count) bytes that are not a certificate in DER (RFC 5280 §4.1): "
                    + error.message)
        }
    }

    /// Decodes the certificate of `source`, which an error names.
    convenience init(derEncoded octets: [UInt8], from source: String) throws(EDocError) {
        do throws(EDocError) { try self.init(derEncoded: octets) } catch {
            throw EDocError(
                error.code, "\(source): \(error.message)", underlying: error.underlying)
        }
    }

    /// Decodes a certificate.
    ///
    /// - Throws: `ASN1Error` when `octets` is not one certificate in DER.
    package init(
        decoding octets: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) {
        guard octets.count <= limits.certificateSize else {
            throw ASN1Error(
                .limitExceeded, "Certificate",
                "\(octets.count) octets; at most \(limits.certificateSize) are read")
        }
        derEncoded = octets
        hash = OctetString(octets).hashValue
        var reader = try DERValue(octets[...], .sequence, "Certificate").reader
        let signed = try reader.next(.sequence, "tbsCertificate")
        signedOctets = signed.encoded
        signatureAlgorithm = try AlgorithmIdentifier(
            try reader.next("signatureAlgorithm"), "signatureAlgorithm")
        signature = try reader.next(.bitString, "signatureValue").signatureOctets
        try reader.end("Certificate")
        tbs = try TBSCertificate(signed, limits: limits)
        extensions = CertificateExtensions(tbs.extensions)
    }

    /// The public key.
    ///
    /// - Throws: `OpenSSLError` when OpenSSL does not know the kind of key or cannot read it.
    package func publicKey() throws(OpenSSLError) -> PublicKey {
        if let known = key.withLock({ $0 }) { return try known.get() }
        // Decoded outside of the lock, which another thread may wait for; the first one stays.
        let made = Result { () throws(OpenSSLError) in
            try PublicKey(subjectPublicKeyInfo: tbs.subjectPublicKeyInfo)
        }
        let kept = key.withLock { key in
            let kept = key ?? made
            key = kept
            return kept
        }
        return try kept.get()
    }
}

extension X509Certificate: Hashable {
    /// Whether the DER of both is the same.
    public static func == (left: X509Certificate, right: X509Certificate) -> Bool {
        if left === right { return true }
        guard left.hash == right.hash else { return false }
        let (one, other) = (left.derEncoded, right.derEncoded)
        return one.span.hasOctets(of: other.span)
    }

    /// Hashes the DER.
    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

// What the certificate says.
extension X509Certificate {
    /// When the certificate begins; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public var notBefore: Date { tbs.notBefore }

    /// When the certificate ends; the second itself belongs to it (RFC 5280 §4.1.2.5).
    public var notAfter: Date { tbs.notAfter }

    /// Whether `time` is in the validity of the certificate. The last second belongs to it to its
    /// end, since the times of time-stamps may have a fraction.
    package func isValid(at time: Date) -> Bool { time >= notBefore && time < notAfter + 1 }

    /// The kind and the size of the key in the certificate.
    public var keyType: KeyType {
        (try? publicKey())?.type ?? .unsupported("an unknown kind of key")
    }

    /// The cost of one verification with the key, in units of one with P-256.
    package var verificationCost: Int { (try? publicKey())?.verificationCost ?? 1 }

    /// The subject as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``subjectDER``.
    public var subject: String { tbs.subject.text }

    /// The issuer as text by [RFC 4514](https://www.rfc-editor.org/rfc/rfc4514), most specific
    /// name first. For people: names are compared as ``issuerDER``.
    public var issuer: String { tbs.issuer.text }

    /// The DER of the subject `Name`, as it stands in the certificate (RFC 5280 §4.1.2.6).
    public var subjectDER: [UInt8] { Array(tbs.subject.encoded) }

    /// The DER of the issuer `Name`, as it stands in the certificate (RFC 5280 §4.1.2.4).
    public var issuerDER: [UInt8] { Array(tbs.issuer.encoded) }

    /// The most specific common name of the subject; nil when there is none.
    public var commonName: String? { tbs.subject.commonName }

    /// For people: the common name, or else the subject.
    package var displayName: String { commonName ?? subject }

    /// The content octets of the serial number's DER INTEGER: big-endian two's complement
    /// (RFC 5280 §4.1.2.2).
    public var serialNumber: [UInt8] { Array(tbs.serialNumber) }

    /// What the key may be used for; nil when the certificate does not restrict it, empty when the
    /// extension cannot be read.
    package var keyUsage: CertificateExtensions.KeyUsage? {
        extensions.unreadable.contains { $0.identifier == .keyUsage } ? [] : extensions.keyUsage
    }

    /// Whether issuer and subject are the same name (RFC 5280 §6.1: "self-issued").
    package var isSelfIssued: Bool { tbs.issuer == tbs.subject }

    /// The names that name constraints govern: the subject, the alternative names, and, when none
    /// of these is a mailbox, the addresses in the subject (RFC 5280 §4.2.1.10).
    package var constrainedNames: [GeneralName] {
        var names = extensions.subjectAltName
        let hasMailbox = names.contains { $0.form == 1 }
        if !tbs.subject.isEmpty { names.append(.directoryName(tbs.subject)) }
        if !hasMailbox { names += tbs.subject.emailAddresses.map { .rfc822Name($0) } }
        return names
    }

    /// Throws unless the certificate is valid at `time`: `certificateExpired` or
    /// `certificateNotYetValid`, with a message that says since or until when.
    public func checkValidity(at time: Date) throws(EDocError) {
        // RFC 5280 §4.1.2.5: both ends belong to the period, and times are whole seconds.
        if time < notBefore {
            throw EDocError(
                .certificateNotYetValid,
                "the certificate of \(subject) is valid from \(notBefore.formatted(.iso8601)) on, "
                    + "and it is \(time.formatted(.iso8601)): "
                    + "check this machine's clock, or use the certificate that is valid now")
        }
        if time >= notAfter + 1 {
            throw EDocError(
                .certificateExpired,
                "the certificate of \(subject) ended at \(notAfter.formatted(.iso8601)), "
                    + "and it is \(time.formatted(.iso8601)): "
                    + "ask its issuer for a new one, or check this machine's clock")
        }
    }
}
