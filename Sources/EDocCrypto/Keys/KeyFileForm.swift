/// What a file that was given for a private key is instead, as far as its first octets tell, and what
/// to do with it.
///
/// Looks at headers alone, and copies nothing.
enum KeyFileForm {
    /// Says so; nil when the octets tell nothing.
    static func description(of octets: Span<UInt8>) -> String? {
        if octets.begins(with: [0xFE, 0xED, 0xFE, 0xED])
            || octets.begins(with: [0xCE, 0xCE, 0xCE, 0xCE])
        {
            return "a Java key store, which only Java reads; turn it into PKCS#12: keytool "
                + "-importkeystore -srckeystore OLD -destkeystore NEW -deststoretype pkcs12"
        }
        if octets.begins(with: "-----BEGIN OPENSSH PRIVATE KEY") {
            return "a key of OpenSSH, to which no certificate belongs"
        }
        if let kind = kind(inDER: octets) { return kind }
        return isBareBase64(octets)
            ? "base64 without the lines -----BEGIN …----- and -----END …----- that make it PEM"
            : nil
    }

    /// Whether `octets` begin as a PFX does: with its version, 3 (RFC 7292 §4).
    static func isPFX(_ octets: Span<UInt8>) -> Bool {
        guard let start = contents(octets), start + 3 <= octets.count else { return false }
        return octets[start] == 0x02 && octets[start + 1] == 1 && octets[start + 2] == 3
    }

    /// Where the contents of the SEQUENCE begin that the octets are; nil when they are none.
    private static func contents(_ octets: Span<UInt8>) -> Int? {
        guard octets.count > 2, octets[0] == 0x30 else { return nil }
        let length = octets[1]
        return length <= 0x80 ? 2 : length <= 0x84 ? 2 + Int(length & 0x0F) : nil
    }

    private static func kind(inDER octets: Span<UInt8>) -> String? {
        guard let start = contents(octets), start + 4 <= octets.count else { return nil }
        switch (octets[start], octets[start + 1], octets[start + 2]) {
        // The version of PrivateKeyInfo (RFC 5958 §2), RSAPrivateKey or ECPrivateKey.
        case (0x02, 1, 0), (0x02, 1, 1):
            return
                "a private key in DER; turn it into PEM: openssl pkey -inform DER -in OLD -out NEW"
        case (0x06, _, _):
            return "certificates in PKCS #7, without a private key"
        case (0x30, _, _):
            // EncryptedPrivateKeyInfo begins with an AlgorithmIdentifier, and so with an OBJECT
            // IDENTIFIER (RFC 5958 §3); what is signed does not (RFC 5280 §4.1, §5.1).
            let inner = contents(octets.extracting(start..<octets.count)).map { start + $0 }
            return inner.map { $0 < octets.count && octets[$0] == 0x06 } ?? false
                ? "an encrypted private key in DER; turn it into PEM: openssl pkcs8 -inform DER -in "
                    + "OLD -topk8 -out NEW"
                : "a certificate or revocation list, without a private key"
        default: return nil
        }
    }

    private static func isBareBase64(_ octets: Span<UInt8>) -> Bool {
        guard octets.begins(with: "MI") else { return false }
        for index in 0..<min(octets.count, 4_096) {
            switch octets[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x0A, 0x0D, 0x20: continue
            default: return false
            }
        }
        return true
    }
}

extension Span<UInt8> {
    fileprivate func begins(with octets: [UInt8]) -> Bool {
        guard count >= octets.count else { return false }
        for index in octets.indices where self[index] != octets[index] { return false }
        return true
    }
}
