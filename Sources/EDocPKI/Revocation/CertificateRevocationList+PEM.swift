public import EDocCrypto
internal import EDocEncoding

extension CertificateRevocationList {
    /// The lists in a text of PEM blocks labelled `X509 CRL`
    /// ([RFC 7468 §6](https://www.rfc-editor.org/rfc/rfc7468#section-6)), in its order, those in
    /// PKCS #7 (`.p7b`) too; other blocks are passed over.
    ///
    /// - Parameters:
    ///   - text: Blocks with text around them. DER of one list or of one PKCS #7 message is read as
    ///     well.
    ///   - source: What the text came from, for messages: a file's name.
    /// - Throws: `EDocError` with `malformedPEM`, `malformedRevocationData`, `tooLarge`, or
    ///   `noRevocationData` when there is none.
    public static func lists(
        inPEM text: [UInt8], from source: String = "PEM text"
    ) throws(EDocError) -> [CertificateRevocationList] {
        let lists = try lists(in: text, from: source)
        guard lists.isEmpty else { return lists }
        if text.first == ASN1Tag.sequence.rawValue {
            return [try CertificateRevocationList(derEncoded: text)]
        }
        throw EDocError(.noRevocationData, "\(source): no -----BEGIN X509 CRL----- in it")
    }

    /// The lists in a file, which may hold something else.
    package static func lists(
        in octets: [UInt8], from source: String, limits: EvidenceLimits = EvidenceLimits()
    ) throws(EDocError) -> [CertificateRevocationList] {
        // DER begins with the tag of a SEQUENCE, which is a digit in a text.
        if octets.first == ASN1Tag.sequence.rawValue {
            if let list = try? CertificateRevocationList(decoding: octets, limits: limits) {
                return [list]
            }
            let bundle = try? CertificateBundle(octets, from: source)
            return try (bundle?.revocationLists ?? []).map { octets throws(EDocError) in
                try list(octets, source, limits)
            }
        }
        var lists: [CertificateRevocationList] = []
        try PEM.forEachBlock(
            of: octets.span, in: source, limit: limits.revocationListSize,
            where: { $0 == "X509 CRL" || CertificateBundle.labels.contains($0) }
        ) { block throws(EDocError) in
            let octets = block.octets.withOctets { $0.copied() }
            let place = "\(source), line \(block.line)"
            if CertificateBundle.labels.contains(block.label) {
                for octets in try CertificateBundle(octets, from: place).revocationLists {
                    lists.append(try list(octets, place, limits))
                }
            } else {
                lists.append(try list(octets, place, limits))
            }
        }
        return lists
    }

    private static func list(
        _ octets: [UInt8], _ source: String, _ limits: EvidenceLimits
    ) throws(EDocError) -> CertificateRevocationList {
        do { return try CertificateRevocationList(decoding: octets, limits: limits) } catch {
            throw EDocError(
                .malformedRevocationData,
                "\(source): not a revocation list (RFC 5280 §5.1): \(error.message)",
                underlying: error)
        }
    }
}
