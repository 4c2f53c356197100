package import EDocCrypto
internal import EDocEncoding
package import EDocPKI
internal import EDocTesting
package import FoundationEssentials

/// An OCSP response in which everything can be wrong.
package struct VirtualResponse {
    package var responderID: [UInt8]
    package var producedAt = VirtualHolder.time
    package var singles: [[UInt8]] = []
    package var extensions: [VirtualHolder.Extension] = []
    package var certificates: [X509Certificate] = []
    package var status: UInt8 = 0

    package init(byName responder: X509Certificate) {
        responderID = DER.explicit(1, [UInt8](responder.tbs.subject.encoded))
    }

    package init(byKey responder: X509Certificate) throws {
        let digest = try DigestAlgorithm.sha1.digest(of: responder.tbs.subjectPublicKey)
        responderID = DER.explicit(2, DER.octetString(digest))
    }

    package static let good = DER.element(0x80, [])
    package static let unknown = DER.element(0x82, [])
    package static func revoked(_ date: Date, reason: UInt8? = nil) -> [UInt8] {
        DER.element(
            0xA1,
            DER.generalizedTime(date)
                + (reason.map { DER.explicit(0, DER.enumerated($0)) } ?? []))
    }

    package static func single(
        _ certID: CertID, _ status: [UInt8], thisUpdate: Date = VirtualHolder.time,
        nextUpdate: Date? = VirtualHolder.time + 900, extensions: [VirtualHolder.Extension] = []
    ) -> [UInt8] {
        DER.sequence(
            certID.derEncoded, status, DER.generalizedTime(thisUpdate),
            nextUpdate.map { DER.explicit(0, DER.generalizedTime($0)) } ?? [],
            extensions.isEmpty
                ? [] : DER.explicit(1, DER.sequence(of: extensions.map(\.derEncoded))))
    }

    package func encoded(signedBy key: PrivateKey) throws -> [UInt8] {
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
