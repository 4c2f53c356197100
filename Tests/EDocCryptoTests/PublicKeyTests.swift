import EDocCrypto
import EDocEncoding
import EDocTesting
import Testing

@Suite struct PublicKeyTests {
    /// An RSA key of 2048 bits; its modulus is the product of nothing in particular.
    private func key(exponent: [UInt8], octets: Int = 256) throws -> PublicKey {
        let modulus = [UInt8](repeating: 0xC5, count: octets)
        let key = DER.sequence(
            DER.integer(magnitude: modulus), DER.integer(magnitude: exponent))
        let info = DER.sequence(
            DER.sequence(DER.objectIdentifier("1.2.840.113549.1.1.1"), DER.null),
            DER.bitString(key))
        return try PublicKey(subjectPublicKeyInfo: info[...])
    }

    @Test(
        "Exponents that anybody signs with, or that cost too much, are refused",
        arguments: [
            ([1], "RSA with a public exponent of 1 bits"), ([3], nil), ([1, 0, 1], nil),
            ([UInt8](repeating: 0xFF, count: 8), nil),
            ([1] + [UInt8](repeating: 0, count: 7) + [1], "RSA with a public exponent of 65 bits"),
        ] as [([UInt8], String?)])
    func exponents(_ exponent: [UInt8], _ refusal: String?) throws {
        #expect(
            try key(exponent: exponent).type
                == refusal.map(KeyType.unsupported) ?? .rsa(bits: 2048))
    }

    /// RFC 8017 §9.2: what is encoded is the signature itself.
    @Test func nobodySignsWithTheExponentOne() throws {
        let data = [UInt8]("data".utf8)
        let digestInfo = DER.sequence(
            DER.sequence(DER.objectIdentifier("2.16.840.1.101.3.4.2.1"), DER.null),
            DER.octetString(try DigestAlgorithm.sha256.digest(of: data[...])))
        let padding = [UInt8](repeating: 0xFF, count: 256 - 3 - digestInfo.count)
        let value = [0, 1] + padding + [0] + digestInfo
        let key = try key(exponent: [1])
        let algorithm = AlgorithmIdentifier(.sha256WithRSAEncryption, withNull: true)
        #expect(try key.verify(value[...], over: data[...], algorithm) == .unsupported)
        #expect(
            try !key.verify(
                SignatureValue(octets: value), algorithm: .rsaSHA256, data: data.span))
    }

    @Test("What a verification costs grows with the key and with its exponent")
    func cost() throws {
        #expect(try key(exponent: [3]).verificationCost == 1)
        let long = [UInt8](repeating: 0xFF, count: 8)
        #expect(try key(exponent: long, octets: 512).verificationCost == 4)
        #expect(KeyType.rsa(bits: 2048).verificationCost() == 1)
        #expect(KeyType.rsa(bits: 4096).verificationCost() == 2)
        #expect(KeyType.rsaPSS(bits: 16_384).verificationCost() == 17)
        #expect(KeyType.rsa(bits: 16_384).verificationCost(exponentBits: 64) == 61)
        #expect(KeyType.rsa(bits: 4095).verificationCost(exponentBits: 64) == 4)
        #expect(KeyType.ellipticCurve(.p256).verificationCost() == 1)
        for curve in KeyType.Curve.allCases where curve != .p256 {
            #expect(KeyType.ellipticCurve(curve).verificationCost() == 8)
        }
    }
}
