import EDocCrypto
import EDocSystem
import Testing

@Suite struct SecretOctetsTests {
    @Test("secrets are overwritten before their memory is given back")
    func overwritten() throws {
        let seen = Lock<[UInt8]?>(nil)
        do {
            var secret = unsafe try SecretOctets(capacity: 100) { octets in
                let left = unsafe [UInt8](octets)
                seen.withLock { $0 = left }
                unsafe LockedPages.unmap(octets)
            }
            secret.append([UInt8](repeating: 0xA5, count: 100).span)
            #expect(secret.count == 100)
        }
        let left = try #require(seen.withLock { $0 })
        #expect(left.count >= 100 && left.allSatisfy { $0 == 0 })
    }

    @Test("octets of an array are overwritten")
    func array() {
        var octets: [UInt8] = [1, 2, 3]
        overwrite(&octets)
        #expect(octets == [0, 0, 0])
    }
}
