import EDocCrypto
import FoundationEssentials
import Testing

/// Under `OPENSSL_CONF=TestVectors/crypto/host-policy.cnf` the whole suite passes: nothing of it
/// depends on the process's default context. This test shows that the policy is in force there.
@Suite struct HostPolicyTests {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["OPENSSL_CONF"]?.hasSuffix("host-policy.cnf")
                == true, "OPENSSL_CONF is not the host policy of the tests"))
    func defaultContextHasNoAlgorithms() {
        #expect(!LibraryContext.defaultContextHasSHA256)
    }

    @Test func ownContextIsIndependent() throws {
        _ = try LibraryContext.shared()
        let octets: [UInt8] = []
        #expect(try MessageDigest.digest(of: octets.span, .sha256).octets.count == 32)
    }
}
