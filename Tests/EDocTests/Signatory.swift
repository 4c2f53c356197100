import EDoc
import EDocTesting
import EDocZip
import FoundationEssentials
import Testing

/// Somebody who signs, with a certificate whose subject a test chooses.
struct Signatory {
    /// An attribute of a subject.
    typealias Attribute = (identifier: String, value: String)

    static let begin = ValidationRoundTripTests.begin
    static let end = ValidationRoundTripTests.end
    static let signing = ValidationRoundTripTests.signing
    static let later = ValidationRoundTripTests.later
    /// The issuer of the certificates that are not self-signed.
    static let authority = Result {
        try VirtualCA(name: "TEST identity", validFrom: begin, validTo: end)
    }

    let seal: VirtualSeal
    var certificate: X509Certificate { seal.certificate }
    var identity: SignerIdentity { SignerIdentity(certificate) }

    /// A signatory with a certificate of ``authority``, or a self-signed one, by the octets of
    /// `issuedBy`.
    init(
        _ commonName: String, _ attributes: [Attribute] = [], serialNumber: [UInt8]? = nil,
        isSelfSigned: Bool = false, issuedBy: [UInt8]? = nil
    ) throws {
        let authority = try Self.authority.get()
        let subject = Self.name(
            [("2.5.4.6", "LV")] + attributes + [("2.5.4.3", commonName)])
        let key = try PrivateKey.generate(.ellipticCurve(.p256))
        let certificate = try VirtualCA.issue(
            .seal, subject: subject, key: key,
            issuer: issuedBy ?? (isSelfSigned ? subject : authority.intermediate.subjectDER),
            issuerKey: isSelfSigned ? key : authority.intermediateKey, notBefore: Self.begin,
            notAfter: Self.end, serialNumber: serialNumber)
        seal = try VirtualSeal(
            key: key,
            chain: [certificate] + (isSelfSigned ? [] : [authority.intermediate, authority.root]))
    }

    private static func name(_ attributes: [Attribute]) -> [UInt8] {
        DER.sequence(
            of: attributes.map { identifier, value in
                let text =
                    identifier == "2.5.4.6" ? DER.printableString(value) : DER.utf8String(value)
                return DER.set(of: [DER.sequence(DER.objectIdentifier(identifier), text)])
            })
    }

    /// A container of `files` that the signatory signed.
    func container(
        _ files: [DataFile] = [DataFile.text("hello")],
        _ parameters: SignatureParameters = SignatureParameters(level: .baselineB)
    ) async throws -> [UInt8] {
        try await ContainerSigner(
            signer: seal.signer, parameters: parameters, clock: { Self.signing }
        ).sign(files, profile: .asice)
    }

    /// The signature file of such a container.
    func signatureFile(
        _ files: [DataFile] = [DataFile.text("hello")]
    ) async throws -> [UInt8] {
        try Self.signatureFile(of: try await container(files))
    }

    /// The signature file of a container that one has signed.
    static func signatureFile(of octets: [UInt8]) throws -> [UInt8] {
        let reader = try ZipReader(MemorySource(octets))
        let entry = try #require(reader.entries.first { $0.exactName.contains("signatures001") })
        guard case .bytes(let contents) = try reader.contents(of: entry, limit: 1 << 20) else {
            throw EDocError(.unreadableFile, entry.exactName)
        }
        return contents
    }

    /// The report of a validator that trusts ``authority``.
    static func report(
        _ octets: [UInt8], requiring signers: [RequiredSigner] = [],
        policy: ValidationPolicy = .baseline
    ) throws -> ValidationReport {
        let authority = try authority.get()
        return try ContainerValidator(
            trustAnchors: TrustAnchors(allRoles: [authority.root]), policy: policy,
            revocationLists: [
                try authority.rootCRL(thisUpdate: signing, nextUpdate: end),
                try authority.intermediateCRL(thisUpdate: signing, nextUpdate: end),
            ], requiredSigners: signers
        ).examine(octets, file: "a.asice", at: later)
    }

    /// The container with further entries, or with other contents of those that it has.
    static func container(
        _ octets: [UInt8], with entries: [(name: String, contents: [UInt8])],
        without names: [String] = []
    ) throws -> [UInt8] {
        let changed = entries.map(\.name) + names
        let reader = try ZipReader(MemorySource(octets))
        let kept = try reader.entries.map { entry in
            guard case .bytes(let contents) = try reader.contents(of: entry, limit: 1 << 20) else {
                throw EDocError(.unreadableFile, entry.exactName)
            }
            return (name: entry.exactName, contents: contents)
        }
        return try TestContainer.archive(kept.filter { !changed.contains($0.name) } + entries)
    }
}

extension [UInt8] {
    /// The text with the first `text` in it replaced.
    func replacing(_ text: String, with other: String) throws -> [UInt8] {
        let whole = String(decoding: self, as: UTF8.self)
        let range = try #require(whole.firstRange(of: text), "\(text)")
        return Array((whole[..<range.lowerBound] + other + whole[range.upperBound...]).utf8)
    }

    /// What stands between `begin` and `end`.
    func text(after begin: String, before end: String) throws -> String {
        let whole = String(decoding: self, as: UTF8.self)
        let start = try #require(whole.firstRange(of: begin)).upperBound
        let rest = whole[start...]
        return String(rest[..<(try #require(rest.firstRange(of: end)).lowerBound)])
    }
}
