package import EDocCrypto

/// ``Quirk/digestInfoWithoutNull``: genuine Latvian seals and signatures until February 2017.
///
/// RFC 8017 §9.2 (note 2) says that a verifier "should accept" an RSASSA-PKCS1-v1_5 value whose
/// DigestInfo leaves the NULL parameters of its AlgorithmIdentifier away, as some smart cards wrote
/// it; OpenSSL 3 refuses it, Java accepts it. Accepted is exactly this one other encoding: the
/// octets that the value encloses are compared whole, so that there is no room for anything else
/// (and none for Bleichenbacher's attack of 2006).
package enum DigestInfoWithoutNull {
    /// Whether `value` encloses the DigestInfo without NULL of `data`.
    package static func verify(
        _ value: SignatureValue, algorithm: SignatureAlgorithm, data: [UInt8], key: PublicKey?
    ) throws -> Bool {
        guard algorithm.scheme == .rsaPKCS1, let key,
            let enclosed = try key.digestInfo(enclosedIn: value)
        else { return false }
        let digest = try MessageDigest.digest(of: data.span, algorithm.digestAlgorithm)
        return enclosed == encoded(digest)
    }

    /// SEQUENCE { SEQUENCE { OBJECT IDENTIFIER }, OCTET STRING }.
    private static func encoded(_ digest: DigestValue) -> [UInt8] {
        let identifier: [UInt8] =
            switch digest.algorithm {
            case .sha1: [0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A]
            case .sha256: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
            case .sha384: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]
            case .sha512: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]
            }
        func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            [tag, UInt8(truncatingIfNeeded: content.count)] + content
        }
        return value(0x30, value(0x30, identifier) + value(0x04, digest.octets))
    }
}
