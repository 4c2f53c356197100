import EDocCrypto
import Testing
import VectorSupport

@Suite struct MessageDigestTests {
    /// FIPS 180-4's examples for "abc" (csrc.nist.gov, "Examples with intermediate values").
    private static let abc: [(DigestAlgorithm, String)] = [
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ]

    @Test(arguments: abc)
    func knownDigest(_ algorithm: DigestAlgorithm, _ expected: String) throws {
        let text = Array("abc".utf8)
        let expected = DigestValue(algorithm: algorithm, octets: hex(expected))
        #expect(try MessageDigest.digest(of: text.span, algorithm) == expected)
        #expect(try algorithm.digest(of: text) == expected)
        #expect(expected.octets.count == algorithm.digestSize)
        var digest = try MessageDigest(algorithm)
        // The second message shows that the first left nothing behind.
        for _ in 0..<2 {
            for octet in text { digest.update([octet].span) }
            #expect(try digest.finish() == expected)
        }
    }

    @Test func noBytes() throws {
        let empty: [UInt8] = []
        let expected = hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try MessageDigest.digest(of: empty.span, .sha256).octets == expected)
        var digest = try MessageDigest(.sha256)
        digest.update(empty.span)
        #expect(try digest.finish().octets == expected)
    }

    @Test func restartForgets() throws {
        var digest = try MessageDigest(.sha256)
        digest.update([1, 2, 3].span)
        try digest.restart()
        digest.update(Array("abc".utf8).span)
        #expect(try digest.finish().octets == hex(Self.abc[1].1))
    }

    @Test("A shared prefix gives the digest of the whole, wherever it is cut")
    func prefix() throws {
        var random = SeededGenerator(seed: 4)
        let message = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
        var reused = try MessageDigest(.sha512)
        for algorithm in DigestAlgorithm.allCases {
            let whole = try MessageDigest.digest(of: message.span, algorithm)
            for cut in stride(from: 0, through: message.count, by: 13) {
                var prefix = try MessageDigest(algorithm)
                prefix.update(message.span.extracting(0..<cut))
                var copy = try prefix.copy()
                copy.update(message.span.extracting(cut..<message.count))
                #expect(try copy.finish() == whole)
                try reused.resume(from: prefix)
                reused.update(message.span.extracting(cut..<message.count))
                #expect(try reused.finish() == whole)
                // The prefix itself is unchanged.
                prefix.update(message.span.extracting(cut..<message.count))
                #expect(try prefix.finish() == whole)
            }
        }
    }

    @Test func finishIntoReplacesWhatWasThere() throws {
        var digest = try MessageDigest(.sha384)
        digest.update(Array("abc".utf8).span)
        var octets: [UInt8] = [1, 2, 3]
        try digest.finish(into: &octets)
        #expect(octets == hex(Self.abc[2].1))
    }

    @Test func identifiers() {
        for algorithm in DigestAlgorithm.allCases {
            #expect(DigestAlgorithm(rawValue: algorithm.rawValue) == algorithm)
        }
        #expect(DigestAlgorithm(rawValue: "http://www.w3.org/2001/04/xmldsig-more#md5") == nil)
    }
}
