package import EDocPKI
package import EDocValidation

// What a signature carries already when more is added to it.
extension Signature {
    /// The time-stamps over the value, in document order.
    package var signatureTimeStamps: [XAdESTimeStamp] {
        unsignedProperties.compactMap { property in
            guard case .signatureTimeStamp(let element) = property.kind else { return nil }
            return element
        }
    }

    /// The property with the time-stamp over the value that has this place among them.
    package func signatureTimeStampProperty(at index: Int) -> UnsignedProperty? {
        let properties = unsignedProperties.filter { property in
            if case .signatureTimeStamp = property.kind { true } else { false }
        }
        return properties.indices.contains(index) ? properties[index] : nil
    }

    /// Whether it has `CertificateValues` or `RevocationValues`, which stand once.
    package var hasValidationValues: Bool {
        unsignedProperties.contains { property in
            switch property.kind {
            case .certificateValues, .revocationValues: true
            default: false
            }
        }
    }

    /// The DER of all certificates and revocation data in `ds:KeyInfo` and the unsigned properties,
    /// without what stands in tokens.
    package var carriedEvidence: Set<[UInt8]> {
        var octets = Set(keyInfo?.certificates ?? [])
        for property in unsignedProperties {
            guard let values = property.evidence else { continue }
            octets.formUnion(values.certificates)
            octets.formUnion(values.ocspResponses)
            octets.formUnion(values.revocationLists)
        }
        return octets
    }
}

extension EvidenceSet {
    /// Adds what `signature` carries: in `ds:KeyInfo`, in its unsigned properties, and in the tokens
    /// of its time-stamps.
    package mutating func insert(carriedBy signature: Signature, _ cache: CertificateCache) {
        source = .container
        for octets in signature.keyInfo?.certificates ?? [] { insertCertificate(octets, cache) }
        for property in signature.unsignedProperties {
            if let values = property.evidence { insert(values, cache) }
            for octets in property.timeStamp?.tokens ?? [] {
                if let token = try? TimeStampToken(encoded: octets) { insert(token, cache) }
            }
        }
    }
}
