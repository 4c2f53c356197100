import EDocCrypto
import TestPKI
import Testing
import VectorSupport

@Suite struct SignatureValueTests {
    @Test(
        "r and s come back from DER with their width, whatever their size",
        arguments: KeyType.Curve.allCases)
    func roundTrip(_ curve: KeyType.Curve) throws {
        var random = SeededGenerator(seed: 5)
        let width = curve.coordinateSize
        for zeros in [0, 1, 2, width - 1, width] {
            for _ in 0..<20 {
                let numbers = (0..<2).flatMap { _ in
                    (0..<width).map { $0 < zeros ? 0 : UInt8.random(in: 0...255, using: &random) }
                }
                let value = SignatureValue(octets: numbers)
                let der = try #require(value.derEncodedECDSA(curve: curve))
                #expect(try SignatureValue(derEncodedECDSA: der, curve: curve) == value)
            }
        }
        let widths: [KeyType.Curve: Int] = [
            .p256: 32, .p384: 48, .p521: 66, .brainpoolP256r1: 32, .brainpoolP384r1: 48,
            .brainpoolP512r1: 64,
        ]
        #expect(width == widths[curve])
    }

    @Test func otherWidthsHaveNoDER() {
        for count in [0, 63, 65, 96, 132] {
            let value = SignatureValue(octets: [UInt8](repeating: 1, count: count))
            #expect(value.derEncodedECDSA(curve: .p256) == nil)
        }
    }

    /// Each breaks one rule of DER or of the curve.
    private static let malformed: [(String, String)] = [
        ("nothing", ""),
        ("another tag", "3106020101020101"),
        ("a long form for a short length", "308106020101020101"),
        ("an indefinite length", "30800201010201010000"),
        ("a length beyond the end", "3007020101020101"),
        ("bytes after the end", "300602010102010100"),
        ("bytes inside after s", "300802010102010105 00"),
        ("one number", "3003020101"),
        ("a number without octets", "30060200020201 01"),
        ("a negative r", "3006020180020101"),
        ("a negative s", "3006020101020180"),
        ("a superfluous zero", "300702020001020101"),
        ("a number of another type", "3006030101020101"),
        (
            "r wider than the curve",
            "3026022101" + String(repeating: "00", count: 32) + "020101"
        ),
    ]

    @Test(arguments: malformed)
    func refuses(_ what: String, _ digits: String) {
        let der = hex(digits)
        expect(
            .malformedSignatureValue,
            "an ECDSA signature value of \(der.count) bytes is not a DER Ecdsa-Sig-Value "
                + "(RFC 3279 §2.2.3) whose r and s fit P-256"
        ) { try SignatureValue(derEncodedECDSA: der, curve: .p256) }
    }

    @Test("No prefix of a good value and no flip of its structure crashes the conversion")
    func mutations() throws {
        let good = hex("3006020101020102")
        for count in 0..<good.count {
            #expect(throws: EDocError.self) {
                try SignatureValue(derEncodedECDSA: Array(good[..<count]), curve: .p521)
            }
        }
        var accepted = 0
        for place in good.indices {
            for octet in UInt8.min...UInt8.max {
                var changed = good
                changed[place] = octet
                if let value = try? SignatureValue(derEncodedECDSA: changed, curve: .p256) {
                    accepted += 1
                    #expect(value.derEncodedECDSA(curve: .p256) == changed)
                }
            }
        }
        // Only the two numbers themselves may take the 128 values that are not negative; each run
        // over a place also meets the good octet itself.
        #expect(accepted == 2 * 128 + 6)
    }

    @Test func algorithms() {
        for algorithm in SignatureAlgorithm.allCases {
            #expect(SignatureAlgorithm(rawValue: algorithm.rawValue) == algorithm)
            #expect(
                SignatureAlgorithm(
                    scheme: algorithm.scheme, digestAlgorithm: algorithm.digestAlgorithm)
                    == algorithm)
        }
        #expect(SignatureAlgorithm(scheme: .rsaPSS, digestAlgorithm: .sha1) == nil)
        #expect(
            SignatureAlgorithm(
                rawValue: "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1")
                == .rsaPSSSHA256)
        #expect(SignatureAlgorithm.rsaPSSSHA384.name == "RSASSA-PSS with SHA-384")
        #expect(!SignatureAlgorithm.ecdsaSHA256.fits(.rsa(bits: 2048)))
        #expect(!SignatureAlgorithm.rsaSHA256.fits(.rsaPSS(bits: 2048)))
        #expect(SignatureAlgorithm.rsaPSSSHA256.fits(.rsa(bits: 2048)))
    }

    @Test("The digest follows the strength of the key")
    func defaults() {
        let expected: [(KeyType, SignatureAlgorithm?)] = [
            (.rsa(bits: 2048), .rsaSHA256), (.rsa(bits: 3072), .rsaSHA256),
            (.rsa(bits: 4096), .rsaSHA256), (.rsa(bits: 7680), .rsaSHA384),
            (.rsa(bits: 15360), .rsaSHA512), (.rsaPSS(bits: 3072), .rsaPSSSHA256),
            (.ellipticCurve(.p256), .ecdsaSHA256), (.ellipticCurve(.p384), .ecdsaSHA384),
            (.ellipticCurve(.p521), .ecdsaSHA512), (.ellipticCurve(.brainpoolP256r1), .ecdsaSHA256),
            (.ellipticCurve(.brainpoolP384r1), .ecdsaSHA384),
            (.ellipticCurve(.brainpoolP512r1), .ecdsaSHA512), (.unsupported("ED25519"), nil),
        ]
        for (type, algorithm) in expected {
            #expect(type.defaultSignatureAlgorithm == algorithm, "\(type)")
        }
    }
}
