import EDocCrypto
import EDocValidation
import TestPKI
import Testing

struct AlgorithmTableTests {
    @Test("Algorithms and key sizes by date")
    func algorithms() throws {
        let table = AlgorithmTable.ts119312
        #expect(table.verdict(on: .sha1).isReliable(at: try date("2016-12-31T23:59:59Z")))
        #expect(!table.verdict(on: .sha1).isReliable(at: try date("2017-01-01T00:00:00Z")))
        #expect(
            table.verdict(on: .rsaSHA256, key: .rsa(bits: 1024)).isReliable(
                at: try date("2019-09-30T00:00:00Z")))
        #expect(
            !table.verdict(on: .rsaSHA256, key: .rsa(bits: 1024)).isReliable(
                at: try date("2019-10-01T00:00:00Z")))
        #expect(
            table.verdict(on: .rsaSHA256, key: .rsa(bits: 2047)).isReliable(
                at: try date("2028-12-31T00:00:00Z")))
        #expect(
            !table.verdict(on: .rsaSHA256, key: .rsa(bits: 2999)).isReliable(
                at: try date("2029-01-01T00:00:00Z")))
        #expect(table.verdict(on: .rsaPSSSHA512, key: .rsa(bits: 3000)) == .reliable)
        #expect(table.verdict(on: .ecdsaSHA256, key: .ellipticCurve(.p521)) == .reliable)
        #expect(table.verdict(on: .rsaSHA1, key: .rsa(bits: 4096)) == table.verdict(on: .sha1))
        #expect(table.verdict(on: .rsa(bits: 512)) == .unknown)
        #expect(table.verdict(on: .unsupported("DSA")) == .unknown)
    }
}
