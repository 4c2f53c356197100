/// The limits on certificates, revocation data and time-stamps that come from outside.
package struct EvidenceLimits: Hashable, Sendable {
    /// The largest certificate in bytes. Real ones have 1 to 4 KB; 64 KB leaves room for keys and
    /// signatures of post-quantum algorithms.
    package var certificateSize = 64 << 10
    /// The largest file with certificates of issuers in bytes: one certificate or a CMS with some.
    package var issuerCertificatesSize = 1 << 20
    /// The largest revocation list in bytes. National lists reach some tens of megabytes.
    package var revocationListSize = 64 << 20
    /// The largest OCSP response in bytes: a few single responses and the responder's chain.
    package var ocspResponseSize = 1 << 20
    /// The most single responses in one OCSP response.
    package var singleResponses = 256
    /// The largest time-stamp token in bytes; one may carry certificates and revocation lists.
    package var timeStampTokenSize = 16 << 20
    /// The most certificates, and the most revocation lists, in one token or OCSP response.
    package var embeddedCertificates = 64
    /// The longest serial number of a time-stamp in bytes: RFC 3161 asks for at least 160 bits.
    package var timeStampSerialSize = 64
    /// The most extensions in one certificate, in one list or response as a whole.
    package var extensions = 64
    /// The most extensions of one entry of a revocation list or an OCSP response.
    package var entryExtensions = 16
    /// The most parts of a distinguished name, and attributes in one of them.
    package var nameParts = 64
    /// The most subtrees that name constraints permit, and the most that they exclude.
    package var subtrees = 256
    /// The most statements about a qualified certificate, and the most items of one; EN 319 412-5
    /// knows seven, and a country each.
    package var qcStatements = 64
    /// The most places that a certificate may name for its issuer's services (RFC 5280 §4.2.2.1).
    package var accessDescriptions = 64
    /// The most places of one kind that a request for lacking evidence names; further ones are left
    /// out.
    package var requestedPlaces = 8
    /// The longest URL of such a place in bytes: a longer one is left out.
    package var requestedURLSize = 2_048
    /// The most certificates in a path, the anchor included.
    package var pathLength = 12
    /// The most public-key operations in the search of one path.
    package var pathSignatureChecks = 64
    /// The most candidates that are looked at in the search of one path.
    package var pathCandidates = 512

    /// The limits that the library uses unless told otherwise.
    package init() {}
}
