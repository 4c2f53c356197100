import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// Equal input gives equal containers, also from one year, machine and version to the next.
@Suite struct CommittedContainerTests {
    /// Only stored files: how well deflate compresses is a matter of zlib's version.
    static func make(_ profile: SignatureProfile) async throws -> [UInt8] {
        let parameters = SignatureParameters(
            level: .baselineB,
            productionPlace: SignatureProductionPlaceV2(city: "Rīga", countryName: "LV"),
            signerRole: SignerRoleV2(claimedRoles: ["Direktors"]),
            commitmentTypes: [.proofOfApproval])
        let files = [
            DataFile(
                Array("Vārds & \"uzvārds\"\n".utf8), named: "mape/Ķīmija 1+1=2 #3.txt",
                mediaType: "text/plain; charset=utf-8", compression: .stored),
            DataFile(
                [], named: "empty.bin", mediaType: "application/octet-stream", compression: .stored),
        ]
        return try await TestSeal.issuer(parameters).sign(files, profile: profile)
    }

    @Test(arguments: [SignatureProfile.edoc, .asice])
    func isTheCommittedOne(profile: SignatureProfile) async throws {
        let path = "asic-e/committed.\(profile)"
        let made = try await Self.make(profile)
        if ProcessInfo.processInfo.environment["EDOC_WRITE_VECTORS"] == "1" {
            try Data(made).write(to: URL(filePath: "\(Vectors.folder)/\(path)"))
        }
        #expect(try Vectors.octets(path) == made)
    }
}
