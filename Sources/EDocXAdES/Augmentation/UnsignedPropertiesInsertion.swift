package import EDocXML

// Adding to a signature file that was read, without changing an octet of what is there.
extension Signature {
    /// The canonicalization that a further time-stamp of this signature names: that of `SignedInfo`,
    /// since some readers take one for all parts of an archive time-stamp.
    package var canonicalizationOfTimeStamps: CanonicalizationMethod {
        signedInfo.canonicalization.method.omittingComments
    }

    /// `file`, the signature file that this signature was read from, with further unsigned
    /// properties of this signature.
    ///
    /// They stand at the end of `UnsignedSignatureProperties`, which is written, with the element
    /// around it, where it is absent (EN 319 132-1 §4.3.3). All other octets stay as they are; only
    /// an empty-element tag on the way becomes two tags.
    ///
    /// - Parameters:
    ///   - properties: The properties, which declare the namespaces that they use.
    ///   - property: The one of ``unsignedProperties`` directly after which they are to stand (S12);
    ///     where an archive time-stamp follows it (``hasArchiveTimeStamp(after:)``) they stand at
    ///     the end all the same, since nothing may change before that (S16). Nil: the end.
    ///   - file: The octets that were parsed.
    /// - Returns: Octets that have to be parsed, and the signature in them verified, again.
    /// - Throws: ``XAdESError`` with `noPlaceForProperties` when `file` is not what was parsed, or
    ///   `property` not of this signature.
    package func inserting(
        _ properties: [UInt8], after property: UnsignedProperty? = nil, into file: [UInt8]
    ) throws(XAdESError) -> [UInt8] {
        do {
            let (place, elements) = try place(for: properties, after: property)
            return try place.inserting(elements, into: file)
        } catch {
            throw XAdESError(
                code: .noPlaceForProperties,
                message: "\(entry): unsigned properties cannot be added: \(error)")
        }
    }

    /// Whether an archive time-stamp, of either version, stands anywhere after `property`: what is
    /// put in before it would no longer be what it is about.
    package func hasArchiveTimeStamp(after property: UnsignedProperty) -> Bool {
        unsignedProperties.drop { $0.element != property.element }.dropFirst().contains {
            switch $0.kind {
            case .archiveTimeStamp, .archiveTimeStampV132: true
            default: false
            }
        }
    }

    /// Where `properties` go, and what of the elements around them has to be written.
    private func place(
        for properties: [UInt8], after property: UnsignedProperty?
    ) throws(XMLError) -> (InsertionPoint, [UInt8]) {
        if let property {
            guard unsignedProperties.contains(where: { $0.element == property.element }) else {
                throw XMLError(
                    .unexpectedContent, "\(property.element.path) is not of this signature")
            }
            if !hasArchiveTimeStamp(after: property) {
                return (.after(property.element), properties)
            }
        }
        let qualifying = try objects[propertiesObject].child(named: .qualifyingProperties)
        var writer = XMLWriter()
        guard let unsigned = try qualifying.onlyChild(named: .unsignedProperties) else {
            UnsignedProperties.write(to: &writer) { $0.prepared(properties) }
            return (.after(try qualifying.child(named: .signedProperties)), writer.octets)
        }
        guard let last = try unsigned.onlyChild(named: .unsignedSignatureProperties) else {
            UnsignedProperties.write(signaturePropertiesID: nil, to: &writer) {
                $0.prepared(properties)
            }
            // The schema has UnsignedDataObjectProperties after it.
            return (.atStart(of: unsigned), writer.octets)
        }
        return (.atEnd(of: last), properties)
    }
}
