package import EDocEncoding

/// Where revocation lists for a certificate are, and which reasons they cover.
///
/// [RFC 5280 §4.2.1.13](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.13).
package struct DistributionPoint: Hashable, Sendable {
    /// How the point is named.
    package enum PointName: Hashable, Sendable {
        case fullName([GeneralName])
        /// The CHOICE with a RelativeDistinguishedName, as encoded: a name below that of the CRL
        /// issuer.
        case nameRelativeToCRLIssuer(DERValue)

        /// The full names of the point when `issuer` issues its lists; none when a relative name
        /// cannot be read.
        package func names(relativeTo issuer: Name) -> [GeneralName] {
            switch self {
            case .fullName(let names): names
            case .nameRelativeToCRLIssuer(let value):
                if let name = try? Name(issuer, adding: value, "nameRelativeToCRLIssuer") {
                    [.directoryName(name)]
                } else {
                    []
                }
            }
        }

        /// The name in `value`, the EXPLICIT tag of a DistributionPointName.
        init(_ value: DERValue, _ field: String) throws(ASN1Error) {
            var reader = value.reader
            let choice = try reader.next(field)
            try reader.end(field)
            switch choice.tag {
            case .constructed(0): self = .fullName(try GeneralName.names(in: choice, field))
            case .constructed(1): self = .nameRelativeToCRLIssuer(choice)
            default:
                throw ASN1Error(
                    .unexpectedTag, field, "expected a DistributionPointName, found \(choice.tag)")
            }
        }
    }

    /// The name of the point.
    package let distributionPoint: PointName?
    /// Whether its lists cover only some reasons.
    package let hasReasons: Bool
    /// Who issues its lists, when that is not the issuer of the certificate.
    package let cRLIssuer: [GeneralName]

    /// The points in `value`, a SEQUENCE OF DistributionPoint.
    package static func points(in value: DERValue) throws(ASN1Error) -> [DistributionPoint] {
        let field = "cRLDistributionPoints"
        var points: [DistributionPoint] = []
        var reader = value.reader
        while !reader.isAtEnd {
            guard points.count < 64 else {
                throw ASN1Error(.limitExceeded, field, "more than 64 distribution points")
            }
            points.append(try DistributionPoint(try reader.next(.sequence, field), field))
        }
        return points
    }

    private init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        var reader = value.reader
        let point = try reader.optional(.constructed(0), field)
        let reasons = try reader.optional(.primitive(1), field)
        let issuer = try reader.optional(.constructed(2), field)
        try reader.end(field)
        distributionPoint =
            if let point { try PointName(point, field) } else { nil }
        hasReasons = reasons != nil
        cRLIssuer = if let issuer { try GeneralName.names(in: issuer, field) } else { [] }
    }
}
