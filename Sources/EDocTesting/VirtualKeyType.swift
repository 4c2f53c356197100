package import EDocCrypto

/// A kind of key that a virtual certificate can have. The raw value is a name for command lines.
public enum VirtualKeyType: String, CaseIterable, Sendable {
    /// RSA with a modulus of 2048 bits.
    case rsa2048
    /// RSA with a modulus of 3072 bits.
    case rsa3072
    /// RSA with a modulus of 4096 bits. Making one takes about a second.
    case rsa4096
    /// EC on NIST P-256.
    case p256
    /// EC on NIST P-384.
    case p384
    /// EC on NIST P-521.
    case p521

    /// The type as the crypto layer has it.
    package var keyType: KeyType {
        switch self {
        case .rsa2048: .rsa(bits: 2048)
        case .rsa3072: .rsa(bits: 3072)
        case .rsa4096: .rsa(bits: 4096)
        case .p256: .ellipticCurve(.p256)
        case .p384: .ellipticCurve(.p384)
        case .p521: .ellipticCurve(.p521)
        }
    }
}
