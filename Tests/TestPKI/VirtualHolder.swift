package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
package import EDocTesting
package import FoundationEssentials

/// A certificate with its key, and whatever extensions a test wants.
package struct VirtualHolder {
    package let key: PrivateKey
    package let certificate: X509Certificate

    package static let begin = Fixtures.begin
    package static let end = Fixtures.end
    /// A time at which everything is valid.
    package static let time = Date(timeIntervalSince1970: 1_750_000_000)

    package typealias Extension = EDocTesting.TBSCertificate.Extension

    /// Issues a certificate; without `issuer` a self-signed one.
    package init(
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
    package static func authority(
        pathLength: Int? = nil, usage: [Int] = [5, 6]
    ) -> [Extension] {
        [
            Extension(
                "2.5.29.19", isCritical: true,
                DER.sequence(DER.boolean(true), pathLength.map(DER.integer) ?? [])),
            Extension("2.5.29.15", isCritical: true, DER.namedBits(usage)),
        ]
    }

    package static func usage(_ bits: Int...) -> Extension {
        Extension("2.5.29.15", isCritical: true, DER.namedBits(bits))
    }

    package static func purpose(_ identifiers: String..., isCritical: Bool) -> Extension {
        Extension(
            "2.5.29.37", isCritical: isCritical,
            DER.sequence(of: identifiers.map { DER.objectIdentifier($0) }))
    }

    package static let ocspSigning = purpose("1.3.6.1.5.5.7.3.9", isCritical: false)
    package static let timeStamping = purpose("1.3.6.1.5.5.7.3.8", isCritical: true)
    package static let noCheck = Extension("1.3.6.1.5.5.7.48.1.5", isCritical: false, DER.null)
}
