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
    // begin: README
    let validator = ContainerValidator(trustAnchors: anchors)
    let report = try await validator.validate("report.edoc", at: now)
    // end
    return report
}

func signPage() async throws {
    // begin: EDoc
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    let issuer = try ContainerSigner(
        signer: signer, parameters: SignatureParameters(level: .baselineB))
    try await issuer.sign(
        [DataFile(contentsOf: "report.pdf", mediaType: "application/pdf")], to: "report.edoc")
    // end
}

func validatePage(_ anchors: TrustAnchors, _ now: Date) async throws {
    // begin: EDoc
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
    // begin: Validating
    for signature in report.signatures {
        guard let signer = signature.signer else { continue }
        print(signer.displayName, signer.organizationIdentifier ?? "", signer.fingerprint ?? "")
    }
    // end
}

func demandSigner(_ anchors: TrustAnchors, _ lists: [[UInt8]]) -> ContainerValidator {
    // begin: Validating
    let school = RequiredSigner(anyOf: [.subject("NTRLV-90009115938")])
    let validator = ContainerValidator(
        trustAnchors: anchors, revocationLists: lists, requiredSigners: [school])
    // end
    return validator
}

func readSignedFiles(_ report: ValidationReport) throws {
    // begin: Validating
    for file in report.signedDataFiles {
        let octets = try file.octets()
        print(file.name, octets.count)
    }
    // end
}

func archivePolicy() -> ValidationPolicy {
    // begin: Validating
    var policy = ValidationPolicy.lenientContainer
    policy.name = "archive"
    policy.dispositions[.unmistakableNames] = .ignore
    policy.quirks.insert(.digestInfoWithoutNull)
    // end
    return policy
}

func policyInCode() -> ValidationPolicy {
    // begin: Policies
    var policy = ValidationPolicy.baseline
    policy.name = "archive"
    policy.demandsIssuerRevocation = true
    policy.quirks.insert(.unescapedReference)
    // end
    return policy
}

func policyInAFile(_ octets: [UInt8], _ anchors: TrustAnchors) throws -> ContainerValidator {
    // begin: Policies
    let policy = try ValidationPolicy(json: octets)
    let validator = ContainerValidator(trustAnchors: anchors, policy: policy)
    // end
    return validator
}

func lowerLimits(_ anchors: TrustAnchors) -> ContainerValidator {
    // begin: Limits
    var limits = ValidationLimits()
    limits.archive.entries = 100
    limits.archive.inflatedBytesInTotal = 64 << 20
    limits.publicKeyOperations = ValidationLimits.Allowance(200, perOctet: 0)
    let validator = ContainerValidator(trustAnchors: anchors, limits: limits)
    // end
    return validator
}
