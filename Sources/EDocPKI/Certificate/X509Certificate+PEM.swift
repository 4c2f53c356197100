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

    /// The certificates in a text of PEM blocks, in its order; other blocks are passed over.
    ///
    /// - Parameters:
    ///   - text: At most 256 blocks with text around them (RFC 7468).
    ///   - source: What the text came from, for messages: a file's name.
    /// - Throws: `CryptoError` with `malformedPEM`, `malformedCertificate`, `tooLarge`, or
    ///   `noCertificate` when there is none.
    public static func certificates(
        inPEM text: [UInt8], from source: String = "PEM text"
    ) throws(CryptoError) -> [X509Certificate] {
        let certificates = try certificates(in: text.span, from: source)
        guard !certificates.isEmpty else {
            throw CryptoError(
                .noCertificate, "\(source): no -----BEGIN CERTIFICATE----- in it")
        }
        return certificates
    }

    /// The certificates in a text of PEM blocks; may be none.
    static func certificates(
        in text: Span<UInt8>, from source: String
    ) throws(CryptoError) -> [X509Certificate] {
        var certificates: [X509Certificate] = []
        // RFC 7468 §5.3: older programs write these two labels.
        let labels = ["CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"]
        try PEM.forEachBlock(of: text, in: source, where: labels.contains) {
            block throws(CryptoError) in
            certificates.append(
                try X509Certificate(
                    derEncoded: block.octets.withOctets { $0.copied() },
                    from: "\(source), line \(block.line)"))
        }
        return certificates
    }
}
