import EDoc
import FoundationEssentials
import TestPKI
import Testing
import VectorSupport

/// Equal input gives equal containers, also from one year, machine and version to the next.
@Suite struct CommittedContainerTests {
    /// Only stored files: how well deflate compresses is a matter of zlib's version.
    static let files = [
        DataFile(
            Array("Vārds & \"uzvārds\"\n".utf8), named: "mape/Ķīmija 1+1=2 #3.txt",
            mediaType: "text/plain; charset=utf-8", compression: .stored),
        DataFile(
            [], named: "empty.bin", mediaType: "application/octet-stream", compression: .stored),
    ]

    static func make(_ profile: SignatureProfile) async throws -> [UInt8] {
        let parameters = SignatureParameters(
            level: .baselineB,
            productionPlace: SignatureProductionPlaceV2(city: "Rīga", countryName: "LV"),
            signerRole: SignerRoleV2(claimedRoles: ["Direktors"]),
            commitmentTypes: [.proofOfApproval])
        return try await TestSeal.issuer(parameters).sign(files, profile: profile)
    }

    private static func committed(_ profile: SignatureProfile) throws -> [UInt8] {
        try Vectors.octets("asic-e/committed.\(profile)")
    }

    @Test(arguments: [SignatureProfile.edoc, .asice])
    func isTheCommittedOne(profile: SignatureProfile) async throws {
        let made = try await Self.make(profile)
        #expect(try Self.committed(profile) == made)
    }

    /// What is committed is right whatever wrote it: by the tests' own verification, and valid.
    @Test(arguments: [SignatureProfile.edoc, .asice])
    func committedIsValid(profile: SignatureProfile) throws {
        let octets = try Self.committed(profile)
        try SignatureCheck(octets, profile: profile).expectIntact(files: Self.files)
        let root = try X509Certificate.certificates(inPEM: Vectors.octets("asic-e/root.pem"))
        let report = try ContainerValidator(trustAnchors: TrustAnchors(allRoles: root))
            .examine(octets, at: TestSeal.time)
        #expect(report.containerAlone == .accepted && report.findings.isEmpty, "\(report.text)")
        // The root of the vectors has no revocation list.
        #expect(report.signatures.map(\.subIndication) == [.tryLater], "\(report.text)")
        let signature = try #require(report.signatures.first)
        #expect(signature.claimedSigningTime == TestSeal.time)
        #expect(signature.files.map(\.name) == Self.files.map(\.name))
        #expect(signature.files.map(\.mediaType) == Self.files.map(\.mediaType))
    }
}

/// Writes the committed containers anew, after a deliberate change of the format.
@Suite struct CommittedContainerWriter {
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["EDOC_WRITE_VECTORS"] == "1",
            "EDOC_WRITE_VECTORS is not 1"),
        arguments: [SignatureProfile.edoc, .asice])
    func writeContainers(profile: SignatureProfile) async throws {
        let made = try await CommittedContainerTests.make(profile)
        let path = "\(Vectors.folder)/asic-e/committed.\(profile)"
        try Data(made).write(to: URL(filePath: path))
    }
}
