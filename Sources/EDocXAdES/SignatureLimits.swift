package import EDocPKI
package import EDocXML

/// What a signature file may at most hold: every cap of this layer, with its reason.
///
/// The caps of XML itself stand in ``XMLLimits``.
package struct SignatureLimits: Sendable {
    /// Octets of a signature file: 100,000 references with their properties take about 45 MB.
    package var fileOctets = 64 << 20
    /// Signatures in one file; producers write one.
    package var signatures = 1000
    /// Things wrong with one file that are kept: more than are ever reported.
    package var defects = 1000
    /// References of one signature (T5), to 100,000 files and its own parts: far above what anybody
    /// signs, so never a verdict on a good file.
    package var references = 100_100
    /// Unsigned properties of one signature: an archive time-stamp a year is three a year.
    package var unsignedProperties = 1000
    /// Time-stamp tokens of one signature: each takes a public-key operation or more, and those of
    /// archive time-stamps may ask for the files to be read again.
    package var timeStampTokens = 100
    /// Certificates, OCSP responses and CRLs of one signature, together, and the certificates of
    /// its KeyInfo: each may take a public-key operation.
    package var evidenceItems = 512
    /// Certificates whose keys are tried where SigningCertificate lists several that the signature
    /// carries: a path has fewer, and each takes a public-key operation.
    package var signingCertificates = 10
    /// What each of those, and each token, may hold.
    package var evidence = EvidenceLimits()

    /// What every document of a container is held to. `xml:base`, for which the eight octets of
    /// `../a/..` cost more the more there are, has no use in a signature file or a manifest (T22).
    package static let xml = {
        var limits = XMLLimits()
        limits.allowsBase = false
        return limits
    }()

    /// The limits for signature files.
    package init() {}
}
