internal import EDocCrypto
internal import EDocEncoding
package import EDocPKI
internal import EDocTesting
package import FoundationEssentials

/// Revocation lists in which everything can be wrong.
package enum VirtualList {
    /// A list with whatever entries and extensions a test wants.
    package static func signed(
        by signer: VirtualHolder, _ entries: [[UInt8]] = [],
        _ extensions: [VirtualHolder.Extension] = [], named holder: VirtualHolder? = nil,
        innerAlgorithm: [UInt8]? = nil, thisUpdate: Date = VirtualHolder.time,
        nextUpdate: Date = VirtualHolder.time + 3_600
    ) throws -> CertificateRevocationList {
        let algorithm = try signer.key.certificateSignatureAlgorithm
        let encoded = DER.sequence(
            DER.integer(1), innerAlgorithm ?? algorithm.identifier,
            [UInt8]((holder ?? signer).certificate.tbs.subject.encoded),
            DER.time(thisUpdate), DER.time(nextUpdate),
            entries.isEmpty ? [] : DER.sequence(of: entries),
            extensions.isEmpty
                ? [] : DER.explicit(0, DER.sequence(of: extensions.map(\.derEncoded))))
        return try CertificateRevocationList(
            decoding: try signer.key.signed(encoded, algorithm))
    }

    /// An entry of a list.
    package static func entry(
        _ serialNumber: UInt8, _ date: Date = VirtualHolder.begin,
        _ extensions: [VirtualHolder.Extension] = []
    ) -> [UInt8] {
        DER.sequence(
            DER.element(0x02, [serialNumber]), DER.time(date),
            extensions.isEmpty ? [] : DER.sequence(of: extensions.map(\.derEncoded)))
    }

    /// The reason code of an entry.
    package static func reason(_ number: UInt8) -> VirtualHolder.Extension {
        .init("2.5.29.21", isCritical: false, DER.enumerated(number))
    }

    /// The issuing distribution point of a list.
    package static func point(_ parts: [UInt8]...) -> VirtualHolder.Extension {
        .init("2.5.29.28", isCritical: true, DER.sequence(of: parts))
    }
}
