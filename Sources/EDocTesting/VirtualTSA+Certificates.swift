internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

extension VirtualTSA {
    /// Which certificate signs a token that states `time`, and the certificate of its issuer. All
    /// are of one key.
    func signing(
        _ fault: Fault?, at time: Date
    ) throws(EDocError) -> (certificate: X509Certificate, issuer: X509Certificate) {
        let day: TimeInterval = 86_400
        let certificate =
            switch fault {
            case .certificateWithoutPurpose: try issue(.seal, "TSA without purpose")
            case .purposeNotCritical:
                try issue(.timeStampingNotCritical, "TSA whose purpose is not critical")
            case .expiredCertificate:
                try issue(.timeStamping, "expired TSA", time - 2 * day, time - day)
            case .certificateNotYetValid:
                try issue(.timeStamping, "future TSA", time + day, time + 2 * day)
            case .revokedCertificate: revokedCertificate
            case .otherAuthority: nil as X509Certificate?
            default: self.certificate
            }
        if let certificate { return (certificate, authority.intermediate) }
        let stranger = try authority.stranger()
        let foreign = try stranger.issue(
            .timeStamping, commonName: "TSA", key: key, notBefore: self.certificate.notBefore,
            notAfter: self.certificate.notAfter)
        return (foreign, stranger.intermediate)
    }

    private func issue(
        _ profile: CertificateProfile, _ name: String, _ begin: Date? = nil, _ end: Date? = nil
    ) throws(EDocError) -> X509Certificate {
        try authority.issue(
            profile, commonName: name, key: key, notBefore: begin ?? certificate.notBefore,
            notAfter: end ?? certificate.notAfter)
    }
}

extension VirtualCA {
    /// Another authority, which is valid as long and names the same URLs.
    func stranger() throws(EDocError) -> VirtualCA {
        try VirtualCA(
            name: "stranger", validFrom: root.notBefore, validTo: root.notAfter,
            addresses: addresses)
    }
}
