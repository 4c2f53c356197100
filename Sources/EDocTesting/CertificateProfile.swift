package import EDocCrypto
internal import EDocPKI

/// The use of a virtual certificate, from which its extensions follow.
package enum CertificateProfile: Sendable {
    /// An authority; how many more authorities may stand below it.
    case authority(pathLength: Int)
    /// A seal: signs documents.
    case seal
    /// A time-stamping unit (RFC 3161 §2.3).
    case timeStamping
    /// A time-stamping unit whose extended key usage is not critical, which RFC 3161 §2.3 demands.
    case timeStampingNotCritical
    /// A delegated OCSP responder that needs no status of its own (RFC 6960 §4.2.2.2).
    case ocspSigning
    /// A delegated OCSP responder whose own status has to be asked for (RFC 6960 §4.2.2.2.1).
    case ocspSigningWithStatus

    /// Whether somebody may ask for the status of such a certificate.
    package var hasStatus: Bool {
        if case .ocspSigning = self { false } else { true }
    }

    /// The extensions of a certificate of `key`, issued by the holder of `issuerKey`.
    package func extensions(
        key: PrivateKey, issuerKey: PrivateKey
    ) throws(EDocError) -> [TBSCertificate.Extension] {
        typealias Extension = TBSCertificate.Extension
        // RFC 5280 §4.2.1.1 and §4.2.1.2.
        let identifiers = [
            Extension("2.5.29.14", isCritical: false, DER.octetString(try key.keyIdentifier)),
            Extension(
                "2.5.29.35", isCritical: false,
                DER.sequence(DER.implicit(0, DER.octetString(try issuerKey.keyIdentifier)))),
        ]
        return identifiers + ownExtensions
    }

    private var ownExtensions: [TBSCertificate.Extension] {
        typealias Extension = TBSCertificate.Extension
        // RFC 5280 §4.2.1.3: digitalSignature 0, nonRepudiation 1, keyCertSign 5, cRLSign 6.
        func usage(_ bits: Int...) -> Extension {
            Extension("2.5.29.15", isCritical: true, DER.namedBits(bits))
        }
        func purpose(_ identifier: String, isCritical: Bool) -> Extension {
            Extension(
                "2.5.29.37", isCritical: isCritical,
                DER.sequence(DER.objectIdentifier(identifier)))
        }
        switch self {
        case .authority(let pathLength):
            return [
                Extension(
                    "2.5.29.19", isCritical: true,
                    DER.sequence(DER.boolean(true), DER.integer(pathLength))),
                usage(5, 6),
            ]
        case .seal:
            return [usage(1)]
        case .timeStamping, .timeStampingNotCritical:
            let isCritical = if case .timeStamping = self { true } else { false }
            return [usage(0), purpose("1.3.6.1.5.5.7.3.8", isCritical: isCritical)]
        case .ocspSigning, .ocspSigningWithStatus:
            let usages = [usage(0), purpose("1.3.6.1.5.5.7.3.9", isCritical: false)]
            let noCheck = Extension("1.3.6.1.5.5.7.48.1.5", isCritical: false, DER.null)
            return hasStatus ? usages : usages + [noCheck]
        }
    }
}
