/// The limits on certificates, revocation data and time-stamps that come from outside.
public struct EvidenceLimits: Hashable, Sendable {
    /// The largest certificate in bytes. Real ones have 1 to 4 KB; 64 KB leaves room for keys and
    /// signatures of post-quantum algorithms.
    public var certificateSize = 64 << 10
    /// The largest revocation list in bytes. National lists reach some tens of megabytes.
    public var revocationListSize = 64 << 20
    /// The largest OCSP response in bytes: a few single responses and the responder's chain.
    public var ocspResponseSize = 1 << 20
    /// The most single responses in one OCSP response.
    public var singleResponses = 256
    /// The largest time-stamp token in bytes; one may carry certificates and revocation lists.
    public var timeStampTokenSize = 16 << 20
    /// The most certificates, and the most revocation lists, in one token or OCSP response.
    public var embeddedCertificates = 64
    /// The longest serial number of a time-stamp in bytes: RFC 3161 asks for at least 160 bits.
    public var timeStampSerialSize = 64
    /// The most extensions in one certificate, in one list or response as a whole.
    public var extensions = 64
    /// The most extensions of one entry of a revocation list or an OCSP response.
    public var entryExtensions = 16
    /// The most parts of a distinguished name, and attributes in one of them.
    public var nameParts = 64
    /// The most subtrees that name constraints permit, and the most that they exclude.
    public var subtrees = 256
    /// The most statements about a qualified certificate, and the most items of one; EN 319 412-5
    /// knows seven, and a country each.
    public var qcStatements = 64
    /// The most places that a certificate may name for what concerns its issuer (RFC 5280 §4.2.2.1).
    public var accessDescriptions = 64
    /// The most places of one kind that are asked where something is lacking: what is more is left
    /// out.
    public var requestedPlaces = 8
    /// The longest URL of such a place in bytes: a longer one is left out.
    public var requestedURLSize = 2_048
    /// The most certificates in a path, the anchor included.
    public var pathLength = 12
    /// The most public-key operations in the search of one path.
    public var pathSignatureChecks = 64
    /// The most candidates that are looked at in the search of one path.
    public var pathCandidates = 512

    /// The limits that the library uses unless told otherwise.
    public init() {}
}
