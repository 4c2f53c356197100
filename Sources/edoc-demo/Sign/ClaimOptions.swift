internal import EDoc
internal import FoundationEssentials
internal import Glibc

/// The options that say what the signer claims by signing: as whom, where, to what and by which policy.
enum ClaimOptions {
    static let role = Option(
        "role", "text", "A role in which the signer signs, such as \"principal\".",
        isRepeating: true)
    static let place = Option(
        "place", "part=text",
        "A part of the place of signing: city, street, region, postal-code or country, such as "
            + "city=Rīga.", isRepeating: true)
    static let commitment = Option(
        "commitment", "kind", "What the signer commits to by signing.", isRepeating: true,
        choices: commitments.map(\.name))
    static let policy = Option(
        "signature-policy", "identifier=file",
        "The policy by which the signer signs: its identifier, such as urn:oid:1.2.3, and the file of "
            + "its text, of which the digest is signed.")
    static let pss = Option(
        flag: "pss", "Sign by RSASSA-PSS; for a seal of your own with an RSA key.")

    static let all = [role, place, commitment, policy, pss].grouped("Claims of the signer")

    private static let commitments: [(name: String, type: CommitmentTypeIndication)] = [
        ("origin", .proofOfOrigin), ("receipt", .proofOfReceipt), ("delivery", .proofOfDelivery),
        ("sender", .proofOfSender), ("approval", .proofOfApproval), ("creation", .proofOfCreation),
    ]

    /// Adds what `arguments` claim to `parameters`.
    /// - Throws: ``UsageError`` when a place or a policy is not in its form; `EDocError` when the text
    ///   of the policy cannot be read.
    static func add(_ arguments: Arguments, to parameters: inout SignatureParameters) throws {
        if arguments.has(role) {
            parameters.signerRole = SignerRoleV2(claimedRoles: arguments.all(role))
        }
        if arguments.has(place) { parameters.productionPlace = try productionPlace(arguments) }
        parameters.commitmentTypes = arguments.all(commitment).compactMap { name in
            commitments.first { $0.name == name }?.type
        }
        if let value = arguments[policy] { parameters.policy = try signaturePolicy(value) }
    }

    private static func productionPlace(
        _ arguments: Arguments
    ) throws(UsageError) -> SignatureProductionPlaceV2 {
        var parts = SignatureProductionPlaceV2()
        let places: [String: WritableKeyPath<SignatureProductionPlaceV2, String?>] = [
            "city": \.city, "street": \.streetAddress, "region": \.stateOrProvince,
            "postal-code": \.postalCode, "country": \.countryName,
        ]
        for value in arguments.all(place) {
            let words = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard words.count == 2, let part = places[words[0]] else {
                throw UsageError(
                    "--place: found \(quoted(value)); expected a part (\(places.keys.sorted().joined(separator: ", "))) "
                        + "and its text, such as city=Rīga")
            }
            guard parts[keyPath: part] == nil else {
                throw UsageError("--place: \(words[0]) is given twice; expected once")
            }
            parts[keyPath: part] = words[1]
        }
        return parts
    }

    private static func signaturePolicy(_ value: String) throws -> SignaturePolicyIdentifier {
        guard let sign = value.utf8.lastIndex(of: UInt8(ascii: "=")), sign > value.startIndex,
            value.utf8.index(after: sign) < value.endIndex
        else {
            throw UsageError(
                "--signature-policy: found \(quoted(value)); expected an identifier and the file of "
                    + "the policy's text, such as urn:oid:1.2.3=policy.pdf")
        }
        let path = String(value[value.utf8.index(after: sign)...])
        guard let file = StandardFile(path) else {
            throw CommandError("\(quoted(path)) cannot be read: \(systemReason(errno))")
        }
        let octets = try file.contents(of: path)
        return SignaturePolicyIdentifier(
            ObjectIdentifierType(String(value[..<sign])),
            policyHash: try DigestAlgorithm.sha256.digest(of: octets))
    }
}
