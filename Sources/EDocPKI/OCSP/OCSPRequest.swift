internal import EDocEncoding

/// A question to an OCSP responder, not signed.
///
/// [RFC 6960 §4.1.1](https://www.rfc-editor.org/rfc/rfc6960#section-4.1.1).
package struct OCSPRequest: Hashable, Sendable {
    /// The certificates asked about.
    package var certificates: [CertID]
    /// 1 to 32 random bytes that the answer has to repeat
    /// ([RFC 8954 §2.1](https://www.rfc-editor.org/rfc/rfc8954#section-2.1)); nil for none, which
    /// lets the responder send an answer that it signed before.
    package var nonce: [UInt8]?

    /// A question about `certificates`.
    package init(certificates: [CertID], nonce: [UInt8]? = nil) {
        self.certificates = certificates
        self.nonce = nonce
    }

    /// The encoded request.
    package var derEncoded: [UInt8] {
        let requests = certificates.map { DEREncoding.value(.sequence, $0.derEncoded) }
        var parts = DEREncoding.value(.sequence, [UInt8](requests.joined()))
        if let nonce {
            let wrapped = DEREncoding.value(
                .octetString, DEREncoding.value(.octetString, nonce))
            let one = DEREncoding.value(
                .sequence, DEREncoding.value(ASN1ObjectIdentifier.ocspNonce), wrapped)
            parts += DEREncoding.value(.constructed(2), DEREncoding.value(.sequence, one))
        }
        return DEREncoding.value(.sequence, DEREncoding.value(.sequence, parts))
    }
}
