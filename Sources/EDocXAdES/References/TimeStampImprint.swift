internal import EDocCrypto
package import EDocXML

/// What the tokens of a time-stamp property are about: their message imprint, computed again.
package enum TimeStampImprint {
    /// Hands the octets of a file of the container, from its beginning, to a closure.
    package typealias FileReader = (
        _ name: [UInt8], _ receive: (Span<UInt8>) throws -> Void
    ) throws -> Void

    /// The imprint of a `SignatureTimeStamp`: the `ds:SignatureValue` element, tags included,
    /// canonicalized (EN 319 132-1 §5.3).
    static func ofSignature(
        _ signature: Signature, _ timeStamp: XAdESTimeStamp, _ algorithm: DigestAlgorithm
    ) throws -> DigestValue {
        var digest = try MessageDigest(algorithm)
        let canonicalizer = try timeStamp.canonicalization.canonicalizer()
        try canonicalizer.canonicalize(signature.signatureValueElement) { octets in
            digest.update(octets)
        }
        return try digest.finish()
    }

    /// The octets that a `SignatureTimeStamp` of a signature that was read is to be about, when it
    /// names `method`.
    ///
    /// - Throws: `XMLError`, as canonicalization does.
    package static func octets(
        ofSignature signature: Signature, by method: CanonicalizationMethod
    ) throws(XMLError) -> [UInt8] {
        try Canonicalizer(method).canonicalize(signature.signatureValueElement)
    }

    /// The imprint of an `AllDataObjectsTimeStamp` or `IndividualDataObjectsTimeStamp`: what the
    /// references of these numbers cover, after their transforms, in this order (EN 319 132-1
    /// §5.2.8).
    static func ofDataObjects(
        _ timeStamp: XAdESTimeStamp, _ numbers: [Int], _ references: ReferencedOctets,
        _ algorithm: DigestAlgorithm, read: FileReader
    ) throws -> DigestValue {
        var digest = try references.digest(
            only: numbers, timeStamp.canonicalization, algorithm, read: read)
        return try digest.finish()
    }

    /// The imprint of the `ArchiveTimeStamp` at `place` among the unsigned properties
    /// (EN 319 132-1 §5.5.2.3; the property of XAdES 1.3.2 has the same input in the form that is
    /// not distributed, TS 101 903 V1.4.2 §8.2.1).
    ///
    /// In this order: what each reference covers, after its transforms; `SignedInfo`,
    /// `SignatureValue` and `KeyInfo`; the unsigned properties before this one; the `ds:Object`s
    /// but the one with the properties.
    static func ofArchive(
        _ signature: Signature, _ timeStamp: XAdESTimeStamp, at place: Int,
        _ references: ReferencedOctets, _ algorithm: DigestAlgorithm, read: FileReader
    ) throws -> DigestValue {
        var digest = try references.digest(timeStamp.canonicalization, algorithm, read: read)
        let canonicalizer = try timeStamp.canonicalization.canonicalizer()
        var elements = [signature.signedInfo.element, signature.signatureValueElement]
        if let keyInfo = signature.keyInfo { elements.append(keyInfo.element) }
        elements += signature.unsignedProperties.prefix(place).map(\.element)
        for (index, object) in signature.objects.enumerated()
        where index != signature.propertiesObject {
            elements.append(object)
        }
        for element in elements {
            try canonicalizer.canonicalize(element) { octets in digest.update(octets) }
        }
        return try digest.finish()
    }
}
