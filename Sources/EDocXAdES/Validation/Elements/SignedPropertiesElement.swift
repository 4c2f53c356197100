package import EDocValidation
package import EDocXML

/// A `xades:SignedProperties` that was read (EN 319 132-1 §4.3.2).
package struct SignedPropertiesElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id`.
    package let id: String?
    /// The claimed signing time; nil when the property is absent (§5.2.1).
    package let signingTime: XMLDateTime?
    /// `SigningCertificate` and `SigningCertificateV2`, in their order.
    package let signingCertificates: [SigningCertificateElement]
    /// The policy that the signer names, or that it is implied (§5.2.9); nil when absent.
    package let signaturePolicy: SignaturePolicyElement?
    /// The formats of the signed files (§5.2.4).
    package let dataObjectFormats: [DataObjectFormatElement]
    /// Roles and places that are empty, or of the first version.
    package let outdatedOrEmpty: [XMLElement]
    /// Claimed roles as texts (§5.2.6).
    package let claimedRoles: [String]
    /// City, region, postal code and country in the order in which they stand (§5.2.5).
    package let productionPlace: [String]
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
        var signingTime: XMLDateTime?
        var signingCertificates: [SigningCertificateElement] = []
        var policy: SignaturePolicyElement?
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
            if property.isXAdES("SigningTime") {
                signingTime = read(.signingTime) { () throws(FormatFailure) in
                    let text = try property.value(in: entry)
                    if let time = XMLDateTime(text) { return time }
                    throw FormatFailure(
                        .signatureFormat, at: property, in: entry, expected: "xsd:dateTime",
                        found: text, "the signing time is no time")
                }
            } else if property.isXAdES("SigningCertificate")
                || property.isNamed(.signingCertificateV2)
            {
                let certificate = read(.signingCertificateV2) { () throws(FormatFailure) in
                    try SigningCertificateElement(parsing: property, in: entry)
                }
                if let certificate { signingCertificates.append(certificate) }
            } else if property.isXAdES("SignaturePolicyIdentifier") {
                policy = read(.readableSignedProperty) { () throws(FormatFailure) in
                    try SignaturePolicyElement(parsing: property, in: entry)
                }
            } else if property.isXAdES("SignerRole") || property.isXAdES("SignerRoleV2") {
                roles = Self.texts(below: property, named: "ClaimedRole")
                let isEmpty = roles.allSatisfy(\.isEmpty) && !Self.hasOtherRoles(property)
                if property.isXAdES("SignerRole") || isEmpty {
                    outdated.append(property)
                }
            } else if property.isXAdES("SignatureProductionPlace")
                || property.isXAdES("SignatureProductionPlaceV2")
            {
                place = property.children.compactMap { try? $0.text() }.filter { !$0.isEmpty }
                if property.isXAdES("SignatureProductionPlace") || place.isEmpty {
                    outdated.append(property)
                }
            }
        }
        self.signingTime = signingTime
        self.signingCertificates = signingCertificates
        signaturePolicy = policy
        outdatedOrEmpty = outdated
        claimedRoles = roles.filter { !$0.isEmpty }
        productionPlace = place
        var formats: [DataObjectFormatElement] = []
        if let properties = try element.only(.signedDataObjectProperties, in: entry) {
            for property in properties.children(named: .dataObjectFormat) {
                let format = read(.dataObjectFormats) { () throws(FormatFailure) in
                    try DataObjectFormatElement(parsing: property, in: entry)
                }
                if let format { formats.append(format) }
            }
        }
        dataObjectFormats = formats
        self.malformed = malformed
    }

    /// Whether there are certified roles or signed assertions, which are not read.
    private static func hasOtherRoles(_ role: XMLElement) -> Bool {
        role.children.contains { roles in
            !roles.isXAdES("ClaimedRoles") && roles.children.contains { _ in true }
        }
    }

    /// The texts of elements two levels below (`ClaimedRoles/ClaimedRole`).
    private static func texts(below element: XMLElement, named name: String) -> [String] {
        element.children.flatMap { Array($0.children) }
            .filter { $0.isXAdES(name) }
            .map { (try? $0.text()) ?? "(structured)" }
    }
}

extension SignedPropertiesElement {
    /// The identifiers of what the signer commits to (§5.2.3), in document order. They are the
    /// signer's word, and nothing follows from them: one without an identifier is left out.
    var commitments: [String] {
        element.children.flatMap { Array($0.children) }
            .filter { $0.isXAdES("CommitmentTypeIndication") }
            .compactMap { indication in
                let type = indication.children.first { $0.isXAdES("CommitmentTypeId") }
                let identifier = type?.children.first { $0.isXAdES("Identifier") }
                return try? identifier?.text()
            }
    }
}

/// A `xades:DataObjectFormat` that was read (EN 319 132-1 §5.2.4).
package struct DataObjectFormatElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The `Id` of the reference that the property is about, without the `#`; nil when the
    /// attribute is missing or is not a reference within the document.
    package let referenceID: String?
    /// The media type; nil when it is missing or empty.
    package let mimeType: String?

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        let reference = element.attribute("ObjectReference") ?? ""
        referenceID =
            reference.utf8.first == UInt8(ascii: "#") ? String(reference.dropFirst()) : nil
        let text = try element.only(.mimeType, in: entry)?.value(in: entry) ?? ""
        mimeType = text.isEmpty ? nil : text
    }
}

/// A `xades:SignaturePolicyIdentifier` that was read (EN 319 132-1 §5.2.9).
package struct SignaturePolicyElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The identifier; nil when the policy is implied.
    package let identifier: String?

    init(parsing element: XMLElement, in entry: String) throws(FormatFailure) {
        self.element = element
        guard let policy = try element.onlyXAdES("SignaturePolicyId", in: entry),
            let identifier = try policy.onlyXAdES("SigPolicyId", in: entry)
        else {
            identifier = nil
            return
        }
        self.identifier = try identifier.onlyXAdES("Identifier", in: entry)?.value(in: entry)
    }
}
