package import EDocEncoding
package import FoundationEssentials

/// What an OCSP response says about one certificate.
///
/// [RFC 6960 §4.2.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1).
package struct SingleResponse: Hashable, Sendable {
    /// Which certificate.
    package let certID: CertID
    /// What its status is.
    package let certStatus: CertificateStatus
    /// When the status was known to be right.
    package let thisUpdate: Date
    /// When newer information is available at the latest; nil: at any time.
    package let nextUpdate: Date?
    /// Since when the responder keeps revocations of expired certificates (RFC 6960 §4.4.4).
    package let archiveCutoff: Date?
    /// Whether a time has a fraction of a second, which RFC 6960 §4.2.2.1 does not allow.
    package let hasFraction: Bool
    /// A critical extension that is not known.
    package let unknownCriticalExtension: ASN1ObjectIdentifier?

    /// The structure in `value`.
    init(_ value: DERValue, limits: EvidenceLimits) throws(ASN1Error) {
        var reader = value.reader
        var hasFraction = false
        certID = try CertID(try reader.next(.sequence, "certID"))
        let status = try Self.status(try reader.next("certStatus"), &hasFraction)
        thisUpdate = try ASN1Time(
            toleratingFraction: try reader.next(.generalizedTime, "thisUpdate"), "thisUpdate",
            &hasFraction
        ).date
        nextUpdate =
            if let next = try reader.explicit(0, "nextUpdate") {
                try ASN1Time(toleratingFraction: next, "nextUpdate", &hasFraction).date
            } else { nil }
        var extensions: [Extension] = []
        if let sequence = try reader.explicit(1, "singleExtensions") {
            extensions = try Extension.extensions(
                in: sequence, limit: limits.entryExtensions, "singleExtensions")
        }
        try reader.end("SingleResponse")
        certStatus = Self.status(status, with: extensions)
        archiveCutoff =
            if let cutoff = extensions[.ocspArchiveCutoff] {
                try ASN1Time(
                    toleratingFraction: try cutoff.decoded(.generalizedTime, "archiveCutoff"),
                    "archiveCutoff", &hasFraction
                ).date
            } else { nil }
        self.hasFraction = hasFraction
        unknownCriticalExtension =
            extensions.first {
                $0.isCritical && $0.identifier != .ocspArchiveCutoff
            }?.identifier
    }

    /// Whether this one counts rather than `other`, where one response speaks of a certificate more
    /// than once: a final revocation first (the earliest), then the newest statement, then the
    /// strictest.
    func counts(before other: SingleResponse) -> Bool {
        if let own = certStatus.finalRevocation, let its = other.certStatus.finalRevocation {
            return own.date < its.date
        }
        guard certStatus.isFinal == other.certStatus.isFinal else { return certStatus.isFinal }
        guard thisUpdate == other.thisUpdate else { return thisUpdate > other.thisUpdate }
        return certStatus.strictness > other.certStatus.strictness
    }

    /// `status` with the invalidityDate that a CRL entry extension may give here too (RFC 6960
    /// §4.4.5). One that cannot be read changes nothing.
    private static func status(
        _ status: CertificateStatus, with extensions: [Extension]
    ) -> CertificateStatus {
        guard case .revoked(let revocation) = status,
            let value = try? extensions[.invalidityDate]?.decoded(
                .generalizedTime, "invalidityDate"),
            let date = try? ASN1Time(value, "invalidityDate").date
        else { return status }
        return .revoked(
            CertificateStatus.Revocation(
                date: revocation.date, reason: revocation.reason, invalidityDate: date))
    }

    private static func status(
        _ value: DERValue, _ hasFraction: inout Bool
    ) throws(ASN1Error) -> CertificateStatus {
        let field = "certStatus"
        switch value.tag {
        case .primitive(0), .primitive(2):
            guard value.content.isEmpty else {
                throw ASN1Error(.invalidValue, field, "a NULL has no contents")
            }
            return value.tag == .primitive(0) ? .good : .unknown
        case .constructed(1):
            var reader = value.reader
            let date = try ASN1Time(
                toleratingFraction: try reader.next(.generalizedTime, "revocationTime"),
                "revocationTime", &hasFraction
            ).date
            let reason =
                if let reason = try reader.explicit(0, "revocationReason") {
                    try RevocationReason(reason, "revocationReason")
                } else { RevocationReason?.none }
            try reader.end(field)
            return .revoked(CertificateStatus.Revocation(date: date, reason: reason))
        default:
            throw ASN1Error(.unexpectedTag, field, "expected [0], [1] or [2], found \(value.tag)")
        }
    }
}
