extension KeyType {
    /// What one verification with the key costs, in public-key operations: as many as those with
    /// P-256 take the same time. RSA grows with the square of the modulus; OpenSSL has no fast
    /// arithmetic for the larger curves.
    package var verificationCost: Int {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits): 1 + (bits / 4096) * (bits / 4096)
        case .ellipticCurve(.p256): 1
        case .ellipticCurve: 8
        case .unsupported: 1
        }
    }
}
