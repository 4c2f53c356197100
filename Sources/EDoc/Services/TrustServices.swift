/// Whom to ask for what levels T and LT need besides the signature. Nothing is asked by default.
///
/// The library makes the requests and checks the answers; the clients carry them: over HTTP
/// (``HTTPTimestampClient`` and its relatives), or in memory (`EDocTesting`).
public struct TrustServices: Sendable {
    /// Asked for time-stamps; nil: level T cannot be made.
    public var timestamp: (any TimestampClient)?
    /// Asked for the status of certificates that name a responder; nil: none is asked.
    public var ocsp: (any OCSPClient)?
    /// Asked for the lists that certificates name, where no responder answers; nil: none is fetched.
    public var crl: (any CRLClient)?
    /// Asked for certificates that a path lacks; nil: none is fetched.
    public var issuers: (any IssuerClient)?
    /// Whom a validator trusts. What is made for level LT leads to these certificates; nil: the last
    /// certificate of each chain is taken for its anchor when it is self-signed, which says nothing
    /// of whether anybody trusts it.
    public var trustAnchors: TrustAnchors?
    /// The policy that time-stamps are asked for under, as numbers with dots; nil: the authority's.
    public var timeStampPolicy: String?
    /// How far the clock of a time-stamping authority or a responder may be off that of the signer.
    public var clockSkew: Duration
    /// How many signatures one answer about the signing certificate serves at level LT: it is asked
    /// for when so many have their time-stamps, and put into all of them. 1: each has its own.
    public var signaturesPerResponse: Int
    /// How long the first of them waits for the others.
    public var longestWait: Duration

    /// Services of which nothing but what is given is asked.
    public init(
        timestamp: (any TimestampClient)? = nil, ocsp: (any OCSPClient)? = nil,
        crl: (any CRLClient)? = nil, issuers: (any IssuerClient)? = nil,
        trustAnchors: TrustAnchors? = nil, timeStampPolicy: String? = nil,
        clockSkew: Duration = .seconds(300), signaturesPerResponse: Int = 1,
        longestWait: Duration = .milliseconds(500)
    ) {
        self.timestamp = timestamp
        self.ocsp = ocsp
        self.crl = crl
        self.issuers = issuers
        self.trustAnchors = trustAnchors
        self.timeStampPolicy = timeStampPolicy
        self.clockSkew = clockSkew
        self.signaturesPerResponse = signaturesPerResponse
        self.longestWait = longestWait
    }
}
