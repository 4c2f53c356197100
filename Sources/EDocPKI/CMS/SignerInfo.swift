package import EDocCrypto
package import EDocEncoding

/// One signer of CMS signed data.
///
/// [RFC 5652 §5.3](https://www.rfc-editor.org/rfc/rfc5652#section-5.3).
package struct SignerInfo: Sendable {
    /// How the certificate of the signer is named.
    package enum SignerIdentifier: Hashable, Sendable {
        case issuerAndSerialNumber(issuer: Name, serialNumber: [UInt8])
        case subjectKeyIdentifier([UInt8])

        /// Whether this names `certificate`.
        package func names(_ certificate: X509Certificate) -> Bool {
            switch self {
            case .issuerAndSerialNumber(let issuer, let serialNumber):
                issuer == certificate.tbs.issuer
                    && certificate.tbs.serialNumber.elementsEqual(serialNumber)
            case .subjectKeyIdentifier(let identifier):
                certificate.extensions.subjectKeyIdentifier == identifier
            }
        }
    }

    /// The certificate of the signer.
    package let sid: SignerIdentifier
    /// The digest algorithm of the content.
    package let digestAlgorithm: AlgorithmIdentifier
    /// The algorithm of the signature, with its digest: where the encoding names the kind of key
    /// alone, the digest is the one above.
    package let signatureAlgorithm: AlgorithmIdentifier
    /// The signature.
    package let signature: ArraySlice<UInt8>
    /// The signed attributes as they are hashed: with the tag of a SET (§5.4); nil when there are
    /// none.
    package let signedAttributeOctets: ArraySlice<UInt8>?
    /// The signed attributes in the order of DER (X.690 §11.6); nil when they are stored so.
    package let sortedAttributeOctets: ArraySlice<UInt8>?

    private let signedAttributes: [(type: ASN1ObjectIdentifier, values: DERValue)]
    private let unsignedAttributes: [(type: ASN1ObjectIdentifier, values: DERValue)]

    init(_ value: DERValue) throws(ASN1Error) {
        guard value.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, "SignerInfo", "expected SEQUENCE, found \(value.tag)")
        }
        var reader = value.reader
        _ = try reader.next(.integer, "SignerInfo.version").smallInteger("SignerInfo.version")
        sid = try Self.identifier(try reader.next("sid"))
        digestAlgorithm = try AlgorithmIdentifier(
            try reader.next("digestAlgorithm"), "digestAlgorithm")
        let signed = try reader.optional(.constructed(0), "signedAttrs")
        let stated = try AlgorithmIdentifier(
            try reader.next("signatureAlgorithm"), "signatureAlgorithm")
        signatureAlgorithm =
            digestAlgorithm.digestAlgorithm.map(stated.signatureAlgorithm(with:)) ?? stated
        signature = try reader.next(.octetString, "signature").content
        let unsigned = try reader.optional(.constructed(1), "unsignedAttrs")
        try reader.end("SignerInfo")
        signedAttributes = try Self.attributes(signed, "signedAttrs")
        unsignedAttributes = try Self.attributes(unsigned, "unsignedAttrs")
        signedAttributeOctets = signed.map { [ASN1Tag.set.rawValue] + $0.encoded.dropFirst() }
        sortedAttributeOctets = try signed.flatMap { (set) throws(ASN1Error) in
            try Self.sorted(set, "signedAttrs")
        }
    }

    /// The elements of a SET OF in the order of DER, which compares two as if zeros followed the
    /// shorter one (X.690 §11.6); nil when they are in that order already.
    private static func sorted(
        _ set: DERValue, _ field: String
    ) throws(ASN1Error) -> ArraySlice<UInt8>? {
        var reader = set.reader
        var elements: [ArraySlice<UInt8>] = []
        while !reader.isAtEnd { elements.append(try reader.next(field).encoded) }
        // Each element states its length, so none is the beginning of another and no zeros are
        // needed.
        let isBefore = { (left: ArraySlice<UInt8>, right: ArraySlice<UInt8>) in
            left.lexicographicallyPrecedes(right)
        }
        let isSorted = zip(elements, elements.dropFirst()).allSatisfy { !isBefore($1, $0) }
        guard !isSorted else { return nil }
        return DEREncoding.value(.set, elements.sorted(by: isBefore).flatMap { $0 })[...]
    }

    private static func identifier(_ value: DERValue) throws(ASN1Error) -> SignerIdentifier {
        if value.tag == .primitive(0) { return .subjectKeyIdentifier([UInt8](value.content)) }
        guard value.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, "sid", "expected SEQUENCE or [0], found \(value.tag)")
        }
        var reader = value.reader
        let issuer = try Name(try reader.next("sid.issuer"), "sid.issuer")
        let serial = try reader.next(.integer, "sid.serialNumber").integer("sid.serialNumber")
        try reader.end("sid")
        return .issuerAndSerialNumber(issuer: issuer, serialNumber: [UInt8](serial))
    }

    private static func attributes(
        _ set: DERValue?, _ field: String
    ) throws(ASN1Error) -> [(type: ASN1ObjectIdentifier, values: DERValue)] {
        guard var reader = set?.reader else { return [] }
        var attributes: [(type: ASN1ObjectIdentifier, values: DERValue)] = []
        while !reader.isAtEnd {
            guard attributes.count < 64 else {
                throw ASN1Error(.limitExceeded, field, "more than 64 attributes")
            }
            var attribute = try reader.next(.sequence, field).reader
            let type = try ASN1ObjectIdentifier(try attribute.next(field), field)
            attributes.append((type, try attribute.next(.set, field)))
            try attribute.end(field)
        }
        return attributes
    }

    /// The values of the signed attribute `type`, one element for each time that it is there.
    package func signedAttribute(_ type: ASN1ObjectIdentifier) -> [DERValue] {
        signedAttributes.filter { $0.type == type }.map(\.values)
    }

    /// The values of the unsigned attribute `type`, one element for each time that it is there.
    package func unsignedAttribute(_ type: ASN1ObjectIdentifier) -> [DERValue] {
        unsignedAttributes.filter { $0.type == type }.map(\.values)
    }
}
