public import EDocCrypto
public import EDocPKI
public import EDocValidation
public import FoundationEssentials

/// What the validation of one signature came to, with all that it was decided by.
public struct SignatureReport: Sendable {
    /// The `Id` of the signature; nil when it has none.
    public let id: String?
    /// The entry of the container that it is in.
    public let entry: String
    /// The status (EN 319 102-1 §5.1.3).
    public internal(set) var indication: Indication
    /// Why it is not TOTAL-PASSED; nil when it is.
    public internal(set) var subIndication: SubIndication?
    /// What the signature carries for those who validate it, and what of it this validation
    /// proved; nil when it could not be read.
    package internal(set) var form: ReportedLevel?
    /// The certificate that the signature names; nil when it could not be identified.
    package internal(set) var signingCertificate: X509Certificate?
    /// The path from the signing certificate to the trust anchor; empty when there is none.
    package internal(set) var certificatePath: [X509Certificate] = []
    /// Whether the container that the signature is in is accepted; without that it proves nothing
    /// of what a reader sees.
    package var isInAcceptedContainer = false
    /// Whether an earlier signature of the container has the same value: a copy, which adds nothing
    /// to it.
    public package(set) var isRepetition = false
    /// The time that the signer claims; nil when there is none.
    public internal(set) var claimedSigningTime: Date?
    /// The earliest time at which the signature is known to have existed; nil when no time-stamp
    /// proves one, so that only the time of the validation counts.
    public internal(set) var bestSignatureTime: Date?
    /// The files that the signature covers, in the order of its references.
    public internal(set) var files: [SignedFile] = []
    /// The time-stamps in document order.
    public internal(set) var timeStamps: [TimeStamp] = []
    /// The roles that the signer claims.
    public internal(set) var claimedRoles: [String] = []
    /// City, region, postal code, country: what the signer claims of the place.
    public internal(set) var claimedPlace: [String] = []
    /// The identifiers of what the signer claims to commit to by signing (EN 319 132-1 §5.2.3).
    public internal(set) var claimedCommitments: [String] = []
    /// The identifier of the signature policy that the signer claims to follow, or `implied`
    /// (EN 319 132-1 §5.2.9); nil when none is claimed. It is not processed.
    public internal(set) var claimedPolicy: String?
    /// All that was found, in the order in which it was.
    public internal(set) var findings: [Finding] = []
    /// What the validation used, of the signature and its time-stamps, and what it lacked.
    package internal(set) var evidence = EvidenceAccount()
    /// What is known to have existed when.
    package internal(set) var proofs = ProofsOfExistence()

    /// A file that a signature covers.
    public struct SignedFile: Sendable, Hashable {
        /// The octets of the name of its entry.
        package let nameOctets: [UInt8]
        /// The media type that was signed; nil when none was.
        public let mediaType: String?
        /// The digest that was signed; nil when its algorithm is not known.
        public let digest: DigestValue?

        /// The name of its entry.
        public var name: String { String(decoding: nameOctets, as: UTF8.self) }
    }

    init(id: String?, entry: String, indication: Indication, subIndication: SubIndication?) {
        self.id = id
        self.entry = entry
        self.indication = indication
        self.subIndication = subIndication
    }
}

// What is proved, and what is only claimed. Whoever makes a file can put any certificate into it.
extension SignatureReport {
    /// Whether the signature is TOTAL-PASSED and its container accepted: only then is anything
    /// proved by it.
    public var isProved: Bool { isInAcceptedContainer && indication == .totalPassed }

    /// Who signed; nil unless the signature is ``isProved``.
    public var signer: SignerIdentity? { isProved ? identity : nil }

    /// Who signed, as the signature has it and nothing proves; nil when it is proved, or when the
    /// certificate could not be identified.
    public var claimedSigner: SignerIdentity? { isProved ? nil : identity }

    /// The trust anchor to which the path from the signer led; nil unless the signature is
    /// ``isProved``.
    public var trustAnchor: SignerIdentity? {
        isProved ? certificatePath.last.map(SignerIdentity.init) : nil
    }

    /// The level that was proved, never above ``carriedLevel``: T when a time-stamp over the
    /// signature passed; LT when also the revocation data in it say that the signing certificate
    /// was not revoked at the best signature time; LTA when also an archive time-stamp passed. Nil
    /// unless the signature is ``isProved``.
    public var level: SignatureLevel? { isProved ? form?.proved : nil }

    /// The level that the unsigned properties make, whatever their worth; nil when the signature
    /// could not be read. Whoever has the file can add a time-stamp of an authority that nobody
    /// trusts.
    public var carriedLevel: SignatureLevel? { form?.carried }

    /// The form, for example `XAdES-BASELINE-LT`, or `XAdES-LT` when a row of the profile is
    /// broken (EN 319 132-1 §6); nil when the signature could not be read. It says how the
    /// signature is built, not that it is good.
    public var conformance: String? { form?.description }

    /// When the first certificate ends without which the signature will not be found valid any more: of
    /// the signer's path, without the signer's own where time-stamps prove the signature, and of theirs;
    /// a trust anchor does not end. Nil unless the signature ``isProved``, or when nothing of this ends.
    ///
    /// It lasts no longer, but may last less long: revocation data are to be fresh where no time-stamp
    /// proves the signature, and algorithms end too.
    public var certificatesEnd: Date? {
        guard isProved else { return nil }
        let stamps = timeStamps.filter { $0.indication == .passed && !$0.kind.isOfContent }
        let path = certificatePath.dropLast().dropFirst(stamps.isEmpty ? 0 : 1)
        let ofTimeStamps = stamps.compactMap(\.certificatesEnd).max()
        return (path.map(\.notAfter) + (ofTimeStamps.map { [$0] } ?? [])).min()
    }

    /// The names of the issuers whose certificates were not there, or not trusted, on the ways from the
    /// signer and the time-stamps to somebody who is trusted. Empty when the signature ``isProved``.
    public var lackingIssuers: [String] {
        guard !isProved else { return [] }
        var names: [String] = []
        for case .issuer(let certificate) in evidence.lacking
        where !names.contains(certificate.issuer) {
            names.append(certificate.issuer)
        }
        return names
    }

    private var identity: SignerIdentity? { signingCertificate.map(SignerIdentity.init) }
}

/// How much a signature carries, how much of that a validation proved, and whether it keeps to all
/// rows of the baseline profile (EN 319 132-1 §6).
///
/// A level is a form (EN 319 132-1 §6.1): whoever has the file can add a time-stamp of an authority
/// that nobody trusts. What counts for a signature is what was proved (EN 319 102-1 §5.5.4).
package struct ReportedLevel: Sendable, Hashable, CustomStringConvertible {
    /// The level that its unsigned properties make, whatever their worth.
    package let carried: SignatureLevel
    /// The level that was proved, as ``SignatureReport/level`` has it; B, when the signature is not
    /// TOTAL-PASSED.
    package let proved: SignatureLevel
    /// Whether no row of the baseline profile is broken.
    package let isBaseline: Bool

    /// The form, for example `XAdES-BASELINE-LT`, or `XAdES-LT` when a row of the profile is
    /// broken.
    package var description: String {
        (isBaseline ? "XAdES-BASELINE-" : "XAdES-") + carried.letters
    }
}

extension SignatureLevel {
    /// `B`, `T`, `LT` or `LTA`.
    public var letters: String {
        switch self {
        case .baselineB: "B"
        case .baselineT: "T"
        case .baselineLT: "LT"
        case .baselineLTA: "LTA"
        }
    }
}
