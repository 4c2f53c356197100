public import EDocCrypto
internal import EDocEncoding
public import EDocPKI

/// The certificates that a validation trusts, each for one role. Nothing is trusted by default.
///
/// A certificate of an authority is trusted by its octets: neither its own signature, its validity
/// nor its revocation is asked for. Usually these are roots or intermediates; the certificate of a
/// time-stamping authority or of an OCSP responder itself may stand there too.
public struct TrustAnchors: Sendable, Hashable {
    /// Trusted to issue the certificates of signers, and of OCSP responders below them.
    public var certificateAuthorities: [X509Certificate]
    /// Trusted to issue the certificates of time-stamping authorities, or being one.
    public var timeStampAuthorities: [X509Certificate]
    /// Locally trusted responders: their OCSP responses count for any certificate
    /// ([RFC 6960 §2.2](https://www.rfc-editor.org/rfc/rfc6960#section-2.2), item 2 of §4.2.2.2).
    public var ocspResponders: [X509Certificate]

    /// Anchors by role.
    public init(
        certificateAuthorities: [X509Certificate], timeStampAuthorities: [X509Certificate],
        ocspResponders: [X509Certificate] = []
    ) {
        self.certificateAuthorities = certificateAuthorities
        self.timeStampAuthorities = timeStampAuthorities
        self.ocspResponders = ocspResponders
    }

    /// The same certificates for signers and for time-stamps. Their OCSP responses count for what
    /// they issued themselves: that one answers for certificates of others has to be said.
    public init(allRoles certificates: [X509Certificate]) {
        self.init(certificateAuthorities: certificates, timeStampAuthorities: certificates)
    }

    /// The certificates of a file, or of the files of a folder, in PEM or DER, for all roles.
    ///
    /// ``TrustFiles`` reads them, and gives the revocation lists beside them too.
    ///
    /// - Throws: `EDocError` with `noCertificate` when there is none, so that nobody would be
    ///   trusted; and as ``TrustFiles/init(contentsOf:)``.
    public init(contentsOf path: String) throws(EDocError) {
        let certificates = try TrustFiles(contentsOf: path).certificates
        guard !certificates.isEmpty else {
            throw EDocError(
                .noCertificate,
                "no certificate in \(PlainText.quoted(path)), so nobody would be trusted; expected "
                    + "one in PEM or DER")
        }
        self.init(allRoles: certificates)
    }
}
