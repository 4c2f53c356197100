internal import EDoc
internal import FoundationEssentials

/// The options that say who is trusted, when and by which rules, the same for every command that
/// validates.
enum ValidationOptions {
    static let trust = Option(
        "trust", "path",
        "Who is trusted: a file with certificates in PEM or DER, or a folder of such files and of "
            + "revocation lists. Alone it counts for signers and time-stamps, and its OCSP responses "
            + "for what it issued; with --trust-tsa or --trust-ocsp for signers only.",
        isRequired: true, isRepeating: true, isRead: true,
        necessity: "nobody is trusted unless you say so; name a file or folder with the "
            + "certificates of those who may vouch for a signer, such as the folder 'trust' that "
            + "'edoc-demo issue' leaves beside what it makes")
    static let certificates = Option(
        "certificate", "path",
        "Certificates that may stand between a signer and who is trusted, in the same form; they are "
            + "not trusted.", isRepeating: true, isRead: true)
    static let trustTSA = Option(
        "trust-tsa", "path", "Who is trusted for time-stamps, in the same form.", isRepeating: true,
        isRead: true)
    static let trustOCSP = Option(
        "trust-ocsp", "path", "Whose OCSP responses count for any certificate, in the same form.",
        isRepeating: true, isRead: true)
    static let revocationLists = Option(
        "crl", "path",
        "A file with revocation lists in PEM or DER, or a folder of such files; certificates in "
            + "them are not used.", isRepeating: true, isRead: true)
    static let time = Option(
        "at", "moment",
        "Validate as of this moment, such as 2024-07-11T08:00:00Z, not as of now.")
    static let policy = Option(
        "policy", "policy",
        "What is demanded: baseline, which is taken if not given; lenient-container, which only "
            + "warns of the manifest and the mimetype entry, for old files; latvian-2014, for eDoc files "
            + "of 2014 to 2017; or a file in JSON such "
            + #"as {"name": "own", "basedOn": "baseline", "rules": {"C10": "ignore"}}."#)

    static let signer = Option(
        "signer", "identity",
        "Who must have signed all files, beside whoever else has: the organizationIdentifier or "
            + "serialNumber of the signer's name, such as NTRLV-90009115938 or "
            + "PNOLV-010101-10006, or sha256: and the digest of their certificate. Given more than "
            + "once, any of them will do.", isRepeating: true)

    static let online = Option(
        flag: "online",
        "Ask the responders, and fetch the lists and the certificates of issuers, that certificates "
            + "name, where a signature lacks them and a path leads to whom you trust. Without it "
            + "nothing is fetched.")

    /// What is given besides who is trusted for signers.
    static let given = [trustTSA, trustOCSP, revocationLists]
    static let all =
        ([trust, certificates] + given + [time, policy, signer]).grouped("Trust and policy")
        + [online, OnlineOptions.allowPrivate].grouped("Network")
    /// The same, where nobody need be trusted.
    static let optional = all.map { option in
        var option = option
        option.isRequired = false
        return option
    }

    /// The time as of which to validate; nil: now.
    static func time(in arguments: Arguments) throws(UsageError) -> Date? {
        try arguments.moment(time)
    }

    /// A validator that trusts and demands what `arguments` say.
    /// - Throws: ``UsageError`` when a file that they name does not hold what it should.
    static func validator(
        _ arguments: Arguments, jobs: Int = 1
    ) throws(UsageError) -> ContainerValidator {
        guard !arguments.has(online) || !arguments.has(time) else {
            throw UsageError(
                "--online asks what is true now; expected it without --\(time.name)")
        }
        guard arguments.has(trust) || given.allSatisfy({ !arguments.has($0) }) else {
            throw UsageError("missing \(trust.usage): \(trust.necessity ?? "")")
        }
        let given = try GivenTrust(arguments)
        return ContainerValidator(
            trustAnchors: given.anchors, policy: try policy(in: arguments),
            revocationLists: given.revocationLists, ocspResponses: given.ocspResponses,
            certificates: given.certificates, requiredSigners: try requiredSigners(in: arguments),
            services: arguments.has(online) ? try OnlineOptions.services(arguments) : nil,
            threads: BlockingThreads(limit: jobs))
    }

    private static func requiredSigners(
        in arguments: Arguments
    ) throws(UsageError) -> [RequiredSigner] {
        guard arguments.has(signer) else { return [] }
        var identities: [RequiredSigner.Identifier] = []
        for text in arguments.all(signer) {
            guard let identity = RequiredSigner.Identifier(text) else {
                throw UsageError(
                    "--signer: found \(quoted(text)); expected sha256: and 64 hexadecimal digits")
            }
            guard !text.contains(where: \.isWhitespace) else {
                throw UsageError(
                    "--signer: found \(quoted(text)); names do not tell signers apart, expected an "
                        + "identifier such as NTRLV-90009115938, or sha256: and a digest")
            }
            identities.append(identity)
        }
        return [RequiredSigner(anyOf: identities)]
    }

    /// The policy by which to validate.
    /// - Throws: ``UsageError`` when there is none of that name, or its file is not in order.
    static func policy(in arguments: Arguments) throws(UsageError) -> ValidationPolicy {
        let builtIn: [ValidationPolicy] = [.baseline, .lenientContainer, .latvian2014]
        guard let value = arguments[policy] else { return .baseline }
        if let policy = builtIn.first(where: { $0.name == value }) { return policy }
        do {
            return try ValidationPolicy(contentsOf: value)
        } catch  where error.code == .unreadableFile {
            let nearest = Spelling.nearest(to: value, in: builtIn.map(\.name))
            throw UsageError(
                "--policy: \(error.message); expected baseline, lenient-container, latvian-2014"
                    + " or a file in JSON"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""))
        } catch {
            throw UsageError("--policy: \(error.message)")
        }
    }
}
