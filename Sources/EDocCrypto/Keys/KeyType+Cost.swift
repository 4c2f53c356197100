extension KeyType {
    /// The cost of one verification with the key, in units of one verification with P-256. With RSA
    /// it grows with the square of the modulus and with the length of the public exponent; OpenSSL
    /// has no fast arithmetic for the larger curves.
    ///
    /// - Parameter exponentBits: The length of an RSA key's public exponent in bits; 17 for 65,537,
    ///   which nearly all keys have.
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
