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

    /// Writes the element with the DER of revocation lists and OCSP responses, in the order of the
    /// schema; nothing when there are none.
    static func write(
        ocspResponses: [[UInt8]], revocationLists: [[UInt8]], to writer: inout XMLWriter
    ) {
        guard !ocspResponses.isEmpty || !revocationLists.isEmpty else { return }
        writer.start(XMLNamespace.xades.name("RevocationValues"))
        write(revocationLists, as: "EncapsulatedCRLValue", in: "CRLValues", to: &writer)
        write(ocspResponses, as: "EncapsulatedOCSPValue", in: "OCSPValues", to: &writer)
        writer.end()
    }

    private static func write(
        _ values: [[UInt8]], as name: String, in list: String, to writer: inout XMLWriter
    ) {
        guard !values.isEmpty else { return }
        writer.start(XMLNamespace.xades.name(list))
        for value in values {
            writer.start(XMLNamespace.xades.name(name))
            writer.base64(value)
            writer.end()
        }
        writer.end()
    }
}
