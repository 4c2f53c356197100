import EDoc
import Foundation
import Testing
import VectorSupport

/// No change of a single octet gives an accepted container that says something else, whether the
/// checksum of the entry is made to fit or not.
///
/// A stride of positions with one value each; all positions with all 255 values when
/// `EDOC_EVERY_OCTET` is set, for which a release build is needed. What is
/// tolerated has its reason in `TestVectors/asic-e/tolerated-octets.tsv`.
struct ValidationSingleByteTests {
    /// What a report tells of a container that is valid.
    private struct Statement: Equatable {
        let signatures: [String]
        let files: [String]
        let contents: [[UInt8]]

        init(_ report: ValidationReport) throws {
            signatures = report.signatures.map { signature in
                let certificate = signature.signingCertificate?.pemEncoded ?? ""
                let time = signature.claimedSigningTime?.timeIntervalSince1970 ?? 0
                return "\(certificate) \(time) \(signature.conformance ?? "")"
            }
            files = report.signedDataFiles.map { "\($0.name) \($0.mediaType ?? "")" }
            contents = try report.signedDataFiles.map { try $0.octets() }
        }
    }

    @Test(
        "Changed octets are noticed, or change nothing that is reported",
        arguments: ["edoc", "asice"])
    func singleByte(_ name: String) async throws {
        let isEvery = ProcessInfo.processInfo.environment["EDOC_EVERY_OCTET"] != nil
        let fixture = try ValidationRoundTripTests.Fixture()
        let profile = name == "edoc" ? SignatureProfile.edoc : .asice
        let files = [
            DataFile.text("hello, registrar"),
            DataFile(
                Array("yes".utf8), named: "b.bin", mediaType: "application/octet-stream",
                compression: .stored),
        ]
        var octets = try await fixture.signed(files, profile)
        #expect(octets.count <= 8192)
        let validator = fixture.validator
        let good = try validator.examine(octets, at: ValidationRoundTripTests.later)
        #expect(good.isValid)
        let statement = try Statement(good)
        let container = try TestContainer(octets)
        let regions = try ContainerRegions(container)
        let stored = container.entries.filter { $0.method == 0 }
        let reasons = try Exclusions("asic-e/tolerated-octets.tsv")
        var generator = SeededGenerator(seed: 7)
        var tolerated: [String: (positions: Set<Int>, changes: Int)] = [:]
        var tried = 0
        func check(_ octets: [UInt8], _ position: Int, _ change: String) throws {
            tried += 1
            let report = try validator.examine(octets, at: ValidationRoundTripTests.later)
            guard report.isValid else { return }
            tolerated[regions[position], default: ([], 0)].positions.insert(position)
            tolerated[regions[position], default: ([], 0)].changes += 1
            let found = try Statement(report)
            #expect(found == statement, "octet \(position) of \(octets.count), \(change)")
        }
        for position in stride(from: 0, to: octets.count, by: isEvery ? 1 : 3) {
            let original = octets[position]
            let changes: [UInt8] =
                isEvery ? Array(1...255) : [UInt8.random(in: 1...255, using: &generator)]
            for change in changes {
                octets[position] = original ^ change
                try check(octets, position, "\(original) ^ \(change)")
                guard
                    stored.contains(where: {
                        ($0.start..<($0.start + $0.octets.count)).contains(position)
                    })
                else { continue }
                let fitting = try container.octets(with: original ^ change, at: position)
                try check(fitting, position, "\(original) ^ \(change), with its checksum")
            }
            octets[position] = original
        }
        print("\(name): \(tried) changes of \(octets.count) octets")
        for (region, found) in tolerated.sorted(by: { $0.key < $1.key }) {
            let reason = reasons.reason(for: region)
            #expect(reason != nil, "tolerated without a reason: \(region)")
            print(
                "\(name)\t\(region)\t\(found.positions.count) octets\t\(found.changes) changes\t"
                    + (reason ?? ""))
        }
        #expect(tolerated.values.map(\.positions.count).reduce(0, +) < octets.count / 20)
    }
}
