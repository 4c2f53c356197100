import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing

/// A certificate with its key, and whatever extensions a test wants.
struct VirtualHolder {
    let key: PrivateKey
    let certificate: X509Certificate

    static let begin = Fixtures.begin
    static let end = Fixtures.end
    /// A time at which everything is valid.
    static let time = Date(timeIntervalSince1970: 1_750_000_000)

    typealias Extension = EDocTesting.TBSCertificate.Extension

    /// Issues a certificate; without `issuer` a self-signed one.
    init(
        _ name: String, issuedBy issuer: VirtualHolder? = nil, _ extensions: [Extension] = [],
        key: PrivateKey? = nil, serialNumber: [UInt8] = [1], notBefore: Date = begin,
        notAfter: Date = end, subject: [UInt8]? = nil, innerAlgorithm: [UInt8]? = nil
    ) throws {
        self.key = try key ?? PrivateKey.generate(.ellipticCurve(.p256))
        let subject = subject ?? VirtualCA.distinguishedName(name)
        let issuerName = issuer.map { [UInt8]($0.certificate.tbs.subject.encoded) } ?? subject
        let signer = issuer?.key ?? self.key
        let algorithm = try signer.certificateSignatureAlgorithm
        let encoded = DER.sequence(
            DER.explicit(0, DER.integer(2)), DER.element(0x02, serialNumber),
            innerAlgorithm ?? algorithm.identifier, issuerName,
            DER.sequence(DER.time(notBefore), DER.time(notAfter)), subject,
            self.key.subjectPublicKeyInfo,
            extensions.isEmpty
                ? [] : DER.explicit(3, DER.sequence(of: extensions.map(\.derEncoded))))
        certificate = try X509Certificate(decoding: try signer.signed(encoded, algorithm))
    }

    /// basicConstraints and keyUsage of an authority.
    static func authority(
        pathLength: Int? = nil, usage: [Int] = [5, 6]
    ) -> [Extension] {
        [
            Extension(
                "2.5.29.19", isCritical: true,
                DER.sequence(DER.boolean(true), pathLength.map(DER.integer) ?? [])),
            Extension("2.5.29.15", isCritical: true, DER.namedBits(usage)),
        ]
    }

    static func usage(_ bits: Int...) -> Extension {
        Extension("2.5.29.15", isCritical: true, DER.namedBits(bits))
    }

    static func purpose(_ identifiers: String..., isCritical: Bool) -> Extension {
        Extension(
            "2.5.29.37", isCritical: isCritical,
            DER.sequence(of: identifiers.map { DER.objectIdentifier($0) }))
    }

    static let ocspSigning = purpose("1.3.6.1.5.5.7.3.9", isCritical: false)
    static let timeStamping = purpose("1.3.6.1.5.5.7.3.8", isCritical: true)
    static let noCheck = Extension("1.3.6.1.5.5.7.48.1.5", isCritical: false, DER.null)
}

/// An OCSP response in which everything can be wrong.
struct VirtualResponse {
    var responderID: [UInt8]
    var producedAt = VirtualHolder.time
    var singles: [[UInt8]] = []
    var extensions: [VirtualHolder.Extension] = []
    var certificates: [X509Certificate] = []
    var status: UInt8 = 0

    init(byName responder: X509Certificate) {
        responderID = DER.explicit(1, [UInt8](responder.tbs.subject.encoded))
    }

    init(byKey responder: X509Certificate) throws {
        let digest = try DigestAlgorithm.sha1.digest(of: responder.tbs.subjectPublicKey)
        responderID = DER.explicit(2, DER.octetString(digest))
    }

    static let good = DER.element(0x80, [])
    static let unknown = DER.element(0x82, [])
    static func revoked(_ date: Date, reason: UInt8? = nil) -> [UInt8] {
        DER.element(
            0xA1,
            DER.generalizedTime(date)
                + (reason.map { DER.explicit(0, DER.enumerated($0)) } ?? []))
    }

