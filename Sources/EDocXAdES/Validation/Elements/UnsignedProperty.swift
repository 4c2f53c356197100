internal import EDocValidation
internal import EDocPKI
package import EDocXML

/// One of the `xades:UnsignedSignatureProperties` (EN 319 132-1 §4.3.5), in document order.
package struct UnsignedProperty: Sendable {
    /// What kind of property it is, with its content.
    package enum Kind: Sendable {
        /// `SignatureTimeStamp` (§5.3).
        case signatureTimeStamp(TimeStampElement)
        /// `ArchiveTimeStamp` of XAdES 1.4.1 (§5.5.2).
        case archiveTimeStamp(TimeStampElement)
        /// `ArchiveTimeStamp` of XAdES 1.3.2, which V1.4.1 replaced (ETSI TS 101 903 §8.2).
        case archiveTimeStampV132(TimeStampElement)
        /// `CertificateValues` (§5.4.2).
        case certificateValues(EvidenceElement)
        /// `RevocationValues` (§5.4.3).
        case revocationValues(EvidenceElement)
        /// `TimeStampValidationData` (§5.5.1).
        case timeStampValidationData(EvidenceElement)
        /// `AnyValidationData` (§5.4.5 of V1.3.1).
        case anyValidationData(EvidenceElement)
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
    var evidence: EvidenceElement? {
        switch kind {
        case .certificateValues(let values), .revocationValues(let values),
            .timeStampValidationData(let values), .anyValidationData(let values):
            values
        default: nil
        }
    }

    /// The time-stamp that it is; nil when it is something else.
    var timeStamp: TimeStampElement? {
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
        let timeStamp = { TimeStampElement(parsing: element, in: entry, limits: limits) }
        let evidence = { EvidenceElement(parsing: element, in: entry, limits: limits) }
        if element.isXAdES("SignatureTimeStamp") {
            kind = .signatureTimeStamp(timeStamp())
        } else if isXAdES141("ArchiveTimeStamp") {
            kind = .archiveTimeStamp(timeStamp())
        } else if element.isXAdES("ArchiveTimeStamp") {
            kind = .archiveTimeStampV132(timeStamp())
        } else if element.isXAdES("CertificateValues") {
            kind = .certificateValues(evidence())
        } else if element.isXAdES("RevocationValues") {
            kind = .revocationValues(evidence())
        } else if isXAdES141("TimeStampValidationData") {
            kind = .timeStampValidationData(evidence())
        } else if isXAdES141("AnyValidationData") {
            kind = .anyValidationData(evidence())
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

/// A time-stamp property that was read (EN 319 132-1 §4.5, `XAdESTimeStampType`).
package struct TimeStampElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id`.
    package let id: String?
    /// How node-sets are made octets; C14N 1.0 when the element is absent (§4.5).
    package let canonicalization: CanonicalizationElement
    /// Whether the canonicalization is written out.
    package let namesCanonicalization: Bool
    /// The tokens (RFC 3161), in their order.
    package let tokens: [[UInt8]]
    /// What is wrong with the property; it then proves nothing.
    package let defects: [FormatFailure]
    /// The `Include`s of a property that may have them (§5.1.4.4.2).
    package let includes: [XMLElement]

    init(
        parsing element: XMLElement, in entry: String, limits: SignatureLimits,
        allowsInclude: Bool = false
    ) {
        self.element = element
        id = element.attribute("Id")
        var canonicalization = CanonicalizationElement(method: .c14n10)
        var named = false
        var tokens: [[UInt8]] = []
        var defects: [FormatFailure] = []
        var includes: [XMLElement] = []
        for child in element.children {
            do throws(FormatFailure) {
                if child.isXAdES("Include"), allowsInclude, !named, tokens.isEmpty {
                    includes.append(child)
                } else if child.isNamed(.canonicalizationMethod), !named, tokens.isEmpty {
                    canonicalization = try CanonicalizationElement(
                        parsing: child, rule: .timeStampToken, in: entry)
                    named = true
                } else if child.isXAdES("EncapsulatedTimeStamp"), tokens.count < 16 {
                    tokens.append(
                        try child.base64Value(in: entry, limit: limits.evidence.timeStampTokenSize)
                            .octets)
                } else {
                    throw FormatFailure(
                        .timeStampToken, at: child, in: entry,
                        expected: "CanonicalizationMethod, EncapsulatedTimeStamp",
                        found: child.qualifiedName,
                        "only RFC 3161 tokens over the implied input are read; Include and "
                            + "XMLTimeStamp are not")
                }
            } catch {
                defects.append(error)
            }
        }
        if tokens.isEmpty, defects.isEmpty {
            defects.append(
                FormatFailure(
                    .timeStampToken, at: element, in: entry, "the time-stamp has no token"))
        }
        self.canonicalization = canonicalization
        namesCanonicalization = named
        self.tokens = tokens
        self.defects = defects
        self.includes = includes
    }
}
