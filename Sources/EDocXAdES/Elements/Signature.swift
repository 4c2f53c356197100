internal import EDocCrypto
internal import EDocPKI
package import EDocSystem
internal import EDocValidation
package import EDocXML

/// A signature with its XAdES properties
/// ([XMLDSig 1.1 §4.2](https://www.w3.org/TR/xmldsig-core1/#sec-Signature), EN 319 132-1 §4.3).
///
/// Every part is taken from the one position where it belongs, never looked up by its name or its
/// identifier: what is not at its position is refused (T1).
///
/// Never changes; an object, because every step of a validation has it.
package final class Signature: Sendable {
    /// The element.
    package let element: XMLElement
    /// The entry of the container that the element is in.
    package let entry: String
    /// The `Id`.
    package let id: String?
    /// What the value is about.
    package let signedInfo: SignedInfo
    /// The element of the value; the input of its time-stamp.
    package let signatureValueElement: XMLElement
    /// The value.
    package let signatureValue: [UInt8]
    /// The certificates; nil when the element is absent.
    package let keyInfo: KeyInfo?
    /// The signed properties.
    package let signedProperties: SignedProperties
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
        self.signedInfo = try SignedInfo(parsing: signedInfo, in: entry, limits: limits)
        signatureValueElement = value
        let octets = try value.base64Value(in: entry, limit: 10_000)
        signatureValue = octets.octets
        var keyInfo: KeyInfo?
        var objects: [XMLElement] = []
        while let child = children.next() {
            if child.isNamed(.keyInfo), keyInfo == nil, objects.isEmpty {
                keyInfo = try KeyInfo(parsing: child, in: entry, limits: limits)
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
        let properties = try QualifyingProperties(
            parsing: qualifying, ofSignature: id, in: entry, limits: limits)
        signedProperties = properties.signed
        unsignedProperties = properties.unsigned
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

    /// Writes a signature with a gap for its value.
    ///
    /// - Parameters:
    ///   - id: The `Id`.
    ///   - certificates: What `ds:KeyInfo` holds.
    ///   - signedInfo: Writes the `ds:SignedInfo`.
    ///   - properties: Writes the `xades:QualifyingProperties`.
    static func write(
        id: String, certificates: [X509Certificate], to writer: inout XMLWriter,
        signedInfo: (inout XMLWriter) -> Void, properties: (inout XMLWriter) -> Void
    ) {
        writer.start(.signature)
        writer.attribute("Id", id)
        signedInfo(&writer)
        writer.element(.signatureValue, text: XMLFrame.gap)
        KeyInfo.write(certificates, to: &writer)
        writer.start(.object)
        properties(&writer)
        writer.end()
        writer.end()
    }
}

extension Signature {
    /// A `ds:Signature` that was read, or why it could not be.
    package struct Reading: Sendable {
        /// The element.
        package let element: XMLElement
        /// The entry of the container that the element is in.
        package let entry: String
        /// Its parts, or what is wrong with its format.
        package let content: Result<Signature, FormatFailure>

        /// Reads `element`.
        package init(
            parsing element: XMLElement, in entry: String, limits: SignatureLimits
        ) {
            self.element = element
            self.entry = entry
            content = Result { () throws(FormatFailure) in
                try Signature(parsing: element, in: entry, limits: limits)
            }
        }

        /// The `Id`, for reports.
        package var id: String? { element.attribute("Id") }
    }
}

extension XMLName {
    /// `ds:Signature`.
    package static let signature = XMLNamespace.ds.name("Signature")
    /// `ds:SignatureValue`.
    package static let signatureValue = XMLNamespace.ds.name("SignatureValue")
    /// `ds:Object`.
    package static let object = XMLNamespace.ds.name("Object")
}
