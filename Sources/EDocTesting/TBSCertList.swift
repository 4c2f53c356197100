package import EDocCrypto
internal import EDocPKI
package import FoundationEssentials

/// TBSCertList, the part of a revocation list that its issuer signs:
/// [RFC 5280 §5.1.2](https://www.rfc-editor.org/rfc/rfc5280#section-5.1.2).
package struct TBSCertList {
    package var issuer: [UInt8]
    package var thisUpdate: Date
    package var nextUpdate: Date?
    package var revoked: [VirtualCA.Revocation]
    package var number: Int

    /// A list with these values; nothing is filled in.
    package init(
        issuer: [UInt8], thisUpdate: Date, nextUpdate: Date?, revoked: [VirtualCA.Revocation],
        number: Int
    ) {
        self.issuer = issuer
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.revoked = revoked
        self.number = number
    }

    /// The DER of the list, signed by `key`.
    package func signed(by key: PrivateKey) throws(EDocError) -> [UInt8] {
        let algorithm = try key.certificateSignatureAlgorithm
        let entries = revoked.map { revocation in
            DER.sequence(
                DER.element(0x02, revocation.serialNumber), DER.time(revocation.date),
                revocation.reason.map { reason in
                    DER.sequence(
                        TBSCertificate.Extension(
                            "2.5.29.21", isCritical: false, DER.enumerated(reason)
                        ).derEncoded)
                } ?? [])
        }
        // RFC 5280 §5.2.1 and §5.2.3: both extensions are in every list.
        let extensions = [
            TBSCertificate.Extension(
                "2.5.29.35", isCritical: false,
                DER.sequence(DER.implicit(0, DER.octetString(try key.keyIdentifier)))),
            TBSCertificate.Extension("2.5.29.20", isCritical: false, DER.integer(number)),
        ]
        let encoded = DER.sequence(
            DER.integer(1),  // v2
            algorithm.identifier, issuer, DER.time(thisUpdate), nextUpdate.map(DER.time) ?? [],
            // An empty list is left out (RFC 5280 §5.1.2.6).
            entries.isEmpty ? [] : DER.sequence(of: entries),
            DER.explicit(0, DER.sequence(of: extensions.map(\.derEncoded))))
        return try key.signed(encoded, algorithm)
    }
}
