import EDocPKI
import EDocTesting
import FoundationEssentials
import Testing
import VectorSupport

/// What the virtual services share in their tests.
enum Virtual {
    /// 2024-01-01T00:00:00Z, 2028-01-01T00:00:00Z, and a time between them.
    static let begin = Date(timeIntervalSince1970: 1_704_067_200)
    static let end = Date(timeIntervalSince1970: 1_830_297_600)
    static let time = Date(timeIntervalSince1970: 1_750_000_000)

    static let openssl = Command(named: "openssl")

    static func run(_ arguments: [String], in folder: String) throws -> Command.Outcome {
        let command = try #require(openssl)
        return try command.run(
            arguments, in: folder, environment: ["OPENSSL_CONF": "/dev/null"])
    }

    static func write(_ octets: [UInt8], _ path: String) throws {
        try Data(octets).write(to: URL(filePath: path))
    }

    /// Why `certificate` leads to no root of `authority` at ``time``; nil: it does.
    static func obstacle(
        to certificate: X509Certificate, for purpose: CertificatePurpose, _ authority: VirtualCA
    ) -> CertificatePathFailure.Reason? {
        let inputs = CertificatePath.Inputs(
            anchors: [authority.root], intermediates: [authority.intermediate], time: time,
            purpose: purpose)
        switch CertificatePath.find(for: certificate, inputs, cache: CertificateCache()) {
        case .success: return nil
        case .failure(let failure): return failure.reason
        }
    }
}
