package import EDocEncoding

/// Signed content of the Cryptographic Message Syntax.
///
/// [RFC 5652 §5.1](https://www.rfc-editor.org/rfc/rfc5652#section-5.1). Read from an encoding that
/// has definite lengths (``BERTranscoding``).
package struct SignedData: Sendable {
    /// The type of the content.
    package let eContentType: ASN1ObjectIdentifier
    /// The content; empty where it stands elsewhere, or where there is none.
    package let eContent: ArraySlice<UInt8>
    /// X.509 certificates, encoded; other kinds are left out.
    package let certificates: [[UInt8]]
    /// Revocation lists, encoded.
    package let revocationLists: [[UInt8]]
    /// OCSP responses, encoded as OCSPResponse
    /// ([RFC 5940 §2.1](https://www.rfc-editor.org/rfc/rfc5940#section-2.1)).
    package let ocspResponses: [[UInt8]]
    /// The signers.
    package let signerInfos: [SignerInfo]

    /// Reads a ContentInfo that holds signed data.
    package init(_ contentInfo: DERValue, limits: EvidenceLimits) throws(ASN1Error) {
        var outer = contentInfo.reader
        let type = try ASN1ObjectIdentifier(try outer.next("contentType"), "contentType")
        guard type == .signedData else {
            throw ASN1Error(
                .unsupported, "contentType",
                "expected \(ASN1ObjectIdentifier.signedData), found \(type)")
        }
        guard let content = try outer.explicit(0, "content"), content.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, "content", "expected SignedData")
        }
        try outer.end("ContentInfo")

        var reader = content.reader
        let version = try reader.next(.integer, "version").smallInteger("version")
        guard (1...5).contains(version) else {
            throw ASN1Error(.unsupported, "version", "expected 1 to 5, found \(version)")
        }
        _ = try reader.next(.set, "digestAlgorithms")
        var encapsulated = try reader.next(.sequence, "encapContentInfo").reader
        eContentType = try ASN1ObjectIdentifier(
            try encapsulated.next("eContentType"), "eContentType")
        let octets = try encapsulated.explicit(0, "eContent")
        guard octets?.tag ?? .octetString == .octetString else {
            throw ASN1Error(.unexpectedTag, "eContent", "expected an OCTET STRING")
        }
        eContent = octets?.content ?? []
        try encapsulated.end("encapContentInfo")
        let certificates = try reader.optional(.constructed(0), "certificates")
        let lists = try reader.optional(.constructed(1), "crls")
        let signers = try reader.next(.set, "signerInfos")
        try reader.end("SignedData")

        self.certificates = try Self.values(certificates, limits, "certificates")
            .filter { $0.tag == .sequence }.map(\.octets)
        let revocation = try Self.values(lists, limits, "crls")
        revocationLists = revocation.filter { $0.tag == .sequence }.map(\.octets)
        ocspResponses = revocation.compactMap(Self.ocspResponse)
        var signerInfos: [SignerInfo] = []
        for signer in try Self.values(signers, limits, "signerInfos") {
            signerInfos.append(try SignerInfo(signer))
        }
        self.signerInfos = signerInfos
    }

    private static func values(
        _ set: DERValue?, _ limits: EvidenceLimits, _ field: String
    ) throws(ASN1Error) -> [DERValue] {
        guard var reader = set?.reader else { return [] }
        var values: [DERValue] = []
        while !reader.isAtEnd {
            guard values.count < limits.embeddedCertificates else {
                throw ASN1Error(
                    .limitExceeded, field, "more than \(limits.embeddedCertificates)")
            }
            values.append(try reader.next(field))
        }
        return values
    }

    /// The response in an OtherRevocationInfoFormat, if that is what `value` is.
    private static func ocspResponse(_ value: DERValue) -> [UInt8]? {
        guard value.tag == .constructed(1) else { return nil }
        var reader = value.reader
        guard let type = try? ASN1ObjectIdentifier(try reader.next("crls"), "crls"),
            type == .ocspResponseRevocation
        else { return nil }
        return try? reader.next(.sequence, "crls").octets
    }
}
