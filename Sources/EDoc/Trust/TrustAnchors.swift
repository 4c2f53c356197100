public import EDocCrypto
internal import EDocEncoding
public import EDocPKI

/// The certificates that a validation trusts, each for one role. Nothing is trusted by default.
///
/// A certificate is trusted by its octets: its own signature, validity and revocation are not
/// checked. Usually the certificates are roots or intermediates; the certificate of a time-stamping
/// authority or of an OCSP responder itself may be given too.
public struct TrustAnchors: Sendable, Hashable {
    /// Trusted to issue the certificates of signers, and of OCSP responders below them.
    public var certificateAuthorities: [X509Certificate]
    /// Trusted to issue the certificates of time-stamping authorities, or such a certificate
    /// itself.
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

    /// The same certificates for signers and for time-stamps. An OCSP responder for certificates of
    /// other issuers has to be given by ``ocspResponders``.
    public init(allRoles certificates: [X509Certificate]) {
        self.init(certificateAuthorities: certificates, timeStampAuthorities: certificates)
    }

    /// The certificates of a file, or of the files of a folder, in PEM or DER, for all roles.
    ///
    /// ``TrustFiles`` reads them, and gives the revocation lists beside them too.
    ///
    /// - Throws: `EDocError` with `noCertificate` when there is none; otherwise as
    ///   ``TrustFiles/init(contentsOf:)``.
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
