import EDocCrypto
import EDocEncoding
import EDocPKI
import FuzzDriver

// seeds: TestVectors/crypto/evidence

/// A file that holds lists holds them again one by one; a list finds what it counts, and is no
/// statement of an issuer that did not sign it.
@main enum FuzzRevocationList: FuzzTarget {
    static func test(_ input: Span<UInt8>) throws {
        guard let lists = try? CertificateRevocationList.lists(inPEM: input.copied()) else {
            return
        }
        for list in lists {
            let again = try CertificateRevocationList(decoding: list.derEncoded)
            precondition(again.issuer == list.issuer && again.thisUpdate == list.thisUpdate)
            precondition(again.entryCount == list.entryCount && again.fault == list.fault)
            _ = (list.nextUpdate, list.number, list.expiredCertsOnCRL, list.fault?.clause)
            let found = (0...UInt8.max).filter { list.entry(of: [$0]) != nil }
            precondition(found.count <= list.entryCount)
        }
    }
}
