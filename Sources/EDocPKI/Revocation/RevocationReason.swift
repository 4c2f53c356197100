internal import EDocEncoding

/// Why a certificate was revoked.
///
/// CRLReason of [RFC 5280 §5.3.1](https://www.rfc-editor.org/rfc/rfc5280#section-5.3.1); the raw
/// value is the number in the encoding.
package enum RevocationReason: Int, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// No reason is given.
    case unspecified = 0
    /// The private key of the subject is, or may be, in other hands.
    case keyCompromise = 1
    /// The private key of the issuing authority is, or may be, in other hands.
    case cACompromise = 2
    /// The subject's name or other data in the certificate changed.
    case affiliationChanged = 3
    /// Another certificate took the place of this one.
    case superseded = 4
    /// The certificate is not needed any more.
    case cessationOfOperation = 5
    /// The certificate is suspended, and may become valid again.
    case certificateHold = 6
    /// The certificate is not on hold any more, or has expired; only in delta lists.
    case removeFromCRL = 8
    /// A privilege in the certificate was withdrawn.
    case privilegeWithdrawn = 9
    /// The private key of an attribute authority is, or may be, in other hands.
    case aACompromise = 10

    /// The name in the standard, for example `keyCompromise`.
    package var description: String {
        switch self {
        case .unspecified: "unspecified"
        case .keyCompromise: "keyCompromise"
        case .cACompromise: "cACompromise"
        case .affiliationChanged: "affiliationChanged"
        case .superseded: "superseded"
        case .cessationOfOperation: "cessationOfOperation"
        case .certificateHold: "certificateHold"
        case .removeFromCRL: "removeFromCRL"
        case .privilegeWithdrawn: "privilegeWithdrawn"
        case .aACompromise: "aACompromise"
        }
    }

    /// The reason that `value`, an ENUMERATED, holds.
    init(_ value: DERValue, _ field: String) throws(ASN1Error) {
        let number = try value.smallInteger(field)
        guard let reason = RevocationReason(rawValue: number) else {
            throw ASN1Error(.invalidValue, field, "there is no reason \(number)")
        }
        self = reason
    }
}
