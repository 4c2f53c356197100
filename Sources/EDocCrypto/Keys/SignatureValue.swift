/// A signature value as XML Signature carries it.
///
/// RSA: the octet string of RFC 8017, as long as the modulus. ECDSA: r and s, big-endian, each as
/// long as a coordinate of the curve, one after the other (64, 96 or 132 bytes):
/// [XML Signature 1.1 §6.4.3](https://www.w3.org/TR/xmldsig-core1/#sec-ECDSA).
public struct SignatureValue: Hashable, Sendable {
    /// The octets.
    public let octets: [UInt8]

    /// A value in the form of XML Signature.
    public init(octets: [UInt8]) { self.octets = octets }

    /// An ECDSA value in the form that X.509, CMS and most key stores use: a DER
    /// `Ecdsa-Sig-Value`, [RFC 3279 §2.2.3](https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3).
    ///
    /// - Parameters:
    ///   - der: SEQUENCE { r INTEGER, s INTEGER } in DER, and nothing after it.
    ///   - curve: The curve of the key, which gives the width of r and s.
    /// - Throws: ``EDocError`` with `malformedSignatureValue` when `der` is not strictly DER, a
    ///   number is negative, or it does not fit the curve.
    public init(derEncodedECDSA der: [UInt8], curve: KeyType.Curve) throws(EDocError) {
        guard let octets = ECDSASigValue.fixedWidth(der.span, curve: curve) else {
            throw EDocError(
                .malformedSignatureValue,
                "an ECDSA signature value of \(der.count) bytes is not a DER Ecdsa-Sig-Value "
                    + "(RFC 3279 §2.2.3) whose r and s fit \(curve.rawValue)")
        }
        self.octets = octets
    }

    /// The value as a DER `Ecdsa-Sig-Value`; nil when it is not twice the width of `curve`.
    public func derEncodedECDSA(curve: KeyType.Curve) -> [UInt8]? {
        ECDSASigValue.derEncoded(octets.span, curve: curve)
    }
}
