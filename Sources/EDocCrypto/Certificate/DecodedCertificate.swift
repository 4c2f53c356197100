/// A certificate decoded for path validation and for the judgement of revocation data.
///
/// [RFC 5280 §4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1). Decoding is strict DER down
/// to the extensions; the key is decoded by OpenSSL when it is first needed. Decoded certificates
/// are shared through ``CertificateCache``. Safe to use on any thread.
package final class DecodedCertificate: Sendable {
    /// The encoded certificate.
    package let derEncoded: [UInt8]
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

    /// The hash of the bytes, which sets and dictionaries ask for at every step of a path.
    private let hash: Int
    private let key = Lock<Result<PublicKey, OpenSSLError>?>(nil)

    /// Decodes a certificate.
    ///
    /// - Throws: ``ASN1Error`` when `derEncoded` is not one certificate in DER.
    package init(
        derEncoded: [UInt8], limits: EvidenceLimits = EvidenceLimits()
    ) throws(ASN1Error) {
        guard derEncoded.count <= limits.certificateSize else {
            throw ASN1Error(
                .limitExceeded, "Certificate", "more than \(limits.certificateSize) bytes")
        }
        self.derEncoded = derEncoded
        hash = OctetString(octets: derEncoded).hashValue
        var reader = try DERValue(derEncoded[...], .sequence, "Certificate").reader
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
    /// - Throws: ``OpenSSLError`` when OpenSSL does not know the kind of key or cannot read it.
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

    /// Whether issuer and subject are the same name (RFC 5280 §6.1: "self-issued").
    package var isSelfIssued: Bool { tbs.issuer == tbs.subject }

    /// Whether the signature verifies with the key of `issuer`; names are not looked at.
    ///
    /// Not remembered: ``CertificateCache`` remembers.
    package func isSigned(by issuer: DecodedCertificate) -> SignatureVerdict {
        issuer.verify(signature, over: signedOctets, signatureAlgorithm)
    }

    /// Whether `signature` over `data` verifies with the key in this certificate.
    ///
    /// `data` is an encoded SEQUENCE, or SET for the attributes of CMS.
    package func verify(
        _ signature: ArraySlice<UInt8>, over data: ArraySlice<UInt8>,
        _ algorithm: AlgorithmIdentifier
    ) -> SignatureVerdict {
        do throws(OpenSSLError) {
            return try publicKey().verify(signature, over: data, algorithm)
        } catch {
            return .unsupported
        }
    }

    /// The names that name constraints govern: the subject, the alternative names, and, when none
    /// of these is a mailbox, the addresses in the subject (RFC 5280 §4.2.1.10).
    package var constrainedNames: [GeneralName] {
        var names = extensions.subjectAltName
        let hasMailbox = names.contains { $0.form == 1 }
        if !tbs.subject.isEmpty { names.append(.directoryName(tbs.subject)) }
        if !hasMailbox { names += tbs.subject.emailAddresses.map { .rfc822Name($0) } }
        return names
    }
}

extension DecodedCertificate: Hashable {
    /// Certificates are equal when their bytes are.
    package static func == (left: DecodedCertificate, right: DecodedCertificate) -> Bool {
        left === right || left.hash == right.hash && left.derEncoded == right.derEncoded
    }

    /// The bytes count, as for equality.
    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
