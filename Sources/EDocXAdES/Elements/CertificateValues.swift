internal import EDocPKI
internal import EDocXML

/// Certificates that a validation needs (EN 319 132-1 §5.4.2).
struct CertificateValues {
    /// The DER of the certificates.
    private(set) var certificates: [[UInt8]] = []
    /// What could not be read; it is then not used.
    private(set) var defects: [FormatFailure] = []

    /// Reads the first certificates, one more than the limit allows, for the signature to notice.
    init(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        for child in element.children where child.isXAdES("EncapsulatedX509Certificate") {
            guard certificates.count <= limits.evidenceItems else { return }
            do {
                certificates.append(
                    try child.base64Value(in: entry, limit: limits.evidence.certificateSize).octets)
            } catch {
                defects.append(error)
            }
        }
    }

    /// Writes the element with the DER of certificates; nothing when there are none.
    static func write(_ certificates: [[UInt8]], to writer: inout XMLWriter) {
        guard !certificates.isEmpty else { return }
        writer.start(XMLNamespace.xades.name("CertificateValues"))
        for certificate in certificates {
            writer.start(XMLNamespace.xades.name("EncapsulatedX509Certificate"))
            writer.base64(certificate)
            writer.end()
        }
        writer.end()
    }
}
