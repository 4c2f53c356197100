import EDoc
import FoundationEssentials
import Testing
import VectorSupport

/// Trust anchors and revocation lists from files and folders.
struct ValidationTrustMaterialTests {
    private static let pki = Vectors.folder + "/asic-e/attacks/pki"

    @Test("A PEM file, a DER file and a folder of them")
    func reading() async throws {
        let root = try TrustMaterial(contentsOf: Self.pki + "/root.pem")
        #expect(root.certificates.count == 1 && root.revocationLists.isEmpty)
        let list = try TrustMaterial(contentsOf: Self.pki + "/root.crl.pem")
        #expect(list.certificates.isEmpty && list.revocationLists.count == 1)
        try await withTemporaryFolder { folder in
            func write(_ octets: [UInt8], _ name: String) throws {
                try Data(octets).write(to: URL(filePath: folder + "/" + name))
            }
            try write(root.certificates[0].derEncoded, "a.der")
            try write(list.revocationLists[0], "b.crl")
            try write(Array("not looked at".utf8), "c.txt")
            var both = try TrustMaterial(contentsOf: folder)
            #expect(both.certificates == root.certificates)
            #expect(both.revocationLists == list.revocationLists)
            both.append(root)
            #expect(both.certificates.count == 2)
            let report = try ContainerValidator(
                trustAnchors: TrustAnchors(allRoles: both.certificates),
                revocationLists: both.revocationLists
            ).validate(
                Vectors.octets("asic-e/attacks/good-b.asice"), at: ValidationAttackTests.time)
            #expect(report.isValid, "\(report.text)")
        }
    }

    @Test("What is no trust material is an error that names the file")
    func refusals() async throws {
        try await withTemporaryFolder { folder in
            for (name, text) in [
                ("a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                ("b.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n"), ("c.der", "hello"),
                ("d.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                ("e.crt", ""),
            ] {
                let path = folder + "/" + name
                try Data(text.utf8).write(to: URL(filePath: path))
                do throws(EDocError) {
                    _ = try TrustMaterial(contentsOf: path)
                    Issue.record("\(name) was read")
                } catch {
                    #expect(
                        error.code == .unreadableFile && error.message.contains(path), "\(error)")
                }
            }
            #expect(throws: EDocError.self) { try TrustMaterial(contentsOf: folder + "/none") }
        }
    }
}
