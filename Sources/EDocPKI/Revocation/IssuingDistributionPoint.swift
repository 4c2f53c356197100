package import EDocEncoding

/// Which certificates and reasons a revocation list covers.
///
/// [RFC 5280 §5.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-5.2.5).
package struct IssuingDistributionPoint: Hashable, Sendable {
    /// The name of the distribution point that the list is for.
    package let distributionPoint: DistributionPoint.PointName?
    /// Certificates of end entities only.
    package let onlyContainsUserCerts: Bool
    /// Certificates of certification authorities only.
    package let onlyContainsCACerts: Bool
    /// Some reasons only: who is not on the list may still be revoked.
    package let onlySomeReasons: Bool
    /// Entries may be about certificates of other issuers.
    package let indirectCRL: Bool
    /// Attribute certificates only.
    package let onlyContainsAttributeCerts: Bool

    /// The structure in `value`.
    package init(_ value: DERValue) throws(ASN1Error) {
        let field = "issuingDistributionPoint"
        var reader = value.reader
        let point = try reader.optional(.constructed(0), field)
        distributionPoint =
            if let point { try DistributionPoint.PointName(point, field) } else { nil }
        onlyContainsUserCerts =
            try reader.optional(.primitive(1), field)?.boolean(field) ?? false
        onlyContainsCACerts = try reader.optional(.primitive(2), field)?.boolean(field) ?? false
        onlySomeReasons = try reader.optional(.primitive(3), field) != nil
        indirectCRL = try reader.optional(.primitive(4), field)?.boolean(field) ?? false
        onlyContainsAttributeCerts =
            try reader.optional(.primitive(5), field)?.boolean(field) ?? false
        try reader.end(field)
    }

    /// Whether the list is for `certificate`: its kind, and the name of one of its points
    /// (RFC 5280 §6.3.3 (b)(2)).
    package func covers(_ certificate: X509Certificate) -> Bool {
        let isAuthority = certificate.extensions.basicConstraints?.cA == true
        guard !onlyContainsAttributeCerts, !(onlyContainsUserCerts && isAuthority),
            !(onlyContainsCACerts && !isAuthority)
        else { return false }
        return distributionPoint == nil || !points(of: certificate).isEmpty
    }

    /// The distribution points of `certificate` that the list is for.
    func points(of certificate: X509Certificate) -> [DistributionPoint] {
        let points = certificate.extensions.cRLDistributionPoints ?? []
        guard let distributionPoint else { return points }
        let issuer = certificate.tbs.issuer
        let own = Set(distributionPoint.names(relativeTo: issuer))
        return points.filter { point in
            guard point.cRLIssuer.isEmpty || point.cRLIssuer.contains(.directoryName(issuer)) else {
                return false
            }
            let names = point.distributionPoint?.names(relativeTo: issuer) ?? point.cRLIssuer
            return !own.isDisjoint(with: names)
        }
    }
}