    static func single(
        _ certID: CertID, _ status: [UInt8], thisUpdate: Date = VirtualHolder.time,
        nextUpdate: Date? = VirtualHolder.time + 900, extensions: [VirtualHolder.Extension] = []
    ) -> [UInt8] {
        DER.sequence(
            certID.derEncoded, status, DER.generalizedTime(thisUpdate),
            nextUpdate.map { DER.explicit(0, DER.generalizedTime($0)) } ?? [],
            extensions.isEmpty
                ? [] : DER.explicit(1, DER.sequence(of: extensions.map(\.derEncoded))))
    }

    func encoded(signedBy key: PrivateKey) throws -> [UInt8] {
        let data = DER.sequence(
            responderID, DER.generalizedTime(producedAt), DER.sequence(of: singles),
            extensions.isEmpty
                ? [] : DER.explicit(1, DER.sequence(of: extensions.map(\.derEncoded))))
        let algorithm = try key.certificateSignatureAlgorithm
        let basic = DER.sequence(
            data, algorithm.identifier,
            DER.bitString(try key.signatureOctets(of: data, algorithm)),
            certificates.isEmpty
                ? [] : DER.explicit(0, DER.sequence(of: certificates.map(\.derEncoded))))
        return DER.sequence(
            DER.enumerated(status),
            DER.explicit(
                0,
                DER.sequence(
                    DER.objectIdentifier("1.3.6.1.5.5.7.48.1.1"), DER.octetString(basic))))
    }
}

/// A time-stamp token in which everything can be wrong.
struct VirtualToken {
    var digest = DigestValue(algorithm: .sha256, octets: [UInt8](repeating: 7, count: 32))
    var version = 1
    var policy = "0.4.0.2023.1.1"
    var serialNumber: [UInt8] = [0x12, 0x34]
    /// The text of the GeneralizedTime.
    var genTime = "20250615150640Z"
    var accuracy: [UInt8] = DER.sequence(DER.integer(1))
    var nonce: [UInt8]?
    var tsa: [UInt8] = []
    var tstExtensions: [VirtualHolder.Extension] = []
    var contentType = "1.2.840.113549.1.9.16.1.4"
    var attributeContentType = "1.2.840.113549.1.9.16.1.4"
    /// The signed attributes after content-type and message-digest; nil: SigningCertificateV2.
    var signingCertificate: [UInt8]?
    var messageDigest: [UInt8]?
    /// The digest of the content; the signature is made with SHA-256.
    var contentDigest = DigestAlgorithm.sha256
    var hasSignedAttributes = true
    var signerCount = 1
    var certificates: [X509Certificate]
    var lists: [[UInt8]] = []
    var unsignedAttributes: [[UInt8]] = []
    let holder: VirtualHolder

    init(signedBy holder: VirtualHolder) {
        self.holder = holder
        certificates = [holder.certificate]
    }

    static func attribute(_ type: String, _ values: [UInt8]...) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.set(of: values))
    }

    /// SigningCertificateV2, or V1, that names `certificate`.
    static func signingCertificate(
        _ certificate: X509Certificate, v2: Bool = true, issuerSerial: [UInt8] = []
    ) throws -> [UInt8] {
        let digest = try (v2 ? DigestAlgorithm.sha256 : .sha1).digest(
            of: certificate.derEncoded[...])
        let identifier = DER.sequence(DER.octetString(digest), issuerSerial)
        return attribute(
            v2 ? "1.2.840.113549.1.9.16.2.47" : "1.2.840.113549.1.9.16.2.12",
            DER.sequence(DER.sequence(identifier)))
    }

    var tstInfo: [UInt8] {
        DER.sequence(
            DER.integer(version), DER.objectIdentifier(policy), MessageImprint(digest).derEncoded,
            DER.element(0x02, serialNumber), DER.element(0x18, [UInt8](genTime.utf8)), accuracy,
            nonce.map { DER.integer(magnitude: $0) } ?? [],
            tsa.isEmpty ? [] : DER.explicit(0, tsa),
            tstExtensions.isEmpty
                ? []
                : DER.implicit(1, DER.sequence(of: tstExtensions.map(\.derEncoded))))
    }

    func encoded() throws -> [UInt8] {
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
