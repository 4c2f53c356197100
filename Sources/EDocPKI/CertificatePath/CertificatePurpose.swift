internal import EDocEncoding

extension X509Certificate {
    /// Whether the extended key usage is for time-stamps or OCSP responses, and for nothing else.
    package var isForTrustServicesAlone: Bool {
        guard let usages = extensions.extendedKeyUsage, !usages.isEmpty else { return false }
        return usages.allSatisfy { $0 == .timeStamping || $0 == .ocspSigning }
    }
}

/// What the certificate at the end of a path is used for.
package enum CertificatePurpose: Hashable, Sendable, CustomStringConvertible {
    /// Any signature or seal: no extended key usage is asked for.
    case signing
    /// Time-stamp tokens: extKeyUsage is critical and holds timeStamping alone
    /// ([RFC 3161 §2.3](https://www.rfc-editor.org/rfc/rfc3161#section-2.3)).
    case timeStamping
    /// OCSP responses: extKeyUsage holds OCSPSigning
    /// ([RFC 6960 §4.2.2.2](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2)).
    case ocspSigning
    /// Revocation lists: keyUsage, if there, has cRLSign
    /// ([RFC 5280 §6.3.3 (f)](https://www.rfc-editor.org/rfc/rfc5280#section-6.3.3)).
    case revocationListSigning

    /// The purpose in words.
    package var description: String {
        switch self {
        case .signing: "signatures"
        case .timeStamping: "time-stamps"
        case .ocspSigning: "OCSP responses"
        case .revocationListSigning: "revocation lists"
        }
    }

    /// Why `certificate` may not be used for this; nil when it may.
    func failure(of certificate: X509Certificate) -> CertificatePathFailure.Reason? {
        let extensions = certificate.extensions
        let usages = extensions.extendedKeyUsage ?? []
        switch self {
        case .signing: return nil
        case .timeStamping:
            guard usages == [.timeStamping], extensions.extendedKeyUsageIsCritical else {
                return .extendedKeyUsage(self)
            }
        case .ocspSigning:
            guard usages.contains(.ocspSigning) else { return .extendedKeyUsage(self) }
        case .revocationListSigning:
            return extensions.keyUsage?.contains(.cRLSign) ?? true ? nil : .keyUsage(self)
        }
        // RFC 5280 §4.2.1.12: the key usages that go with both are the two that sign data.
        let signing: CertificateExtensions.KeyUsage = [.digitalSignature, .nonRepudiation]
        guard let usage = extensions.keyUsage, usage.isDisjoint(with: signing) else { return nil }
        return .keyUsage(self)
    }
}
