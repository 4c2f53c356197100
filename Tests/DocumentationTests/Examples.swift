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

func validate(_ now: Date) async throws -> ValidationReport {
    // begin: README
    let trust = try TrustFiles(contentsOf: "certificates/trust")
    let validator = ContainerValidator(
        trustAnchors: TrustAnchors(allRoles: trust.certificates),
        revocationLists: trust.revocationLists)
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

func validatePage(
    _ anchors: TrustAnchors, _ lists: [CertificateRevocationList], _ now: Date
) async throws {
    // begin: EDoc
    let validator = ContainerValidator(trustAnchors: anchors, revocationLists: lists)
    let report = try await validator.validate("report.edoc", at: now)
    print(report.isValid ? "can be trusted" : report.text)
    // end
}

func validateOffline(
    _ roots: [X509Certificate], _ timeStampRoots: [X509Certificate],
    _ lists: [CertificateRevocationList]
) async throws -> ValidationReport {
    // begin: Validating
    let anchors = TrustAnchors(
        certificateAuthorities: roots, timeStampAuthorities: timeStampRoots)
    let validator = ContainerValidator(trustAnchors: anchors, revocationLists: lists)
    let report = try await validator.validate("certificate.edoc", at: Date())
    // end
    return report
}

func printsFindings(_ report: ValidationReport) {
    // begin: Validating
    for finding in report.findings { print(finding) }
    for signature in report.signatures {
        print(signature.indication, signature.subIndication?.rawValue ?? "")
        for finding in signature.findings { print(finding) }
    }
    // end
}

func asksForWhatIsLacking(
    _ exchange: any HTTPExchange, _ anchors: TrustAnchors
) async throws -> ValidationReport {
    // begin: Validating
    let online = ContainerValidator(
        trustAnchors: anchors,
        services: TrustServices(
            ocsp: HTTPOCSPClient(over: exchange), crl: HTTPCRLClient(over: exchange),
            issuers: HTTPIssuerClient(over: exchange)))
    let report = try await online.validate("upload.asice", at: Date())
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

func demandSigner(
    _ anchors: TrustAnchors, _ lists: [CertificateRevocationList]
) -> ContainerValidator {
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

// begin: Validating
func extract(_ file: SignedDataFile, to descriptor: Int32) throws {
    var sink = FileDescriptorSink(descriptor)
    try file.write(to: &sink)
}
// end

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
    limits.entries = 100
    limits.inflatedOctets = 64 << 20
    limits.publicKeyOperations = ValidationLimits.Allowance(200, perOctet: 0)
    let validator = ContainerValidator(trustAnchors: anchors, limits: limits)
    // end
    return validator
}

func warnsBeforeSigning() async throws {
    // begin: SigningContainers
    let signer = try PKCS12Signer(
        contentsOf: "seal.p12", passphrase: Passphrase(contentsOf: "/run/secrets/seal"))
    let issuer = try ContainerSigner(
        signer: signer, parameters: SignatureParameters(level: .baselineB))
    for warning in issuer.warnings { print(warning) }
    // end
}

func signTwoFiles(_ issuer: ContainerSigner, _ note: String) async throws {
    // begin: SigningContainers
    try await issuer.sign(
        [
            DataFile(contentsOf: "contract.pdf", mediaType: "application/pdf"),
            DataFile(Array(note.utf8), named: "note.txt", mediaType: "text/plain"),
        ], to: "contract.edoc")
    // end
}

func signInMemory(_ issuer: ContainerSigner, _ files: [DataFile]) async throws -> [UInt8] {
    // begin: SigningContainers
    let octets = try await issuer.sign(files, profile: .edoc)
    // end
    return octets
}

func signStream(
    _ issuer: ContainerSigner, _ size: UInt64,
    _ open: @escaping @Sendable () throws -> () throws -> [UInt8]?, _ upload: MemorySink
) async throws -> MemorySink {
    // begin: SigningContainers
    let file = DataFile(streaming: size, named: "a.pdf", mediaType: "application/pdf") { take in
        // Begun anew: a stream is called more than once.
        let nextPiece = try open()
        while let piece = try nextPiece() { try take(piece.span) }
    }
    let sink = try await issuer.sign([file], to: upload)
    // end
    return sink
}

// begin: SigningContainers
struct UploadSink: ByteSink {
    let send: @Sendable ([UInt8]) throws -> Void

    mutating func write(_ bytes: Span<UInt8>) throws {
        try send(bytes.indices.map { bytes[$0] })
    }
}
// end

func sayMore() -> SignatureParameters {
    // begin: SigningContainers
    var parameters = SignatureParameters(level: .baselineB)
    parameters.productionPlace = SignatureProductionPlaceV2(city: "Rīga", countryName: "LV")
    parameters.signerRole = SignerRoleV2(claimedRoles: ["Principal"])
    parameters.commitmentTypes = [.proofOfApproval]
    // end
    return parameters
}

// begin: SigningContainers
func openSeal(_ path: String, _ passphrase: consuming Passphrase) throws -> PKCS12Signer? {
    do {
        return try PKCS12Signer(contentsOf: path, passphrase: passphrase)
    } catch {
        guard error.code == .wrongPassphrase else { throw error }
        return nil
    }
}
// end

func shareThreads(
    _ signer: PKCS12Signer, _ parameters: SignatureParameters, _ anchors: TrustAnchors
) throws -> (ContainerSigner, ContainerValidator) {
    // begin: Threads
    let threads = BlockingThreads(limit: 8)
    let issuer = try ContainerSigner(signer: signer, parameters: parameters, threads: threads)
    let validator = ContainerValidator(trustAnchors: anchors, threads: threads)
    // end
    return (issuer, validator)
}

func signBatch(
    _ issuer: ContainerSigner, _ jobs: Int, _ next: @escaping @Sendable () -> ([DataFile], String)?,
    _ failed: @escaping @Sendable (String, any Error) -> Void
) async {
    // begin: Threads
    await withTaskGroup(of: Void.self) { group in
        for _ in 0..<jobs {
            group.addTask {
                while let (files, path) = next() {
                    do { try await issuer.sign(files, to: path) } catch { failed(path, error) }
                }
            }
        }
    }
    // end
}

func validateInTime(
    _ validator: ContainerValidator, _ upload: [UInt8], _ now: Date
) async throws -> ValidationReport? {
    // begin: Threads
    let report = try await withThrowingTaskGroup(of: ValidationReport?.self) { group in
        group.addTask { try await validator.validate(upload, at: now) }
        group.addTask {
            try await Task.sleep(for: .seconds(5))
            return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
    }
    // end
    return report
}

// begin: RemoteSigners
struct ModuleSigner: Signer {
    let certificateChain: [X509Certificate]
    let signatureAlgorithm = SignatureAlgorithm.ecdsaSHA256
    /// Sends the data to the module, which hashes and signs them, and brings its ECDSA value in DER.
    let request: @Sendable (_ data: [UInt8]) async throws -> [UInt8]

    func sign(_ dataToBeSigned: [UInt8]) async throws -> SignatureValue {
        let value = try await request(dataToBeSigned)
        return try SignatureValue(derEncodedECDSA: value, curve: .p256)
    }
}
// end

func signRemotely(
    _ chain: [X509Certificate], _ request: @escaping @Sendable ([UInt8]) async throws -> [UInt8]
) throws -> ContainerSigner {
    // begin: RemoteSigners
    let issuer = try ContainerSigner(
        signer: ModuleSigner(certificateChain: chain, request: request),
        parameters: SignatureParameters(level: .baselineB))
    // end
    return issuer
}

protocol Client: Sendable {
    func send(
        _ method: String, to url: String, _ body: [UInt8], contentType: String?,
        atMost size: Int, within time: Duration
    ) async throws -> (status: Int, fields: [String: String], body: [UInt8])
}

func makesLevelLT(
    _ exchange: any HTTPExchange, _ signer: PKCS12Signer, _ anchors: TrustAnchors
) throws -> (ContainerSigner, TimestampClientPool) {
    // begin: LongTermSignatures
    let services = TrustServices(
        timestamp: HTTPTimestampClient("https://tsa.example.org", over: exchange),
        ocsp: HTTPOCSPClient(over: exchange), crl: HTTPCRLClient(over: exchange),
        trustAnchors: anchors)
    let issuer = try ContainerSigner(
        signer: signer, parameters: SignatureParameters(level: .baselineLT), services: services)
    // end
    // begin: LongTermSignatures
    let pool = TimestampClientPool([
        TimestampClientPool.Member(
            HTTPTimestampClient("https://tsa.example.org", over: exchange),
            quota: TimestampClientPool.Quota(requests: 20, per: .seconds(60))),
        TimestampClientPool.Member(HTTPTimestampClient("https://tsa.example.net", over: exchange)),
    ])
    // end
    return (issuer, pool)
}

// begin: LongTermSignatures
struct Exchange: HTTPExchange {
    let client: any Client

    func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
        let answer = try await client.send(
            request.body == nil ? "GET" : "POST", to: request.url, request.body ?? [],
            contentType: request.contentType, atMost: request.sizeLimit, within: request.timeout)
        return HTTPResponse(
            status: answer.status, mediaType: answer.fields["content-type"],
            retryAfter: answer.fields["retry-after"], body: answer.body)
    }
}
// end

func raises(_ services: TrustServices) async throws {
    // begin: LongTermSignatures
    let augmenter = ContainerAugmenter(services: services)
    try await augmenter.augment("old.edoc", to: .baselineLT)
    // end
}
