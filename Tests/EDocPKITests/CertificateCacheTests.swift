import EDocCrypto
import EDocEncoding
import EDocPKI
import EDocTesting
import FoundationEssentials
import TestPKI
import Testing

/// What the search of paths remembers.
extension CertificatePathTests {
    @Test func cacheRemembersAndForgets() throws {
        let cache = CertificateCache(byteLimit: 2_048)
        let again = try cache.certificate(derEncoded: leaf.certificate.derEncoded)
        #expect(try cache.certificate(derEncoded: leaf.certificate.derEncoded) === again)
        #expect(cache.verdict(on: leaf.certificate, signedBy: middle.certificate) == .valid)
        #expect(cache.verdict(on: leaf.certificate, signedBy: root.certificate) == .invalid)
        #expect(cache.counts == (1, 2, 0))
        for number in 0..<40 {
            let holder = try VirtualHolder("other \(number)", serialNumber: [UInt8(number)])
            _ = try cache.certificate(derEncoded: holder.certificate.derEncoded)
            _ = cache.verdict(on: holder.certificate, signedBy: holder.certificate)
            // What is used stays.
            #expect(try cache.certificate(derEncoded: leaf.certificate.derEncoded) === again)
            #expect(cache.counts.certificates * 300 <= 2_048)
            #expect(cache.counts.signatures <= 16)
        }
        #expect(throws: ASN1Error.self) { try cache.certificate(derEncoded: [0x30, 0]) }
    }

    @Test func cacheIsSharedAcrossTasks() async throws {
        let all = [leaf, middle, root].map(\.certificate.derEncoded)
        let cache = CertificateCache()
        let inputs = (root.certificate, middle.certificate, time)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<32 {
                group.addTask {
                    let decoded = try all.map { try cache.certificate(derEncoded: $0) }
                    let inputs = CertificatePath.Inputs(
                        anchors: [inputs.0], intermediates: [inputs.1], time: inputs.2)
                    return try CertificatePath.find(for: decoded[0], inputs, cache: cache).get()
                        .certificates.count
                }
            }
            for try await count in group { #expect(count == 3) }
        }
        #expect(cache.counts == (3, 2, 1))
    }

    /// The same answer at any time, whatever was asked before.
    @Test func rememberedPathsHaveTheirTime() throws {
        let begin = VirtualHolder.begin
        let cache = CertificateCache()
        var inputs = CertificatePath.Inputs(
            anchors: [root.certificate], intermediates: [middle.certificate], time: time)
        let path = try CertificatePath.find(for: leaf.certificate, inputs, cache: cache).get()
        #expect(cache.counts.paths == 1)
        for offset in [-1.0, 0, 1, 1e9] {
            for end in [begin, leaf.certificate.tbs.notAfter] {
                inputs.time = end + offset
                #expect(
                    CertificatePath.find(for: leaf.certificate, inputs, cache: cache)
                        == CertificatePath.find(
                            for: leaf.certificate, inputs, cache: CertificateCache()))
            }
        }
        inputs.time = time
        #expect(try CertificatePath.find(for: leaf.certificate, inputs, cache: cache).get() == path)
        inputs.purpose = .timeStamping
        #expect(throws: CertificatePathFailure.self) {
            try CertificatePath.find(for: leaf.certificate, inputs, cache: cache).get()
        }
        inputs.purpose = .signing
        inputs.anchors = []
        #expect(throws: CertificatePathFailure.self) {
            try CertificatePath.find(for: leaf.certificate, inputs, cache: cache).get()
        }
        #expect(cache.counts.paths == 1)
    }

    /// What was found after something else had failed is looked for again: at another time the
    /// first may not fail.
    @Test func onlyStraightPathsAreRemembered() throws {
        let cache = CertificateCache()
        let twin = try VirtualHolder("middle", issuedBy: root)
        let inputs = CertificatePath.Inputs(
            anchors: [root.certificate],
            intermediates: [twin.certificate, middle.certificate], time: time)
        _ = try CertificatePath.find(for: leaf.certificate, inputs, cache: cache).get()
        #expect(cache.counts.paths == 0)
    }
}
