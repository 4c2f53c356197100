// The examples of the documentation, word for word; that this file compiles is half of the test.

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

func signPage() async throws {
    // begin: EDoc signing
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    let issuer = try ContainerSigner(
        signer: signer, parameters: SignatureParameters(level: .baselineB))
    try await issuer.sign(
        [DataFile(contentsOf: "report.pdf", mediaType: "application/pdf")], to: "report.edoc")
    // end
}

func validatePage(_ anchors: TrustAnchors, _ now: Date) async throws {
    // begin: EDoc validation
    let validator = ContainerValidator(trustAnchors: anchors, policy: .baseline)
    let report = try await validator.validate("report.edoc", at: now)
    print(report.isValid ? "can be trusted" : report.text)
    // end
}

func validateOffline(
    _ roots: [X509Certificate], _ timeStampRoots: [X509Certificate], _ lists: [[UInt8]]
) async throws -> ValidationReport {
    // begin: Validating
    let anchors = TrustAnchors(
        certificateAuthorities: roots, timeStampAuthorities: timeStampRoots)
    let validator = ContainerValidator(trustAnchors: anchors, revocationLists: lists)
    let report = try await validator.validate("certificate.edoc", at: Date())
    // end
    return report
}

func namesSigners(_ report: ValidationReport) {
    // begin: Validating signers
    for signature in report.signatures {
        guard let signer = signature.signer else { continue }
        print(signer.displayName, signer.organizationIdentifier ?? "", signer.fingerprint ?? "")
    }
    // end
}

func demandSigner(_ anchors: TrustAnchors, _ lists: [[UInt8]]) -> ContainerValidator {
    // begin: Validating demand
    let school = RequiredSigner(anyOf: [.subject("NTRLV-90009115938")])
    let validator = ContainerValidator(
        trustAnchors: anchors, revocationLists: lists, requiredSigners: [school])
    // end
    return validator
}

func readSignedFiles(_ report: ValidationReport) throws {
    // begin: Validating files
    for file in report.signedDataFiles {
        let octets = try file.octets()
        print(file.name, octets.count)
    }
    // end
}

func archivePolicy() -> ValidationPolicy {
    // begin: Validating policy
    var policy = ValidationPolicy.lenientContainer
    policy.name = "archive"
    policy.dispositions[.unmistakableNames] = .ignore
    policy.quirks.insert(.digestInfoWithoutNull)
    // end
    return policy
}
