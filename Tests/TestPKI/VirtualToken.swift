package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
internal import EDocTesting
internal import FoundationEssentials

/// A time-stamp token in which everything can be wrong.
package struct VirtualToken {
    package var digest = DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 7, count: 32))
    package var version = 1
    package var policy = "0.4.0.2023.1.1"
    package var serialNumber: [UInt8] = [0x12, 0x34]
    /// The text of the GeneralizedTime.
    package var genTime = "20250615150640Z"
    package var accuracy: [UInt8] = DER.sequence(DER.integer(1))
    package var nonce: [UInt8]?
    package var tsa: [UInt8] = []
    package var tstExtensions: [VirtualHolder.Extension] = []
    package var contentType = "1.2.840.113549.1.9.16.1.4"
    package var attributeContentType = "1.2.840.113549.1.9.16.1.4"
    /// The signed attributes after content-type and message-digest; nil: SigningCertificateV2.
    package var signingCertificate: [UInt8]?
    package var messageDigest: [UInt8]?
    /// The digest of the content; the signature is made with SHA-256.
    package var contentDigest = DigestAlgorithm.sha256
    package var hasSignedAttributes = true
    package var signerCount = 1
    package var certificates: [X509Certificate]
    package var lists: [[UInt8]] = []
    package var unsignedAttributes: [[UInt8]] = []
    package let holder: VirtualHolder

    package init(signedBy holder: VirtualHolder) {
        self.holder = holder
        certificates = [holder.certificate]
    }

    package static func attribute(_ type: String, _ values: [UInt8]...) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.set(of: values))
    }

    /// SigningCertificateV2, or V1, that names `certificate`.
    package static func signingCertificate(
        _ certificate: X509Certificate, v2: Bool = true, issuerSerial: [UInt8] = []
    ) throws -> [UInt8] {
        let digest = try (v2 ? DigestAlgorithm.sha256 : .sha1).digest(
            of: certificate.derEncoded[...])
        let identifier = DER.sequence(DER.octetString(digest), issuerSerial)
        return attribute(
            v2 ? "1.2.840.113549.1.9.16.2.47" : "1.2.840.113549.1.9.16.2.12",
            DER.sequence(DER.sequence(identifier)))
    }

    package var tstInfo: [UInt8] {
        DER.sequence(
            DER.integer(version), DER.objectIdentifier(policy), MessageImprint(digest).derEncoded,
            DER.element(0x02, serialNumber), DER.element(0x18, [UInt8](genTime.utf8)), accuracy,
            nonce.map { DER.integer(magnitude: $0) } ?? [],
            tsa.isEmpty ? [] : DER.explicit(0, tsa),
            tstExtensions.isEmpty
                ? []
                : DER.implicit(1, DER.sequence(of: tstExtensions.map(\.derEncoded))))
    }

    package func encoded() throws -> [UInt8] {
        let info = tstInfo
        let digest = try messageDigest ?? contentDigest.digest(of: info[...])
        let attributes = DER.set(of: [
            Self.attribute(
                "1.2.840.113549.1.9.3", DER.objectIdentifier(attributeContentType)),
            Self.attribute("1.2.840.113549.1.9.4", DER.octetString(digest)),
            try signingCertificate ?? Self.signingCertificate(holder.certificate),
        ])
        let algorithm = try holder.key.certificateSignatureAlgorithm
        let digestAlgorithm = AlgorithmIdentifier(contentDigest.objectIdentifier, withNull: false)
        let digestIdentifier = [UInt8](digestAlgorithm.encoded)
        let signature = try holder.key.signatureOctets(
            of: hasSignedAttributes ? attributes : info, algorithm)
        let signer = DER.sequence(
            DER.integer(1),
            DER.sequence(
                [UInt8](holder.certificate.tbs.issuer.encoded),
                DER.element(0x02, [UInt8](holder.certificate.tbs.serialNumber))),
            digestIdentifier, hasSignedAttributes ? DER.implicit(0, attributes) : [],
            algorithm.identifier,
            DER.octetString(signature),
            unsignedAttributes.isEmpty ? [] : DER.implicit(1, DER.set(of: unsignedAttributes)))
        let data = DER.sequence(
            DER.integer(3), DER.set(of: [digestIdentifier]),
            DER.sequence(
                DER.objectIdentifier(contentType), DER.explicit(0, DER.octetString(info))),
            certificates.isEmpty
                ? [] : DER.implicit(0, DER.set(of: certificates.map(\.derEncoded))),
            lists.isEmpty ? [] : DER.implicit(1, DER.set(of: lists)),
            DER.element(0x31, [[UInt8]](repeating: signer, count: signerCount).flatMap { $0 }))
        return DER.sequence(
            DER.objectIdentifier("1.2.840.113549.1.7.2"), DER.explicit(0, data))
    }
}
