public import EDocCrypto
internal import EDocEncoding

extension X509Certificate {
    /// The certificate as base64 in one line, as `X509Certificate` in KeyInfo carries it.
    ///
    /// Computed at each call; who needs it often keeps it.
    public var base64Encoded: String {
        let octets = derEncoded
        return Base64.encoded(octets.span)
    }

    /// The certificate as a `CERTIFICATE` block of RFC 7468.
    public var pemEncoded: String {
        let octets = derEncoded
        return PEM.encoded(octets.span, label: "CERTIFICATE")
    }

    /// The certificates in a text of PEM blocks, in its order, those in PKCS #7 (`.p7b`) too; other
    /// blocks are passed over.
    ///
    /// - Parameters:
    ///   - text: At most 256 blocks with text around them (RFC 7468). DER of one certificate or of
    ///     one PKCS #7 message is read as well.
    ///   - source: What the text came from, for messages: a file's name.
    /// - Throws: `EDocError` with `malformedPEM`, `malformedCertificate`, `tooLarge`, or
    ///   `noCertificate` when there is none.
    public static func certificates(
        inPEM text: [UInt8], from source: String = "PEM text"
    ) throws(EDocError) -> [X509Certificate] {
        let certificates = try certificates(in: text.span, from: source)
        guard !certificates.isEmpty else {
            throw EDocError(
                .noCertificate, "\(source): no -----BEGIN CERTIFICATE----- in it")
        }
        return certificates
    }

    /// The certificates in a file, in PEM or DER; may be none.
    package static func certificates(
        in file: Span<UInt8>, from source: String
    ) throws(EDocError) -> [X509Certificate] {
        // DER begins with the tag of a SEQUENCE, which is a digit in a text.
        if !file.isEmpty, file[0] == ASN1Tag.sequence.rawValue {
            let octets = file.copied()
            if let certificate = try? X509Certificate(derEncoded: octets) { return [certificate] }
            if let bundle = try? CertificateBundle(octets, from: source) {
                return bundle.certificates
            }
        }
        var certificates: [X509Certificate] = []
        // RFC 7468 §5.3: older programs write these two labels.
        let labels = ["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"]
        try PEM.forEachBlock(
            of: file, in: source, limit: KeyLimits().fileSize,
            where: { labels.contains($0) || CertificateBundle.labels.contains($0) }
        ) { block throws(EDocError) in
            let octets = block.octets.withOctets { $0.copied() }
            let place = "\(source), line \(block.line)"
            if CertificateBundle.labels.contains(block.label) {
                certificates += try CertificateBundle(octets, from: place).certificates
            } else {
                certificates.append(try X509Certificate(derEncoded: octets, from: place))
            }
        }
        return certificates
    }
}
