import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// No change of a single octet gives an accepted container that says something else.
///
/// A stride of positions and values here; `Benchmarks` and release runs go through all of them.
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
                return "\(certificate) \(time) \(signature.level?.description ?? "")"
            }
            files = report.signedDataFiles.map { "\($0.name) \($0.mediaType ?? "")" }
            contents = try report.signedDataFiles.map { try $0.octets() }
        }
    }

    @Test(
        "Changed octets are noticed, or change nothing that is reported",
        arguments: ["edoc", "asice"])
    func singleByte(_ name: String) async throws {
        let fixture = try ValidationRoundTripTests.Fixture()
        let profile = name == "edoc" ? SignatureProfile.edoc : .asice
        var octets = try await fixture.signed([DataFile.text("hello, registrar")], profile)
        #expect(octets.count <= 8192)
        let validator = fixture.validator
        let good = try validator.validate(octets, at: ValidationRoundTripTests.later)
        #expect(good.isValid)
        let statement = try Statement(good)
        var generator = SeededGenerator(seed: 7)
        var tolerated = 0
        for position in stride(from: 0, to: octets.count, by: 3) {
            let original = octets[position]
            octets[position] = original ^ UInt8.random(in: 1...255, using: &generator)
            let report = try validator.validate(octets, at: ValidationRoundTripTests.later)
            if report.isValid {
                tolerated += 1
                #expect(try Statement(report) == statement, "octet \(position) of \(octets.count)")
            }
            octets[position] = original
        }
        // Times in zip headers, and little else.
        #expect(tolerated < octets.count / 20)
    }
}
