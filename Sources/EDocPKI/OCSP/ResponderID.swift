package import EDocCrypto
internal import EDocEncoding

/// Who signed an OCSP response.
///
/// [RFC 6960 §4.2.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1).
package enum ResponderID: Hashable, Sendable {
    /// The subject of the responder's certificate.
    case byName(Name)
    /// The SHA-1 digest of the responder's key.
    case byKey([UInt8])

    /// The structure in `value`.
    init(_ value: DERValue) throws(ASN1Error) {
        let field = "responderID"
        var reader = value.reader
        switch value.tag {
        case .constructed(1): self = .byName(try Name(try reader.next(.sequence, field), field))
        case .constructed(2):
            self = .byKey([UInt8](try reader.next(.octetString, field).content))
        default:
            throw ASN1Error(.unexpectedTag, field, "expected [1] or [2], found \(value.tag)")
        }
        try reader.end(field)
    }

    /// The cost of four calls of ``names(_:)``, in steps.
    var cost: Int {
        switch self {
        case .byName: 1
        case .byKey: 6
        }
    }

    /// Whether this names the holder of `certificate`.
    package func names(_ certificate: X509Certificate) throws(OpenSSLError) -> Bool {
        switch self {
        case .byName(let name): return name == certificate.tbs.subject
        case .byKey(let digest):
            // SHA-1 is fixed by RFC 6960; it only selects a key, which then verifies or not.
            return try digest == DigestAlgorithm.sha1.digest(of: certificate.tbs.subjectPublicKey)
        }
    }
}
