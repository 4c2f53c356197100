package import EDocXML

/// Certificates and revocation data that stand in one unsigned property: `CertificateValues` or
/// `RevocationValues` alone, or both in `TimeStampValidationData` (EN 319 132-1 §5.5.1) or
/// `AnyValidationData` (§5.4.5).
package struct ValidationData: Sendable {
    /// The DER of the certificates.
    package private(set) var certificates: [[UInt8]] = []
    /// The DER of the OCSP responses (RFC 6960).
    package private(set) var ocspResponses: [[UInt8]] = []
    /// The DER of the certificate revocation lists (RFC 5280).
    package private(set) var revocationLists: [[UInt8]] = []
    /// What could not be read; it is then not used.
    package private(set) var defects: [FormatFailure] = []
    /// Whether there is nothing of any kind.
    package var isEmpty: Bool { count == 0 }
    /// Whether there is anything about revocation.
    package var hasRevocationData: Bool { !ocspResponses.isEmpty || !revocationLists.isEmpty }
    /// How many items there are of all kinds.
    var count: Int { certificates.count + ocspResponses.count + revocationLists.count }

    /// What is to be written, as DER.
    package init(
        certificates: [[UInt8]] = [], ocspResponses: [[UInt8]] = [],
        revocationLists: [[UInt8]] = []
    ) {
        self.certificates = certificates
        self.ocspResponses = ocspResponses
        self.revocationLists = revocationLists
    }

    /// Reads any of the four properties.
    init(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        if element.isXAdES("CertificateValues") || element.isXAdES("RevocationValues") {
            read(element, in: entry, limits: limits)
        } else {
            for child in element.children { read(child, in: entry, limits: limits) }
        }
    }

    private mutating func read(_ element: XMLElement, in entry: String, limits: SignatureLimits) {
        // What is over the limit is for the signature to notice.
        guard count <= limits.evidenceItems else { return }
        if element.isXAdES("CertificateValues") {
            let values = CertificateValues(parsing: element, in: entry, limits: limits)
            certificates += values.certificates
            defects += values.defects
        } else if element.isXAdES("RevocationValues") {
            let values = RevocationValues(parsing: element, in: entry, limits: limits)
            ocspResponses += values.ocspResponses
            revocationLists += values.revocationLists
            defects += values.defects
        }
    }

    /// Writes `CertificateValues` and `RevocationValues`; what there is nothing for is left out.
    func write(to writer: inout XMLWriter) {
        CertificateValues.write(certificates, to: &writer)
        RevocationValues.write(
            ocspResponses: ocspResponses, revocationLists: revocationLists, to: &writer)
    }

    /// Writes the property `name` with both in it; nothing when there is nothing of any kind.
    func write(as name: XMLName, to writer: inout XMLWriter) {
        guard !isEmpty else { return }
        writer.start(name)
        write(to: &writer)
        writer.end()
    }
}

extension XMLName {
    /// `xades141:TimeStampValidationData`.
    package static let timeStampValidationData = XMLNamespace.xades141.name(
        "TimeStampValidationData")
    /// `xades141:AnyValidationData`.
    package static let anyValidationData = XMLNamespace.xades141.name("AnyValidationData")
}
