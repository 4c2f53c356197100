internal import EDocPKI
internal import EDocXML

/// Certificates and revocation data that stand in an unsigned property: `CertificateValues`,
/// `RevocationValues`, or both in `TimeStampValidationData` or `AnyValidationData`
/// (EN 319 132-1 §5.4.2, §5.4.3, §5.4.5, §5.5.1).
package struct EvidenceElement: Sendable {
    /// The DER of the certificates.
    package private(set) var certificates: [[UInt8]] = []
    /// The DER of the OCSP responses (RFC 6960).
    package private(set) var ocspResponses: [[UInt8]] = []
    /// The DER of the certificate revocation lists (RFC 5280).
    package private(set) var revocationLists: [[UInt8]] = []
    /// Whether there is anything about revocation.
    package var hasRevocationData: Bool { !ocspResponses.isEmpty || !revocationLists.isEmpty }
    /// How many items there are of all kinds.
    var count: Int { certificates.count + ocspResponses.count + revocationLists.count }
    /// What could not be read; it is then not used.
    package private(set) var defects: [FormatFailure] = []

    init(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        if element.isXAdES("CertificateValues") || element.isXAdES("RevocationValues") {
            read(element, in: entry, limits: limits)
        } else {
            for child in element.children {
                read(child, in: entry, limits: limits)
            }
        }
    }

    private mutating func read(_ element: XMLElement, in entry: String, limits: SignatureLimits) {
        if element.isXAdES("CertificateValues") {
            for child in element.children where child.isXAdES("EncapsulatedX509Certificate") {
                append(
                    child, to: \.certificates, octets: limits.evidence.certificateSize, in: entry,
                    limits: limits)
            }
        } else if element.isXAdES("RevocationValues") {
            for values in element.children {
                for child in values.children {
                    if child.isXAdES("EncapsulatedOCSPValue") {
                        append(
                            child, to: \.ocspResponses, octets: limits.evidence.ocspResponseSize,
                            in: entry,
                            limits: limits)
                    } else if child.isXAdES("EncapsulatedCRLValue") {
                        append(
                            child, to: \.revocationLists,
                            octets: limits.evidence.revocationListSize,
                            in: entry, limits: limits)
                    }
                }
            }
        }
    }

    private mutating func append(
        _ element: XMLElement, to values: WritableKeyPath<Self, [[UInt8]]>, octets: Int,
        in entry: String, limits: SignatureLimits
    ) {
        // One more than allowed is read, for the signature to notice.
        guard count <= limits.evidenceItems else { return }
        do {
            self[keyPath: values].append(try element.base64Value(in: entry, limit: octets).octets)
        } catch {
            defects.append(error)
        }
    }
}
