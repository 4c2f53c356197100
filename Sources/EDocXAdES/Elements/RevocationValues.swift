internal import EDocPKI
internal import EDocXML

/// Revocation data that a validation needs: `OCSPValues` and `CRLValues` (EN 319 132-1 §5.4.3).
struct RevocationValues {
    /// The DER of the OCSP responses (RFC 6960).
    private(set) var ocspResponses: [[UInt8]] = []
    /// The DER of the certificate revocation lists (RFC 5280).
    private(set) var revocationLists: [[UInt8]] = []
    /// What could not be read; it is then not used.
    private(set) var defects: [FormatFailure] = []

    /// Reads the first of them, one more than the limit allows, for the signature to notice.
    init(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        for values in element.children {
            for child in values.children {
                guard ocspResponses.count + revocationLists.count <= limits.evidenceItems else {
                    return
                }
                do { try read(child, in: entry, limits: limits) } catch { defects.append(error) }
            }
        }
    }

    private mutating func read(
        _ element: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) {
        if element.isXAdES("EncapsulatedOCSPValue") {
            ocspResponses.append(
                try element.base64Value(in: entry, limit: limits.evidence.ocspResponseSize).octets)
        } else if element.isXAdES("EncapsulatedCRLValue") {
            revocationLists.append(
                try element.base64Value(in: entry, limit: limits.evidence.revocationListSize)
                    .octets)
        }
    }
}
