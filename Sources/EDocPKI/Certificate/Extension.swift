package import EDocEncoding

/// An extension of a certificate, a revocation list, one of its entries, or an OCSP response.
///
/// [RFC 5280 §4.2](https://www.rfc-editor.org/rfc/rfc5280#section-4.2).
package struct Extension: Hashable, Sendable {
    /// Which extension it is.
    package let identifier: ASN1ObjectIdentifier
    /// Whether a reader that does not know the extension has to refuse the whole structure.
    package let isCritical: Bool
    /// The contents of extnValue. An empty value is not an error here: the ocsp-nocheck extension
    /// of real responders has one, where RFC 6960 §4.2.2.2.1 asks for NULL.
    package let value: ArraySlice<UInt8>

    /// The extensions in `value`, a SEQUENCE OF Extension, each at most once.
    ///
    /// `critical FALSE` written out is accepted although DER leaves a default out: issuers do it.
    package static func extensions(
        in value: DERValue, limit: Int, _ field: String
    ) throws(ASN1Error) -> [Extension] {
        guard value.tag == .sequence else {
            throw ASN1Error(.unexpectedTag, field, "expected SEQUENCE, found \(value.tag)")
        }
        var extensions: [Extension] = []
        var reader = value.reader
        while !reader.isAtEnd {
            guard extensions.count < limit else {
                throw ASN1Error(.limitExceeded, field, "more than \(limit) extensions")
            }
            let next = try Extension(try reader.next(.sequence, field), field)
            guard !extensions.contains(where: { $0.identifier == next.identifier }) else {
                throw ASN1Error(
                    .invalidValue, field, "the extension \(next.identifier) is there twice")
            }
            extensions.append(next)
        }
        return extensions
    }

    private init(_ sequence: DERValue, _ field: String) throws(ASN1Error) {
        var reader = sequence.reader
        identifier = try ASN1ObjectIdentifier(try reader.next(field), field)
        isCritical = try reader.optional(.boolean, field)?.boolean(field) ?? false
        value = try reader.next(.octetString, field).content
        try reader.end(field)
    }

    /// The one value in extnValue, which has to have the tag `tag`.
    package func decoded(_ tag: ASN1Tag, _ field: String) throws(ASN1Error) -> DERValue {
        try DERValue(value, tag, field)
    }
}

extension [Extension] {
    /// The extension `identifier`, if it is there.
    package subscript(identifier: ASN1ObjectIdentifier) -> Extension? {
        first { $0.identifier == identifier }
    }
}
