// The README's example, word for word; that this file compiles is half of the test.

import FoundationEssentials

// begin: README
import EDoc

func seal(_ report: String) async throws {
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    let issuer = try ContainerSigner(
        signer: signer, parameters: SignatureParameters(level: .baselineB))
    try await issuer.sign(
        [DataFile(contentsOf: report, mediaType: "application/pdf")],
        to: "report.edoc")
}
// end

func validate(_ anchors: TrustAnchors, _ now: Date) async throws -> ValidationReport {
    // begin: README validation
    let validator = ContainerValidator(trustAnchors: anchors)
    let report = try await validator.validate("report.edoc", at: now)
    // end
    return report
}
