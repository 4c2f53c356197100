/// A NIST curve that ECDSA signatures are made and verified with.
///
/// TS 119 312 §6.2.2.2 recommends all three.
public enum EllipticCurve: String, CaseIterable, Sendable {
    /// NIST P-256 (secp256r1).
    case p256 = "P-256"
    /// NIST P-384 (secp384r1).
    case p384 = "P-384"
    /// NIST P-521 (secp521r1).
    case p521 = "P-521"

    /// The size of one coordinate, and of r and of s, in bytes: 32, 48 or 66.
    public var coordinateSize: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// The curve of the name that OpenSSL uses.
    init?(openSSLName: String) {
        switch openSSLName {
        case "prime256v1", "P-256", "secp256r1": self = .p256
        case "secp384r1", "P-384": self = .p384
        case "secp521r1", "P-521": self = .p521
        default: return nil
        }
    }
}
