internal import EDocCrypto
internal import EDocPKI
internal import FoundationEssentials

extension VirtualOCSPResponder {
    /// The times of a response (RFC 6960 §4.2.2.1), as a fault changes them.
    struct Times {
        var producedAt: Date
        var thisUpdate: Date
        var nextUpdate: Date?

        /// The times of a response of `time`, which is right for `validity` seconds.
        init(_ time: Date, _ validity: TimeInterval?, _ fault: Fault?) {
            let day: TimeInterval = 86_400
            producedAt = time
            thisUpdate = time
            var validity = validity
            switch fault {
            case .stale:
                producedAt = time - 2 * day
                thisUpdate = producedAt
                validity = 3_600
            case .futureUpdate: thisUpdate = time + 3_600
            case .producedBefore: producedAt = time - day
            case .noNextUpdate: validity = nil
            default: break
            }
            nextUpdate = validity.map { [thisUpdate] in thisUpdate + $0 }
        }
    }

    /// The certificate that stands in a response of `time`. All are of one key.
    func certificate(_ fault: Fault?, at time: Date) throws(EDocError) -> X509Certificate {
        let day: TimeInterval = 86_400
        return switch fault {
        case .responderWithoutPurpose: try issue(.seal, "OCSP responder without purpose")
        case .responderWithStatus:
            try issue(.ocspSigningWithStatus, "OCSP responder with a status")
        case .expiredResponder:
            try issue(.ocspSigning, "expired OCSP responder", time - 2 * day, time - day)
        case .responderNotYetValid:
            try issue(.ocspSigning, "future OCSP responder", time + day, time + 2 * day)
        case .otherAuthority:
            try authority.stranger().issue(
                .ocspSigning, commonName: "OCSP responder", key: key,
                notBefore: certificate.notBefore, notAfter: certificate.notAfter, by: role)
        default: certificate
        }
    }

    private func issue(
        _ profile: CertificateProfile, _ name: String, _ begin: Date? = nil, _ end: Date? = nil
    ) throws(EDocError) -> X509Certificate {
        try authority.issue(
            profile, commonName: name, key: key, notBefore: begin ?? certificate.notBefore,
            notAfter: end ?? certificate.notAfter, by: role)
    }
}
