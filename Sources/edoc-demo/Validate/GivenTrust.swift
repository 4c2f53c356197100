internal import EDoc

/// Whom the user trusts, and the revocation data that they give.
struct GivenTrust {
    /// The anchors, by role.
    let anchors: TrustAnchors
    /// What may stand between a signer and an anchor.
    let certificates: [X509Certificate]
    /// The revocation lists.
    let revocationLists: [CertificateRevocationList]
    /// The OCSP responses.
    let ocspResponses: [OCSPResponse]

    /// Reads the files that `arguments` name.
    /// - Throws: ``UsageError`` when a file does not hold what it should.
    init(_ arguments: Arguments) throws(UsageError) {
        let signers = try Self.files(of: ValidationOptions.trust, arguments)
        let authorities = try Self.files(of: ValidationOptions.trustTSA, arguments)
        let responders = try Self.files(of: ValidationOptions.trustOCSP, arguments)
        let between = try Self.files(of: ValidationOptions.certificates, arguments)
        certificates = between.certificates
        let isAlone =
            !arguments.has(ValidationOptions.trustTSA)
            && !arguments.has(ValidationOptions.trustOCSP)
        let option = ValidationOptions.revocationLists
        let given = try GivenFiles(arguments.all(option), of: option)
        guard
            !arguments.has(option)
                || !(given.revocationLists.isEmpty && given.ocspResponses.isEmpty)
        else {
            throw UsageError(
                "--crl: no revocation list in \(Self.list(arguments.all(option))); expected one in "
                    + "PEM or DER")
        }
        anchors =
            isAlone
            ? TrustAnchors(allRoles: signers.certificates)
            : TrustAnchors(
                certificateAuthorities: signers.certificates,
                timeStampAuthorities: authorities.certificates,
                ocspResponders: responders.certificates)
        let all = [signers, authorities, responders, between, given]
        revocationLists = all.flatMap(\.revocationLists)
        ocspResponses = all.flatMap(\.ocspResponses)
    }

    private static func files(
        of option: Option, _ arguments: Arguments
    ) throws(UsageError) -> GivenFiles {
        let files = try GivenFiles(arguments.all(option), of: option)
        guard !arguments.has(option) || !files.certificates.isEmpty else {
            let consequence =
                option == ValidationOptions.certificates
                ? "" : ", so nobody would be trusted"
            throw UsageError(
                "--\(option.name): no certificate in \(list(arguments.all(option)))\(consequence); "
                    + "expected one in PEM or DER")
        }
        return files
    }

    private static func list(_ paths: [String]) -> String {
        paths.map(quoted).joined(separator: ", ")
    }
}
