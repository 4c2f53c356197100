extension KeyType {
    /// A curve that ECDSA signatures are made and verified with: those of NIST, and of
    /// [RFC 5639](https://www.rfc-editor.org/rfc/rfc5639).
    ///
    /// TS 119 312 §6.2.2.2 recommends all of them.
    public enum Curve: String, CaseIterable, Sendable {
        /// NIST P-256 (secp256r1).
        case p256 = "P-256"
        /// NIST P-384 (secp384r1).
        case p384 = "P-384"
        /// NIST P-521 (secp521r1).
        case p521 = "P-521"
        /// brainpoolP256r1.
        case brainpoolP256r1
        /// brainpoolP384r1.
        case brainpoolP384r1
        /// brainpoolP512r1.
        case brainpoolP512r1

        /// The size of the order in bits.
        public var bits: Int {
            switch self {
            case .p256, .brainpoolP256r1: 256
            case .p384, .brainpoolP384r1: 384
            case .brainpoolP512r1: 512
            case .p521: 521
            }
        }

        /// The size of one coordinate, and of r and of s, in bytes: 32, 48, 64 or 66.
        public var coordinateSize: Int { (bits + 7) / 8 }

        /// The curve of the name that OpenSSL uses.
        init?(openSSLName: String) {
            switch openSSLName {
            case "prime256v1", "P-256", "secp256r1": self = .p256
            case "secp384r1", "P-384": self = .p384
            case "secp521r1", "P-521": self = .p521
            case "brainpoolP256r1": self = .brainpoolP256r1
            case "brainpoolP384r1": self = .brainpoolP384r1
            case "brainpoolP512r1": self = .brainpoolP512r1
            default: return nil
            }
        }
    }
}
