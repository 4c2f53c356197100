package import EDocEncoding

/// A place where something about a certificate's issuer can be fetched: the issuer's own
/// certificate, or an OCSP responder.
///
/// [RFC 5280 §4.2.2.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.2.2.1).
package struct AccessDescription: Hashable, Sendable {
    /// What is there: `id-ad-ocsp`, `id-ad-caIssuers`, or something else.
    package let accessMethod: ASN1ObjectIdentifier
    /// Where it is.
    package let accessLocation: GeneralName

    /// The descriptions in `value`, an AuthorityInfoAccessSyntax.
    ///
    /// - Throws: `ASN1Error` when it is none, is empty, or has more than
    ///   ``EvidenceLimits/accessDescriptions``.
    package static func descriptions(in value: DERValue) throws(ASN1Error) -> [AccessDescription] {
        let field = "authorityInfoAccess"
        var descriptions: [AccessDescription] = []
        var reader = value.reader
        while !reader.isAtEnd {
            guard descriptions.count < EvidenceLimits().accessDescriptions else {
                throw ASN1Error(
                    .limitExceeded, field,
                    "more than \(EvidenceLimits().accessDescriptions) access descriptions")
            }
            var description = try reader.next(.sequence, field).reader
            let method = try ASN1ObjectIdentifier(try description.next(field), field)
            let location = try GeneralName(try description.next(field), field)
            try description.end(field)
            descriptions.append(
                AccessDescription(accessMethod: method, accessLocation: location))
        }
        guard !descriptions.isEmpty else { throw ASN1Error(.invalidValue, field, "is empty") }
        return descriptions
    }
}
