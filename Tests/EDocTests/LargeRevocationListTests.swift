@testable import EDoc
import EDocCrypto
import EDocSystem
import EDocTesting
import EDocValidation
import EDocZip
import FoundationEssentials
import Glibc
import Testing
import VectorSupport

/// A revocation list as large as those of whole countries, inside a container: 44 MB of base64 in
/// the signature file, which libxml2 would not take in one text without the flag that T3 speaks of.
struct LargeRevocationListTests {
    /// Nearly 32 MiB of DER.
    private static let size = (32 << 20) - 4_096
    private static let time = ValidationAttackTests.time

    /// Entries of about `size` octets in all, each with an extension of `extensionSize` octets,
    /// which nobody knows and which is not critical; 0: without one.
    private static func entries(_ extensionSize: Int) -> [[UInt8]] {
        let unknown = TBSCertificate.Extension(
            "1.2.3.4", isCritical: false,
            DER.element(0x04, [UInt8](repeating: 0x5A, count: extensionSize)))
        let serialNumber: [UInt8] = [0x40] + [UInt8](repeating: 0, count: 15)
        let entry = DER.sequence(
            DER.element(0x02, serialNumber), DER.time(time - 86_400),
            extensionSize > 0 ? DER.sequence(unknown.derEncoded) : [])
        guard let place = entry.firstIndex(of: 0x40) else { return [] }
        // Each serial number is another: the list is looked through as a whole.
        var block: [UInt8] = []
        let count = size / entry.count
        block.reserveCapacity(count * entry.count)
        for number in 0..<count {
            let start = block.count + place
            block += entry
            for octet in 0..<4 {
                block[start + 12 + octet] = UInt8(truncatingIfNeeded: number >> (8 * octet))
            }
        }
        return [block]
    }

    private static func list(_ entries: [[UInt8]]) throws -> [UInt8] {
        let pem = try Vectors.octets("asic-e/attacks/pki/root.key.pem")
        let key = try PrivateKey.inPEM(pem.span, from: "root.key.pem", passphrase: nil)
        let root = try #require(
            try X509Certificate.certificates(
                inPEM: Vectors.octets("asic-e/attacks/pki/root.pem")
            ).first)
        let algorithm = try key.certificateSignatureAlgorithm
        return try key.signed(
            DER.sequence(
                DER.integer(1), algorithm.identifier, [UInt8](root.tbs.subject.encoded),
                DER.time(time - 3_600), DER.time(time + 86_400), DER.sequence(of: entries)),
            algorithm)
    }

    /// The container `good-lt` with `list` beside its OCSP response.
    private static func container(_ list: [UInt8]) throws -> [UInt8] {
        let file = try String(
            decoding: Vectors.octets("asic-e/signatures/good-lt.xml"), as: UTF8.self)
        let place = try #require(file.firstRange(of: "<xades:OCSPValues>")?.lowerBound)
        let text =
            file[..<place] + "<xades:CRLValues><xades:EncapsulatedCRLValue>"
            + Data(list).base64EncodedString()
            + "</xades:EncapsulatedCRLValue></xades:CRLValues>" + file[place...]
        return try TestContainer.archive(
            TestContainer(Vectors.octets("asic-e/attacks/good-lt.asice")).entries.map { entry in
                // Its manifest and its signature file are deflated.
                switch entry.name {
                case "META-INF/signatures001.xml": (entry.name, Array(text.utf8))
                case "META-INF/manifest.xml": (entry.name, Array(manifest.utf8))
                default: (entry.name, entry.octets)
                }
            })
    }

    private static let manifest = """
        <m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
        <m:file-entry m:full-path="/" m:media-type="application/vnd.etsi.asic-e+zip"/>\
        <m:file-entry m:full-path="a.txt" m:media-type="text/plain"/></m:manifest>
        """

    /// A build without optimisation takes long for each entry: there the list has five hundred
    /// large ones, which takes two and a half seconds (a sanitizer takes several times as long),
    /// else a million small ones, for which it has two seconds.
    @Test("It is read, verified and looked through within the budget and two seconds")
    func validated() throws {
        #if DEBUG
            let (extensionSize, seconds) = (64 << 10, 15.0)
        #else
            let (extensionSize, seconds) = (0, 2.0)
        #endif
        let list = try Self.list(Self.entries(extensionSize))
        #expect(list.count > (31 << 20) && list.count < (32 << 20))
        let octets = try Self.container(list)
        let budget = WorkBudget(ValidationLimits().amounts(for: UInt64(octets.count)))
        let before = Self.processorTime()
        let report = try ValidationAttackTests.validator(givesList: false).examine(
            MemorySource(octets), file: nil, at: Self.time, budget)
        let after = Self.processorTime()
        #expect(report.isValid, "\(report.text.prefix(2_000))")
        #expect(report.signatures.first?.evidence.used.contains { $0.encoded == list } == true)
        #expect(after - before < seconds)
        // Each octet is looked at seven times: inflated, scanned, parsed, decoded, hashed.
        #expect(budget.spent(of: .octets) < 8 * UInt64(octets.count))
    }

    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
