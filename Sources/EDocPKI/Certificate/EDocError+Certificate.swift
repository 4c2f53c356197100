public import EDocCrypto

// What can be wrong with certificates and what is known about their revocation.
extension EDocError.Code {
    /// No certificate where one is expected.
    public static let noCertificate = EDocError.Code("noCertificate")
    /// A certificate that is not DER by RFC 5280.
    public static let malformedCertificate = EDocError.Code("malformedCertificate")
    /// No revocation list or OCSP response where one is expected.
    public static let noRevocationData = EDocError.Code("noRevocationData")
    /// A revocation list that is not DER by RFC 5280 §5, or an OCSP response by RFC 6960 §4.2.
    public static let malformedRevocationData = EDocError.Code("malformedRevocationData")
    /// None of the certificates is of the private key.
    public static let certificateOfAnotherKey = EDocError.Code("certificateOfAnotherKey")
    /// The certificate's key usage does not allow signing documents.
    public static let certificateNotForSigning = EDocError.Code("certificateNotForSigning")
    /// The certificate has ended.
    public static let certificateExpired = EDocError.Code("certificateExpired")
    /// The certificate has not begun.
    public static let certificateNotYetValid = EDocError.Code("certificateNotYetValid")
}
