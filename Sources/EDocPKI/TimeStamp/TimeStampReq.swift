package import EDocCrypto
package import EDocEncoding

/// A request for a time-stamp.
///
/// [RFC 3161 §2.4.1](https://www.rfc-editor.org/rfc/rfc3161#section-2.4.1).
package struct TimeStampReq: Hashable, Sendable {
    /// The digest of what is to be time-stamped.
    package var messageImprint: MessageImprint
    /// The policy asked for; nil: the authority's own.
    package var reqPolicy: ASN1ObjectIdentifier?
    /// A random number, big-endian without a sign, that the answer has to repeat; nil: none.
    package var nonce: [UInt8]?
    /// Whether the token shall hold the certificate of the authority.
    package var certReq: Bool

    /// A request for a time-stamp on `digest`.
    package init(
        _ digest: DigestValue, policy: ASN1ObjectIdentifier? = nil, nonce: [UInt8]?,
        certReq: Bool = true
    ) {
        messageImprint = MessageImprint(digest)
        reqPolicy = policy
        self.nonce = nonce
        self.certReq = certReq
    }

    /// The encoded request.
    package var derEncoded: [UInt8] {
        var parts = DEREncoding.integer([1]) + messageImprint.derEncoded
        if let reqPolicy { parts += DEREncoding.value(reqPolicy) }
        if let nonce { parts += DEREncoding.integer(nonce) }
        if certReq { parts += DEREncoding.booleanTrue }
        return DEREncoding.value(.sequence, parts)
    }
}
