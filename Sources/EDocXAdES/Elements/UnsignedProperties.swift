internal import EDocPKI
internal import EDocValidation
package import EDocXML

/// What is added to a signature after it was made: `UnsignedProperties` with its
/// `UnsignedSignatureProperties` (EN 319 132-1 §4.3.3, §4.3.6).
///
/// Properties of the data objects, the other half, are neither read nor written.
enum UnsignedProperties {
    /// Reads the properties in `element`, in document order.
    static func parse(
        _ element: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) -> [UnsignedProperty] {
        guard let properties = try element.onlyXAdES("UnsignedSignatureProperties", in: entry)
        else { return [] }
        var found: [UnsignedProperty] = []
        var tokens = 0
        var evidence = 0
        for child in properties.children {
            guard found.count < limits.unsignedProperties else {
                throw FormatFailure(
                    .signatureLimits, at: properties, in: entry,
                    expected: "at most \(limits.unsignedProperties)",
                    "more unsigned properties than this library reads")
            }
            let property = UnsignedProperty(parsing: child, in: entry, limits: limits)
            tokens += property.timeStamp?.tokens.count ?? 0
            guard tokens <= limits.timeStampTokens else {
                throw FormatFailure(
                    .signatureLimits, at: child, in: entry,
                    expected: "at most \(limits.timeStampTokens)",
                    "more time-stamp tokens than this library checks")
            }
            evidence += property.evidence?.count ?? 0
            guard evidence <= limits.evidenceItems else {
                throw FormatFailure(
                    .signatureLimits, at: child, in: entry,
                    expected: "at most \(limits.evidenceItems)",
                    "more certificates and revocation data than this library reads")
            }
            found.append(property)
        }
        return found
    }

    /// Writes the element with the properties that `content` writes.
    ///
    /// - Parameters:
    ///   - id: The `Id`; nil: none.
    ///   - signaturePropertiesID: The `Id` of `UnsignedSignatureProperties`; nil: none.
    static func write(
        id: String? = nil, signaturePropertiesID: String? = nil, to writer: inout XMLWriter,
        _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.unsignedProperties)
        if let id { writer.attribute("Id", id) }
        write(signaturePropertiesID: signaturePropertiesID, to: &writer, content)
        writer.end()
    }

    /// Writes `UnsignedSignatureProperties` alone.
    static func write(
        signaturePropertiesID id: String?, to writer: inout XMLWriter,
        _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.unsignedSignatureProperties)
        if let id { writer.attribute("Id", id) }
        content(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `xades:UnsignedProperties`.
    package static let unsignedProperties = XMLNamespace.xades.name("UnsignedProperties")
    /// `xades:UnsignedSignatureProperties`.
    package static let unsignedSignatureProperties = XMLNamespace.xades.name(
        "UnsignedSignatureProperties")
}

/// One of the `UnsignedSignatureProperties`.
package struct UnsignedProperty: Sendable {
    /// What kind of property it is, with its content.
    package enum Kind: Sendable {
        /// `SignatureTimeStamp` (§5.3).
        case signatureTimeStamp(XAdESTimeStamp)
        /// `ArchiveTimeStamp` of XAdES 1.4.1 (§5.5.2).
        case archiveTimeStamp(XAdESTimeStamp)
        /// `ArchiveTimeStamp` of XAdES 1.3.2, which V1.4.1 replaced (ETSI TS 101 903 §8.2).
        case archiveTimeStampV132(XAdESTimeStamp)
        /// `CertificateValues` (§5.4.2).
        case certificateValues(ValidationData)
        /// `RevocationValues` (§5.4.3).
        case revocationValues(ValidationData)
        /// `TimeStampValidationData` (§5.5.1).
        case timeStampValidationData(ValidationData)
        /// `AnyValidationData` (§5.4.5 of V1.3.1).
        case anyValidationData(ValidationData)
        /// `CounterSignature` (§5.2.7).
        case counterSignature
        /// References to evidence: `CompleteCertificateRefs` and its relatives (§5.4.1, Annex A).
        case evidenceReferences
        /// Anything else.
        case other
    }

    /// The element.
    package let element: XMLElement
    /// What it is.
    package let kind: Kind

    /// The certificates and revocation data that it holds; nil when it is for something else.
    var evidence: ValidationData? {
        switch kind {
        case .certificateValues(let values), .revocationValues(let values),
            .timeStampValidationData(let values), .anyValidationData(let values):
            values
        default: nil
        }
    }

    /// The time-stamp that it is; nil when it is something else.
    var timeStamp: XAdESTimeStamp? {
        switch kind {
        case .signatureTimeStamp(let element), .archiveTimeStamp(let element),
            .archiveTimeStampV132(let element):
            element
        default: nil
        }
    }

    init(parsing element: XMLElement, in entry: String, limits: SignatureLimits) {
        self.element = element
        let isXAdES141 = { (name: String) in element.isNamed(XMLNamespace.xades141.name(name)) }
        let timeStamp = { XAdESTimeStamp(parsing: element, in: entry, limits: limits) }
        let values = { ValidationData(parsing: element, in: entry, limits: limits) }
        if element.isXAdES("SignatureTimeStamp") {
            kind = .signatureTimeStamp(timeStamp())
        } else if isXAdES141("ArchiveTimeStamp") {
            kind = .archiveTimeStamp(timeStamp())
        } else if element.isXAdES("ArchiveTimeStamp") {
            kind = .archiveTimeStampV132(timeStamp())
        } else if element.isXAdES("CertificateValues") {
            kind = .certificateValues(values())
        } else if element.isXAdES("RevocationValues") {
            kind = .revocationValues(values())
        } else if isXAdES141("TimeStampValidationData") {
            kind = .timeStampValidationData(values())
        } else if isXAdES141("AnyValidationData") {
            kind = .anyValidationData(values())
        } else if element.isXAdES("CounterSignature") {
            kind = .counterSignature
        } else if Self.referenceNames.contains(element.localName) {
            kind = .evidenceReferences
        } else {
            kind = .other
        }
    }

    private static let referenceNames: Set<String> = [
        "CompleteCertificateRefs", "CompleteCertificateRefsV2", "CompleteRevocationRefs",
        "AttributeCertificateRefs", "AttributeCertificateRefsV2", "AttributeRevocationRefs",
        "SigAndRefsTimeStamp", "SigAndRefsTimeStampV2", "RefsOnlyTimeStamp", "RefsOnlyTimeStampV2",
    ]
}
