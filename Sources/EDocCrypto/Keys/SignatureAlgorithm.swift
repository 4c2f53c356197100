/// A signature algorithm; the raw value is its `SignatureMethod` URI.
///
/// [XML Signature 1.1 §6.4](https://www.w3.org/TR/xmldsig-core1/#sec-SignatureAlg) and
/// [RFC 9231 §2.3](https://www.rfc-editor.org/rfc/rfc9231#section-2.3).
public enum SignatureAlgorithm: String, CaseIterable, Sendable {
    /// RSASSA-PKCS1-v1_5 with SHA-1: only old signatures are verified with it.
    case rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 9231 §2.3.10).
    case rsaPSSSHA256 = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
    /// RSASSA-PSS with SHA-384, MGF1 with SHA-384 and a salt of 48 bytes (RFC 9231 §2.3.10).
    case rsaPSSSHA384 = "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"
    /// RSASSA-PSS with SHA-512, MGF1 with SHA-512 and a salt of 64 bytes (RFC 9231 §2.3.10).
    case rsaPSSSHA512 = "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"
    /// ECDSA with SHA-1: only old signatures are verified with it.
    case ecdsaSHA1 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"
    /// ECDSA with SHA-256, on any of the curves.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    /// ECDSA with SHA-384, on any of the curves.
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    /// ECDSA with SHA-512, on any of the curves.
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"

    /// What is done with the digest.
    package enum Scheme: Hashable, Sendable {
        /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
        case rsaPKCS1
        /// RSASSA-PSS (RFC 8017 §8.1): MGF1 with the message's digest, the salt as long as it.
        case rsaPSS
        /// ECDSA (FIPS 186-5 §6).
        case ecdsa
    }

    /// What is done with the digest.
    package var scheme: Scheme {
        switch self {
        case .rsaSHA1, .rsaSHA256, .rsaSHA384, .rsaSHA512: .rsaPKCS1
        case .rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512: .rsaPSS
        case .ecdsaSHA1, .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512: .ecdsa
        }
    }

    /// The digest of the data to be signed.
    public var digestAlgorithm: DigestAlgorithm {
        switch self {
        case .rsaSHA1, .ecdsaSHA1: .sha1
        case .rsaSHA256, .rsaPSSSHA256, .ecdsaSHA256: .sha256
        case .rsaSHA384, .rsaPSSSHA384, .ecdsaSHA384: .sha384
        case .rsaSHA512, .rsaPSSSHA512, .ecdsaSHA512: .sha512
        }
    }

    /// The algorithm of a scheme and a digest; nil for RSASSA-PSS with SHA-1, which is not offered.
    package init?(scheme: Scheme, digestAlgorithm: DigestAlgorithm) {
        let found = Self.allCases.first {
            $0.scheme == scheme && $0.digestAlgorithm == digestAlgorithm
        }
        guard let found else { return nil }
        self = found
    }

    /// The name as people write it, for example `RSASSA-PSS with SHA-256`.
    public var name: String {
        let scheme =
            switch scheme {
            case .rsaPKCS1: "RSA PKCS#1 v1.5"
            case .rsaPSS: "RSASSA-PSS"
            case .ecdsa: "ECDSA"
            }
        return scheme + " with " + digestAlgorithm.name
    }

    /// Whether a key of this type makes such signatures.
    public func fits(_ key: KeyType) -> Bool {
        switch (scheme, key) {
        case (.rsaPKCS1, .rsa), (.rsaPSS, .rsa), (.rsaPSS, .rsaPSS), (.ecdsa, .ellipticCurve): true
        default: false
        }
    }
}
