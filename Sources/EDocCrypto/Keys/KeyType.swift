/// The kind and the size of a key.
public enum KeyType: Hashable, Sendable, CustomStringConvertible {
    /// RSA; the size of the modulus in bits.
    case rsa(bits: Int)
    /// RSA restricted to RSASSA-PSS by its object identifier
    /// ([RFC 4055 §1.2](https://www.rfc-editor.org/rfc/rfc4055#section-1.2)); the size of the
    /// modulus in bits.
    case rsaPSS(bits: Int)
    /// ECDSA on one of the curves.
    case ellipticCurve(Curve)
    /// A key that this library neither signs nor verifies with; what it is, for messages.
    case unsupported(String)

    /// For example `RSA-2048` or `EC P-256`.
    public var description: String {
        switch self {
        case .rsa(let bits): "RSA-\(bits)"
        case .rsaPSS(let bits): "RSASSA-PSS-\(bits)"
        case .ellipticCurve(let curve): "EC " + curve.rawValue
        case .unsupported(let name): name
        }
    }

    /// Whether nothing is signed or verified with such a key.
    package var isUnsupported: Bool { if case .unsupported = self { true } else { false } }

    /// The smallest RSA modulus, in bits, that this library signs with: 2,048.
    ///
    /// NIST SP 800-131A Rev. 2 §3 disallows anything below 112 bits of strength; TS 119 312 §8.4
    /// begins its table at 1900 bits, a size that nobody issues.
    public static let smallestSigningModulus = 2048

    /// The digest for signatures by a key of this strength.
    ///
    /// Its resistance to collisions is at least the security strength of the key:
    /// NIST SP 800-57 Part 1 Rev. 5, Tables 2 and 3. An RSA key has the strength of the largest
    /// class that it reaches (2048: 112 bits, 3072: 128 bits, 7680: 192 bits, 15360: 256 bits), so
    /// RSA-4096 is paired with SHA-256; curves of 256, 384 and 512 bits or more with SHA-256,
    /// SHA-384 and SHA-512.
    public var defaultDigestAlgorithm: DigestAlgorithm {
        switch self {
        case .rsa(let bits), .rsaPSS(let bits):
            bits >= 15360 ? .sha512 : bits >= 7680 ? .sha384 : .sha256
        case .ellipticCurve(let curve):
            curve.bits >= 512 ? .sha512 : curve.bits >= 384 ? .sha384 : .sha256
        case .unsupported: .sha256
        }
    }

    /// The signature algorithm used when the caller names none.
    ///
    /// For RSA it is PKCS#1 v1.5, which every reader of eDoc files knows, and PSS has to be asked
    /// for. Nil for a key that this library does not use.
    public var defaultSignatureAlgorithm: SignatureAlgorithm? {
        let digest = defaultDigestAlgorithm
        return switch self {
        case .rsa: SignatureAlgorithm(scheme: .rsaPKCS1, digestAlgorithm: digest)
        case .rsaPSS: SignatureAlgorithm(scheme: .rsaPSS, digestAlgorithm: digest)
        case .ellipticCurve: SignatureAlgorithm(scheme: .ecdsa, digestAlgorithm: digest)
        case .unsupported: nil
        }
    }
}
