package import EDocValidation
package import EDocXML

/// What is signed besides the files: `xades:SignedProperties` with its
/// `SignedSignatureProperties` and `SignedDataObjectProperties` (EN 319 132-1 §4.3.2 to §4.3.5).
package struct SignedProperties: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id`.
    package let id: String?
    /// The claimed signing time; nil when the property is absent (§5.2.1).
    package let signingTime: SigningTime?
    /// `SigningCertificate` and `SigningCertificateV2`, in their order (§5.2.2).
    package let signingCertificates: [SigningCertificateV2]
    /// The policy that the signer names, or that it is implied (§5.2.9); nil when absent.
    package let signaturePolicy: SignaturePolicyIdentifier.Claim?
    /// Roles and places that are empty, or of the first version.
    package let outdatedOrEmpty: [XMLElement]
    /// Claimed roles as texts (§5.2.6).
    package let claimedRoles: [String]
    /// The parts of the claimed place in the order in which they stand (§5.2.5).
    package let productionPlace: [String]
    /// The formats of the signed files (§5.2.4).
    package let dataObjectFormats: [DataObjectFormat]
    /// What is there and cannot be read, and so counts as absent (EN 319 102-1 §5.2.8.4.1), each
    /// with the rule that the absence breaks.
    package let malformed: [(failure: FormatFailure, rule: ValidationRule)]

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        id = element.attribute("Id")
        for child in element.children
        where !child.isNamed(.signedSignatureProperties)
            && !child.isNamed(.signedDataObjectProperties)
        {
            throw FormatFailure(
                .unambiguousElements, at: child, in: entry,
                "only SignedSignatureProperties and SignedDataObjectProperties may stand here")
        }
        var signingTime: SigningTime?
        var signingCertificates: [SigningCertificateV2] = []
        var policy: SignaturePolicyIdentifier.Claim?
        var outdated: [XMLElement] = []
        var roles: [String] = []
        var place: [String] = []
        var malformed: [(failure: FormatFailure, rule: ValidationRule)] = []
        /// The property, or nothing where it is malformed.
        func read<Value>(
            _ rule: ValidationRule, _ parse: () throws(FormatFailure) -> Value
        ) -> Value? {
            do throws(FormatFailure) { return try parse() } catch {
                malformed.append((error, rule))
                return nil
            }
        }
        let properties = try element.only(.signedSignatureProperties, in: entry)
        var seen: Set<String> = []
        for property in properties.map({ Array($0.children) }) ?? [] {
            guard seen.insert(property.localName).inserted else {
                throw FormatFailure(
                    .signatureFormat, at: property, in: entry,
                    "a signed property may stand only once")
            }
            if property.isNamed(.signingTime) {
                signingTime = read(.signingTime) { () throws(FormatFailure) in
                    try SigningTime(parsing: property, in: entry)
                }
            } else if property.isXAdES("SigningCertificate")
                || property.isNamed(.signingCertificateV2)
            {
                let certificate = read(.signingCertificateV2) { () throws(FormatFailure) in
                    try SigningCertificateV2(parsing: property, in: entry)
                }
                if let certificate { signingCertificates.append(certificate) }
            } else if property.isXAdES("SignaturePolicyIdentifier") {
                policy = read(.readableSignedProperty) { () throws(FormatFailure) in
                    try SignaturePolicyIdentifier.Claim(parsing: property, in: entry)
                }
            } else if property.isXAdES("SignerRole") || property.isXAdES("SignerRoleV2") {
                roles = SignerRoleV2(parsing: property).claimedRoles
                let isEmpty = roles.isEmpty && !SignerRoleV2.hasOtherRoles(property)
                if property.isXAdES("SignerRole") || isEmpty { outdated.append(property) }
            } else if property.isXAdES("SignatureProductionPlace")
                || property.isXAdES("SignatureProductionPlaceV2")
            {
                place = SignatureProductionPlaceV2.parts(of: property)
                if property.isXAdES("SignatureProductionPlace") || place.isEmpty {
                    outdated.append(property)
                }
            }
        }
        self.signingTime = signingTime
        self.signingCertificates = signingCertificates
        signaturePolicy = policy
        outdatedOrEmpty = outdated
        claimedRoles = roles
        productionPlace = place
        var formats: [DataObjectFormat] = []
        if let properties = try element.only(.signedDataObjectProperties, in: entry) {
            for property in properties.children(named: .dataObjectFormat) {
                let format = read(.dataObjectFormats) { () throws(FormatFailure) in
                    try DataObjectFormat(parsing: property, in: entry)
                }
                if let format { formats.append(format) }
            }
        }
        dataObjectFormats = formats
        self.malformed = malformed
    }

    /// What the signer commits to (§5.2.3), in document order. It is the signer's word, and nothing
    /// follows from it: what names no commitment is left out.
    var commitments: [CommitmentTypeIndication] {
        element.children.flatMap { Array($0.children) }
            .compactMap { CommitmentTypeIndication(parsing: $0) }
    }

    /// The content time-stamps (§5.2.8), in document order.
    func contentTimeStamps(in entry: String, limits: SignatureLimits) -> [DataObjectsTimeStamp] {
        element.children.filter { $0.isNamed(.signedDataObjectProperties) }
            .flatMap { Array($0.children) }
            .compactMap { DataObjectsTimeStamp(parsing: $0, in: entry, limits: limits) }
    }

    /// Writes the element with what `content` writes in it.
    ///
    /// - Parameter namespaces: Those to declare in any case, as inclusive canonicalization does at
    ///   the apex.
    static func write(
        id: String, declaring namespaces: [XMLNamespace] = [], to writer: inout XMLWriter,
        _ content: (inout XMLWriter) -> Void
    ) {
        writer.start(.signedProperties, declaring: namespaces)
        writer.attribute("Id", id)
        content(&writer)
        writer.end()
    }
}

extension XMLName {
    /// `xades:SignedProperties`.
    package static let signedProperties = XMLNamespace.xades.name("SignedProperties")
    /// `xades:SignedSignatureProperties`.
    package static let signedSignatureProperties = XMLNamespace.xades.name(
        "SignedSignatureProperties")
    /// `xades:SignedDataObjectProperties`.
    package static let signedDataObjectProperties = XMLNamespace.xades.name(
        "SignedDataObjectProperties")
}
