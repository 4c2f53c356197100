extension KeyType {
    /// What one verification with the key costs, in public-key operations: as many as those with
    /// P-256 take the same time. RSA grows with the square of the modulus and with the length of
    /// the public exponent; OpenSSL has no fast arithmetic for the larger curves.
    ///
    /// - Parameter exponentBits: The length of the exponent; that of 65,537, as nearly all have it,
    ///   unless told otherwise.
    package func verificationCost(exponentBits: Int = 17) -> Int {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits):
            1 + bits * bits * max(16, exponentBits) / (4096 * 4096 * 17)
        case .ellipticCurve(.p256): 1
        case .ellipticCurve: 8
        case .unsupported: 1
        }
    }
}
