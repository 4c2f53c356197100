internal import EDocCrypto
internal import EDocPKI

/// A CMS `SignedData` with one signer and signed attributes, as a time-stamp token is one:
/// [RFC 5652 §5](https://www.rfc-editor.org/rfc/rfc5652#section-5),
/// [RFC 5816 §2](https://www.rfc-editor.org/rfc/rfc5816#section-2).
struct VirtualSignedData {
    var contentType: String
    var content: [UInt8]
    var signer: X509Certificate
    var key: PrivateKey
    /// The certificate that the attribute `SigningCertificateV2` names; nil: there is none.
    var namedCertificate: X509Certificate?
    var certificates: [X509Certificate]
    var isDamaged: Bool

    /// The DER of the ContentInfo.
    func encoded() throws(EDocError) -> [UInt8] {
        // RFC 5754 §3: the digest of the content is that of the signature.
        let algorithm = try key.certificateSignatureAlgorithm
        let digest = algorithm.algorithm.digestAlgorithm
        var list = [
            Self.attribute("1.2.840.113549.1.9.3", DER.objectIdentifier(contentType)),
            Self.attribute(
                "1.2.840.113549.1.9.4", DER.octetString(try digest.digest(of: content).octets)),
        ]
        if let named = namedCertificate {
            let hash = try DigestAlgorithm.sha256.digest(of: named.derEncoded).octets
            // SigningCertificateV2, its certs, ESSCertIDv2 (RFC 5035 §3, §4).
            list.append(
                Self.attribute(
                    "1.2.840.113549.1.9.16.2.47",
                    DER.sequence(DER.sequence(DER.sequence(DER.octetString(hash))))))
        }
        let attributes = DER.set(of: list)
        // RFC 5652 §5.4: what is signed has the tag of a SET, what is written the tag [0].
        let signature = try key.signatureOctets(
            of: isDamaged ? attributes + [0] : attributes, algorithm)
        let digestAlgorithm = DER.sequence(DER.objectIdentifier(digest.identifier))
        let signerInfo = DER.sequence(
            DER.integer(1),
            DER.sequence(signer.issuerDER, DER.element(0x02, signer.serialNumber)),
            digestAlgorithm, DER.implicit(0, attributes), algorithm.identifier,
            DER.octetString(signature))
        let data = DER.sequence(
            DER.integer(3), DER.set(of: [digestAlgorithm]),
            DER.sequence(
                DER.objectIdentifier(contentType), DER.explicit(0, DER.octetString(content))),
            certificates.isEmpty
                ? [] : DER.implicit(0, DER.set(of: certificates.map(\.derEncoded))),
            DER.set(of: [signerInfo]))
        return DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.7.2"), DER.explicit(0, data))
    }

    private static func attribute(_ type: String, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.set(of: [value]))
    }
}

extension DigestAlgorithm {
    /// The object identifier, as numbers with dots (RFC 5754 §2; SHA-1: RFC 3370 §2.1).
    var identifier: String {
        switch self {
        case .sha1: "1.3.14.3.2.26"
        case .sha256: "2.16.840.1.101.3.4.2.1"
        case .sha384: "2.16.840.1.101.3.4.2.2"
        case .sha512: "2.16.840.1.101.3.4.2.3"
        }
    }
}
