public import EDocCrypto
public import EDocValidation

/// What a signature is to say besides the files, and how.
///
/// Optional properties are absent from the signature when they are nil or an empty list here.
public struct SignatureParameters: Sendable, Hashable {
    /// The level.
    public var level: SignatureLevel
    /// The profile; nil: the one that fits the container's file name.
    public var profile: SignatureProfile?
    /// The algorithm of the digests of files, signed properties and certificate; nil: that of the
    /// signature algorithm. Not SHA-1.
    public var digestAlgorithm: DigestAlgorithm?
    /// Where the signer signs; nil: not said.
    public var productionPlace: SignatureProductionPlaceV2?
    /// In which role the signer signs; nil: not said.
    public var signerRole: SignerRoleV2?
    /// What the signer commits to; empty: not said.
    public var commitmentTypes: [CommitmentTypeIndication]
    /// The policy that the signer follows; nil: none.
    public var policy: SignaturePolicyIdentifier?
    /// The policy by which what is signed is to be valid: a signer whose key, certificates or
    /// algorithm it would refuse is refused before anything is signed. It stands nowhere in the
    /// signature.
    public var validationPolicy: ValidationPolicy

    /// The parameters. They are checked when a signer is made with them.
    public init(
        level: SignatureLevel,
        profile: SignatureProfile? = nil,
        digestAlgorithm: DigestAlgorithm? = nil,
        productionPlace: SignatureProductionPlaceV2? = nil,
        signerRole: SignerRoleV2? = nil,
        commitmentTypes: [CommitmentTypeIndication] = [],
        policy: SignaturePolicyIdentifier? = nil,
        validationPolicy: ValidationPolicy = .baseline
    ) {
        self.level = level
        self.profile = profile
        self.digestAlgorithm = digestAlgorithm
        self.productionPlace = productionPlace
        self.signerRole = signerRole
        self.commitmentTypes = commitmentTypes
        self.policy = policy
        self.validationPolicy = validationPolicy
    }
}

extension SignatureParameters {
    /// Throws unless a signature can be made with these parameters.
    func check() throws(XAdESError) {
        guard level != .baselineLTA else {
            throw XAdESError(
                code: .unsupportedLevel,
                message: """
                    level \(level.rawValue) cannot be made yet: it needs an archive time-stamp; use \
                    \(SignatureLevel.baselineLT.rawValue)
                    """)
        }
        try policy?.check()
        try productionPlace?.check()
        try signerRole?.check()
        for commitment in commitmentTypes { try commitment.check() }
    }
}
