internal import EDocCrypto
internal import EDocEncoding
package import EDocSystem
internal import EDocValidation
package import EDocXML

/// A `ds:Signature` that was read, with its XAdES properties
/// ([XMLDSig 1.1 §4.2](https://www.w3.org/TR/xmldsig-core1/#sec-Signature), EN 319 132-1 §4.3).
///
/// Every part is taken from the one position where it belongs, never looked up by its name or its
/// identifier: what is not at its position is refused (T1).
///
/// Never changes; an object, because every step of a validation has it.
package final class SignatureElement: Sendable {
    /// The element.
    package let element: XMLElement
    /// The entry of the container that the element is in.
    package let entry: String
    /// The `Id`.
    package let id: String?
    /// What the value is about.
    package let signedInfo: SignedInfoElement
    /// The element of the value; the input of its time-stamp.
    package let signatureValueElement: XMLElement
    /// The value.
    package let signatureValue: [UInt8]
    /// The certificates; nil when the element is absent.
    package let keyInfo: KeyInfoElement?
    /// The signed properties.
    package let signedProperties: SignedPropertiesElement
    /// The unsigned properties in document order.
    package let unsignedProperties: [UnsignedProperty]
    /// The `ds:Object`s in document order, the one with the properties included.
    package let objects: [XMLElement]
    /// The place of the object with the properties in ``objects``.
    package let propertiesObject: Int
    /// Whether a base64 text of what is signed, or the value, had carriage returns.
    package let hasCarriageReturn: Bool

    /// What the work on the signature may cost.
    package var budget: WorkBudget { element.document.budget }

    /// Reads the element.
    ///
    /// - Throws: ``FormatFailure`` when a part is missing, stands twice or stands elsewhere.
    init(
        parsing element: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) {
        self.element = element
        self.entry = entry
        id = element.attribute("Id")
        var children = element.children
        guard let signedInfo = children.next(), signedInfo.isNamed(.signedInfo),
            let value = children.next(), value.isNamed(.signatureValue)
        else {
            throw FormatFailure(
                .unambiguousElements, at: element, in: entry,
                expected: "SignedInfo, SignatureValue, KeyInfo, Object …",
                "the elements of the signature are not in the order of XMLDSig 1.1 §4.2")
        }
        self.signedInfo = try SignedInfoElement(parsing: signedInfo, in: entry, limits: limits)
        signatureValueElement = value
        let octets = try value.base64Value(in: entry, limit: 10_000)
        signatureValue = octets.octets
        var keyInfo: KeyInfoElement?
        var objects: [XMLElement] = []
        while let child = children.next() {
            if child.isNamed(.keyInfo), keyInfo == nil, objects.isEmpty {
                keyInfo = try KeyInfoElement(parsing: child, in: entry, limits: limits)
            } else if child.isNamed(.object) {
                objects.append(child)
            } else {
                throw FormatFailure(
                    .unambiguousElements, at: child, in: entry,
                    "\(child.qualifiedName) may not stand here: what is not at its place is refused"
                )
            }
        }
        self.keyInfo = keyInfo
        self.objects = objects
        let (place, qualifying) = try Self.qualifyingProperties(
            in: objects, of: element, entry: entry)
        propertiesObject = place
        try Self.checkTarget(of: qualifying, id: id, in: entry)
        signedProperties = try SignedPropertiesElement(
            parsing: try qualifying.required(.signedProperties, in: entry), in: entry)
        unsignedProperties = try Self.unsignedProperties(of: qualifying, in: entry, limits: limits)
        hasCarriageReturn =
            octets.hasCarriageReturn || keyInfo?.hasCarriageReturn == true
            || signedProperties.signingCertificates.contains { property in
                property.certificates.contains { $0.hasCarriageReturn }
            }
    }

    /// The one `QualifyingProperties`, alone in one `ds:Object` (EN 319 132-1 §4.4.2).
    private static func qualifyingProperties(
        in objects: [XMLElement], of signature: XMLElement, entry: String
    ) throws(FormatFailure) -> (Int, XMLElement) {
        var found: [(Int, XMLElement)] = []
        for (index, object) in objects.enumerated() {
            for child in object.children {
                if child.isNamed(.qualifyingProperties) {
                    found.append((index, child))
                } else if child.isXAdES("QualifyingPropertiesReference") {
                    throw FormatFailure(
                        .qualifyingProperties, at: child, in: entry,
                        "properties outside the signature are refused: they must be in it")
                }
            }
        }
        guard let only = found.first else {
            throw FormatFailure(
                .qualifyingProperties, at: signature, in: entry,
                expected: "Object/QualifyingProperties",
                "the signature has no XAdES properties: it is not XAdES")
        }
        guard found.count == 1 else {
            throw FormatFailure(
                .unambiguousElements, at: found[1].1, in: entry,
                expected: "one QualifyingProperties",
                found: "\(found.count)", "which of them is signed would depend on the reader")
        }
        guard Array(objects[only.0].children).count == 1 else {
            throw FormatFailure(
                .unambiguousElements, at: objects[only.0], in: entry,
                "the Object with the QualifyingProperties may hold nothing else")
        }
        return only
    }

    private static func checkTarget(
        of qualifying: XMLElement, id: String?, in entry: String
    ) throws(FormatFailure) {
        let target = qualifying.attribute("Target") ?? ""
        guard let id, target.hasOctets(of: "#\(id)") else {
            throw FormatFailure(
                .qualifyingProperties, at: qualifying, in: entry,
                expected: id.map { "#\($0)" } ?? "a signature Id",
                found: target, "Target must name the signature around it")
        }
        for child in qualifying.children
        where !child.isNamed(.signedProperties) && !child.isXAdES("UnsignedProperties") {
            throw FormatFailure(
                .unambiguousElements, at: child, in: entry,
                "only SignedProperties and UnsignedProperties may stand here")
        }
    }

    private static func unsignedProperties(
        of qualifying: XMLElement, in entry: String, limits: SignatureLimits
    ) throws(FormatFailure) -> [UnsignedProperty] {
        guard let unsigned = try qualifying.onlyXAdES("UnsignedProperties", in: entry),
            let properties = try unsigned.onlyXAdES("UnsignedSignatureProperties", in: entry)
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
}
